"""Pure rules of papers: which came late, and what changed in the papers of an item between two agendas."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from meetings.rules.change import Change

Papers = Sequence[Mapping[str, Any]]


def sent_late(uploaded_on: date, due: date) -> bool:
    """Whether a file came after the last day for papers (house rule, or a day that somebody chose): nagezonden."""
    return uploaded_on > due


def paper_changes(subject: str, old: Papers, new: Papers) -> list[Change]:
    """Papers that came, went, were renewed or renamed; `subject` is the title of the item, the value is the paper's."""
    before, after = ({row["id"]: row for row in papers} for papers in (old, new))
    found = [Change("paper_withdrawn", subject, before[key]["title"]) for key in before if key not in after]
    found += [Change("paper_added", subject, "", after[key]["title"]) for key in after if key not in before]
    kept = [(before[key], after[key]) for key in after if key in before]
    found += [
        Change("paper_renewed", subject, str(one["version"]), two["title"])
        for one, two in kept
        if one["version"] != two["version"]
    ]
    renamed = [(one["title"], two["title"]) for one, two in kept if one["title"] != two["title"]]
    found += [Change("paper_renamed", subject, *titles) for titles in renamed]
    if [one["id"] for one, _ in kept] != [key for key in before if key in after]:
        found.append(Change("paper_order", subject))
    return found
