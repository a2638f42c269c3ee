"""Reads of substitutions that were asked for: one's own, or all for who can record them."""

from datetime import date

from django.db.models import Q, QuerySet

from meetings.models import Meeting, SubstitutionRequest
from meetings.selectors.agenda import items_for
from meetings.selectors.mandates import parties_spoken_for
from meetings.selectors.meetings import meetings_for
from twente.core.models import Party, User
from twente.core.permissions import Actor


def open_requests_for(actor: Actor) -> QuerySet[SubstitutionRequest]:
    """Requests that wait for an answer, the oldest first: one's own, and all of them for who can record."""
    readable = Q(item=None) | Q(item__in=items_for(actor).values("pk"))
    rows = SubstitutionRequest.objects.filter(readable, state="asked", meeting__in=meetings_for(actor))
    if not actor.may("mandate_record"):
        rows = rows.filter(asked_by=actor.user)
    return rows.select_related("meeting__body__agreement", "party", "user", "item", "asked_by").order_by("asked_at")


def own_parties(user: User, meeting: Meeting, on: date) -> list[Party]:
    """The parties for which this person speaks in the whole meeting, and so may ask for a substitute."""
    return parties_spoken_for(meeting=meeting, user=user, on=on)
