"""The ballots of one vote, party by party, and the count of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Choice(StrEnum):
    """What a party votes. Blank is shown as "onthouding"."""

    FOR = "voor"
    AGAINST = "tegen"
    BLANK = "blanco"


class Ground(StrEnum):
    """Why a party has no vote: the agreement itself (BOK-12.2), or a decision of the body (BOK-18)."""

    AGREEMENT = "art12.2"
    DECISION = "besluit"


@dataclass(frozen=True)
class Seat:
    """One party in one vote: its inhabitants, whether it is present, its choice if it made one (BOK-12.1).

    `because` is why the body, or the party itself, decided that it takes no part (Awb 2:4).
    """

    party: str
    inhabitants: int
    present: bool
    choice: Choice | None = None
    excluded: Ground | None = None
    because: str = ""


@dataclass(frozen=True)
class Ballots:
    """All parties of the agreement, each once. The vote of an excluded party does not exist.

    Raises ValueError when a party has two seats (BOK-12.1).
    """

    seats: tuple[Seat, ...]

    def __post_init__(self) -> None:
        if len({seat.party for seat in self.seats}) < len(self.seats):
            raise ValueError("een partij heeft één stem (artikel 12, lid 1)")

    @property
    def entitled(self) -> tuple[Seat, ...]:
        """The parties that may vote."""
        return tuple(seat for seat in self.seats if seat.excluded is None)

    @property
    def present(self) -> tuple[Seat, ...]:
        """The parties that may vote and are present."""
        return tuple(seat for seat in self.entitled if seat.present)

    def choosing(self, choice: Choice) -> tuple[Seat, ...]:
        """The parties that may vote and made this choice."""
        return tuple(seat for seat in self.entitled if seat.choice is choice)


@dataclass(frozen=True)
class Tally:
    """The count: heads (parties) and the inhabitants behind them. The total is always that of all parties."""

    parties: int
    entitled: int
    present: int
    in_favour: int
    against: int
    blank: int
    inhabitants_for: int
    inhabitants_against: int
    inhabitants_blank: int
    inhabitants_total: int
    inhabitants_entitled: int
    inhabitants_present: int

    @property
    def cast(self) -> int:
        """Votes for and against; a blank vote is not one of them."""
        return self.in_favour + self.against

    @property
    def inhabitants_cast(self) -> int:
        """The inhabitants of the parties that voted for or against."""
        return self.inhabitants_for + self.inhabitants_against

    @property
    def tied(self) -> bool:
        """As many for as against, and at least one of each."""
        return self.in_favour == self.against > 0


def inhabitants(seats: Iterable[Seat]) -> int:
    """The inhabitants that these parties represent together."""
    return sum(seat.inhabitants for seat in seats)


def count(ballots: Ballots) -> Tally:
    """Count the ballots once; every test reads from this."""
    sides = {choice: ballots.choosing(choice) for choice in Choice}
    return Tally(
        parties=len(ballots.seats),
        entitled=len(ballots.entitled),
        present=len(ballots.present),
        in_favour=len(sides[Choice.FOR]),
        against=len(sides[Choice.AGAINST]),
        blank=len(sides[Choice.BLANK]),
        inhabitants_for=inhabitants(sides[Choice.FOR]),
        inhabitants_against=inhabitants(sides[Choice.AGAINST]),
        inhabitants_blank=inhabitants(sides[Choice.BLANK]),
        inhabitants_total=inhabitants(ballots.seats),
        inhabitants_entitled=inhabitants(ballots.entitled),
        inhabitants_present=inhabitants(ballots.present),
    )
