"""Dutch of the mandate register (pure): who may act for a party on a day, and why."""

from datetime import date

from twente.core.dates import full_date


def standing(document: str, first: date, last: date | None) -> str:
    """The ground of a standing mandate."""
    until = f" tot en met {full_date(last)}" if last else ""
    return f"Doorlopend mandaat vanaf {full_date(first)}{until}: {ended(document)}"


def stand_in(document: str, meets_on: date, instead_of: str) -> str:
    """The ground of a substitution for a whole meeting, and before whom it goes (BOK-1f)."""
    before = f" Gaat vóór het mandaat van {instead_of}." if instead_of else ""
    return f"Vervanging in de vergadering van {full_date(meets_on)}: {ended(document)}{before}"


def for_item(position: int, title: str, name: str, document: str) -> str:
    """Somebody stands in for one item only (HLB-9c)."""
    return f"Bij punt {position}, {title}: {name}. Vervanging voor dit punt: {ended(document)}"


def nobody(ended_name: str, ended_on: date | None, begins_name: str, begins_on: date | None) -> str:
    """Why nobody can act: what ended last, and what begins next."""
    parts = []
    if ended_on:
        parts.append(f"Het mandaat van {ended_name} eindigde op {full_date(ended_on)}.")
    if begins_on:
        parts.append(f"Het mandaat van {begins_name} begint op {full_date(begins_on)}.")
    return " ".join(parts) or "Voor deze partij is nog nooit een mandaat vastgelegd."


def ended(text: str) -> str:
    """The text with one full stop at its end."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def asked(day: str, bodied: str) -> str:
    """The heading of the answer."""
    return f"Wie mag op {day} {bodied}"


def term(first: date, last: date | None) -> str:
    """1 juli 2024 tot en met 30 juni 2026; vanaf 1 juli 2024"""
    return f"{full_date(first)} tot en met {full_date(last)}" if last else f"vanaf {full_date(first)}"


def bar(name: str, first: date, last: date | None) -> str:
    """What a bar of the timeline says when one points at it."""
    return f"{name}, {term(first, last)}"
