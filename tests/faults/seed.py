"""Fill an empty database with an open vote, and print who can vote: `python -m tests.faults.seed`.

With a number: so many more votes in which thirteen parties voted already, to be closed.
"""

import json
import sys

import django

if __name__ == "__main__":
    django.setup()

    from django.test import Client

    from tests.cast import gather
    from tests.votes.stage import DRAWN, an_open_vote, cast_vote

    cast = gather()
    proposal = an_open_vote(cast)
    voted = [an_open_vote(cast) for _ in range(int(sys.argv[1]))] if sys.argv[1:] else []
    for vote in voted:
        for name, choice in DRAWN.items():
            cast_vote(cast, vote, name, choice)
    sessions = {}
    people = {cast.parties[name].code: cast.representatives[name] for name in ("Borne", "Almelo")}
    for key, person in {**people, "voorzitter": cast.chair}.items():
        browser = Client()
        browser.force_login(person)
        sessions[key] = browser.cookies["sessionid"].value
    told = {"proposal": proposal.pk, "sessions": sessions, "voted": [vote.pk for vote in voted]}
    print(json.dumps(told))  # noqa: T201 - its answer
