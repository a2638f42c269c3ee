"""Dutch of a rhythm that is in danger (pure)."""

from datetime import date

from meetings.rules.reach import Outlook
from meetings.wording.phrases import count
from twente.core.dates import full_date


def warning(found: Outlook, today: date) -> str:
    """What the year can no longer reach, else by when somebody must plan; empty while there is time."""
    if found.lost:
        meetings = "één vergadering" if found.lost == 1 else f"{found.lost} vergaderingen"
        return f"Het ritme wordt dit jaar niet meer gehaald: voor {meetings} is geen dag meer over."
    if not found.asks(today) or found.plan_by is None or found.last_day is None:
        return ""
    if found.plan_by < today:
        return f"De laatste dag die past is {full_date(found.last_day)}. De voorbereiding wordt korter dan drie weken."
    return f"Plan uiterlijk {full_date(found.plan_by)}. Daarna is er te weinig tijd om de stukken voor te bereiden."


def asked(found: Outlook, body: str, year: int) -> str:
    """Nog één vergadering plannen in 2026: bestuurlijk overleg"""
    meetings = "één vergadering" if found.missing == 1 else count(found.missing, "vergadering", "vergaderingen")
    return f"Nog {meetings} plannen in {year}: {body.lower()}"
