"""Ways to take a vote: nobody asked for one, or the parties are called by name (Gemeentewet 32)."""

import uuid
from dataclasses import replace

import pytest

from meetings import selectors as meetings
from tests.cast import INHABITANTS, Cast
from tests.factories import OTHER
from tests.votes.stage import CLOSED, OPENED, TEXT, VOTED, a_concept, a_ready_proposal, an_open_vote, cast_vote
from twente.core.models import AuditEntry
from twente.outbox.models import Message
from votes import counting, services
from votes.models import Ballot, Proposal, Seat
from votes.rules.roll_call import called_from, drawn
from votes.services.calling import (
    AlreadySpoken,
    NoChoiceOfWay,
    NotCalled,
    choose_way,
    mark_absent,
    record_spoken,
)
from votes.services.casting import SpokenVote
from votes.services.skipping import AlreadyOpened, NeedsVote, NotAtTheTable, NotInMeeting, adopt_without_vote

pytestmark = pytest.mark.django_db
EVERYBODY = tuple(INHABITANTS)
MOST = tuple(name for name in EVERYBODY if name not in ("Wierden", "Losser"))


def skipped(cast: Cast, proposal: Proposal, *against: str) -> Proposal:
    """The secretary establishes without a vote; these parties want to be noted as against."""
    codes = frozenset(cast.parties[name].code for name in against)
    return adopt_without_vote(proposal=proposal, against=codes, earlier_figures=True, by=cast.secretary, now=VOTED)


def row_of(vote: Proposal, name: str) -> dict:
    return next(row for row in vote.result["ballots"] if row["name"] == name)


def test_present_parties_count_as_in_favour_when_nobody_asks_for_a_vote(cast: Cast) -> None:
    """The absent and Enschede (BOK-12.2) are not in it."""
    vote = skipped(cast, a_ready_proposal(cast, present=MOST))
    assert (vote.state, vote.way) == (Proposal.State.CLOSED, Proposal.Way.NO_VOTE)
    assert (vote.result["title"], vote.result["outcome"]) == ("Zonder stemming aangenomen", "Aangenomen")
    assert "Niemand vroeg om een stemming. Elf aanwezige partijen gelden als voor." in vote.result["sentence"]
    assert (vote.result["tally"]["in_favour"], vote.result["tally"]["against"]) == (11, 0)
    assert row_of(vote, "Borne") | {"said": "Geacht voor", "voter": ""} == row_of(vote, "Borne")
    assert row_of(vote, "Wierden")["choice"] == row_of(vote, "Enschede")["choice"] == ""
    assert vote.result["reasons"][0]["title"] == "Zonder stemming"


def test_noted_party_counts_as_against(cast: Cast) -> None:
    vote = skipped(cast, a_ready_proposal(cast, present=MOST), "Almelo")
    assert "Almelo liet aantekenen tegen te zijn." in vote.result["sentence"]
    assert (row_of(vote, "Almelo")["choice"], row_of(vote, "Almelo")["said"]) == ("tegen", "Tegen, aangetekend")
    assert vote.result["tally"]["against"] == 1


def test_vote_that_was_skipped_is_chained_and_sealed_like_any_vote(cast: Cast) -> None:
    vote = skipped(cast, a_ready_proposal(cast, present=MOST))
    assert counting.chain_break(vote) is None
    assert all(check.passed for check in counting.checks(vote))
    ballot = Ballot.objects.first()
    assert (ballot.entry_reason, ballot.entry_notice) == (
        "zonder stemming",
        "ter vergadering, niemand vroeg om stemming",
    )
    assert ballot.cast_at < vote.closing


def test_members_hear_the_outcome_and_are_not_asked_to_vote(cast: Cast) -> None:
    vote = skipped(cast, a_ready_proposal(cast, present=MOST))
    kinds = set(Message.objects.values_list("kind", flat=True))
    assert "vote_closed" in kinds
    assert not kinds & {"vote_opened", "vote_receipt"}
    assert vote.closing_hash in Message.objects.filter(kind="vote_closed").first().body
    assert AuditEntry.objects.filter(action="adopted_without_vote").count() == 1


def test_result_that_was_skipped_is_established_like_any_other(cast: Cast) -> None:
    vote = skipped(cast, a_ready_proposal(cast, present=MOST))
    services.establish_result(proposal=vote, by=cast.chair, now=CLOSED)
    assert vote.item.decisions.get().outcome == "aangenomen"


ADMISSION = replace(TEXT, decision_kind="ander_onderwerp")


@pytest.mark.parametrize(
    ("present", "against", "why"),
    [
        (("Borne", "Losser"), (), "te weinig voor de helft"),
        (MOST, MOST[:7], "tegen"),
        ((), (), "Niemand stemde voor"),
    ],
)
def test_what_the_rule_would_not_adopt_needs_a_vote_and_nothing_is_left(
    cast: Cast, present: tuple[str, ...], against: tuple[str, ...], why: str
) -> None:
    """Below half of the inhabitants, a majority against, an empty table (BOK-12.3)."""
    proposal = a_ready_proposal(cast, present=present)
    against = tuple(name for name in against if name != "Enschede")
    before = Message.objects.count(), AuditEntry.objects.count()
    with pytest.raises(NeedsVote, match=f"{why}.*Open een stemming"):
        skipped(cast, proposal, *against)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.way) == (Proposal.State.READY, Proposal.Way.BALLOT)
    assert not Ballot.objects.exists()
    assert not Seat.objects.exists()
    assert (Message.objects.count(), AuditEntry.objects.count()) == before


