"""Pure rules of who is represented."""

from dataclasses import dataclass

from twente.core.agreement import Threshold


@dataclass(frozen=True)
class Presence:
    """Who is represented: parties, and their inhabitants (integers, never percentages)."""

    present: int
    parties: int
    inhabitants_present: int
    inhabitants: int

    def reaches(self, threshold: Threshold) -> bool:
        """Enough parties are represented for a decision that asks it (BOK-14)."""
        return threshold.reached(self.present, self.parties)

    @property
    def over_half(self) -> bool:
        """More than half of the parties are there (R9: a signal, no quorum)."""
        return self.present * 2 > self.parties
