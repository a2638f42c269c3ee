"""Reads of what helps to prepare an agenda."""

from datetime import datetime

from django.db.models import QuerySet

from meetings.models import AgendaUndo, Meeting
from meetings.rules.ordering import UNDO
from twente.core.models import User
from twente.core.permissions import Actor


def undos_of(actor: Actor, now: datetime) -> QuerySet[AgendaUndo]:
    """What this person did to agendas and can still undo."""
    found = AgendaUndo.objects.filter(made_by=actor.user, made_at__gt=now - UNDO)
    return found.filter(meeting__body__agreement=actor.agreement).select_related("meeting__body__agreement")


def last_undo(meeting: Meeting, user: User | None, now: datetime) -> AgendaUndo | None:
    """The last thing that this person did to the order of an agenda, while it can be undone."""
    return meeting.undos.filter(made_by=user, made_at__gt=now - UNDO).last()
