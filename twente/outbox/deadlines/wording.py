"""Dutch of a reminder about terms (pure). Days are written out: a mail may wait for the morning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from twente.core.articles import full
from twente.core.dates import long_date
from twente.core.holidays import is_working_day, working_day_on_or_before
from twente.outbox.deadlines.rules import LAST, LATE

MOST = 20
"""Terms that one mail names; after an outage there may be more."""


@dataclass(frozen=True)
class Line:
    """One term in a mail: what, by when, and where it stands. `milestone` is a key of the rules.

    `discreet`: few may know of it, so that a mail names no more than its title and where it stands.
    """

    title: str
    due_on: date
    milestone: str
    article: str
    address: str
    discreet: bool = False


def subject(lines: Sequence[Line]) -> str:
    """Herinnering: Agenda versturen: 2 december 2026; Herinnering: 3 termijnen"""
    return f"Herinnering: {lines[0].title}"[:200] if len(lines) == 1 else f"Herinnering: {len(lines)} termijnen"


def when(line: Line) -> str:
    """Uiterlijk woensdag 25 november 2026; with the working day before it where nobody works on the last day."""
    day = long_date(line.due_on)
    if line.milestone == LATE.key:
        return f"De laatste dag was {day}."
    opening = "De laatste dag is" if line.milestone == LAST.key else "Uiterlijk"
    if is_working_day(line.due_on):
        return f"{opening} {day}."
    return f"{opening} {day}. De laatste werkdag ervoor is {long_date(working_day_on_or_before(line.due_on))}."


def entry(line: Line, said: str) -> list[str]:
    """One term of a list: what, a sentence about it, where it stands."""
    about = f" ({full(line.article)})" if line.article else ""
    return [f"- {line.title}{about}", f"  {said}", f"  {line.address}"]


def body(name: str, lines: Sequence[Line], *, everything: str, settings: str) -> str:
    """The whole mail; `everything` is the address of the term list, `settings` that of the page of choices."""
    text = [f"Geachte {name},", "", "Dit vraagt uw aandacht:", ""]
    for line in lines[:MOST]:
        text += [*entry(line, when(line)), ""]
    if len(lines) > MOST:
        text += [f"En nog {len(lines) - MOST} andere. U vindt ze in de termijnagenda.", ""]
    text += [f"Alle termijnen: {everything}", f"Mails instellen: {settings}"]
    return "\n".join([*text, "Dit bericht is automatisch verstuurd."]) + "\n"
