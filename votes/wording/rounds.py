"""How a vote stands beside another round on the same item, and that it was taken back."""

from collections.abc import Iterable
from datetime import datetime

from votes.wording.phrases import listed
from votes.wording.windows import at


def annulled(moment: datetime, persons: Iterable[str], reason: str) -> str:
    """Vernietigd op 3 december 2026 om 10.42 uur door de voorzitter en de secretaris: de agenda was niet verstuurd."""
    return f"Vernietigd op {at(moment)} door {listed(persons)}: {ended(reason)}"


def annulled_in_public(moment: datetime, reason: str) -> str:
    """The same without names of persons."""
    return f"Vernietigd op {at(moment)}: {ended(reason)}"


def asked(moment: datetime, person: str, reason: str) -> str:
    """What waits for a second person."""
    return f"{person} vraagt om vernietiging: {ended(reason)} Gevraagd op {at(moment)}."


def outcome(word: str, reason: str) -> str:
    """How a round ended: "verworpen", or "vernietigd: de agenda was niet verstuurd"."""
    return f"vernietigd: {reason.strip().rstrip('.')}" if reason else word.lower()


def ended(sentence: str) -> str:
    """With one full stop."""
    return f"{sentence.strip().rstrip('.')}."
