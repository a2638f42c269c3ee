"""Pure rules of an agenda: the class of an item, and what changed between two agendas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from meetings.rules.change import Change
from meetings.rules.papers import paper_changes

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


FRAME = ("starts_at", "ends_at", "place")


FACTS = (
    "title",
    "class_label",
    "article",
    "status_label",
    "handling_label",
    "portfolio",
    "presenter",
    "explanation",
    "cover_note",
    "advice",
    "consultation",
    "proposed_decision",
    "disposal_label",
    "minutes",
    "openness_label",
)
"""What a reader is told of; what nobody said about an item is not in its frozen row."""


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What a reader of the earlier agenda must know about the later one, in the order of the page."""
    found = [Change(name, "", before[name], after[name]) for name in FRAME if before[name] != after[name]]
    old, new = ({row["id"]: row for row in content["items"]} for content in (before, after))
    found += [Change("removed", old[key]["title"]) for key in old if key not in new]
    found += [Change("late" if new[key].get("late") else "added", new[key]["title"]) for key in new if key not in old]
    kept = [key for key in new if key in old]
    found += [change for key in kept for change in item_changes(old[key], new[key])]
    if kept != [key for key in old if key in new]:
        found.append(Change("order", ""))
    return found


def item_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """What changed in one item and its papers; of what was veiled before, only that it can be read now.

    An agenda of before there was more to say has neither.
    """
    if old.get("veiled") and not new.get("veiled"):
        return [Change("opened", new["title"])]
    pairs = [(name, str(old.get(name, "")), str(new.get(name, ""))) for name in FACTS]
    found = [Change(name, old["title"], before, after) for name, before, after in pairs if before != after]
    return found + paper_changes(new["title"], old.get("papers", ()), new.get("papers", ()))
