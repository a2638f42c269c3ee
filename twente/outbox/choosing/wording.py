"""Dutch of the overview of the week (pure). Of what few may know it names a number and a page, no day and no step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from twente.core.dates import long_date
from twente.outbox.choosing.rules import WEEK, monday_of
from twente.outbox.deadlines.wording import Line, entry, when

MOST = 40
"""Terms that one overview names, the first last day first."""
LATE, SOON, LATER = "Te laat", "Deze week", "Daarna"
DISCREET = {LATE: "Er is een termijn voorbij.", SOON: "Er loopt een termijn af.", LATER: "Er loopt een termijn."}
AT_ONCE = "Dringt een termijn of is hij voorbij, dan krijgt u daar ook meteen een mail over."
NOT_SHARED = "Deel dit bericht en de links naar geschillen niet met anderen."


@dataclass(frozen=True)
class Overview:
    """What one person is told: `on` is the day it was made, `lines` go by their last day."""

    name: str
    on: date
    lines: Sequence[Line]


def heading(line: Line, on: date) -> str:
    """Above which terms it stands: passed, in this calendar week, or after it."""
    if line.due_on < on:
        return LATE
    return SOON if line.due_on < monday_of(on) + WEEK else LATER


def subject(overview: Overview) -> str:
    """Weekoverzicht: 3 termijnen, waarvan 1 te laat"""
    count, late = len(overview.lines), sum(line.due_on < overview.on for line in overview.lines)
    terms = "1 termijn" if count == 1 else f"{count} termijnen"
    return f"Weekoverzicht: {terms}" + (f", waarvan {late} te laat" if late else "")


def body(overview: Overview, *, everything: str, settings: str) -> str:
    """The whole mail; `everything` is the address of the term list, `settings` that of the page of choices."""
    text = [
        f"Geachte {overview.name},",
        "",
        f"Stand van {long_date(overview.on)}. Dit vraagt de komende tijd uw aandacht.",
        "",
    ]
    for title, lines in groupby(overview.lines[:MOST], key=lambda line: heading(line, overview.on)):
        text.append(title)
        for line in lines:
            text += entry(line, DISCREET[title] if line.discreet else when(line))
        text.append("")
    if (rest := len(overview.lines) - MOST) > 0:
        text += [f"En nog {rest} andere. U vindt ze in de termijnagenda.", ""]
    if any(line.discreet for line in overview.lines):
        text += [NOT_SHARED, ""]
    text += [AT_ONCE, f"Alle termijnen: {everything}", f"Mails instellen: {settings}"]
    return "\n".join([*text, "Dit bericht is automatisch verstuurd."]) + "\n"
