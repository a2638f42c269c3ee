"""What votes ask on the desk: the open vote first, only of who can still do something."""

from datetime import timedelta

import pytest
import time_machine

from tests.cast import Cast
from tests.votes.stage import CLOSED, OPENED, VOTED, a_closed_vote, an_open_vote, cast_vote
from twente.core.dates import day_of
from twente.core.models import User
from twente.home import desk
from votes import services


def titles(user: User, at=VOTED) -> list[str]:
    return [row.asked.title for row in desk.rows_of(desk.actors_of(user, day_of(at)), at)]


def test_an_open_vote_stands_first_for_who_has_not_voted(cast: Cast) -> None:
    """BOK-12.1: and is gone when the vote is cast."""
    proposal = an_open_vote(cast)
    assert titles(cast.representatives["Borne"])[0] == "Stem uitbrengen: Koers SES Twente 2027"
    cast_vote(cast, proposal, "Borne", "voor", at=OPENED + timedelta(minutes=1))
    assert titles(cast.representatives["Borne"]) == []


def test_an_excluded_party_is_not_asked(cast: Cast) -> None:
    """BOK-12.2: Enschede has no vote on the course."""
    an_open_vote(cast)
    assert titles(cast.representatives["Enschede"]) == []


def test_the_chair_is_asked_to_establish_the_result(cast: Cast) -> None:
    """BOK-5.5: the chair leads and is never asked for a vote."""
    proposal = an_open_vote(cast)
    assert "Stemming open: Koers SES Twente 2027" in titles(cast.chair)
    assert not any(title.startswith("Stem uitbrengen") for title in titles(cast.chair))
    services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)
    assert "Uitslag vaststellen: Koers SES Twente 2027" in titles(cast.chair, CLOSED)
    services.establish_result(proposal=proposal, by=cast.chair, now=CLOSED)
    assert not any("Koers" in title for title in titles(cast.chair, CLOSED))


@pytest.mark.parametrize("part", ["clerk", "officer", "treasurer", "administrator", "outsider"])
def test_nobody_else_hears_of_the_vote(cast: Cast, part: str) -> None:
    a_closed_vote(cast)
    assert not any("Koers" in title for title in titles(cast.everybody[part], CLOSED))


def test_the_button_opens_the_ballot(cast: Cast, client) -> None:
    an_open_vote(cast)
    user = cast.representatives["Borne"]
    (row, *_) = desk.rows_of(desk.actors_of(user, day_of(VOTED)), VOTED)
    with time_machine.travel(VOTED, tick=False):
        client.force_login(user)
        assert client.get(row.asked.url).status_code in (200, 302)
