"""What the pages about planning, moving and calling off a meeting put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import NoReverseMatch, reverse

from meetings.forms import MeetingForm
from meetings.forms.due import DueForm
from meetings.models import Meeting
from meetings.presenting import planning
from meetings.presenting.conflicts import Wanted, conflicts
from meetings.rules import due
from meetings.selectors.planning import by_hand, can_take_items, invited
from meetings.services import MeetingDetails
from meetings.services.moving import told
from meetings.wording import count
from meetings.wording import moving as wording
from meetings.wording.phrases import the
from twente.core.dates import day_of, full_date, long_date


@dataclass(frozen=True)
class Planned:
    """A meeting's form with the days that follow from it; `instead_of` is the meeting that moves, if it exists."""

    form: MeetingForm
    days: DueForm
    instead_of: Meeting | None = None


def follows(planned: Planned, today: date) -> dict[str, Any]:
    """The days around the meeting and the conflicts of the day that stands in the form; nothing without a day."""
    form, days = planned.form, planned.days
    day, body = form.wanted_day(), form.wanted_body()
    if day is None or body is None:
        return {"days": None, "conflicts": [], "rhythm": ""}
    starts_at, ends_at = (form.moment(name) if form.is_bound else None for name in ("starts", "ends"))
    found = conflicts(
        Wanted(
            body=body,
            day=day,
            starts_at=starts_at if isinstance(starts_at, datetime) else None,
            ends_at=ends_at if isinstance(ends_at, datetime) else None,
            instead_of=planned.instead_of.pk if planned.instead_of else 0,
        ),
        today,
    )
    return {"days": days, "conflicts": found.warnings, "rhythm": found.rhythm}


def shown_days(form: MeetingForm, meeting: Meeting | None = None) -> DueForm:
    """The days that hang on the meeting in a form, as they are or by the house rule."""
    day = form.wanted_day()
    chosen = by_hand(meeting) if meeting else {}
    return DueForm(initial=DueForm.initial_of(day, chosen) if day else None, meets_on=day)


def days_again(sent: DueForm) -> tuple[DueForm, Sequence[str]]:
    """The days after the meeting's day changed in the form: chosen ones stay, the others follow; and what is wrong."""
    sent.is_valid()
    if sent.meets_on is None:
        return DueForm(), []
    again = DueForm(initial=DueForm.initial_of(sent.meets_on, sent.by_hand or {}), meets_on=sent.meets_on)
    wrong = [f"{again.fields[kind].label}: {errors[0]}" for kind, errors in sent.errors.items() if kind in again.fields]
    return again, wrong


def move_page(meeting: Meeting, details: MeetingDetails, days: dict[str, date] | None, now: datetime) -> dict[str, Any]:
    """Before a convened meeting moves: what follows, what stays, who gets mail."""
    chosen = by_hand(meeting) if days is None else days
    before, after = day_of(meeting.starts_at), day_of(details.starts_at)
    people = told(meeting, now)
    name = meeting.body.name
    where = f"naar {long_date(after)}" if after != before else f"van {long_date(before)} wijzigen"
    return {
        "meeting": meeting,
        "question": f"Vergadering van {the(name)} {where}?" if after == before else f"{name} {where} verplaatsen?",
        "consequences": [
            wording.mailed(len(people)),
            *wording.follows(due.days(before, by_hand(meeting)), due.days(after, chosen), chosen),
            *substitutions(meeting),
        ],
        "recipients": [person.name for person in people],
        "windows": windows_address(meeting),
    }


def substitutions(meeting: Meeting) -> list[str]:
    """Who stands in for somebody keeps doing so."""
    number = meeting.substitutions.count()
    if not number:
        return []
    return [f"{count(number, 'vervanging blijft', 'vervangingen blijven')} gelden."]


def windows_address(meeting: Meeting) -> str:
    """Where the votes with a window of their own stand; empty without a room for votes."""
    try:
        return reverse("votes:meeting_windows", args=[meeting.body.agreement.slug, meeting.pk])
    except NoReverseMatch:
        return ""


def cancel_page(meeting: Meeting) -> dict[str, Any]:
    """Before a meeting is called off: who gets mail, and where its items can go."""
    people = list(invited(meeting))
    day = full_date(day_of(meeting.starts_at))
    return {
        "meeting": meeting,
        "trail": planning.trail(meeting),
        "question": f"Vergadering van {day} afgelasten?",
        "recipients": [person.name for person in people],
        "consequences": [
            "De vergadering blijft zichtbaar als afgelast. Dit kunt u niet terugdraaien.",
            f"{count(len(people), 'persoon krijgt', 'personen krijgen')} een afzegging per mail."
            if people
            else "Er gaat geen mail: niemand is uitgenodigd.",
        ],
        "elsewhere": can_take_items(meeting).exists(),
        "windows": windows_address(meeting),
        "back": reverse("meetings:meeting_detail", args=[meeting.body.agreement.slug, meeting.pk]),
    }
