"""Dutch of what is new for one person, and of the mail that tells it (pure)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from meetings.wording.phrases import count, the
from twente.core.dates import clock_time, day_of, full_date, long_date

CLOSED = "Besloten punt"
"""All that a mail says of an item that few may read."""
HEADINGS: Mapping[str, str] = {
    "reminder": "Uw vergadering",
    "agenda": "Agenda’s",
    "papers": "Stukken",
    "minutes": "Verslagen",
    "actions": "Uw acties",
}
"""Kind → the heading above it, in the order of the mail."""


def agenda(number: int) -> str:
    """Versie 2 van de agenda is verstuurd."""
    return f"Versie {number} van de agenda is verstuurd." if number > 1 else "De agenda is verstuurd."


def papers(number: int, late: int = 0) -> str:
    """3 nieuwe of vervangen stukken, waarvan 1 nagezonden."""
    after = f", waarvan {late} nagezonden" if late else ""
    return f"{count(number, 'nieuw of vervangen stuk', 'nieuwe of vervangen stukken')}{after}."


def papers_of(number: int, body: str, day: date) -> str:
    """3 nieuwe of vervangen stukken bij het bestuurlijk overleg van 2 december 2026"""
    return f"{papers(number).removesuffix('.')} bij {the(body)} van {full_date(day)}"


def off(reason: str) -> str:
    """De vergadering is afgelast."""
    return f"De vergadering is afgelast: {reason}"


def agenda_of(body: str, day: date, number: int) -> str:
    """Agenda van het bestuurlijk overleg op 2 december 2026, versie 2"""
    version = f", versie {number}" if number > 1 else ""
    return f"Agenda van {the(body)} op {full_date(day)}{version}"


def reminder(body: str, starts_at: datetime, place: str) -> str:
    """Bestuurlijk overleg op woensdag 2 december 2026 om 10.00 uur, stadhuis Enschede"""
    return f"{body} op {long_date(day_of(starts_at))} om {clock_time(starts_at)}, {place}"


def adopted(body: str, day: date) -> str:
    """Vastgesteld verslag van het bestuurlijk overleg van 2 december 2026"""
    return f"Vastgesteld verslag van {the(body)} van {full_date(day)}"


def due(text: str, on: date) -> str:
    """Uiterlijk 4 december 2026: cijfers rondsturen"""
    return f"Uiterlijk {full_date(on)}: {text}"


def subject(number: int) -> str:
    """3 nieuwe berichten van uw overleg"""
    return "1 nieuw bericht van uw overleg" if number == 1 else f"{number} nieuwe berichten van uw overleg"


def body(*, name: str, parts: Sequence[tuple[str, Sequence[tuple[str, str]], str]], settings: str) -> str:
    """The mail of the day. Each part: its kind, its sentences with their addresses, and where that kind is stopped."""
    lines = [f"Geachte {name},", "", "Dit is er nieuw voor u.", ""]
    for kind, rows, stop in parts:
        lines.append(HEADINGS[kind])
        for sentence, address in rows:
            lines += [f"- {sentence}", f"  {address}"]
        lines += [f"  Deze berichten stoppen: {stop}", ""]
    lines += [
        f"Alle mails instellen: {settings}",
        "Uitnodigingen, wijzigingen en afzeggingen van vergaderingen krijgt u altijd.",
    ]
    return "\n".join(lines) + "\n"
