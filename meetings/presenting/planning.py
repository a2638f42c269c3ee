"""What the planning pages put together: gauges, warnings, the meeting with its next step."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django import forms
from django.urls import reverse

from meetings import rules, selectors, wording
from meetings.forms import MeetingForm
from meetings.models import AgendaItem, Meeting
from meetings.presenting import actions, pages, preparing
from meetings.presenting.readiness import readiness
from meetings.rules import year as year_rules
from meetings.selectors.meetings import not_off
from meetings.selectors.planning import cancellation_of
from twente.core.dates import day_of, full_date, long_date
from twente.core.holidays import is_holiday
from twente.core.models import Agreement
from twente.core.permissions import Actor
from twente.core.selectors import rulebook_on

AnyForm = TypeVar("AnyForm", bound=forms.Form)
PLANNED = (Meeting.State.CONCEPT, Meeting.State.CONVENED)
"""While its day and place can still change."""


def gauges(agreement: Agreement, today: date) -> list[tuple[str, str]]:
    """For every body that must meet some times a year: how many meetings this year has, and its article (BOK-5.7)."""
    bodies = rulebook_on(agreement, today).bodies
    met: dict[str, list[date]] = {body.key: [] for body in bodies}
    counted = not_off(Meeting.objects.filter(body__agreement=agreement))
    held = counted.filter(body__key__in=met, starts_at__year=today.year)
    for key, starts_at in held.values_list("body__key", "starts_at"):
        met[key].append(day_of(starts_at))
    found = [(body, year_rules.lack(body.rhythm, met[body.key], today.year)) for body in bodies if body.rhythm]
    return [
        (wording.gauge(planned=lack.planned, least=lack.required, year=today.year), body.rhythm_article or body.article)
        for body, lack in found
    ]


def split(meetings: list[Meeting], now: datetime) -> tuple[list[pages.MeetingRow], list[pages.MeetingRow]]:
    """Coming meetings by date, and those that are over, the latest first; an open one is never over."""
    over = [meeting for meeting in meetings if meeting.ends_at < now and meeting.state != Meeting.State.OPEN]
    coming = [pages.meeting_row(meeting) for meeting in meetings if meeting not in over]
    return coming, [pages.meeting_row(meeting) for meeting in reversed(over)]


def as_last_time(actor: Actor, asked: Mapping[str, str]) -> dict[str, Any]:
    """A new meeting begins, ends and is held as the last one was; `dag` is the day that was picked in the year plan."""
    last = selectors.meetings_for(actor).order_by("starts_at").last()
    filled = MeetingForm.initial_of(last) if last else {}
    kept = {name: filled[name] for name in ("body", "starts", "ends", "place") if name in filled}
    return kept | ({"day": asked["dag"]} if asked.get("dag") else {})


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
        *preparing.as_saved(item),
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
    rows = pages.item_rows(meeting, actor)
    about = readiness(meeting, [row.item for row in rows])
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
        "warnings": warnings(meeting) if edits and meeting.state in PLANNED else [],
        "planned_time": wording.planned_time(about),
        "cancellation": cancellation_of(meeting),
        "may_edit": edits and meeting.state not in (Meeting.State.HELD, Meeting.State.CANCELLED),
        "may_replan": edits and meeting.state in PLANNED,
        "may_attend": actor.may("attendance_record") and meeting.state in (Meeting.State.CONVENED, Meeting.State.OPEN),
        "may_follow": meeting.state in (Meeting.State.CONVENED, Meeting.State.OPEN),
        "may_read_minutes": actor.may("minutes_draft") and meeting.state in (Meeting.State.OPEN, Meeting.State.HELD),
        "may_ask_substitute": meeting.state != Meeting.State.HELD and speaks(actor, meeting),
        "panel": pages.panel_address(meeting.current_item, meeting.body.agreement.slug),
        "earlier_actions": actions.earlier(meeting, actor),
    }


def speaks(actor: Actor, meeting: Meeting) -> bool:
    """Whether this person speaks for a party in the whole meeting, and so may ask for a substitute (BOK-1f)."""
    if actor.user is None or meeting.body.by_members or not actor.may("vote_cast"):
        return False
    return bool(selectors.parties_spoken_for(meeting=meeting, user=actor.user, on=actor.on))
