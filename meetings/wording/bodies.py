"""Dutch of bodies and their members (pure)."""

from collections.abc import Sequence
from datetime import date

from meetings.wording.phrases import count
from twente.core.dates import full_date
from twente.core.phrases import listed


def behalf(parties: Sequence[str], organisation: str, replaces: str) -> str:
    """Voor wie iemand deelneemt: Almelo, Borne en Losser; Waterschap; vervangt X"""
    named = [*parties, *([organisation] if organisation else [])]
    return listed(named) or (f"vervangt {replaces}" if replaces else "")


def term(first: date, last: date | None) -> str:
    """1 februari 2026 tot en met 31 januari 2028; vanaf 1 februari 2026"""
    return f"{full_date(first)} tot en met {full_date(last)}" if last else f"vanaf {full_date(first)}"


def size(members: int, guests: int) -> str:
    """12 leden en 1 gast"""
    said = count(members, "lid", "leden")
    return f"{said} en {count(guests, 'gast', 'gasten')}" if guests else said


def missing(names: Sequence[str]) -> str:
    """Partijen zonder lid: Borne en Losser."""
    return f"{'Partij' if len(names) == 1 else 'Partijen'} zonder lid: {listed(names)}."


def too_few(lacking: int, least: int) -> str:
    """Er moeten ten minste drie partijen in zitten"""
    return f"Hier horen ten minste {least} partijen in te zitten. Er ontbreken er nog {lacking}."


def office_term(first: date, ends: Sequence[date], on: date) -> str:
    """Aangewezen vanaf 1 februari 2021, stilzwijgend verlengd tot en met 31 januari 2029 (BOK-7.2)."""
    current = next((end for end in ends if end >= on), None)
    since = f"Aangewezen vanaf {full_date(first)}"
    if current is None:
        return f"{since}. De termijn is verstreken."
    renewed = ends.index(current) > 0
    return f"{since}, {'stilzwijgend verlengd ' if renewed else ''}tot en met {full_date(current)}."


def unreachable(names: Sequence[str]) -> str:
    """Who gets no agenda by mail because there is no account."""
    return f"Zonder account, dus zonder uitnodiging: {listed(names)}."
