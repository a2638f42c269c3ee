"""What pages say between the rounds of a vote about persons (R20, Gemeentewet 31)."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.votes.election import ANNA, BRAM, a_level_election, a_level_run_off, an_open_election, held, slip
from tests.votes.stage import CLOSED, OPENED, VOTED
from tests.votes.test_views import page, signed_in
from twente.outbox.models import Message
from votes.models import Proposal
from votes.services.drawing_lots import Draw, draw_lot
from votes.services.reminding import NobodyToRemind, remind_voters

pytestmark = pytest.mark.django_db
NEW_ROUND = "/nieuw/"


@pytest.fixture(autouse=True)
def _during_the_meeting(time_machine) -> None:
    time_machine.move_to(OPENED, tick=False)


@pytest.fixture
def secretary(cast: Cast) -> Client:
    return signed_in(cast.secretary)


@pytest.fixture
def chair(cast: Cast) -> Client:
    return signed_in(cast.chair)


def shown(client: Client, proposal: Proposal) -> str:
    return client.get(page("proposal_detail", proposal.pk)).text


def test_only_the_round_that_must_follow_is_offered(cast: Cast, secretary: Client, chair: Client) -> None:
    """Gw 31: level, so the same people stand again; a free new round stands beside it nowhere."""
    proposal = a_level_election(cast)
    assert "Volgende ronde" in shown(chair, proposal)
    assert NEW_ROUND not in shown(secretary, proposal)


def test_no_new_round_while_a_lot_is_awaited(cast: Cast, secretary: Client, chair: Client) -> None:
    proposal = a_level_run_off(cast)
    assert "Loting vastleggen" in shown(chair, proposal)
    assert NEW_ROUND not in shown(secretary, proposal)


def test_a_void_vote_that_names_nobody_can_have_a_new_round(cast: Cast, secretary: Client) -> None:
    """The control: a sole candidate who was not chosen ends the rounds."""
    proposal = held(cast, {ANNA: 1, "tegen": 2}, names=[ANNA])
    assert NEW_ROUND in shown(secretary, proposal)


def test_lists_say_what_the_lot_decided(cast: Cast, secretary: Client) -> None:
    """A list read before the draw says that the lot decides, after it who was chosen."""
    proposal = a_level_run_off(cast)
    assert "<b>Loting</b>" in secretary.get(page("proposal_list")).text
    draw = Draw(name=ANNA, drawn_by="de voorzitter", witness="de griffier")
    draw_lot(proposal=proposal, draw=draw, by=cast.chair, now=CLOSED)
    listed = secretary.get(page("proposal_list")).text
    assert "<b>Loting</b>" not in listed
    assert "<b>Gekozen na loting</b>" in listed


def test_who_took_part_in_a_secret_vote_gets_no_reminder(cast: Cast, secretary: Client) -> None:
    """R20: only that a party took part is known, never its choice; that is enough to ask the others."""
    proposal = an_open_election(cast)
    slip(cast, proposal, "Almelo", BRAM)
    assert "Herinnering sturen" in shown(secretary, proposal)
    reminded = remind_voters(proposal=proposal, by=cast.secretary, now=VOTED)
    assert cast.representatives["Almelo"] not in reminded
    assert len(reminded) == len(cast.parties) - 1
    bodies = Message.objects.filter(kind="vote_reminder").values_list("body", flat=True)
    assert not [body for body in bodies if ANNA in body or BRAM in body]


def test_nobody_is_reminded_of_slips_on_paper(cast: Cast, secretary: Client) -> None:
    proposal = an_open_election(cast, way="paper")
    assert "Herinnering sturen" not in shown(secretary, proposal)
    with pytest.raises(NobodyToRemind):
        remind_voters(proposal=proposal, by=cast.secretary, now=VOTED)
