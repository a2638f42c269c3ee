"""School holidays of the region: shown on the year plan, never a reason to refuse a day (pure)."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parent / "data" / "school_holidays.json"


@dataclass(frozen=True)
class SchoolHoliday:
    """A holiday with its first and last day."""

    name: str
    first: date
    last: date


@cache
def school_holidays() -> tuple[SchoolHoliday, ...]:
    """All that are published, in order."""
    rows = json.loads(SOURCE.read_text(encoding="utf-8"))["holidays"]
    return tuple(
        SchoolHoliday(row["name"], date.fromisoformat(row["first"]), date.fromisoformat(row["last"])) for row in rows
    )


def school_holiday_on(day: date) -> SchoolHoliday | None:
    """The school holiday in which this day falls, if any is known."""
    return next((holiday for holiday in school_holidays() if holiday.first <= day <= holiday.last), None)


def published_for(year: int) -> bool:
    """Whether the summer holiday of the year is known: outside these years an unshaded day says nothing."""
    return any(holiday.name == "zomervakantie" and holiday.first.year == year for holiday in school_holidays())
