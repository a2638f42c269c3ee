"""What a rule answers: an outcome with its reasons and flags, never a bare yes or no.

The codes are the words of the worked examples and of stored results; `votes.wording` makes sentences of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Result(StrEnum):
    """How a vote ended."""

    ADOPTED = "AANGENOMEN"
    REJECTED = "NIET_AANGENOMEN"
    POSTPONED = "AANGEHOUDEN"
    INVALID = "ONGELDIG"
    NOT_OPENED = "NIET_TE_OPENEN"
    ELECTED = "GEKOZEN"
    NOT_ELECTED = "NIET_GEKOZEN"
    RUN_OFF = "HERSTEMMING"
    PRELIMINARY_ROUND = "TUSSENSTEMMING"
    LOT = "LOTING"
    NOMINATED = "VOORGEDRAGEN"
    NO_AGREEMENT = "GEEN_OVEREENSTEMMING"
    OPEN = "OPEN"
    REFUSED = "GEWEIGERD"
    ALL_CONSENT = "ALLE_PARTIJEN_INGESTEMD"
    NOT_ESTABLISHED = "NIET_TOT_STAND_GEKOMEN"
    PENDING = "IN_BEHANDELING"
    PER_PARTY = "PER_PARTIJ"
    CONSENSUS = "CONSENSUS"
    NO_CONSENSUS = "GEEN_CONSENSUS"
    GUIDING = "RICHTINGGEVEND"


FAVOURABLE = frozenset({Result.ADOPTED, Result.ELECTED, Result.NOMINATED, Result.ALL_CONSENT, Result.CONSENSUS})
"""The results with which a proposal stands."""


class Flag(StrEnum):
    """What a reader must know beside the outcome."""

    TIED = "STAKEN"
    BELOW_QUORUM = "ONDER_QUORUM"
    COUNCIL_REFUSED = "RAAD_NIET_INGESTEMD"
    RESERVATION = "VOORBEHOUD"
    NOT_BINDING = "NIET_BINDEND"


@dataclass(frozen=True)
class Figures:
    """Whole numbers behind a reason: `reached` of `whole`, where at least `needed` had to be reached."""

    reached: int
    whole: int
    needed: int

    @property
    def short(self) -> int:
        """How many too few; 0 when it was enough."""
        return max(0, self.needed - self.reached)


@dataclass(frozen=True)
class Reason:
    """One reason of an outcome: a code, its article, whether it speaks for the proposal, its figures.

    `reading` and `value` name the reading in use ("R4", "alle_partijen"); `parties` are those it is about.
    """

    code: str
    article: str
    passed: bool
    figures: Figures | None = None
    reading: str | None = None
    value: str | None = None
    parties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """The answer of a rule. `names` are the persons a person vote is about, in alphabetical order."""

    result: Result
    reasons: tuple[Reason, ...]
    flags: tuple[Flag, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def adopted(self) -> bool:
        """Whether the proposal stands."""
        return self.result in FAVOURABLE

    @property
    def code(self) -> str:
        """The result as it is stored and compared: "AANGENOMEN", "GEKOZEN:A", "HERSTEMMING:A,B"."""
        return f"{self.result}:{','.join(self.names)}" if self.names else str(self.result)


Readings = Mapping[str, str]
"""Reading id to the value in use: {"R4": "alle_partijen"}."""
