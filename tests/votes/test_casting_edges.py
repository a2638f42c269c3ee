"""Who loses the vote by presiding, and what casting the same again does (BOK-5.4, 5.5)."""

import uuid
from datetime import date, timedelta

import pytest

from meetings.models import Meeting
from tests.cast import MORNING, Cast
from tests.votes.stage import OPENED, VOTED, a_ready_proposal, an_open_vote, cast_vote
from twente.core.models import AuditEntry
from twente.core.services import adopt_reading
from twente.outbox.models import Message
from votes import services
from votes.models import Ballot, Proposal
from votes.services.casting import Entry

pytestmark = pytest.mark.django_db


def presided_by_the_deputy(cast: Cast, value: str) -> Proposal:
    """An open vote in a meeting that Hengelo's representative presides, under this value of R8."""
    adopt_reading(
        agreement=cast.agreement,
        reading="R8",
        value=value,
        adopted_on=date(2026, 1, 1),
        decision="Besluit 2026-01",
        asked_by=cast.secretary,
        confirmed_by=cast.chair,
        now=MORNING,
    )
    proposal = a_ready_proposal(cast)
    Meeting.objects.filter(pk=proposal.item.meeting_id).update(presided_by=cast.deputy_chair)
    return services.open_vote(proposal=proposal, earlier_figures=True, by=cast.chair, now=OPENED)


def test_deputy_who_presides_keeps_the_vote_of_the_party(cast: Cast) -> None:
    """BOK-5.4 (R8 houdt_stem)."""
    assert cast_vote(cast, presided_by_the_deputy(cast, "houdt_stem"), "Hengelo", "voor").choice == "voor"


def test_deputy_who_presides_loses_the_vote_by_the_other_reading(cast: Cast) -> None:
    """R8 verliest_stem: nor can the secretary enter one for the deputy; the others vote."""
    proposal = presided_by_the_deputy(cast, "verliest_stem")
    with pytest.raises(services.WithoutVote):
        cast_vote(cast, proposal, "Hengelo", "voor")
    with pytest.raises(services.WithoutVote):
        services.enter_ballot(
            proposal=proposal,
            party=cast.parties["Hengelo"],
            by=cast.secretary,
            choice="voor",
            key=uuid.uuid4(),
            entry=Entry("De telefoon was leeg.", "E-mail van 10.44 uur."),
            now=VOTED,
        )
    assert cast_vote(cast, proposal, "Borne", "voor").choice == "voor"


def test_same_choice_from_a_fresh_form_is_the_same_ballot(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    first = cast_vote(cast, proposal, "Borne", "voor")
    assert cast_vote(cast, proposal, "Borne", "voor", at=VOTED + timedelta(minutes=1)) == first
    assert Ballot.objects.count() == Message.objects.filter(kind="vote_receipt").count() == 1
    assert AuditEntry.objects.filter(action="ballot_cast").count() == 1


def test_back_to_an_earlier_choice_is_a_change(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    for minute, choice in enumerate(("voor", "tegen", "voor")):
        cast_vote(cast, proposal, "Borne", choice, at=VOTED + timedelta(minutes=minute))
    assert list(Ballot.objects.values_list("choice", flat=True)) == ["voor", "tegen", "voor"]


def test_voter_who_repeats_what_the_secretary_entered_makes_it_the_own_vote(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    services.enter_ballot(
        proposal=proposal,
        party=cast.parties["Losser"],
        by=cast.secretary,
        choice="tegen",
        key=uuid.uuid4(),
        entry=Entry("De telefoon was leeg.", "E-mail van 10.44 uur."),
        now=VOTED,
    )
    own = cast_vote(cast, proposal, "Losser", "tegen", at=VOTED + timedelta(minutes=1))
    assert (own.seq, own.entry_reason, own.cast_by) == (2, "", cast.representatives["Losser"])
