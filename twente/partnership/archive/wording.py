"""Dutch of the archive (pure)."""

from datetime import date

from twente.core.dates import full_date
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
