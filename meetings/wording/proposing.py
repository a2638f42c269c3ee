"""Dutch of items that members propose (pure)."""

from datetime import datetime

from twente.core.dates import day_of, full_date


def answer_subject(title: str, *, accepted: bool) -> str:
    """Starts with what happened."""
    return f"Geagendeerd: {title}" if accepted else f"Niet geagendeerd: {title}"


def answer_body(*, name: str, title: str, reason: str, meets_at: datetime | None, address: str) -> str:
    """The mail to who proposed an item, as plain text."""
    accepted = meets_at and f"Uw punt “{title}” komt op de agenda van {full_date(day_of(meets_at))}."
    declined = f"Uw punt “{title}” komt niet op de agenda."
    lines = [f"Geachte {name},", "", accepted or declined, *([f"Reden: {reason}"] if reason else [])]
    return "\n".join([*lines, "", f"Bekijk uw punt: {address}"]) + "\n"


def offered_sentence(name: str, party: str, wanted: datetime | None) -> str:
    """Aangeboden door M. Jansen (Almelo) voor de vergadering van 2 december 2026."""
    who = f"{name} ({party})" if party else name
    when = f" voor de vergadering van {full_date(day_of(wanted))}" if wanted else ""
    return f"Aangeboden door {who}{when}."
