"""Who has voted follows an open vote by itself on the secretary's desk, and on nobody else's."""

import pytest
from django.http import HttpResponse
from django.urls import reverse

from tests.cast import Cast
from tests.votes.stage import CLOSED, OPENED, an_open_vote, cast_vote
from tests.votes.test_views import signed_in
from twente.core.models import User
from votes import services
from votes.models import Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _during_the_meeting(time_machine) -> None:
    time_machine.move_to(OPENED, tick=False)


def asked(user: User, proposal: Proposal, version: str = "") -> HttpResponse:
    """The rows, as the page asks for them."""
    address = reverse("votes:seats", args=["bok-ses", proposal.pk])
    return signed_in(user).get(address, {"versie": version}, headers={"HX-Request": "true"})


def test_the_rows_say_who_has_voted_and_offer_to_enter_the_others(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    cast_vote(cast, proposal, "Borne", "voor")

    text = asked(cast.secretary, proposal).text

    assert text.count(" gestemd<") == 1
    assert text.count("Stem invoeren") == text.count("nog niet") == 12


def test_unchanged_is_an_empty_answer_until_somebody_votes(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    version = asked(cast.secretary, proposal).context["version"]

    assert asked(cast.secretary, proposal, version).status_code == 204
    cast_vote(cast, proposal, "Borne", "voor")
    assert asked(cast.secretary, proposal, version).status_code == 200


def test_after_the_closing_there_is_nothing_to_follow(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)

    assert asked(cast.secretary, proposal).status_code == 204


@pytest.mark.parametrize("part", ["chair", "representative", "officer"])
def test_nobody_but_the_secretariat_sees_who_has_voted(cast: Cast, part: str) -> None:
    assert asked(cast.everybody[part], an_open_vote(cast)).status_code == 403


def test_without_scripts_the_address_leads_to_the_vote(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    address = reverse("votes:seats", args=["bok-ses", proposal.pk])

    answer = signed_in(cast.secretary).get(address)

    assert answer.headers["Location"] == reverse("votes:proposal_detail", args=["bok-ses", proposal.pk])
