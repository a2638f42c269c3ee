"""What the steps of the demonstration share: the moment, and who and what the earlier steps made."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from twente.core import dates
from twente.core.models import Agreement, Party, User


@dataclass
class Stage:
    """The demonstration while it is built. `main` is the agreement that people take part in (BOK)."""

    now: datetime
    agreements: dict[str, Agreement] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """This day in Amsterdam; every date of the demonstration is relative to it."""
        return dates.day_of(self.now)

    @property
    def earlier(self) -> datetime:
        """Two months ago: when the secretariat set everything up, so that it is no news today."""
        return self.now - timedelta(days=60)

    @property
    def main(self) -> Agreement:
        """The agreement in which everything happens: the only one whose rulebook weighs votes by inhabitants."""
        return self.agreements["main"]
