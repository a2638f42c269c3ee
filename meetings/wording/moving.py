"""Dutch of a meeting that moves or is off: mails, and what happens to what hangs on it (pure)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from meetings.rules import due
from meetings.wording.invitations import bullets
from meetings.wording.phrases import count, period, the, within
from meetings.wording.year import DUE
from twente.core.dates import day_of, full_date, long_date, short_date


def moved_subject(body: str, before: datetime, after: datetime) -> str:
    """Verplaatst naar 9 december 2026: bestuurlijk overleg; another hour or place keeps the day."""
    if day_of(before) != day_of(after):
        return f"Verplaatst naar {full_date(day_of(after))}: {within(body)}"
    return f"Andere tijd of plaats: {within(body)} van {full_date(day_of(after))}"


def moved_body(
    *, name: str, body: str, starts_at: datetime, ends_at: datetime, place: str, changed: Sequence[str], address: str
) -> str:
    """The mail to who was invited to a meeting that moves."""
    lines = [
        f"Geachte {name},",
        "",
        f"De vergadering van {the(body)} is gewijzigd.",
        "",
        f"Wanneer: {long_date(day_of(starts_at))}, {period(starts_at, ends_at)}",
        f"Waar: {place}",
        "",
        *bullets("Gewijzigd", changed),
        f"Lees de agenda: {address}",
        "De nieuwe uitnodiging is bijgevoegd. Zij vervangt de afspraak in uw eigen agenda.",
    ]
    return "\n".join(lines) + "\n"


def cancelled_subject(body: str, starts_at: datetime) -> str:
    """Afgelast: bestuurlijk overleg van 2 december 2026"""
    return f"Afgelast: {within(body)} van {full_date(day_of(starts_at))}"


def cancelled_body(*, name: str, body: str, starts_at: datetime, reason: str, carried: str, address: str) -> str:
    """The mail to everybody who was invited to a meeting that is off."""
    lines = [
        f"Geachte {name},",
        "",
        f"De vergadering van {the(body)} op {long_date(day_of(starts_at))} gaat niet door.",
        "",
        f"Reden: {reason}",
        *([carried] if carried else []),
        "",
        f"Meer over deze vergadering: {address}",
        "De afzegging is bijgevoegd. Zij haalt de afspraak uit uw eigen agenda.",
    ]
    return "\n".join(lines) + "\n"


def carried(number: int, to: datetime | None) -> str:
    """3 agendapunten gaan naar de vergadering van 16 december 2026."""
    if not number or to is None:
        return ""
    goes = "gaat" if number == 1 else "gaan"
    amount = count(number, "agendapunt", "agendapunten")
    return f"{amount} {goes} naar de vergadering van {full_date(day_of(to))}."


def follows(before: Mapping[str, date], after: Mapping[str, date], by_hand: Mapping[str, date]) -> list[str]:
    """What the days around a meeting do when it moves: which follow, and which stay because somebody chose them."""
    moved = [kind for kind in due.CHOSEN if before[kind] != after[kind] and kind not in by_hand]
    stay = [kind for kind in due.CHOSEN if kind in by_hand]
    shifted = [f"{DUE[kind]}: van {short_date(before[kind])} naar {short_date(after[kind])}." for kind in moved]
    return shifted + [f"{DUE[kind]} blijft op {full_date(by_hand[kind])}: die dag is zelf gekozen." for kind in stay]


def mailed(number: int) -> str:
    """What happens to the invitations."""
    if not number:
        return "Er gaat geen mail: de agenda is nog niet verstuurd."
    return f"{count(number, 'persoon krijgt', 'personen krijgen')} een mail met een nieuwe uitnodiging."
