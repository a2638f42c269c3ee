"""Dutch of the time in a meeting (pure). `static/js/table.js` writes the same words while the clock runs."""

from datetime import datetime

from twente.core.dates import clock_time


def minutes(seconds: int) -> str:
    """12 min: whole minutes, rounded down"""
    return f"{seconds // 60} min"


def left(seconds: int) -> str:
    """nog 12 min, tijd is om, 3 min over tijd: begun minutes that are left, whole minutes over"""
    if seconds > 0:
        return f"nog {-(-seconds // 60)} min"
    return f"{-seconds // 60} min over tijd" if seconds <= -60 else "tijd is om"


def expected(ends_at: datetime, planned: datetime) -> str:
    """10 min later dan gepland; nothing while the meeting keeps to its plan"""
    late = int((ends_at - planned).total_seconds()) // 60
    return f"{late} min later dan gepland" if late > 0 else ""


def suspended(since: datetime, reason: str) -> str:
    """De vergadering is geschorst sinds 10.42 uur: overleg van de fracties."""
    return f"De vergadering is geschorst sinds {clock_time(since)}: {reason.rstrip('.')}."


def behind_doors(since: datetime) -> str:
    """De deuren zijn gesloten sinds 10.42 uur."""
    return f"De deuren zijn gesloten sinds {clock_time(since)}. Gasten en toehoorders zijn niet in de zaal."


DOORS = "De deuren zijn gesloten."
"""On the wall, during a closed part."""
CLOSED_PART = "Besloten deel"
"""All that a screen says of an item that its readers may not know."""
CLOSE_THE_DOORS = "Dit punt is niet openbaar. Sluit de deuren voordat het wordt besproken."
"""To who leads, when a confidential item is at hand and the doors are open."""
