"""Dutch of papers: how long, how large, where they belong, which came late (pure)."""

from datetime import date, datetime

from twente.core.dates import clock_time, day_of, full_date, long_date

KILO, MEGA = 1_000, 1_000_000


def length(pages: int) -> str:
    """1 blz., 12 blz."""
    return f"{pages} blz."


def size(count: int) -> str:
    """A number of bytes as people say it: "830 kB", "2,4 MB"."""
    if count < MEGA:
        return f"{max(1, round(count / KILO))} kB"
    return f"{count / MEGA:.1f} MB".replace(".", ",")


def place(item: int, position: int) -> str:
    """punt 3 · stuk 2"""
    return f"punt {item} · stuk {position}"


def page_of(number: int, pages: int) -> str:
    """blz. 4 van 12"""
    return f"blz. {number} van {pages}"


def stamp(item: int, position: int, number: int, pages: int) -> str:
    """punt 3 · stuk 2 · blz. 4/12 — leesexemplaar"""
    return f"{place(item, position)} · blz. {number}/{pages} — leesexemplaar"


def late(at: datetime, number: int) -> str:
    """Nagezonden op 12 november 2026, 14.05 uur; of a later version which one it is."""
    what = f"Versie {number} nagezonden" if number > 1 else "Nagezonden"
    return f"{what} op {full_date(day_of(at))}, {clock_time(at)}"


def after_the_last_day(due: date) -> str:
    """What somebody who hands in late should know."""
    return f"De aanlevertermijn liep tot {long_date(due)}. Bij dit stuk staat dat het is nagezonden."


def same_file(title: str, item: int) -> str:
    """A warning after handing in the same file twice."""
    return f"Dit bestand staat ook al bij punt {item}: “{title}”. Kijk of dat de bedoeling is."


KINDS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpeg"}
"""Content type → the word that people know."""
