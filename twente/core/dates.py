"""Days, moments and clock times as people in the Netherlands write them (pure; BOK-all).

Inside the software a moment is UTC and a day is a day in Amsterdam. This module is the one place where the
two meet, and the one place that knows the Dutch names. Nothing here reads the clock: callers pass the day.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
WRITTEN = re.compile(rf"([0-9]{{1,2}} (?:{'|'.join(MONTHS)}) [0-9]{{4}})")
MONTHS_SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


class NaiveMoment(ValueError):
    """A moment without a time zone says nothing; the caller made a mistake."""


class TimeProblem(ValueError):
    """A clock time that Amsterdam does not have exactly once on that day; `sentence` tells the user."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NonExistentTime(TimeProblem):
    """The clock jumped over this time (start of summer time)."""


class AmbiguousTime(TimeProblem):
    """This time comes twice (end of summer time). `first` and `second` are the two moments, in UTC."""

    def __init__(self, sentence: str, *, first: datetime, second: datetime) -> None:
        super().__init__(sentence)
        self.first = first
        self.second = second


def in_amsterdam(moment: datetime) -> datetime:
    """The same moment on the Amsterdam clock. Raises NaiveMoment without a time zone."""
    if moment.tzinfo is None:
        raise NaiveMoment(f"{moment.isoformat()} has no time zone")
    return moment.astimezone(AMSTERDAM)


def day_of(moment: datetime) -> date:
    """The day in Amsterdam on which this moment falls."""
    return in_amsterdam(moment).date()


def start_of_day(day: date) -> datetime:
    """The moment (UTC) at which this day begins in Amsterdam."""
    return datetime.combine(day, time.min, AMSTERDAM).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """24.00 hours of this day in Amsterdam as a moment (UTC): the first moment that is too late."""
    return start_of_day(day + timedelta(days=1))


def moment_of(day: date, at: time) -> datetime:
    """The moment (UTC) of a clock time that a person filled in.

    Raises NonExistentTime or AmbiguousTime in the two nights a year in which the clock is changed.
    """
    wall = datetime.combine(day, at.replace(tzinfo=None))
    first = wall.replace(tzinfo=AMSTERDAM, fold=0).astimezone(UTC)
    second = wall.replace(tzinfo=AMSTERDAM, fold=1).astimezone(UTC)
    if first.astimezone(AMSTERDAM).replace(tzinfo=None) != wall:
        raise NonExistentTime(
            f"{_hours(wall)} bestaat niet op {full_date(day)}: de klok gaat die nacht een uur vooruit. "
            "Kies een andere tijd."
        )
    if first != second:
        raise AmbiguousTime(
            f"{_hours(wall)} komt twee keer voor op {full_date(day)}: de klok gaat die nacht een uur terug. "
            "Kies een andere tijd.",
            first=first,
            second=second,
        )
    return first


def full_date(day: date) -> str:
    """2 december 2026"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_date(day: date) -> str:
    """woensdag 2 december 2026"""
    return f"{WEEKDAYS[day.weekday()]} {full_date(day)}"


def around_dates(text: str) -> list[str]:
    """The text in pieces, every second of which is a date: what comes before, 11 november 2026, what comes after."""
    return WRITTEN.split(text)


def short_date(day: date) -> str:
    """wo 25 nov"""
    return f"{WEEKDAYS[day.weekday()][:2]} {day.day} {MONTHS_SHORT[day.month - 1]}"


def clock_time(moment: datetime) -> str:
    """10.42 uur, on the Amsterdam clock"""
    return _hours(in_amsterdam(moment))


def long_moment(moment: datetime) -> str:
    """woensdag 2 december 2026 om 10.42 uur, on the Amsterdam clock"""
    return f"{long_date(day_of(moment))} om {clock_time(moment)}"


def week(day: date) -> str:
    """week 47 (ISO weeks, as on Dutch calendars)"""
    return f"week {day.isocalendar().week}"


NEAR_DAYS = {-2: "eergisteren", -1: "gisteren", 0: "vandaag", 1: "morgen", 2: "overmorgen"}


def days_away(day: date, *, today: date) -> str:
    """over 5 dagen, morgen, vandaag, gisteren, 5 dagen geleden"""
    days = (day - today).days
    if days in NEAR_DAYS:
        return NEAR_DAYS[days]
    return f"over {days} dagen" if days > 0 else f"{-days} dagen geleden"


def near_date(day: date, *, today: date) -> str:
    """over 5 dagen (woensdag 25 november): how far, and then exactly which day"""
    return f"{days_away(day, today=today)} ({WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]})"


def _hours(wall: datetime) -> str:
    return f"{wall.hour}.{wall.minute:02} uur"
