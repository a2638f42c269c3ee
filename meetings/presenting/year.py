"""The year plan as its page shows it: gauges, twelve months with chips, subjects by meeting, dates that follow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from meetings.models import AgendaItem, Meeting, Minutes
from meetings.presenting.pages import STATES, Pill
from meetings.rules import year as year_rules
from meetings.rules.year import Treatment
from meetings.selectors import meetings_for, readable
from meetings.wording import year as wording
from twente.core.agreement import Body, Rhythm, Rulebook
from twente.core.articles import parts
from twente.core.dates import MONTHS, WEEKDAYS, day_of, full_date, long_date, short_date, week
from twente.core.holidays import is_holiday
from twente.core.models import Agreement
from twente.core.permissions import Actor
from twente.core.school_holidays import published_for, school_holiday_on
from twente.core.selectors import rulebook_on

CSS = {
    Meeting.State.CONCEPT: "con",
    Meeting.State.CONVENED: "bij",
    Meeting.State.OPEN: "bij",
    Meeting.State.HELD: "geh",
}
ADOPTED = Pill("Verslag vastgesteld", "g", "circle-check")
LEGEND = (
    ("con", "Concept"),
    ("bij", "Bijeengeroepen"),
    ("geh", "Gehouden"),
    ("vast", "Verslag vastgesteld"),
    ("voo", "Voorstel"),
    ("wg", "Ander overleg"),
    ("vak", "Schoolvakantie"),
)


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
    plan: str
    plan_label: str


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
    coming = next((meeting for meeting in meetings if day_of(meeting.starts_at) >= today), None)
    held = [meeting for meeting in meetings if meeting.body.key == main.key]
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
        "subjects": subject_rows(rulebook, held),
        "subjects_article": next((str(parts(subject.key).article) for subject in rulebook.subjects), ""),
        "next": next_meeting(coming) if coming else None,
    }


def meetings_in(actor: Actor, year: int) -> list[Meeting]:
    """The meetings of the year that this person may know of, with the items to read, in three reads."""
    items = Prefetch("items", AgendaItem.objects.filter(readable(actor)).order_by("position"))
    found = meetings_for(actor).filter(starts_at__year=year).select_related("minutes").prefetch_related(items)
    return list(found.order_by("starts_at", "pk"))


def state_of(meeting: Meeting) -> tuple[str, Pill]:
    """Class and pill of a meeting; adopted minutes are a state of their own here."""
    minutes = getattr(meeting, "minutes", None)
    if minutes is not None and minutes.state == Minutes.State.ADOPTED:
        return "vast", ADOPTED
    state = Meeting.State(meeting.state)
    return CSS[state], STATES[state]


def chip_of(meeting: Meeting, main: str) -> Chip:
    """A meeting below its month; of another body than the main one it is drawn lighter."""
    css, pill = state_of(meeting)
    slug = meeting.body.agreement.slug
    return Chip(
        day=day_of(meeting.starts_at),
        css=css if meeting.body.key == main else "wg",
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
    mine = [meeting for meeting in meetings if meeting.body.key == body.key]
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


def column(meeting: Meeting) -> str:
    """10 feb"""
    return short_date(day_of(meeting.starts_at)).split(" ", 1)[1]


@dataclass(frozen=True)
class Mark:
    """An item in the matrix: where it stands and whether it was treated."""

    text: str
    done: bool
    address: str


@dataclass(frozen=True)
class SubjectRow:
    """A standing subject, or everything from other articles, against the meetings of the year (BOK-8)."""

    letter: str
    label: str
    cells: list[list[Mark]]
    summary: str
    missed: bool


def subject_rows(rulebook: Rulebook, meetings: Sequence[Meeting]) -> list[SubjectRow]:
    """A row for every subject of the rulebook, then one for what follows from other articles."""
    rows = [
        subject_row(subject.key.lstrip("0123456789."), subject.label, meetings, subject=subject.key)
        for subject in rulebook.subjects
    ]
    return [*rows, subject_row("+", "Uit een ander artikel", meetings, subject="")] if rows else []


def subject_row(letter: str, label: str, meetings: Iterable[Meeting], *, subject: str) -> SubjectRow:
    """One row; other articles are named by their number, subjects by the number of the item."""
    kind = AgendaItem.Kind.SUBJECT if subject else AgendaItem.Kind.ARTICLE
    cells = [
        [mark(item, meeting) for item in meeting.items.all() if item.kind == kind and item.subject == subject]
        for meeting in meetings
    ]
    found = [Treatment.TREATED if one.done else Treatment.PLANNED for row in cells for one in row]
    return SubjectRow(
        letter=letter,
        label=label,
        cells=cells,
        summary=wording.treated_sentence(year_rules.treated(found), len(found), standing=bool(subject)),
        missed=bool(subject) and not found,
    )


def mark(item: AgendaItem, meeting: Meeting) -> Mark:
    """punt 4, or art. 16.3"""
    text = f"art. {item.article}" if item.article else f"punt {item.position}"
    address = reverse("meetings:item_detail", args=[meeting.body.agreement.slug, item.pk])
    return Mark(text, meeting.state == Meeting.State.HELD, address)


def next_meeting(meeting: Meeting) -> dict[str, Any]:
    """The dates that follow from the next meeting, by the house rules."""
    day = day_of(meeting.starts_at)
    return {
        "title": long_date(day).capitalize(),
        "pill": state_of(meeting)[1],
        "rows": [
            (short_date(due), wording.DUE[key], key == "meeting") for key, due in year_rules.due_dates(day).items()
        ],
        "address": reverse("meetings:meeting_detail", args=[meeting.body.agreement.slug, meeting.pk]),
        "name": f"{meeting.body.name}, {full_date(day)}",
    }
