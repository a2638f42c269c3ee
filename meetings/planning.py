"""What the planning pages put together: gauges, warnings, the meeting with its next step."""

from datetime import date, datetime
from typing import Any, TypeVar

from django import forms
from django.db.models import Count
from django.urls import reverse

from meetings import pages, rules, selectors, wording
from meetings.models import AgendaItem, Body, Meeting
from twente.core.agreement import Rhythm
from twente.core.dates import day_of, full_date, long_date
from twente.core.holidays import is_holiday
from twente.core.models import Agreement
from twente.core.permissions import Actor
from twente.core.selectors import rulebook_on

AnyForm = TypeVar("AnyForm", bound=forms.Form)


def gauges(agreement: Agreement, today: date) -> list[str]:
    """For every body that must meet some times a year: how many meetings this year has (BOK-5.7)."""
    rhythms = {rule.key: rule.rhythm for rule in rulebook_on(agreement, today).bodies}
    least = {key: rhythm.times for key, rhythm in rhythms.items() if rhythm and yearly(rhythm)}
    bodies = Body.objects.filter(agreement=agreement, key__in=least, meetings__starts_at__year=today.year)
    counts = dict(bodies.annotate(planned=Count("meetings")).values_list("key", "planned"))
    return [wording.gauge(planned=counts.get(key, 0), least=times, year=today.year) for key, times in least.items()]


def split(meetings: list[Meeting], now: datetime) -> tuple[list[pages.MeetingRow], list[pages.MeetingRow]]:
    """Coming meetings by date, and those that are over, the latest first; an open one is never over."""
    over = [meeting for meeting in meetings if meeting.ends_at < now and meeting.state != Meeting.State.OPEN]
    coming = [pages.meeting_row(meeting) for meeting in meetings if meeting not in over]
    return coming, [pages.meeting_row(meeting) for meeting in reversed(over)]


def yearly(rhythm: Rhythm) -> bool:
    """Whether a rhythm counts per single calendar year."""
    return rhythm.every == 1 and rhythm.unit == "years"


def warnings(meeting: Meeting) -> list[str]:
    """What the planner should know, though it is allowed: a holiday, or another meeting at the same time."""
    day = day_of(meeting.starts_at)
    found = [f"{long_date(day).capitalize()} is een feestdag."] if is_holiday(day) else []
    others = selectors.same_time(meeting)
    return found + [f"Op hetzelfde moment is er al een vergadering: {other.body.name.lower()}." for other in others]


def as_saved(meeting: Meeting) -> list[tuple[str, str]]:
    """The meeting as somebody else saved it: pairs of field and value. Refreshes the meeting."""
    meeting.refresh_from_db()
    when = f"{long_date(day_of(meeting.starts_at))}, {wording.period(meeting.starts_at, meeting.ends_at)}"
    return [("Wanneer", when), ("Plaats", meeting.place)]


def item_as_saved(item: AgendaItem) -> list[tuple[str, str]]:
    """The item as somebody else saved it. Refreshes the item."""
    item.refresh_from_db()
    return [
        ("Titel", item.title),
        ("Status", item.get_status_display()),
        ("Minuten", str(item.minutes_planned)),
        ("Toelichting", item.explanation or "geen"),
    ]


def with_version(form: AnyForm, version: int) -> AnyForm:
    """The same filled-in form, so that saving again knowingly replaces the newer version."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = str(version)  # type: ignore[index]
    return form


def heading(meeting: Meeting) -> str:
    """Agenda van woensdag 2 december 2026"""
    return f"Agenda van {long_date(day_of(meeting.starts_at))}"


def trail(meeting: Meeting) -> list[tuple[str, str]]:
    """Breadcrumb down to the meeting."""
    slug = meeting.body.agreement.slug
    return [
        ("Vergaderingen", reverse("meetings:meeting_list", args=[slug])),
        (full_date(day_of(meeting.starts_at)), reverse("meetings:meeting_detail", args=[slug, meeting.pk])),
    ]


def meeting_page(meeting: Meeting, actor: Actor) -> dict[str, Any]:
    """One meeting: agenda, checklist with the next step, and what this person may do."""
    rows = pages.item_rows(meeting)
    about = pages.readiness(meeting, [row.item for row in rows])
    edits = actor.may("agenda_edit")
    return {
        "meeting": meeting,
        "h1": heading(meeting),
        "period": wording.period(meeting.starts_at, meeting.ends_at),
        "state": pages.STATES[Meeting.State(meeting.state)],
        "pace": wording.PACE[rules.pace(about, actor.on)],
        "rows": rows,
        "steps": pages.step_rows(meeting, about, acts=edits),
        "changed_since": about.changed_since,
        "latest": about.versions,
        "versions": list(meeting.agenda_versions.order_by("number")),
        "warnings": warnings(meeting) if edits else [],
        "planned_time": wording.planned_time(about),
        "may_edit": edits and meeting.state != Meeting.State.HELD,
        "may_replan": edits and meeting.state in (Meeting.State.CONCEPT, Meeting.State.CONVENED),
        "may_attend": actor.may("attendance_record") and meeting.state in (Meeting.State.CONVENED, Meeting.State.OPEN),
        "may_follow": meeting.state in (Meeting.State.CONVENED, Meeting.State.OPEN),
        "may_read_minutes": actor.may("minutes_draft") and meeting.state in (Meeting.State.OPEN, Meeting.State.HELD),
        "panel": pages.panel_address(meeting.current_item, meeting.body.agreement.slug),
    }
