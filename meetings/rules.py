"""Pure rules of meetings: class of an item, what changed in an agenda, how far the preparation is."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from twente.core.agreement import Threshold

AGENDA_DAYS_BEFORE = 7
"""House rule: the agenda goes out seven days before the meeting."""
MINUTES_DAYS_AFTER = 14
"""House rule: the draft minutes are ready fourteen days after the meeting."""
SUBJECT, ARTICLE, ORDER, OTHER = "subject", "other_article", "order", "other"
"""Kinds of items: the keys of the rulebook's item classes."""


@dataclass(frozen=True)
class ItemClass:
    """Why an item may stand on the agenda: a standing subject ("8a"), another article ("12.5"), order, or other."""

    kind: str
    subject: str = ""
    article: str = ""

    @property
    def key(self) -> str:
        """One word for a form: "subject:8a", "other_article:12.5", "order", "other"."""
        return ":".join(part for part in (self.kind, self.subject or self.article) if part)

    def cited(self, offered: Mapping[str, Sequence[str]]) -> str:
        """The article that the item rests on: its own, or that of its class; empty for order of the meeting."""
        return self.subject or self.article or next(iter(offered.get(self.kind, ())), "")

    @property
    def needs_admission(self) -> bool:
        """Another subject is treated only after all parties admitted it (BOK-10, 12.6)."""
        return self.kind == OTHER


def item_classes(offered: Mapping[str, Sequence[str]]) -> list[ItemClass]:
    """Every class that the rulebook offers: kind → articles (none for order and other)."""
    made = {
        SUBJECT: lambda number: ItemClass(SUBJECT, subject=number),
        ARTICLE: lambda number: ItemClass(ARTICLE, article=number),
    }
    listed = [make(number) for kind, make in made.items() for number in offered.get(kind, ())]
    return listed + [ItemClass(kind) for kind in (ORDER, OTHER) if kind in offered]


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of a frozen agenda, over its JSON with sorted keys and no spaces."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Change:
    """One difference between two agendas: what happened to what, with the value before and after."""

    what: str
    subject: str
    before: str = ""
    after: str = ""


FRAME = ("starts_at", "ends_at", "place")
FACTS = ("title", "class_label", "article", "status_label", "explanation", "minutes")


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What a reader of the earlier agenda must know about the later one, in the order of the page."""
    found = [Change(name, "", before[name], after[name]) for name in FRAME if before[name] != after[name]]
    old, new = ({row["id"]: row for row in content["items"]} for content in (before, after))
    found += [Change("removed", old[key]["title"]) for key in old if key not in new]
    found += [Change("added", new[key]["title"]) for key in new if key not in old]
    kept = [key for key in new if key in old]
    found += [change for key in kept for change in item_changes(old[key], new[key])]
    if kept != [key for key in old if key in new]:
        found.append(Change("order", ""))
    return found


def item_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """What changed in one item."""
    return [Change(name, old["title"], str(old[name]), str(new[name])) for name in FACTS if old[name] != new[name]]


class Done(StrEnum):
    """How a step of the preparation stands."""

    YES = "yes"
    NEXT = "next"
    WAITING = "waiting"
    LATER = "later"


@dataclass(frozen=True)
class Step:
    """One step of the checklist; `facts` are the figures that the sentence needs."""

    key: str
    done: Done
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Readiness:
    """What the checklist looks at; counts of items, parties and mandates, and days in Amsterdam."""

    meets_on: date
    items: int
    minutes_planned: int
    minutes_available: int
    waiting_for_admission: int
    versions: int
    changed_since: bool
    parties: int
    mandated: int
    state: str
    decided: int
    to_decide: int
    minutes_adopted: bool


def send_by(meets_on: date) -> date:
    """The last day to send the agenda (house rule)."""
    return meets_on - timedelta(days=AGENDA_DAYS_BEFORE)


def checklist(about: Readiness) -> list[Step]:
    """The steps from planning to the minutes; the first one that is not done is the next step."""
    sent = about.versions > 0 and not about.changed_since
    steps: list[tuple[str, bool]] = [
        ("planned", True),
        ("filled", about.items > 0),
        ("sent", sent),
        ("mandates", about.mandated >= about.parties > 0),
        ("opened", about.state in ("open", "held")),
        ("decided", about.state == "held" or 0 < about.to_decide <= about.decided),
        ("closed", about.state == "held"),
        ("minutes", about.minutes_adopted),
    ]
    return marked(steps, about)


def marked(steps: Iterable[tuple[str, bool]], about: Readiness) -> list[Step]:
    """Done, next, waiting (mandates come from others) or later."""
    listed, found = [], False
    for key, done in steps:
        state = Done.YES if done else Done.WAITING if key == "mandates" else Done.LATER if found else Done.NEXT
        found = found or state == Done.NEXT
        listed.append(Step(key, state, {"about": about}))
    return listed


class Pace(StrEnum):
    """Whether the preparation runs in time."""

    ON_TIME = "on_time"
    CAREFUL = "careful"
    LATE = "late"


def pace(about: Readiness, today: date) -> Pace:
    """Late once the agenda should have gone out; careful in the three days before that (house rule)."""
    if about.state in ("open", "held") or (about.versions and not about.changed_since):
        return Pace.ON_TIME
    left = (send_by(about.meets_on) - today).days
    return Pace.LATE if left < 0 else Pace.CAREFUL if left <= 3 else Pace.ON_TIME


@dataclass(frozen=True)
class Presence:
    """Who is represented: parties, and their inhabitants (integers, never percentages)."""

    present: int
    parties: int
    inhabitants_present: int
    inhabitants: int

    def reaches(self, threshold: Threshold) -> bool:
        """Enough parties are represented for a decision that asks it (BOK-14)."""
        return threshold.reached(self.present, self.parties)

    @property
    def over_half(self) -> bool:
        """More than half of the parties are there (R9: a signal, no quorum)."""
        return self.present * 2 > self.parties
