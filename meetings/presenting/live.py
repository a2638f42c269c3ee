"""What the screens of a running meeting put together: the item at hand, the time, the agenda, the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from meetings import selectors, wording
from meetings.models import AgendaItem, ItemTurn, Meeting, Suspension
from meetings.presenting import pages, table
from meetings.presenting.paper_lines import PaperLine
from meetings.presenting.recorded import recorded
from meetings.rules import timekeeping as rules
from meetings.selectors import session
from meetings.wording import timekeeping as words
from twente.core.dates import clock_time, day_of
from twente.core.models import Party
from twente.core.permissions import Actor

SCREENS = {
    "live_desk": ("Tafel van de secretaris", "notes", "agenda_edit"),
    "live_chair": ("Voorzitter", "gavel", "attendance_record"),
    "live_follow": ("Volgen", "eye", "agenda_draft"),
    "live_wall": ("Zaalscherm", "maximize", "agenda_draft"),
}
"""Page of a running meeting → its name, icon, and the act that opens it; the first that opens is one's own."""


@dataclass(frozen=True)
class RunRow:
    """An item of the running meeting: what it used of its plan, and whether it was treated, is at hand or comes."""

    item: AgendaItem
    pills: tuple[pages.Pill, ...]
    timed: rules.Timed
    papers: tuple[PaperLine, ...] = ()

    @property
    def people(self) -> str:
        """economie, toelichting door M. Jansen"""
        return pages.people(self.item.portfolio, self.item.presenter)

    @property
    def current(self) -> bool:
        """Whether it is at hand."""
        return self.timed.current

    @property
    def time(self) -> str:
        """8 van 10 min, or 10 min for what nobody took yet"""
        planned = f"{self.timed.planned} min"
        return f"{self.timed.used // 60} van {planned}" if self.timed.treated else planned

    @property
    def over(self) -> str:
        """3 min over tijd"""
        return words.left(self.timed.left) if self.timed.treated and self.timed.left <= -60 else ""


@dataclass(frozen=True)
class Clock:
    """The time of the item at hand and of the meeting, in words and in figures for the script that lets it run."""

    left: int
    words: str
    over: bool
    runs: bool
    used: str
    at: int
    rest: int
    ends: str
    late: str


def run_rows(meeting: Meeting, actor: Actor, pauses: list[Suspension], at: datetime) -> list[RunRow]:
    """The items that this person may read, in order, with their time."""
    turns, seen = session.turns_of(meeting), session.readable_ids(meeting, actor)
    return [
        RunRow(
            row.item,
            row.pills,
            timed(row.item, turns.get(row.item.pk, []), pauses, current=row.current, at=at),
            row.papers,
        )
        for row in pages.item_rows(meeting, actor)
        if row.item.pk in seen
    ]


def timed(
    item: AgendaItem, turns: list[ItemTurn], pauses: list[Suspension], *, current: bool, at: datetime
) -> rules.Timed:
    """An item with its plan and what it used."""
    return rules.Timed(item.minutes_planned, rules.used(turns, pauses, at), current=current, treated=bool(turns))


def clock_of(meeting: Meeting, rows: list[RunRow], at: datetime, *, runs: bool) -> Clock:
    """The clock of the meeting; without an item at hand only its expected end counts."""
    items = [row.timed for row in rows]
    current = next((item for item in items if item.current), None)
    ends_at = rules.expected_end(items, at)
    left = current.left if current else 0
    return Clock(
        left=left,
        words=words.left(left) if current else "",
        over=current is not None and left <= 0,
        runs=runs,
        used=words.minutes(sum(item.used for item in items)),
        at=int(at.timestamp()),
        rest=rules.still_to_come(items),
        ends=clock_time(ends_at),
        late=words.expected(ends_at, meeting.ends_at),
    )


def next_of(rows: list[RunRow]) -> RunRow | None:
    """The item after the one at hand."""
    place = next((place for place, row in enumerate(rows) if row.current), None)
    return rows[place + 1] if place is not None and place + 1 < len(rows) else None


