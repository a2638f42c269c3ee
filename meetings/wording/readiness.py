"""Dutch of what an agenda still lacks (pure)."""

from datetime import date

from meetings.rules.readiness import Gap
from meetings.wording.phrases import duration
from twente.core.dates import long_date

MISSING = {
    "decision": ("heeft nog geen voorgesteld besluit", "Besluit voorstellen"),
    "admission": ("wacht op toelating", "Toelating bekijken"),
    "consent": ("is een hamerstuk, maar niet ter besluitvorming", "Punt wijzigen"),
    "presenter": ("is een bespreekstuk; wie licht het toe?", "Toelichter invullen"),
}
"""Gap → what is missing, and the words of the link that leads to where it is filled in."""


def gap_sentence(gap: Gap) -> str:
    """Punt 3 heeft nog geen voorgesteld besluit."""
    if gap.key == "time":
        return f"De punten duren samen {duration(gap.figure)} langer dan de vergadering."
    words = MISSING[gap.key][0]
    return f"Punt {gap.place} {words}{'' if words.endswith('?') else '.'}"


def gap_act(gap: Gap) -> str:
    """The words of the link."""
    return "Tijden aanpassen" if gap.key == "time" else MISSING[gap.key][1]


def papers_sentence(due: date, today: date, *, chosen: bool = False) -> str:
    """Stukken aanleveren uiterlijk woensdag 11 november 2026 (huisregel: drie weken vooraf)."""
    verb = "De aanlevertermijn liep tot" if today > due else "Stukken aanleveren uiterlijk"
    return f"{verb} {long_date(due)} ({'gekozen dag' if chosen else 'huisregel: drie weken vooraf'})."