def test_unanimity_of_all_needs_a_vote_while_somebody_is_absent(cast: Cast) -> None:
    """BOK-12.6: an absent party has not agreed."""
    proposal = a_ready_proposal(cast, present=MOST, text=ADMISSION, item_class=OTHER)
    with pytest.raises(NeedsVote, match="Losser en Wierden"):
        skipped(cast, proposal)


def test_unanimity_of_all_can_go_without_a_vote_when_all_are_there(cast: Cast) -> None:
    vote = skipped(cast, a_ready_proposal(cast, present=EVERYBODY, text=ADMISSION, item_class=OTHER))
    assert vote.result["tally"]["in_favour"] == 14


def test_skipping_twice_is_skipping_once(cast: Cast) -> None:
    proposal = a_ready_proposal(cast, present=MOST)
    assert skipped(cast, proposal).closing_hash == skipped(cast, proposal).closing_hash
    assert Ballot.objects.count() == 11


def test_only_who_is_there_can_be_noted(cast: Cast) -> None:
    proposal = a_ready_proposal(cast, present=MOST)
    with pytest.raises(NotAtTheTable):
        skipped(cast, proposal, "Wierden")


def test_no_skipping_before_ready_after_opening_or_outside_the_meeting(cast: Cast) -> None:
    with pytest.raises(services.CannotOpenYet):
        skipped(cast, a_concept(cast, present=MOST))
    with pytest.raises(AlreadyOpened):
        skipped(cast, an_open_vote(cast))
    proposal = a_ready_proposal(cast)
    type(proposal.item.meeting).objects.filter(pk=proposal.item.meeting_id).update(state="convened", opened_at=None)
    with pytest.raises(NotInMeeting):
        skipped(cast, proposal)


def a_roll_call(cast: Cast, **how) -> Proposal:
    """A roll call that the chair opened."""
    proposal = a_ready_proposal(cast, **how)
    choose_way(proposal=proposal, way=Proposal.Way.ROLL_CALL, by=cast.chair, now=OPENED)
    return services.open_vote(proposal=proposal, earlier_figures=True, by=cast.chair, now=OPENED)


def spoken(cast: Cast, proposal: Proposal, name: str, choice: str) -> Ballot:
    """What this party answers."""
    return record_spoken(
        proposal=proposal, party=cast.parties[name], choice=choice, key=uuid.uuid4(), by=cast.secretary, now=VOTED
    )


def test_roll_call_is_frozen_at_opening(cast: Cast) -> None:
    proposal = a_roll_call(cast)
    assert proposal.snapshot["way"] == "roll_call"
    with pytest.raises(services.ProposalFrozen):
        choose_way(proposal=proposal, way=Proposal.Way.BALLOT, by=cast.chair, now=VOTED)


def test_only_online_and_roll_call_can_be_chosen(cast: Cast) -> None:
    proposal = a_ready_proposal(cast)
    with pytest.raises(NoChoiceOfWay):
        choose_way(proposal=proposal, way=Proposal.Way.NO_VOTE, by=cast.chair, now=OPENED)


def test_spoken_vote_is_entered_with_its_ground(cast: Cast) -> None:
    ballot = spoken(cast, a_roll_call(cast), "Borne", "voor")
    assert (ballot.entry_reason, ballot.entry_notice) == ("hoofdelijke stemming", "mondeling in de vergadering")
    assert "U stemde mondeling" in Message.objects.get(kind="vote_receipt").body


def test_spoken_vote_can_be_corrected_until_closing(cast: Cast) -> None:
    proposal = a_roll_call(cast)
    for choice in ("voor", "tegen", "tegen"):
        spoken(cast, proposal, "Borne", choice)
    assert list(Ballot.objects.values_list("choice", flat=True)) == ["voor", "tegen"]
    closed = services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)
    assert closed.result["reasons"][0]["title"] == "Hoofdelijke stemming"
    assert row_of(closed, "Borne")["note"] == "mondeling, vastgelegd door de secretaris"
    with pytest.raises(services.VoteClosed):
        spoken(cast, proposal, "Almelo", "voor")


def test_whoever_is_called_votes(cast: Cast) -> None:
    """Gemeentewet 32: no abstention in a roll call."""
    with pytest.raises(services.InvalidChoice):
        spoken(cast, a_roll_call(cast), "Borne", "blanco")


def test_nobody_votes_online_in_a_roll_call(cast: Cast) -> None:
    proposal = a_roll_call(cast)
    with pytest.raises(SpokenVote):
        cast_vote(cast, proposal, "Borne", "voor")
    assert "U stemt mondeling" in Message.objects.filter(kind="vote_opened").first().body


def test_nothing_is_spoken_in_an_online_vote(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    with pytest.raises(NotCalled):
        spoken(cast, proposal, "Borne", "voor")


def test_party_that_is_not_there_leaves_the_list_of_who_is_present(cast: Cast) -> None:
    """So that the result says that it was absent; who voted cannot be made absent."""
    proposal = a_roll_call(cast, present=("Borne", "Losser"))
    for _ in range(2):
        mark_absent(proposal=proposal, party=cast.parties["Losser"], by=cast.secretary, now=VOTED)
    there = meetings.present_party_ids(meeting=proposal.item.meeting, at=VOTED)
    assert there == {cast.parties["Borne"].pk}
    assert AuditEntry.objects.filter(action="called_in_vain").count() == 1
    spoken(cast, proposal, "Borne", "voor")
    with pytest.raises(AlreadySpoken):
        mark_absent(proposal=proposal, party=cast.parties["Borne"], by=cast.secretary, now=VOTED)


def test_the_lot_is_a_sum_that_everybody_can_do_again() -> None:
    assert drawn("ff", 14) == 255 % 14 == 3
    assert called_from(["a", "b", "c", "d"], 3) == ["d", "a", "b", "c"]
