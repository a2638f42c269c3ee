"""Interest in words: the regimes, a percentage, and the line under a claim (pure)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from twente.core.dates import full_date
from twente.core.money import NO_BREAK_SPACE, format_amount

REGIMES = {
    "6:119": "wettelijke rente (BW 6:119)",
    "6:119b": "wettelijke handelsrente (BW 6:119b)",
    "awb": "wettelijke rente (Awb 4:98)",
}


def percent(hundredths: int) -> str:
    """6,00 %"""
    return f"{hundredths // 100},{hundredths % 100:02}{NO_BREAK_SPACE}%"


def day(text: str) -> str:
    """2027-03-14 as 14 maart 2027."""
    return full_date(date.fromisoformat(text))


def regime_name(regime: str) -> str:
    """How the law calls it."""
    return REGIMES[regime]


def explanation(content: Mapping[str, Any]) -> str:
    """The line of the claim: what the interest is about, from when until when, by which terms."""
    days = f"van {day(content['starts_on'])} tot en met {day(content['until'])}"
    regime = REGIMES[content["regime"]]
    said = f"{regime[:1].upper()}{regime[1:]} {days}. Voorwaarden: {content['decision'][:90]}."
    if costs := content.get("costs"):
        said += f" Incassokosten (BW 6:96): {format_amount(costs)}."
    if content["charged"]:
        said += f" Eerder in rekening gebracht: {format_amount(content['charged'])}."
    return said
