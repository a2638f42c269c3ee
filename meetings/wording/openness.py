"""Dutch of openness: besloten, geheimhouding, and how either ends (pure)."""

from datetime import date, datetime

from twente.core.dates import day_of, full_date

HIDDEN = "Besloten punt"
"""All that somebody without right reads of a confidential item."""
LEVELS = {"closed": "Besloten", "secret": "Geheimhouding"}
"""Level → the word on its pill."""
ACTS = {
    ("imposed", "closed"): "Besloten gemaakt",
    ("imposed", "secret"): "Geheimhouding opgelegd",
    ("confirmed", "secret"): "Geheimhouding bekrachtigd",
    ("lifted", "public"): "Openbaar gemaakt",
}
"""Act and the level it led to → what happened."""
LIFTED_BY = {"closed": "Beslotenheid opheffen", "secret": "Geheimhouding opheffen"}
"""Level → the act that ends it."""


def last_day(level: str, until: date | None) -> str:
    """Tot en met 31 december 2027"""
    word = {"closed": "beslotenheid", "secret": "geheimhouding"}[level]
    return f"Tot en met {full_date(until)}" if until else f"Tot de {word} wordt opgeheven"


def happened(act: str, level: str, at: datetime) -> str:
    """Geheimhouding opgelegd op 2 december 2026"""
    return f"{ACTS[act, level]} op {full_date(day_of(at))}"
