"""What must have happened before a vote may open (BOK-12.5, BOK-14, BOK-10)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from twente.core.agreement import Gate
from votes.rules.outcomes import Figures, Flag, Readings, Reason


class CouncilAnswer(StrEnum):
    """What a council said to the intended decision."""

    CONSENTED = "ingestemd"
    REFUSED = "geweigerd"
    OPEN = "open"


@dataclass(frozen=True)
class Council:
    """The council of a party: whether the intended decision was put before it, and its answer (BOK-12.5)."""

    party: str
    submitted: bool
    answer: CouncilAnswer = CouncilAnswer.OPEN


@dataclass(frozen=True)
class Preparation:
    """What preceded the vote: the councils, a written request, the admission of the subject."""

    councils: tuple[Council, ...] = ()
    requested: bool = False
    admitted: bool = False


UNPREPARED = Preparation()

Parties = tuple[str, ...]
Reasons = tuple[Reason, ...]


def obstacles(gate: Gate | None, parties: Parties, preparation: Preparation, readings: Readings) -> Reasons:
    """Why the vote may not open; empty when it may."""
    return GATES[gate.kind](gate, parties, preparation, readings) if gate else ()


def signals(preparation: Preparation) -> tuple[Flag, ...]:
    """What was no obstacle but must be seen: a council that refused (R10)."""
    refused = any(council.answer is CouncilAnswer.REFUSED for council in preparation.councils)
    return (Flag.COUNCIL_REFUSED,) if refused else ()


def _councils(gate: Gate, parties: Parties, preparation: Preparation, readings: Readings) -> Reasons:
    """Put before every council; with R10 "ingestemd" every council has consented too (BOK-12.5)."""
    known = {council.party: council for council in preparation.councils}
    asked = tuple(party for party in parties if party in known and known[party].submitted)
    missing = tuple(party for party in parties if party not in asked)
    if missing:
        return (_unmet("RADEN_NIET_VOORGELEGD", gate, parties, missing, readings),)
    if not gate.reading or readings[gate.reading] != "ingestemd":
        return ()
    unwilling = tuple(party for party in parties if known[party].answer is not CouncilAnswer.CONSENTED)
    return (_unmet("RAAD_NIET_INGESTEMD", gate, parties, unwilling, readings),) if unwilling else ()


def _request(gate: Gate, parties: Parties, preparation: Preparation, readings: Readings) -> Reasons:
    """A written request lies there (BOK-14)."""
    return () if preparation.requested else (Reason("GEEN_SCHRIFTELIJK_VERZOEK", gate.article, passed=False),)


def _admission(gate: Gate, parties: Parties, preparation: Preparation, readings: Readings) -> Reasons:
    """The subject was admitted by a decision of its own (BOK-10, BOK-12.6)."""
    return () if preparation.admitted else (Reason("ONDERWERP_NIET_TOEGELATEN", gate.article, passed=False),)


def _unmet(code: str, gate: Gate, parties: Parties, by: Parties, readings: Readings) -> Reason:
    figures = Figures(len(parties) - len(by), len(parties), len(parties))
    value = readings[gate.reading] if gate.reading else None
    return Reason(code, gate.article, False, figures, gate.reading, value, by)


GATES: Mapping[str, Callable[[Gate, Parties, Preparation, Readings], Reasons]] = {
    "councils": _councils,
    "request": _request,
    "admission": _admission,
}
"""The closed table of gates."""
