"""What is checked when a dispute starts: is the chair's or the secretary's own municipality a party? (R13, R14)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

CHAIR_IS_PARTY, SECRETARY_IS_PARTY, NEVER = "voorzitter_is_partij", "secretaris_is_partij", "nee"
"""Readings R13 and R14 by their keys in a rulebook, and the value by which nobody steps aside."""


class Finding(StrEnum):
    """What a check found."""

    CLEAR = "clear"
    INVOLVED = "involved"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Check:
    """An office, the municipality behind it (by its code, if known), and whether that is a party to the dispute."""

    office: str
    home: str
    finding: Finding


def check(office: str, homes: Collection[str], parties: Collection[str]) -> Check:
    """Compare the municipalities behind an office with the parties of a dispute; all are party codes."""
    involved = sorted(set(homes) & set(parties))
    if involved:
        return Check(office, involved[0], Finding.INVOLVED)
    return Check(office, min(homes, default=""), Finding.CLEAR if homes else Finding.UNKNOWN)


def nobody_fits(secretary: Collection[str], deputies: Iterable[Collection[str]], parties: Collection[str]) -> bool:
    """Whether the municipality of the secretary is a party, and that of every deputy too (R14); all are party codes."""
    return bound(secretary, parties) and all(bound(homes, parties) for homes in deputies)


def bound(homes: Collection[str], parties: Collection[str]) -> bool:
    """Whether somebody of these municipalities is on a side; all are party codes."""
    return bool(set(homes) & set(parties))
