"""Reads of meetings: which this person may know of, who is invited."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from meetings.models import AgendaVersion, Body, Meeting
from meetings.selectors.bodies import known, members_on, open_bodies
from twente.core.models import Agreement, Mandate, Role, User
from twente.core.permissions import Actor
from twente.core.selectors import in_force


def meetings_for(actor: Actor) -> QuerySet[Meeting]:
    """The meetings this person may know of: with drafts, only once an agenda was sent, or none at all.

    Of a body whose members sit there in person only its members, the chair and the secretariat know (`known`).
    """
    meetings = Meeting.objects.filter(known(actor, "body__"), body__agreement=actor.agreement)
    meetings = meetings.select_related("body__agreement")
    if actor.may("agenda_draft"):
        return meetings
    if actor.may("council_document"):
        return meetings.filter(Exists(AgendaVersion.objects.filter(meeting=OuterRef("pk"))))
    return meetings.none()


def recipients_of(*, agreement: Agreement, on: date, body: Body | None = None) -> list[User]:
    """Who gets the agenda of a body; without a body who gets that of the overleg. Name the body of a meeting.

    Where parties sit: representatives, substitutes and officers of the parties, chair, secretaries, and guests with
    an account. Where members sit: those with an account, and the secretaries (BOK-7.3, 7.5).
    """
    invited = offices_of(agreement, on) if body and body.by_members else parties_people(agreement, on)
    if body:
        invited |= Q(pk__in=members_on(body, on).values("user"))
    return list(User.objects.filter(invited, is_active=True).order_by("name", "pk"))


def offices_of(agreement: Agreement, on: date) -> Q:
    """The coordinating secretary and the deputy."""
    kinds = (Role.Kind.SECRETARY, Role.Kind.DEPUTY_SECRETARY)
    return Q(pk__in=Role.objects.filter(in_force(on), agreement=agreement, kind__in=kinds).values("user"))


def parties_people(agreement: Agreement, on: date) -> Q:
    """Who sits at the table for a party or prepares it, and who leads."""
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
    return Q(pk__in=roles.values("user")) | Q(pk__in=mandates.values("user"))


def not_off(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Without those that were called off: they count for nothing."""
    return meetings.exclude(state=Meeting.State.CANCELLED)


def same_time(meeting: Meeting) -> QuerySet[Meeting]:
    """Other meetings under this agreement that overlap in time: a warning, never a refusal."""
    others = not_off(Meeting.objects.filter(body__agreement=meeting.body.agreement)).exclude(pk=meeting.pk)
    return others.filter(starts_at__lt=meeting.ends_at, ends_at__gt=meeting.starts_at).select_related("body")


def bodies_of(agreement: Agreement, on: date | None = None) -> QuerySet[Body]:
    """The bodies in the order in which they came; those that still meet on a day when one is named."""
    return open_bodies(agreement, on) if on else agreement.bodies.order_by("pk")


def first_day(agreement: Agreement) -> date:
    """The day from which the agreement has a text: no meeting was before it."""
    return agreement.versions.order_by("valid_from").values_list("valid_from", flat=True)[0]


def listed_meetings(actor: Actor) -> list[Meeting]:
    """All meetings this person may know of, by date, each with `item_count`."""
    return list(meetings_for(actor).annotate(item_count=Count("items")).order_by("starts_at", "pk"))
