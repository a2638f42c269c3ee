"""Fill an empty database with a vote that is open, and print who can vote: `python -m tests.faults.seed`."""

import json

import django

if __name__ == "__main__":
    django.setup()

    from django.test import Client

    from tests.cast import gather
    from tests.votes.stage import an_open_vote

    cast = gather()
    proposal = an_open_vote(cast)
    sessions = {}
    for name in ("Borne", "Almelo"):
        browser = Client()
        browser.force_login(cast.representatives[name])
        sessions[cast.parties[name].code] = browser.cookies["sessionid"].value
    print(json.dumps({"proposal": proposal.pk, "sessions": sessions}))  # noqa: T201 - its answer
