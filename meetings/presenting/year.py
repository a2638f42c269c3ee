"""The year plan as its page shows it: gauges, twelve months with chips, subjects by meeting, dates that follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from meetings.models import AgendaItem, Meeting
from meetings.presenting.subjects import column, subject_rows
from meetings.presenting.upcoming import state_of, upcoming
from meetings.rules import reach
from meetings.rules import year as year_rules
from meetings.selectors import first_day, meetings_for, readable
from meetings.wording import reach as reach_wording
from meetings.wording import year as wording
from twente.core.agreement import Body, Rhythm
from twente.core.articles import parts
from twente.core.dates import MONTHS, WEEKDAYS, day_of, long_date, week
from twente.core.holidays import is_holiday
from twente.core.models import Agreement
from twente.core.permissions import Actor
from twente.core.school_holidays import published_for, school_holiday_on
from twente.core.selectors import rulebook_on

VIEWS = {"kalender": ("Kalender", "calendar-month"), "lijst": ("Lijst", "list")}
HORIZON = timedelta(days=3 * 366)
"""How far ahead a meeting can be planned."""
LEGEND = (
    ("con", "Concept"),
    ("bij", "Bijeengeroepen"),
    ("geh", "Gehouden"),
    ("vast", "Verslag vastgesteld"),
    ("voo", "Voorstel"),
    ("afg", "Afgelast"),
    ("wg", "Ander overleg"),
    ("vak", "Schoolvakantie"),
)


class NoSuchYear(Exception):
    """A year before the agreement, or further ahead than anybody plans."""


@dataclass(frozen=True)
class Chip:
    """A meeting, or the day proposed for one, as it stands below its month and in the list."""

    day: date
    css: str
    name: str
    state: str
    icon: str
    address: str

    @property
    def label(self) -> str:
        """What the day says to who cannot see its colour."""
        return f"{self.day.day} {MONTHS[self.day.month - 1]}: {self.name}, {self.state.lower()}"


@dataclass(frozen=True)
class DayCell:
    """A day in the calendar: its classes, its chip when there is one, else where planning on it starts."""

    day: date
    css: str
    chip: Chip | None
    plan: str
    label: str
    today: bool


@dataclass(frozen=True)
class Month:
    """A month block: (week number, seven cells or None) and the chips below it."""

    name: str
    weeks: list[tuple[int, list[DayCell | None]]]
    chips: list[Chip]


@dataclass(frozen=True)
class Gauge:
    """The rhythm of one body against what was planned (BOK-5.7)."""

    body: str
    article: str
    title: str
    squares: list[str]
    sentence: str
    advice: str
    warning: str
    plan: str
    plan_label: str


def year_context(agreement: Agreement, actor: Actor, *, year: int, today: date, chosen: str = "") -> dict[str, Any]:
    """The page of one calendar year (Amsterdam) with what one can do there. Raises NoSuchYear."""
    first, last = first_day(agreement).year, (today + HORIZON).year
    if not first <= year <= last:
        raise NoSuchYear(year)
    may_plan = actor.may("agenda_edit")
    return {
        "years": [other for other in (year - 1, year, year + 1) if first <= other <= last],
        "chosen": chosen if chosen in VIEWS else "",
        "views": [(view, VIEWS[view], view == chosen) for view in VIEWS],
        "may_plan": may_plan,
        "may_copy": may_plan and year > today.year,
        **year_page(agreement, actor, year=year, today=today),
    }


def year_page(agreement: Agreement, actor: Actor, *, year: int, today: date) -> dict[str, Any]:
    """Everything on the page of one calendar year (Amsterdam)."""
    rulebook = rulebook_on(agreement, max(date(year, 1, 1), min(today, date(year, 12, 31))))
    meetings = meetings_in(actor, year)
    main = next((body for body in rulebook.bodies if body.votes), rulebook.bodies[0])
    gauges = [
        gauge(body, body.rhythm, meetings, actor, year=year, today=today) for body in rulebook.bodies if body.rhythm
    ]
    chips = [chip_of(meeting, main.key) for meeting in meetings]
    chips += [proposed for _, proposed in gauges if proposed]
    counted = [meeting for meeting in meetings if meeting.state != Meeting.State.CANCELLED]
    held = [meeting for meeting in counted if meeting.body.key == main.key]
    return {
        "year": year,
        "today": today,
        "sentence": f"{long_date(today).capitalize()}, {week(today)}.",
        "gauges": [shown for shown, _ in gauges],
        "months": months(year, chips, actor, today),
        "chips": sorted(chips, key=lambda chip: chip.day),
        "legend": LEGEND,
        "school_known": published_for(year),
        "columns": [column(meeting) for meeting in held],
        "subjects": subject_rows(rulebook, held, agreement.slug if actor.may("agenda_edit") else ""),
        "subjects_article": next((str(parts(subject.key).article) for subject in rulebook.subjects), ""),
        "next": upcoming(counted, today),
    }


def meetings_in(actor: Actor, year: int) -> list[Meeting]:
    """The meetings of the year that this person may know of, with readable items and what hangs on them."""
    items = Prefetch("items", AgendaItem.objects.filter(readable(actor)).order_by("position"))
    beside = (items, "due_days", "agenda_versions")
    found = meetings_for(actor).filter(starts_at__year=year).select_related("minutes").prefetch_related(*beside)
    return list(found.order_by("starts_at", "pk"))


def chip_of(meeting: Meeting, main: str) -> Chip:
    """A meeting below its month; of another body than the main one it is drawn lighter."""
    css, pill = state_of(meeting)
    slug = meeting.body.agreement.slug
    return Chip(
        day=day_of(meeting.starts_at),
        css=css if meeting.body.key == main or css == "afg" else "wg",
        name=meeting.body.name,
        state=pill.text,
        icon=pill.icon,
        address=reverse("meetings:meeting_detail", args=[slug, meeting.pk]),
    )


def plan_address(actor: Actor, day: date) -> str:
    """Where a meeting on this day is planned; empty for who cannot plan."""
    if not actor.may("agenda_edit"):
        return ""
    slug = actor.agreement.slug if actor.agreement else ""
    return f"{reverse('meetings:meeting_create', args=[slug])}?dag={day.isoformat()}"


def gauge(
    body: Body, rhythm: Rhythm, meetings: Sequence[Meeting], actor: Actor, *, year: int, today: date
) -> tuple[Gauge, Chip | None]:
    """The gauge of a body, and the day it proposes when the rhythm asks for another meeting."""
    off = Meeting.State.CANCELLED
    mine = [meeting for meeting in meetings if meeting.body.key == body.key and meeting.state != off]
    days = [day_of(meeting.starts_at) for meeting in mine]
    lack = year_rules.lack(rhythm, days, year)
    fits = year_rules.proposed_day(days, year=year, today=today) if lack.missing else None
    plan = plan_address(actor, fits) if fits else ""
    shown = Gauge(
        body=body.name,
        article=body.rhythm_article or body.article,
        title=wording.gauge_title(lack),
        squares=[*(state_of(meeting)[0] for meeting in mine), *["voo"] * lack.missing],
        sentence=wording.gauge_sentence(lack, rhythm, year),
        advice=wording.gauge_advice(lack, fits),
        warning=reach_wording.warning(reach.outlook(rhythm, days, year=year, today=today), today),
        plan=plan,
        plan_label=f"{fits.day} {MONTHS[fits.month - 1]} plannen" if fits else "",
    )
    proposal = Chip(fits, "voo", body.name, "Voorstel", "calendar-plus", plan) if fits and plan else None
    return shown, proposal


def months(year: int, chips: Sequence[Chip], actor: Actor, today: date) -> list[Month]:
    """Twelve blocks; a day with more than one meeting leads to the weightiest of them."""
    lightest_first = sorted(chips, key=lambda chip: ("voo", "wg").index(chip.css) if chip.css in ("voo", "wg") else 2)
    shown = {chip.day: chip for chip in lightest_first}
    return [
        Month(
            name=MONTHS[month - 1].capitalize(),
            weeks=[
                (week.number, [cell(day, shown, actor, today) if day else None for day in week.days])
                for week in year_rules.weeks(year, month)
            ],
            chips=[chip for chip in sorted(chips, key=lambda chip: chip.day) if chip.day.month == month],
        )
        for month in range(1, 13)
    ]


def cell(day: date, chips: Mapping[date, Chip], actor: Actor, today: date) -> DayCell:
    """One day: weekend, holiday, school holiday, today; a meeting, or a way to plan one."""
    chip, school = chips.get(day), school_holiday_on(day)
    marks = {
        "we": day.weekday() >= 5,
        "vak": school is not None,
        "feest": is_holiday(day),
        "nu": day == today,
        f"c-{chip.css}" if chip else "": chip is not None,
    }
    why = [word for word, said in (("feestdag", is_holiday(day)), (school.name if school else "", school)) if said]
    label = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{''.join(f', {word}' for word in why)}"
    return DayCell(
        day=day,
        css=" ".join(name for name, applies in marks.items() if applies),
        chip=chip,
        plan=plan_address(actor, day) if day >= today and chip is None else "",
        label=chip.label if chip else f"{label}: vergadering plannen",
        today=day == today,
    )
