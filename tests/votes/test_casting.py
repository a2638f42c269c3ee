"""Casting a ballot: who may, when, how often, and what is kept of it (BOK-12.1, 12.2, 5.5, 1f)."""

import uuid
from datetime import timedelta

import pytest

from meetings.services import record_substitution
from tests.cast import Cast
from tests.factories import MEETING_AT
from tests.votes.stage import CLOSED, VOTED, a_closed_vote, a_ready_proposal, an_open_vote, cast_vote
from twente.core.models import AuditEntry
from twente.core.services import end_mandate
from twente.outbox.models import Message
from votes import chain, selectors, services
from votes.models import Ballot
from votes.services.casting import Entry

pytestmark = pytest.mark.django_db


def test_representative_casts_and_gets_a_receipt_by_mail(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    ballot = cast_vote(cast, proposal, "Hengelo", "voor")
    assert (ballot.seq, ballot.choice, ballot.on_mandate) == (1, "voor", "Collegebesluit Hengelo 2021-01")
    mail = Message.objects.get(kind="vote_receipt")
    assert mail.recipient == cast.representatives["Hengelo"].email
    assert chain.control_code(ballot.hash) in mail.body


def test_change_adds_a_ballot_and_the_last_one_counts(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    cast_vote(cast, proposal, "Almelo", "voor")
    cast_vote(cast, proposal, "Almelo", "tegen", at=VOTED + timedelta(minutes=1))
    assert [b.choice for b in Ballot.objects.order_by("seq")] == ["voor", "tegen"]
    assert selectors.latest_ballots(proposal)[cast.parties["Almelo"].pk].choice == "tegen"


def test_same_key_twice_is_one_ballot(cast: Cast) -> None:
    proposal, key = an_open_vote(cast), uuid.uuid4()
    first = cast_vote(cast, proposal, "Borne", "voor", key=key)
    again = cast_vote(cast, proposal, "Borne", "voor", at=VOTED + timedelta(seconds=1), key=key)
    assert first == again
    assert Ballot.objects.count() == 1


def test_same_key_with_another_choice_is_refused(cast: Cast) -> None:
    proposal, key = an_open_vote(cast), uuid.uuid4()
    cast_vote(cast, proposal, "Borne", "voor", key=key)
    with pytest.raises(services.BallotKeyReused):
        cast_vote(cast, proposal, "Borne", "tegen", key=key)


def test_vote_before_opening_is_refused(cast: Cast) -> None:
    proposal = a_ready_proposal(cast)
    with pytest.raises(services.VoteNotOpen):
        cast_vote(cast, proposal, "Borne", "voor")


def test_vote_at_the_closing_instant_is_too_late(cast: Cast) -> None:
    proposal = a_closed_vote(cast)
    with pytest.raises(services.VoteClosed, match=r"10\.47 uur. Uw stem is niet vastgelegd"):
        cast_vote(cast, proposal, "Borne", "tegen", at=CLOSED)


def test_same_key_after_closing_still_gives_the_receipt(cast: Cast) -> None:
    proposal, key = an_open_vote(cast), uuid.uuid4()
    first = cast_vote(cast, proposal, "Borne", "voor", key=key)
    services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)
    assert cast_vote(cast, proposal, "Borne", "voor", at=CLOSED, key=key) == first


@pytest.mark.parametrize("part", ["chair", "secretary", "clerk", "outsider", "substitute"])
def test_who_holds_no_mandate_does_not_vote(cast: Cast, part: str) -> None:
    """BOK-5.5: de voorzitter heeft geen stem; evenmin de secretaris of een niet aangemelde vervanger."""
    proposal = an_open_vote(cast)
    with pytest.raises(services.NotAVoter):
        services.cast_ballot(
            proposal=proposal,
            party=cast.parties["Haaksbergen"],
            by=getattr(cast, part),
            choice="voor",
            key=uuid.uuid4(),
            now=VOTED,
        )


def test_representative_of_another_party_does_not_vote(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    with pytest.raises(services.NotAVoter):
        services.cast_ballot(
            proposal=proposal,
            party=cast.parties["Hengelo"],
            by=cast.representatives["Almelo"],
            choice="voor",
            key=uuid.uuid4(),
            now=VOTED,
        )


def test_enschede_has_no_vote_on_article_eight(cast: Cast) -> None:
    """BOK-12.2 (R1)."""
    proposal = an_open_vote(cast)
    with pytest.raises(services.PartyExcluded):
        cast_vote(cast, proposal, "Enschede", "voor")


def test_mandate_that_ended_yesterday_gives_no_vote(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    mandate = cast.parties["Wierden"].mandates.get()
    end_mandate(mandate=mandate, last_day=(MEETING_AT - timedelta(days=1)).date(), by=cast.secretary, now=MEETING_AT)
    with pytest.raises(services.NotAVoter):
        cast_vote(cast, proposal, "Wierden", "voor")


def test_registered_substitute_votes_instead(cast: Cast) -> None:
    """BOK-1f: a substitution for one meeting goes before the standing mandate."""
    proposal = an_open_vote(cast)
    record_substitution(
        meeting=proposal.item.meeting,
        item=None,
        party=cast.parties["Haaksbergen"],
        user=cast.substitute,
        document="Collegebesluit 1 december",
        by=cast.secretary,
        now=MEETING_AT,
    )
    ballot = services.cast_ballot(
        proposal=proposal,
        party=cast.parties["Haaksbergen"],
        by=cast.substitute,
        choice="blanco",
        key=uuid.uuid4(),
        now=VOTED,
    )
    assert ballot.on_mandate == "Collegebesluit 1 december"
    with pytest.raises(services.NotAVoter):
        cast_vote(cast, proposal, "Haaksbergen", "voor")


def test_first_of_representative_and_substitute_counts(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    cast_vote(cast, proposal, "Haaksbergen", "voor")
    record_substitution(
        meeting=proposal.item.meeting,
        item=proposal.item,
        party=cast.parties["Haaksbergen"],
        user=cast.substitute,
        document="Collegebesluit 1 december",
        by=cast.secretary,
        now=MEETING_AT,
    )
    with pytest.raises(services.AlreadyVotedByAnother):
        services.cast_ballot(
            proposal=proposal,
            party=cast.parties["Haaksbergen"],
            by=cast.substitute,
            choice="tegen",
            key=uuid.uuid4(),
            now=VOTED,
        )


def enter(cast: Cast, proposal, party: str, choice: str) -> Ballot:
    return services.enter_ballot(
        proposal=proposal,
        party=cast.parties[party],
        by=cast.secretary,
        choice=choice,
        key=uuid.uuid4(),
        entry=Entry("De telefoon was leeg.", "E-mail van 10.44 uur."),
        now=VOTED,
    )


def test_secretary_enters_a_vote_and_it_shows(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    ballot = enter(cast, proposal, "Losser", "tegen")
    assert (ballot.entry_reason, ballot.cast_by) == ("De telefoon was leeg.", cast.secretary)
    mail = Message.objects.get(kind="vote_receipt")
    assert mail.recipient == cast.representatives["Losser"].email
    assert "De secretaris voerde deze stem in" in mail.body


def test_voter_may_replace_what_the_secretary_entered_but_not_the_other_way_round(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    enter(cast, proposal, "Losser", "tegen")
    cast_vote(cast, proposal, "Losser", "voor")
    with pytest.raises(services.AlreadyVotedByAnother):
        enter(cast, proposal, "Losser", "tegen")


def test_chain_links_every_ballot_to_the_snapshot(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    for party in ("Almelo", "Borne", "Hengelo"):
        cast_vote(cast, proposal, party, "voor")
    first, second, third = Ballot.objects.order_by("seq")
    assert first.previous_hash == proposal.snapshot_hash == chain.digest(proposal.snapshot)
    assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)
    proposal.refresh_from_db()
    assert (proposal.head_hash, proposal.ballots_cast) == (third.hash, 3)


def test_audit_trail_never_holds_the_choice(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    cast_vote(cast, proposal, "Hengelo", "tegen")
    entry = AuditEntry.objects.get(action="ballot_cast")
    assert "tegen" not in str(entry.detail)
