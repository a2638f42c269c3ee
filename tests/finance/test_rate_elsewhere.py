"""A rate where nobody votes: under a sister agreement every party decides at home, and that makes the rate (UHO-6)."""

import uuid
from datetime import timedelta

import pytest

from finance.models import RateProposal
from finance.selectors.proposing import Stand, decision_on, stand_of
from finance.services import proposing
from finance.services.proposing import NotDecided, Proposed
from meetings import services as meetings
from meetings.models import Body
from tests.cast import MORNING
from tests.votes.answer_stage import CLOSED, MEETING_AT, OPENED, Overleg, an_overleg, answer, close
from twente.core.dates import day_of
from votes import services as votes

KEY, YEAR, CENTS = "jaarbijdrage", 2027, 9_800_000
LATER = CLOSED + timedelta(days=1)


@pytest.fixture
def overleg(db: None) -> Overleg:
    """The agreement about the environment desk, with its fifteen parties."""
    return an_overleg("uh_omgevingsrecht")


@pytest.fixture
def proposal(overleg: Overleg) -> RateProposal:
    """The cost level of 2027, on the agenda of a convened meeting."""
    acts = {"by": overleg.secretary, "now": MORNING}
    place = {"agreement": overleg.agreement, "contribution": KEY, "year": YEAR}
    made = proposing.propose_rate(proposed=Proposed(CENTS, "Begroting van de gastheer."), **place, **acts)
    details = meetings.MeetingDetails(MEETING_AT, MEETING_AT + timedelta(hours=2), "stadhuis Hengelo")
    body = Body.objects.get(agreement=overleg.agreement, key="bestuurlijk_overleg")
    meeting = meetings.plan_meeting(body=body, details=details, key=uuid.uuid4(), **acts)
    placed = proposing.place_on_agenda(proposal=made, meeting=meeting, **acts)
    meetings.publish_agenda(meeting=meeting, **acts)
    return placed


def answered(overleg: Overleg, proposal: RateProposal, *, refuses: str = "") -> RateProposal:
    """Every party said what it decided at home; the chair closed and established it."""
    vote = votes.make_ready(proposal=proposal.vote, by=overleg.secretary, now=MORNING)
    vote = votes.open_vote(proposal=vote, earlier_figures=False, by=overleg.chair, now=OPENED)
    for voice in vote.snapshot["voices"]:
        said = "geweigerd" if voice["name"] == refuses else "ingestemd"
        answer(overleg, vote, voice["code"], said)
    votes.establish_result(proposal=close(overleg, vote), by=overleg.chair, now=CLOSED)
    return RateProposal.objects.get(pk=proposal.pk)


def test_every_party_is_asked_by_the_article_of_the_budget(proposal: RateProposal) -> None:
    """UHO-6: not the kind of the BOK; the amount stands in the text."""
    vote = proposal.vote
    assert vote is not None
    assert (vote.item.subject, vote.item.status, vote.decision_kind) == ("6", "besluitvorming", "begroting")
    assert vote.financial and "98.000,00" in vote.text


def test_the_rate_cites_what_all_agreed_to(overleg: Overleg, proposal: RateProposal) -> None:
    done = answered(overleg, proposal)
    assert stand_of(done, decision_on(done)) is Stand.ADOPTED
    rate = proposing.record_decided_rate(proposal=done, by=overleg.secretary, now=LATER)
    assert rate.decision is not None and rate.decision.source == f"vote:{done.vote_id}"
    assert (rate.cents, rate.article, rate.decided) == (CENTS, "6", "Besluit 2026-01")
    assert rate.decided_on == day_of(CLOSED)


def test_one_party_that_refuses_makes_no_rate(overleg: Overleg, proposal: RateProposal) -> None:
    done = answered(overleg, proposal, refuses="Provincie Overijssel")
    assert stand_of(done, decision_on(done)) is Stand.REJECTED
    with pytest.raises(NotDecided):
        proposing.record_decided_rate(proposal=done, by=overleg.secretary, now=LATER)


def test_while_parties_still_decide_there_is_no_rate(overleg: Overleg, proposal: RateProposal) -> None:
    vote = votes.make_ready(proposal=proposal.vote, by=overleg.secretary, now=MORNING)
    votes.open_vote(proposal=vote, earlier_figures=False, by=overleg.chair, now=OPENED)
    answer(overleg, vote, overleg.code("Almelo"), "ingestemd")
    assert stand_of(proposal, decision_on(proposal)) is Stand.ON_AGENDA
    with pytest.raises(NotDecided):
        proposing.record_decided_rate(proposal=proposal, by=overleg.secretary, now=LATER)
