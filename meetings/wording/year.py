"""Dutch sentences of the year plan (pure)."""

from datetime import date

from meetings.rules.year import Lack
from meetings.wording.phrases import count
from twente.core.agreement import Rhythm
from twente.core.dates import MONTHS, WEEKDAYS

PERIODS = {"quarters": ("kwartaal", "kwartalen"), "months": ("maand", "maanden")}


def gauge_title(lack: Lack) -> str:
    """3 van minimaal 4"""
    return f"{lack.planned} van minimaal {lack.required}"


def gauge_sentence(lack: Lack, rhythm: Rhythm, year: int) -> str:
    """Plan nog één vergadering vóór 31 december."""
    if not lack.missing:
        return f"{year} heeft genoeg vergaderingen."
    if lack.periods:
        names = " en ".join(str(period) for period in lack.periods)
        one, several = PERIODS[rhythm.unit]
        return f"Er is nog geen vergadering in {one if len(lack.periods) == 1 else several} {names} van {year}."
    how_many = {1: "één vergadering"}.get(lack.missing, f"{lack.missing} vergaderingen")
    return f"Plan nog {how_many} vóór 31 december {year}."


def gauge_advice(lack: Lack, day: date | None) -> str:
    """Woensdag 8 december past: geen vakantie of feestdag."""
    if not lack.missing:
        return ""
    if day is None:
        return "Dit jaar is geen werkdag buiten de vakanties meer vrij met drie weken voorbereiding."
    return f"{WEEKDAYS[day.weekday()].capitalize()} {day.day} {MONTHS[day.month - 1]} past: geen vakantie of feestdag."


def chosen_sentence(items: int) -> str:
    """Op de dag die daarvoor is gekozen, met 2 punten."""
    return f"Op de dag die daarvoor is gekozen, met {count(items, 'punt', 'punten')}."


def minutes_sentence(*, chosen: bool) -> str:
    """Why minutes ask attention."""
    when = "op de dag die daarvoor is gekozen" if chosen else "binnen veertien dagen (huisregel)"
    return f"Het verslag is nog niet vastgesteld. Conceptverslag {when}."


def treated_sentence(treated: int, listed: int, *, standing: bool) -> str:
    """2 keer behandeld; a standing subject that is on no agenda was forgotten, other articles need not come up."""
    if treated:
        return f"{treated} keer behandeld"
    return "Op de agenda" if listed else "Niet ingepland" if standing else "Niet aan de orde"


def away(days: int) -> str:
    """De volgende vergadering is over 5 dagen."""
    when = {0: "vandaag", 1: "morgen"}.get(days, f"over {days} dagen")
    return f"De volgende vergadering is {when}."


DUE = {
    "papers": "Stukken aanleveren",
    "agenda": "Agenda vaststellen",
    "sent": "Agenda versturen",
    "reminder": "Herinnering",
    "meeting": "Vergadering",
    "minutes": "Conceptverslag klaar",
    "comments": "Reacties op het conceptverslag",
}
