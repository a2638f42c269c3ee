"""Casting a ballot, by the voter or by the secretary for a party (BOK-12.1, 1f, 5.5)."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from meetings.selectors import Voter
from twente.core import audit
from twente.core.dates import clock_time, day_of, full_date
from twente.core.models import Party, User
from twente.core.refusals import Forbidden, Refusal
from twente.outbox.services import queue_message
from votes import chain, polls, selectors
from votes.messages import receipt_mail
from votes.models import Ballot, Proposal
from votes.rules import Answer, Attempt, Received, answer
from votes.wording import windows


class VoteNotOpen(Refusal):
    """The vote has not been opened yet."""

    sentence = "De stemming is nog niet open. Uw stem is niet vastgelegd."

    @classmethod
    def until(cls, opens_at: datetime) -> "VoteNotOpen":
        """The vote was opened, but its window begins later."""
        return cls(f"{windows.opens(opens_at)} Uw stem is niet vastgelegd.")


class VoteClosed(Refusal):
    """Too late, however little."""

    sentence = "De stemming is gesloten. Uw stem is niet vastgelegd."

    def __init__(self, closed_at: datetime, *, now: datetime) -> None:
        day = "" if day_of(closed_at) == day_of(now) else f"op {full_date(day_of(closed_at))} "
        super().__init__(f"De stemming is gesloten {day}om {clock_time(closed_at)}. Uw stem is niet vastgelegd.")


class VoteAnnulled(Refusal):
    """The vote was taken back while it was open."""

    sentence = "Deze stemming is vernietigd. Uw stem is niet vastgelegd."


class NotAVoter(Forbidden):
    """The person holds no mandate for this party on this item at this moment (BOK-1f, 5.5)."""

    sentence = "U stemt niet namens deze partij: u heeft op dit moment geen mandaat voor dit agendapunt."


class WithoutVote(NotAVoter):
    """The chair has no vote; by R8 neither has a deputy who presides (BOK-5.4, 5.5)."""

    sentence = "Wie de vergadering voorzit, heeft geen stem. Een geregistreerde vervanger kan namens uw partij stemmen."


class PartyExcluded(Forbidden):
    """The party has no vote on this proposal (BOK-12.2, or a recorded decision)."""

    sentence = "Deze partij heeft bij dit voorstel geen stem. De pagina van de stemming legt uit waarom."


class BallotKeyReused(Refusal):
    """The same form came back with another choice."""

    sentence = "Dit stemformulier is al gebruikt voor een andere keuze. Open de stemming opnieuw en kies nog eens."


class AlreadyVotedByAnother(Refusal):
    """Representative and substitute at once: the first counts."""

    sentence = "Namens deze partij heeft al iemand anders gestemd. Die stem telt. Overleg zo nodig met de secretaris."


class SecretVote(Forbidden):
    """Nobody votes for somebody else in a secret vote (R20)."""

    sentence = (
        "Dit is een geheime stemming. Niemand voert een briefje in voor een ander. "
        "Kan een partij niet online stemmen? Dan kan het overleg met briefjes op papier stemmen."
    )


@dataclass(frozen=True)
class Entry:
    """Why the secretary enters a vote for a party, and the written notice behind it; both empty for a voter."""

    reason: str = ""
    notice: str = ""


@dataclass(frozen=True)
class Cast:
    """A ballot about to be written: for whom, what, by whom, on which mandate, and why when it was entered."""

    party: Party
    choice: str
    key: uuid.UUID
    by: User
    mandate: str
    entry: Entry = Entry()

    def says_again(self, last: Ballot) -> bool:
        """Whether the party's last ballot says just this: same choice, person, mandate and grounds."""
        said = (last.choice, last.cast_by_id, last.on_mandate, last.entry_reason, last.entry_notice)
        return said == (self.choice, self.by.pk, self.mandate, self.entry.reason, self.entry.notice)


class SpokenVote(Refusal):
    """In a roll call nobody votes online."""

    sentence = "Dit is een hoofdelijke stemming: u stemt mondeling als uw partij wordt genoemd."


class InvalidChoice(Refusal):
    """Not one of the choices of this vote; the form refuses it first."""

    status = 422
    sentence = "Kies voor, tegen of onthouding."


REFUSALS: Mapping[Answer, type[Refusal]] = {
    Answer.KEY_REUSED: BallotKeyReused,
    Answer.NOT_OPEN: VoteNotOpen,
    Answer.CLOSED: VoteAnnulled,
    Answer.CHAIR: WithoutVote,
    Answer.NO_MANDATE: NotAVoter,
    Answer.EXCLUDED: PartyExcluded,
    Answer.INVALID_CHOICE: InvalidChoice,
}
"""What a refusing answer of the rules is called here."""


