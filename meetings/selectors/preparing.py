"""Reads of what helps to prepare an agenda."""

from datetime import datetime

from django.db.models import Q, QuerySet

from meetings.models import AgendaItem, AgendaUndo, Body, Meeting, StandingItem
from meetings.rules.ordering import UNDO
from meetings.rules.standing import same_title
from meetings.selectors.agenda import items_for
from twente.core.models import User
from twente.core.permissions import Actor


def undos_of(actor: Actor, now: datetime) -> QuerySet[AgendaUndo]:
    """What this person did to agendas and can still undo."""
    found = AgendaUndo.objects.filter(made_by=actor.user, made_at__gt=now - UNDO)
    return found.filter(meeting__body__agreement=actor.agreement).select_related("meeting__body__agreement")


def last_undo(meeting: Meeting, user: User | None, now: datetime) -> AgendaUndo | None:
    """The last thing that this person did to the order of an agenda, while it can be undone."""
    return meeting.undos.filter(made_by=user, made_at__gt=now - UNDO).last()


def unfinished(meeting: Meeting, actor: Actor) -> QuerySet[AgendaItem]:
    """Items of the last held meeting of the same body that were deferred, or on which nothing was decided.

    Without order of the meeting, what was for information, and what was carried over to this meeting already.
    """
    before = Meeting.objects.filter(body=meeting.body, state=Meeting.State.HELD, starts_at__lt=meeting.starts_at)
    last = before.order_by("starts_at").last()
    deferred = Q(disposal=AgendaItem.Disposal.DEFERRED)
    undecided = Q(disposal="", decisions=None) & ~Q(kind=AgendaItem.Kind.ORDER)
    undecided &= ~Q(status=AgendaItem.Status.INFORM)
    items = items_for(actor).filter(deferred | undecided, meeting=last).exclude(carried_to__meeting=meeting)
    return items.order_by("position")


def standing_of(body: Body) -> QuerySet[StandingItem]:
    """The standing items of a body in the order of an agenda."""
    return body.standing_items.order_by("at_end", "position")


def not_yet_on(meeting: Meeting) -> QuerySet[StandingItem]:
    """The standing items of the body that are not on this agenda."""
    there = {same_title(title) for title in meeting.items.values_list("title", flat=True)}
    standing = standing_of(meeting.body)
    return standing.filter(pk__in=[row.pk for row in standing if same_title(row.title) not in there])


def standing_for(actor: Actor) -> QuerySet[StandingItem]:
    """The standing items of the bodies of this agreement."""
    return StandingItem.objects.filter(body__agreement=actor.agreement).select_related("body__agreement")
