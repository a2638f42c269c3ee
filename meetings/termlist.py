"""Terms of meetings: what must be out before a meeting, minutes after it, and meetings that a year still lacks."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from meetings import selectors
from meetings.models import Meeting
from meetings.presenting.rhythm import outlooks
from meetings.selectors.planning import by_hand, due_days
from meetings.wording import reach
from twente.core.dates import day_of, full_date
from twente.core.permissions import Actor
from twente.core.termlist import ListedTerm

WORDS = {
    "papers": ("Stukken aanleveren", "indieners"),
    "sent": ("Agenda versturen", "secretaris"),
    "minutes": ("Verslag klaar", "secretaris"),
}
"""Days that belong to a meeting (house rules), and who acts."""


def rows(actor: Actor, now: datetime) -> list[ListedTerm]:
    """Everything about meetings that this person may know of."""
    if actor.agreement is None or not actor.may("agenda_draft"):
        return []
    unfinished = (Meeting.State.CONCEPT, Meeting.State.CONVENED)
    coming = selectors.meetings_for(actor).filter(state__in=unfinished, ends_at__gte=now)
    found = [row for meeting in coming.prefetch_related("due_days") for row in of_meeting(meeting)]
    return found + list(of_year(actor))


def of_meeting(meeting: Meeting) -> Iterator[ListedTerm]:
    """The days that belong to one meeting, computed from its date or chosen by hand."""
    chosen, on = by_hand(meeting), day_of(meeting.starts_at)
    page = reverse("meetings:meeting_detail", args=[meeting.body.agreement.slug, meeting.pk])
    for key, day in due_days(meeting).items():
        if key in WORDS:
            words, who = WORDS[key]
            how = (
                "Met de hand gekozen."
                if key in chosen
                else f"Volgt uit de vergadering van {full_date(on)} (huisregel)."
            )
            yield ListedTerm(f"meeting:{meeting.pk}:{key}", day, f"{words}: {full_date(on)}", who, how, url=page)


def of_year(actor: Actor) -> Iterator[ListedTerm]:
    """A body that meets less often than the agreement asks: to be planned by this day (BOK-5.7, BWT-2)."""
    slug = actor.agreement.slug if actor.agreement else ""
    for year, body, found in outlooks(actor):
        if found.asks(actor.on):
            yield ListedTerm(
                key=f"rhythm:{body.key}:{year}",
                day=max(found.plan_by, actor.on) if found.plan_by else actor.on,
                title=reach.asked(found, body.name, year),
                who="secretaris",
                sentence=reach.warning(found, actor.on),
                article=body.rhythm_article or body.article,
                url=reverse("meetings:year_of", args=[slug, year]),
            )
