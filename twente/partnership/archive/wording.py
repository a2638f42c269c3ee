"""Dutch of the archive."""

from datetime import date

from twente.core.dates import full_date
from twente.documents.archive import index
from twente.documents.archive.records import Retention
from twente.partnership.archive.rules import ListedClass


def kept(retention: Retention | ListedClass) -> str:
    """blijvend bewaren; tien jaar na afhandeling vernietigen"""
    if retention.term is None:
        return "blijvend bewaren"
    return f"{retention.term.in_words()} na {retention.trigger.lower()} vernietigen"


def since(day: date, on: date) -> str:
    """sinds 1 maart 2026; vanaf 1 maart 2027"""
    return f"{'vanaf' if day > on else 'sinds'} {full_date(day)}"


def files(number: int) -> str:
    """1 bestand, 12 bestanden"""
    return index.counted(number, "bestand", "bestanden")


def made(number: int, count: int) -> str:
    """12 bestanden, 2,4 MB."""
    return f"{files(number)}, {index.size(count)}."


def steps(done: int, total: int) -> str:
    """Stap 3 van 12."""
    return f"Stap {done} van {total}." if total else "Wacht op zijn beurt."
