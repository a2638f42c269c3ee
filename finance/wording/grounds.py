"""The grounds printed on an invoice: agreement, article, decision, inhabitants with date, status and source."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from twente.core.articles import short
from twente.core.dates import full_date
from twente.core.money import format_amount, format_number

Kept = Mapping[str, Any]


def day(text: str) -> str:
    """2026-11-05 as 5 november 2026."""
    return full_date(date.fromisoformat(text))


def population(snapshot: Kept) -> str:
    """Inwoners per 1 januari 2027 (voorlopig, CBS StatLine 70072ned); empty where inhabitants do not count."""
    found = snapshot["population"]
    if not found or snapshot["contribution"]["kind"] != "per_inhabitant":
        return ""
    return f"inwoners per {day(found['reference_on'])}, {found['status']}, bron {found['source']}"


def of_run(snapshot: Kept, row: Kept, *, agreement: str) -> list[str]:
    """The lines of one document of a run."""
    article = f" ({short(snapshot['article'])})" if snapshot["article"] else ""
    lines = [f"Grondslag: {agreement}{article}."]
    if decided := snapshot["rate"].get("decided"):
        lines.append(f"Tarief: {decided}, {day(snapshot['rate']['decided_on'])}.")
    if counted := population(snapshot):
        lines.append(f"{format_number(row['inhabitants'])} {counted}.")
    if council := row["council"]:
        lines.append(f"Raadsbesluit: {council['document']}, {day(council['decided_on'])}.")
    if row["part"] != "1":
        lines.append(f"Deel van het jaar: {row['part']}.")
    return lines


def of_credit(*, agreement: str, code: str, reason: str) -> list[str]:
    """The lines of a credit note that a person asked for."""
    return [f"Grondslag: {agreement}.", f"Correctie op factuur {code}: {reason}"]


def of_claim(*, agreement: str, article: str, explanation: str) -> list[str]:
    """The lines of a one-off claim."""
    lines = [f"Grondslag: {agreement} ({short(article)})."]
    return [*lines, explanation] if explanation else lines


def remaining(*, invoiced: int, credited: int) -> str:
    """What can still be credited, in words."""
    return f"Er is nog {format_amount(invoiced - credited)} te crediteren."
