"""Facts that come with the product: parties in their fixed order, and CBS inhabitants with the source per set."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True)
class PartyFacts:
    """A public body that can be party to an agreement (BOK-P, UHO-P); `code` is its CBS code."""

    position: int
    code: str
    kind: str
    short_name: str
    official_name: str
    contract_party: str


@dataclass(frozen=True)
class PopulationFacts:
    """Inhabitants per CBS code on one 1 January; `status` is final, provisional or unknown (R5, R17).

    `source` names the CBS table for the screen, `origin` the public file the figures were read from.
    """

    reference_date: date
    status: str
    source: str
    origin: str
    figures: Mapping[str, int]


@cache
def parties() -> tuple[PartyFacts, ...]:
    """Every party of the shipped agreements, in their fixed order."""
    return tuple(PartyFacts(**row) for row in read("parties.json")["parties"])


@cache
def populations() -> tuple[PopulationFacts, ...]:
    """The shipped sets, oldest first."""
    return tuple(
        PopulationFacts(
            date.fromisoformat(row["reference_date"]), row["status"], row["source"], row["origin"], row["figures"]
        )
        for row in read("population.json")["sets"]
    )


def read(name: str) -> dict[str, Any]:
    """One file of this folder."""
    content: dict[str, Any] = json.loads((HERE / name).read_text(encoding="utf-8"))
    return content