def screen(meeting: Meeting, actor: Actor, at: datetime, name: str) -> dict[str, Any]:
    """One screen of the meeting for one person: only what this person may read."""
    pauses = list(session.suspensions(meeting))
    suspended = next((pause for pause in pauses if pause.ended_at is None), None)
    rows = run_rows(meeting, actor, pauses, at)
    current = next((row for row in rows if row.current), None)
    slug, is_open = meeting.body.agreement.slug, meeting.state == Meeting.State.OPEN
    shown = str(current.item.pk) if current else ""
    page = table.table_page(meeting, actor, at)
    return page | {
        "screen": name,
        "screens": links(meeting, actor, name),
        "agenda": rows,
        "current": current,
        "hidden": words.CLOSED_PART if meeting.current_item_id and current is None else "",
        "next": next_of(rows),
        "shown": shown,
        "poll": f"{reverse(f'meetings:{name}', args=[slug, meeting.pk])}?punt={shown}",
        "panel": pages.panel_address(current.item if current else None, slug),
        "clock": clock_of(meeting, rows, at, runs=is_open and suspended is None),
        "recorded": recorded(current.item) if current else [],
        "framework": wording.FRAMEWORK_NOTE,
        "below": selectors.article_above(current.item) if current else "",
        **state_of(meeting, current, suspended, at),
        **acts_of(meeting, actor, suspended),
        **speaking(current, [row.party for row in page["rows"]]),
    }


def state_of(meeting: Meeting, current: RunRow | None, suspended: Suspension | None, at: datetime) -> dict[str, Any]:
    """Whether the meeting stands still or goes on behind closed doors, in sentences."""
    doors = session.doors_closed(meeting)
    confidential = current is not None and not is_public(current.item, at)
    return {
        "suspended": words.suspended(suspended.started_at, suspended.reason) if suspended else "",
        "doors": words.behind_doors(doors.started_at) if doors else "",
        "doors_asked": words.CLOSE_THE_DOORS if confidential and not doors else "",
        "since": clock_time(meeting.opened_at) if meeting.opened_at else "",
    }


def acts_of(meeting: Meeting, actor: Actor, suspended: Suspension | None) -> dict[str, bool]:
    """What this person may do with the meeting now."""
    leads, is_open = actor.may("attendance_record"), meeting.state == Meeting.State.OPEN
    return {
        "may_lead": leads and is_open,
        "may_take": leads and is_open and suspended is None,
        "may_open": leads and meeting.state == Meeting.State.CONVENED,
        "may_record": actor.may("agenda_edit") and is_open,
    }


def speaking(current: RunRow | None, parties: Sequence[Party]) -> dict[str, Any]:
    """Who has the floor, who waits for it, and which of these parties can be put on the list."""
    if current is None:
        return {"floor": None, "waiting": [], "silent": []}
    listed = list(session.speakers(current.item))
    busy = {row.party_id for row in listed}
    return {
        "floor": next((row for row in listed if row.started_at), None),
        "waiting": [row for row in listed if row.started_at is None],
        "silent": [party for party in parties if party.pk not in busy],
    }


def is_public(item: AgendaItem, at: datetime) -> bool:
    """Whether everybody may know what this item holds on this day (Amsterdam)."""
    lapsed = item.confidential_until is not None and item.confidential_until < day_of(at)
    return item.confidentiality == AgendaItem.Confidentiality.PUBLIC or lapsed


def links(meeting: Meeting, actor: Actor, name: str) -> list[tuple[str, str, str, bool]]:
    """The other screens that open for this person: name, icon, address, and which one this is."""
    args = [meeting.body.agreement.slug, meeting.pk]
    return [
        (title, icon, reverse(f"meetings:{key}", args=args), key == name)
        for key, (title, icon, act) in SCREENS.items()
        if actor.may(act)
    ]


def own_screen(actor: Actor) -> str:
    """Where this person belongs: at the secretary's table, in the chair, or among who follow."""
    return next((name for name, (_, _, act) in SCREENS.items() if actor.may(act)), "live_follow")
