"""Reads of what people chose about mails on terms, and of what stands in the overview of one person."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.module_loading import import_string

from twente.core import termlist
from twente.core.dates import start_of_day
from twente.core.models import Agreement, User
from twente.core.permissions import actor_for
from twente.core.selectors import agreements_of
from twente.core.termlist import ListedTerm
from twente.outbox.choosing.models import TermPace, WeekOverview
from twente.outbox.choosing.rules import in_overview
from twente.outbox.choosing.wording import Overview
from twente.outbox.deadlines.audience import Audience
from twente.outbox.deadlines.models import Deadline
from twente.outbox.deadlines.rules import LATE
from twente.outbox.deadlines.wording import Line


def chosen(user: User) -> TermPace | None:
    """What a person chose about mails on terms; None is at every milestone."""
    return TermPace.objects.filter(user=user).first()


def waiting_for(monday: date) -> QuerySet[User]:
    """Who wants overviews since before this week, can be reached, and has none of this week yet."""
    chose = TermPace.objects.filter(pace=TermPace.Pace.WEEK, chosen_at__lt=start_of_day(monday))
    made = WeekOverview.objects.filter(monday=monday)
    people = User.objects.filter(pk__in=chose.values("user"), is_active=True).exclude(email="")
    return people.exclude(pk__in=made.values("user")).order_by("pk")


def overview_of(user: User, audience: Audience) -> Overview:
    """Every term that comes near or is late and on which this person acts, over all agreements."""
    agreements = list(agreements_of(user, audience.on))
    several = len(agreements) > 1
    lines = [
        line_of(term, audience.on, f"{agreement}: " if several else "")
        for agreement in agreements
        for term in asked_of(user, agreement, audience)
    ]
    return Overview(user.name, audience.on, sorted(lines, key=lambda line: line.due_on))


def asked_of(user: User, agreement: Agreement, audience: Audience) -> Iterator[ListedTerm]:
    """Terms on the person's own term list; who acts is who would be told about each by the sweep, or by its room."""
    actor = actor_for(user, agreement, audience.on)
    for room, provider in termlist.ROOMS.items():
        for term in import_string(provider)(actor, audience.now):
            open_now = term.done_on is None and not term.opens
            if open_now and in_overview(term.milestones, term.day, audience.on):
                row = Deadline(agreement=agreement, room=room, key=term.key, acts=term.acts)
                if term.mine or (term.milestones and audience.tells(user, row)):
                    yield term


def line_of(term: ListedTerm, on: date, agreement: str) -> Line:
    """One term as a mail names it."""
    return Line(
        title=agreement + (term.discreet or term.title),
        due_on=term.day,
        milestone=LATE.key if term.day < on else "",
        article="" if term.discreet else term.article,
        address=settings.SITE_URL + (term.url or term.settle or reverse("home:terms")),
        discreet=bool(term.discreet),
    )
