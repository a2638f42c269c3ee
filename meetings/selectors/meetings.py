"""Reads of meetings: which this person may know of, who is invited."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from meetings.models import AgendaVersion, Body, Meeting
from twente.core.models import Agreement, Mandate, Role, User
from twente.core.permissions import Actor
from twente.core.selectors import in_force


def meetings_for(actor: Actor) -> QuerySet[Meeting]:
    """The meetings this person may know of: with drafts, only once an agenda was sent, or none at all."""
    meetings = Meeting.objects.filter(body__agreement=actor.agreement).select_related("body__agreement")
    if actor.may("agenda_draft"):
        return meetings
    if actor.may("council_document"):
        return meetings.filter(Exists(AgendaVersion.objects.filter(meeting=OuterRef("pk"))))
    return meetings.none()


def recipients_of(*, agreement: Agreement, on: date) -> list[User]:
    """Who gets the agenda: representatives, substitutes and officers of the parties, chair and secretaries."""
    kinds = (
        Role.Kind.CHAIR,
        Role.Kind.DEPUTY_CHAIR,
        Role.Kind.SECRETARY,
        Role.Kind.DEPUTY_SECRETARY,
        Role.Kind.SUBSTITUTE,
        Role.Kind.OFFICER,
    )
    roles = Role.objects.filter(in_force(on), agreement=agreement, kind__in=kinds)
    mandates = Mandate.objects.filter(in_force(on), agreement=agreement)
    people = Q(pk__in=roles.values("user")) | Q(pk__in=mandates.values("user"))
    return list(User.objects.filter(people, is_active=True).order_by("name", "pk"))


def same_time(meeting: Meeting) -> QuerySet[Meeting]:
    """Other meetings under this agreement that overlap in time: a warning, never a refusal."""
    others = Meeting.objects.filter(body__agreement=meeting.body.agreement).exclude(pk=meeting.pk)
    return others.filter(starts_at__lt=meeting.ends_at, ends_at__gt=meeting.starts_at).select_related("body")


def bodies_of(agreement: Agreement) -> QuerySet[Body]:
    """The bodies that meet, in the order in which the rulebook named them."""
    return agreement.bodies.order_by("pk")


def first_day(agreement: Agreement) -> date:
    """The day from which the agreement has a text: no meeting was before it."""
    return agreement.versions.order_by("valid_from").values_list("valid_from", flat=True)[0]


def listed_meetings(actor: Actor) -> list[Meeting]:
    """All meetings this person may know of, by date, each with `item_count`."""
    return list(meetings_for(actor).annotate(item_count=Count("items")).order_by("starts_at", "pk"))
