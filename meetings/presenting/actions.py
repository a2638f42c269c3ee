"""The list of actions, one action with its history, and what stands on an agenda of earlier ones."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse

from meetings.models import Action, Meeting
from meetings.presenting.pages import Pill
from meetings.rules.actions import is_late
from meetings.selectors import actions as reads
from meetings.wording import actions as wording
from twente.core.dates import day_of
from twente.core.permissions import Actor
from twente.core.spreadsheet import Cell, moment

PER_PAGE = 25
State, Kind = Action.State, Action.Kind
HEADINGS = (
    "Nummer",
    "Soort",
    "Wat",
    "Wie",
    "Partij",
    "Uiterlijk",
    "Stand",
    "Afgedaan op",
    "Afloop",
    "Orgaan",
    "Vergadering",
    "Agendapunt",
    "Vastgelegd",
    "Adres",
)


@dataclass(frozen=True)
class ActionRow:
    """An action in a list; `changed` says what happened since the last meeting."""

    action: Action
    holder: str
    deadline: str
    pill: Pill
    late: bool
    may_settle: bool
    changed: str = ""


def row(action: Action, actor: Actor, changed: str = "") -> ActionRow:
    """One action as this person sees it."""
    late = action.state == State.OPEN and is_late(action.due_on, actor.on)
    owner, party = action.owner, action.party
    return ActionRow(
        action=action,
        holder=wording.holder(owner.name if owner else "", party.short_name if party else ""),
        deadline=wording.deadline(action.due_on),
        pill=Pill(*(wording.LATE if late else wording.STATES[action.state])),
        late=late,
        may_settle=action.state == State.OPEN and reads.may_settle(actor, action),
        changed=changed,
    )


def groups(found: QuerySet[Action], actor: Actor, number: str) -> dict[str, Any]:
    """Open promises and open actions in front of the first page; what was settled, the latest first, in pages."""
    settled = Paginator(found.exclude(state=State.OPEN).order_by("-settled_on", "-pk"), PER_PAGE).get_page(number)
    waiting = list(reads.open_first(found.filter(state=State.OPEN))) if settled.number == 1 else []
    parts = [
        ("Toezeggingen", [action for action in waiting if action.kind == Kind.PROMISE]),
        ("Actiepunten", [action for action in waiting if action.kind == Kind.ACTION]),
        ("Afgedaan", list(settled)),
    ]
    shown = [(name, [row(action, actor) for action in rows]) for name, rows in parts if rows]
    return {"groups": shown, "page": settled}


def action_page(action: Action, actor: Actor) -> dict[str, Any]:
    """One action with where it was agreed and what happened to it."""
    return {
        "action": action,
        "row": row(action, actor),
        "noun": wording.NOUNS[action.kind],
        "history": [
            (entry, wording.event(entry.action, entry.detail))
            for entry in reads.history_of(action)
            if entry.action in wording.EVENTS
        ],
        "may_edit": actor.may("agenda_edit") and action.state == State.OPEN,
        "may_settle": action.state == State.OPEN and reads.may_settle(actor, action),
        "may_reopen": action.state != State.OPEN and reads.may_settle(actor, action),
    }


def earlier(meeting: Meeting, actor: Actor) -> list[ActionRow]:
    """What earlier meetings of this body left to do, with what was settled since the last of them."""
    found = reads.earlier_actions(actor, meeting)
    return [row(action, actor, since(action)) for action in found]


def since(action: Action) -> str:
    """What changed since the last meeting."""
    return "" if action.state == State.OPEN else "sinds de vorige vergadering"


def file_lines(found: Iterable[Action]) -> Iterator[list[Cell]]:
    """One line per action."""
    for action in found:
        item, slug = action.item, action.item.meeting.body.agreement.slug
        yield [
            action.pk,
            action.get_kind_display(),
            action.text,
            action.owner.name if action.owner else "",
            action.party.short_name if action.party else "",
            as_day(action.due_on),
            action.get_state_display(),
            as_day(action.settled_on),
            action.settled_note,
            item.meeting.body.name,
            day_of(item.meeting.starts_at).isoformat(),
            f"{item.position}. {item.title}",
            moment(action.recorded_at),
            settings.SITE_URL + reverse("meetings:action_detail", args=[slug, action.pk]),
        ]


def as_day(day: date | None) -> str:
    """2027-02-01"""
    return day.isoformat() if day else ""


def as_saved(action: Action) -> list[tuple[str, str]]:
    """The action as somebody else saved it. Refreshes the action."""
    action.refresh_from_db()
    owner, party = action.owner, action.party
    holder = wording.holder(owner.name if owner else "", party.short_name if party else "")
    return [
        ("Wat", action.text),
        ("Wie", holder),
        ("Termijn", wording.deadline(action.due_on)),
        ("Stand", action.get_state_display()),
    ]
