"""Reads of items that members propose: for whom one may propose, and what one may see of it."""

from datetime import datetime

from django.db.models import Q, QuerySet

from meetings.models import Body, ItemProposal, Meeting, Substitution
from twente.core.models import Party
from twente.core.permissions import Actor, Context
from twente.core.selectors import parties_of


def standing_in_for(actor: Actor) -> set[int]:
    """The parties for which somebody is registered as substitute in a meeting that is still to end.

    Neither one that was called off nor one that nobody opened before its day was over.
    """
    mine = Substitution.objects.filter(user=actor.user, meeting__body__agreement=actor.agreement)
    coming = Q(meeting__state__in=(Meeting.State.CONCEPT, Meeting.State.CONVENED), meeting__ends_at__date__gte=actor.on)
    return set(mine.filter(coming | Q(meeting__state=Meeting.State.OPEN)).values_list("party", flat=True))


def proposes_for(actor: Actor) -> tuple[list[Party], bool]:
    """The parties for which this person may propose an item, and whether it may be for no party (chair, secretary)."""
    if actor.agreement is None:
        return [], False
    parties, acting = list(parties_of(actor.agreement, actor.on)), standing_in_for(actor)
    may = [party for party in parties if actor.may("item_propose", Context(party=party, substitute=party.pk in acting))]
    free = bool(parties) and len(may) == len(parties)
    mine = actor.party_ids | acting
    return [party for party in may if party.pk in mine], free


def may_propose(actor: Actor) -> bool:
    """Whether this person may propose an item at all; who only stands in is looked up in the register."""
    return actor.may("item_propose") or bool(proposes_for(actor)[0])


def proposed_for(actor: Actor) -> QuerySet[ItemProposal]:
    """What this person may see: one's own and one's party's; all of it for who makes the agenda."""
    rows = ItemProposal.objects.filter(body__agreement=actor.agreement)
    rows = rows.select_related("body__agreement", "meeting__body", "party", "proposed_by", "item__meeting")
    if actor.may("agenda_edit"):
        return rows
    parties, _ = proposes_for(actor)
    return rows.filter(Q(proposed_by=actor.user) | Q(party__in=parties))


def offered_beside(meeting: Meeting, actor: Actor) -> QuerySet[ItemProposal]:
    """What waits for an answer and is meant for this meeting, or for any meeting of its body."""
    waiting = proposed_for(actor).filter(state=ItemProposal.State.OFFERED, body=meeting.body)
    return waiting.filter(Q(meeting=meeting) | Q(meeting=None))


def meetings_to_come(bodies: QuerySet[Body], now: datetime) -> QuerySet[Meeting]:
    """The meetings of these bodies for which an item can still be added."""
    coming = Meeting.objects.filter(body__in=bodies, ends_at__gte=now)
    coming = coming.exclude(state__in=(Meeting.State.HELD, Meeting.State.CANCELLED))
    return coming.select_related("body").order_by("starts_at")