@transaction.atomic
def cast_ballot(*, proposal: Proposal, party: Party, by: User, choice: str, key: uuid.UUID, now: datetime) -> Ballot:
    """Cast or change the vote of a party; the same key again gives the same receipt.

    Raises VoteNotOpen, VoteClosed, NotAVoter, PartyExcluded, BallotKeyReused, AlreadyVotedByAnother, SpokenVote.
    """
    vote = selectors.locked(proposal)
    if vote.way == Proposal.Way.ROLL_CALL:
        raise SpokenVote
    if selectors.is_secret(vote, now):
        raise SecretVote
    voter, earlier = selectors.voter_for(vote, party, now), earlier_ballots(vote, party, key)
    attempt = Attempt(at=now, person=str(by.pk), party=party.code, choice=choice, key=str(key))
    last = earlier[-1] if earlier else None
    if answered(vote, attempt, voter, earlier) is Answer.REPEATED:
        return next(ballot for ballot in earlier if ballot.key == key)
    if voter is None:
        raise NotAVoter
    if last is not None and last.cast_by_id != by.pk and not last.entry_reason:
        raise AlreadyVotedByAnother
    cast = Cast(party, choice, key, by, voter.document)
    if last is not None and cast.says_again(last):
        return last
    ballot = append(vote, cast, now=now)
    record(vote, ballot, action="ballot_cast")
    queue_message(**receipt_mail(vote, ballot), now=now)
    return ballot


@transaction.atomic
def enter_ballot(
    *, proposal: Proposal, party: Party, by: User, choice: str, key: uuid.UUID, entry: Entry, now: datetime
) -> Ballot:
    """The secretary enters a vote on a party's written notice; shown as such everywhere. The voter gets the receipt.

    Raises what cast_ballot raises; NotAVoter when nobody holds a mandate for the party.
    """
    vote = selectors.locked(proposal)
    if selectors.is_secret(vote, now):
        raise SecretVote
    voter, earlier = selectors.voter_for(vote, party, now), earlier_ballots(vote, party, key)
    if voter is None:
        raise NotAVoter("Voor deze partij is niemand gemandateerd. Leg eerst een mandaat of vervanging vast.")
    attempt = Attempt(at=now, person=str(voter.user.pk), party=party.code, choice=choice, key=str(key))
    last = earlier[-1] if earlier else None
    if answered(vote, attempt, voter, earlier) is Answer.REPEATED:
        return next(ballot for ballot in earlier if ballot.key == key)
    if last is not None and not last.entry_reason:
        raise AlreadyVotedByAnother
    cast = Cast(party, choice, key, by, voter.document, entry)
    if last is not None and cast.says_again(last):
        return last
    ballot = append(vote, cast, now=now)
    record(vote, ballot, action="ballot_entered")
    queue_message(**receipt_mail(vote, ballot, to=voter.user), now=now)
    return ballot


def earlier_ballots(vote: Proposal, party: Party, key: uuid.UUID) -> list[Ballot]:
    """What an attempt can meet: the ballots of its party, and one sent with its key for whatever party; in order."""
    return list(vote.ballots.filter(Q(party=party) | Q(key=key)).select_related("party").order_by("seq"))


def answered(vote: Proposal, attempt: Attempt, voter: Voter | None, earlier: Sequence[Ballot]) -> Answer:
    """The answer of the rules to this attempt, with everything read under the vote lock; a refusal is raised."""
    received = tuple(Received(ballot.party.code, str(ballot.key), ballot.choice) for ballot in earlier)
    given = answer(attempt, polls.poll_for(vote, attempt, voter), received)
    refuse_by_time(vote, given, attempt.at)
    if given in REFUSALS:
        raise REFUSALS[given]
    return given


def refuse_by_time(vote: Proposal, given: Answer, at: datetime) -> None:
    """Say from when, or since when. Raises VoteNotOpen, VoteClosed; an annulled vote has a refusal of its own."""
    if given is Answer.NOT_OPEN and vote.opens_at is not None and vote.opened_at is not None:
        raise VoteNotOpen.until(vote.opens_at)
    closes = selectors.window_of(vote).closes
    if given is Answer.CLOSED and closes is not None and vote.annulled_at is None:
        raise VoteClosed(closes, now=at)


def append(vote: Proposal, cast: Cast, *, now: datetime) -> Ballot:
    """Add the next link of the chain under the vote lock and move the head; the choice stays out of the audit trail."""
    seq = vote.ballots_cast + 1
    link = chain.next_hash(
        previous=vote.head_hash,
        vote=vote.pk,
        seq=seq,
        party=cast.party.code,
        choice=cast.choice,
        key=str(cast.key),
        cast_at=chain.instant(now),
    )
    ballot = Ballot.objects.create(
        proposal=vote,
        seq=seq,
        party=cast.party,
        choice=cast.choice,
        key=cast.key,
        cast_by=cast.by,
        on_mandate=cast.mandate,
        entry_reason=cast.entry.reason,
        entry_notice=cast.entry.notice,
        cast_at=now,
        previous_hash=vote.head_hash,
        hash=link,
    )
    vote.ballots_cast, vote.head_hash = seq, link
    vote.save(update_fields=["ballots_cast", "head_hash"])
    return ballot


def record(vote: Proposal, ballot: Ballot, *, action: str) -> None:
    """One audit entry that a party voted, without the choice."""
    audit.record(
        agreement=selectors.agreement_of(vote),
        by=ballot.cast_by,
        at=ballot.cast_at,
        action=action,
        target=vote,
        detail={"party": ballot.party.code, "seq": ballot.seq},
    )
