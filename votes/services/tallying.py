"""Totals of slips of paper, counted by two people and entered by the secretary (R20, Gemeentewet 30)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from meetings.models import Attendance
from twente.core.models import User
from twente.core.refusals import Refusal
from votes import selectors
from votes.models import Proposal, Totals
from votes.services.casting import VoteNotOpen
from votes.services.preparing import record


class NotOnPaper(Refusal):
    """Slips cast online count themselves."""

    sentence = "Deze stemming gaat online. De software telt de briefjes bij het sluiten."


class AlreadyCounted(Refusal):
    """One count, never changed; a mistake is annulled and voted again."""

    sentence = (
        "De telling is al vastgelegd en verandert niet meer. "
        "Klopt zij niet? Laat de stemming vernietigen en stem opnieuw."
    )


TOO_MANY = "Hoogstens {}: zoveel partijen met een stem waren er sinds het openen, volgens de presentielijst."


class TooManyHandedOut(Refusal):
    """More slips than parties with a vote at the table."""

    status = 422

    def __init__(self, most: int) -> None:
        super().__init__(TOO_MANY.format(most))


@dataclass(frozen=True)
class PaperCount:
    """Counts by choice, slips handed out, and the two people who counted."""

    counts: Mapping[str, int]
    handed_out: int
    counted_by: tuple[str, str]


@transaction.atomic
def record_totals(*, proposal: Proposal, count: PaperCount, by: User, now: datetime) -> Totals:
    """Keep the count of the paper slips; the same count again changes nothing. More slips than handed out makes the
    vote void at closing, but is recorded as it is.

    Raises VoteNotOpen, NotOnPaper, AlreadyCounted, TooManyHandedOut.
    """
    vote = selectors.locked(proposal)
    if vote.way != Proposal.Way.PAPER:
        raise NotOnPaper
    known = Totals.objects.filter(proposal=vote).first()
    if known is not None:
        return the_same(known, count)
    if vote.state != Proposal.State.OPEN:
        raise VoteNotOpen("De stemming is niet open. De telling is niet vastgelegd.")
    most = entitled_present(vote, now)
    if count.handed_out > most:
        raise TooManyHandedOut(most)
    totals = Totals.objects.create(
        proposal=vote,
        counts=dict(count.counts),
        taken_part=count.handed_out,
        counted_by=" en ".join(count.counted_by),
        recorded_by=by,
        recorded_at=now,
    )
    record(vote, by=by, now=now, action="slips_counted", handed_out=count.handed_out)
    return totals


def the_same(known: Totals, count: PaperCount) -> Totals:
    """A second tap on the same count. Raises AlreadyCounted for another."""
    if known.counts != dict(count.counts) or known.taken_part != count.handed_out:
        raise AlreadyCounted
    return known


def entitled_present(vote: Proposal, now: datetime) -> int:
    """How many parties with a vote sat at the table at some moment since the opening: each gets one slip."""
    still_there = Q(left_at__isnull=True) | Q(left_at__gt=vote.opening)
    there = Attendance.objects.filter(still_there, meeting=vote.item.meeting, arrived_at__lte=now)
    return vote.seats.filter(excluded="", party__in=there.values("party")).count()
