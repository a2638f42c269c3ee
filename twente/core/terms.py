"""Terms: from a fact on a day to the last day, and the sentence that explains it (pure; deadlines.md 1).

The day of the event does not count and a term ends at 24.00 hours Amsterdam time on its last day. Contract
terms stay where they fall (R12); statutory terms follow the Algemene termijnenwet. Months are always counted
from the start, never in steps: 31 January plus one month plus one month is not 31 January plus two months.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from twente.core import holidays
from twente.core.dates import day_of, end_of_day, full_date, long_date


class UnreadableDuration(ValueError):
    """A duration is written as "4 weeks" or "3 months"."""


class TermOutOfRange(ValueError):
    """The computed day lies outside the calendar of this software (years 1 to 9999)."""


class Unit(StrEnum):
    """What a duration counts in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Regime(StrEnum):
    """Whose rules on weekends and holidays apply (R12)."""

    CONTRACT = "contract"
    STATUTORY = "statutory"


class Counting(StrEnum):
    """How the last day follows from the day that it is counted from."""

    AFTER = "after"
    """The term starts after the event."""
    PERIOD = "period"
    """The period starts on the day itself and ends the day before the same day number."""
    BACKWARD = "backward"
    """Counted back from a later event."""
    FIXED = "fixed"
    """The text names the day itself."""


@dataclass(frozen=True)
class Duration:
    """A number of days, weeks, months or years, as an agreement writes it."""

    number: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> "Duration":
        """Read "4 weeks", "1 month", "24 months". Raises UnreadableDuration."""
        match = re.fullmatch(r"([0-9]{1,4}) (day|week|month|year)s?", text)
        if match is None:
            raise UnreadableDuration(f'"{text}" is no duration; write for example "4 weeks" or "3 months"')
        return cls(int(match[1]), Unit(match[2] + "s"))

    def __str__(self) -> str:
        return f"{self.number} {self.unit.value.removesuffix('s') if self.number == 1 else self.unit.value}"

    def after(self, day: date) -> date:
        """The day this much later; a day that a month lacks becomes its last. Raises TermOutOfRange."""
        return self._moved(day, self.number)

    def before(self, day: date) -> date:
        """The day this much earlier. Raises TermOutOfRange."""
        return self._moved(day, -self.number)

    def _moved(self, day: date, number: int) -> date:
        steps = {
            Unit.DAYS: relativedelta(days=number),
            Unit.WEEKS: relativedelta(weeks=number),
            Unit.MONTHS: relativedelta(months=number),
            Unit.YEARS: relativedelta(years=number),
        }
        try:
            return day + steps[self.unit]
        except (ValueError, OverflowError) as error:
            raise TermOutOfRange(f"{day.isoformat()} and {number} {self.unit}") from error

    def in_words(self) -> str:
        """vier weken, één maand, 24 maanden"""
        number = NUMBERS[self.number] if self.number < len(NUMBERS) else str(self.number)
        singular, plural = UNIT_WORDS[self.unit]
        return f"{number} {singular if self.number == 1 else plural}"


@dataclass(frozen=True)
class TermRule:
    """How a term is counted, and where that stands.

    `event` is the Dutch word for what starts (or, counted back, ends) it: "ontvangst". `article` is "13.3",
    `reading` names the reading in use: "R11".
    """

    duration: Duration
    regime: Regime = Regime.CONTRACT
    counting: Counting = Counting.AFTER
    event: str = ""
    article: str = ""
    reading: str = ""


@dataclass(frozen=True)
class Term:
    """A computed term. `extended_from`: the last day before the Algemene termijnenwet moved it, if it did."""

    last_day: date
    start: date
    rule: TermRule
    extended_from: date | None = None
    provisional: bool = False
    """A royal decree that is not known yet could still move the last day."""

    @property
    def opens_on(self) -> date:
        """The day on which a right opens that waits for this term: the day after the last."""
        return self.last_day + timedelta(days=1)

    @property
    def ends_at(self) -> datetime:
        """The first moment (UTC) that is too late."""
        return end_of_day(self.last_day)

    @property
    def next_working_day(self) -> date:
        """The last day itself or the first working day after it."""
        return holidays.working_day_on_or_after(self.last_day)

    @property
    def previous_working_day(self) -> date:
        """Advice: the last day itself or the last working day before it (R12)."""
        return holidays.working_day_on_or_before(self.last_day)

    def days_left(self, *, today: date) -> int:
        """Days until the last day; 0 on it, negative once it has passed."""
        return (self.last_day - today).days

    def sentence(self) -> str:
        """The whole computation in Dutch, to stand beside the date."""
        return " ".join(part for part in (_counted(self), _extension(self), _advice(self), _reservation(self)) if part)


def compute(rule: TermRule, start: date) -> Term:
    """The term that starts with an event on this day in Amsterdam. Raises TermOutOfRange."""
    counted = COUNTINGS[rule.counting](rule.duration, start)
    if not falls_under_termijnenwet(rule):
        return Term(counted, start, rule)
    last_day = _extended(start, counted)
    return Term(
        last_day,
        start,
        rule,
        extended_from=counted if last_day != counted else None,
        provisional=not holidays.equated_days_known(last_day),
    )


def compute_from_latest(rule: TermRule, receipts: Iterable[date]) -> Term:
    """The term that starts once everybody has received it (BOK-13.2, R11)."""
    return compute(rule, max(receipts))


def compute_from_moment(rule: TermRule, moment: datetime) -> Term:
    """The term that starts on the Amsterdam day of this moment."""
    return compute(rule, day_of(moment))


def fixed_day(day: date, *, regime: Regime = Regime.CONTRACT, article: str = "", reading: str = "") -> Term:
    """A day that the text itself names; "uiterlijk" means that the day itself is in time."""
    rule = TermRule(Duration(0, Unit.DAYS), regime, Counting.FIXED, article=article, reading=reading)
    return compute(rule, day)


LONGEST_EXTENDED = {Unit.DAYS: 90, Unit.WEEKS: 12, Unit.MONTHS: 3, Unit.YEARS: 0}
"""Longer statutory terms, and all in years, are never extended (Atw art. 4)."""


def falls_under_termijnenwet(rule: TermRule) -> bool:
    """A statutory term, counted forward and not too long (Atw art. 1 and 4)."""
    return (
        rule.regime is Regime.STATUTORY
        and rule.counting is Counting.AFTER
        and 0 < rule.duration.number <= LONGEST_EXTENDED[rule.duration.unit]
    )


def _extended(start: date, counted: date) -> date:
    """Not on a weekend or holiday (Atw art. 1); three days or more hold two working days (Atw art. 2)."""
    last_day = holidays.working_day_on_or_after(counted)
    if (counted - start).days < 3:
        return last_day
    while holidays.working_days_between(start, last_day) < 2:
        last_day = holidays.working_day_on_or_after(last_day + timedelta(days=1))
    return last_day


COUNTINGS: dict[Counting, Callable[[Duration, date], date]] = {
    Counting.AFTER: lambda duration, start: duration.after(start),
    Counting.PERIOD: lambda duration, start: duration.after(start) - timedelta(days=1),
    Counting.BACKWARD: lambda duration, start: duration.before(start),
    Counting.FIXED: lambda _, start: start,
}

NUMBERS = (
    *("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"),
    *(
        "elf",
        "twaalf",
        "dertien",
        "veertien",
        "vijftien",
        "zestien",
        "zeventien",
        "achttien",
        "negentien",
        "twintig",
    ),
)
UNIT_WORDS = {
    Unit.DAYS: ("dag", "dagen"),
    Unit.WEEKS: ("week", "weken"),
    Unit.MONTHS: ("maand", "maanden"),
    Unit.YEARS: ("jaar", "jaar"),
}
OPENINGS = {
    Counting.AFTER: "{length} na {event}: uiterlijk {last} om 24.00 uur",
    Counting.PERIOD: "{length} vanaf {event}: tot en met {last}",
    Counting.BACKWARD: "{length} vóór {event}: uiterlijk {last} om 24.00 uur",
    Counting.FIXED: "Uiterlijk {last} om 24.00 uur",
}


def _counted(term: Term) -> str:
    words = term.rule.duration.in_words() if term.rule.duration.number else "direct"
    event = f"{term.rule.event} op {full_date(term.start)}" if term.rule.event else full_date(term.start)
    opening = OPENINGS[term.rule.counting].format(
        length=_initial(words[0]) + words[1:], event=event, last=long_date(term.last_day)
    )
    return f"{opening}."


def _initial(letter: str) -> str:
    """A Dutch capital: the first accent of "één" goes."""
    return letter.upper().replace("É", "E")


def _extension(term: Term) -> str:
    """Why the last day moved or did not, with the article and the reading."""
    sources = ", ".join(filter(None, (f"art. {term.rule.article}" if term.rule.article else "", term.rule.reading)))
    return f"{_reason(term)} ({sources})." if sources else f"{_reason(term)}."


def _reason(term: Term) -> str:
    if term.extended_from is not None:
        return f"De Algemene termijnenwet schuift {long_date(term.extended_from)} op naar deze werkdag"
    if falls_under_termijnenwet(term.rule):
        return "De Algemene termijnenwet geldt; de laatste dag is een werkdag"
    if term.rule.counting is Counting.BACKWARD:
        return "Er is teruggeteld; de dag schuift niet op voor weekend of feestdag"
    if term.rule.regime is Regime.STATUTORY:
        return "De Algemene termijnenwet verlengt deze termijn niet"
    return "Dit is een contracttermijn; zij schuift niet op voor weekend of feestdag"


def _advice(term: Term) -> str:
    if term.previous_working_day == term.last_day or term.rule.counting is Counting.PERIOD:
        return ""
    return f"De laatste werkdag ervoor is {long_date(term.previous_working_day)}."


def _reservation(term: Term) -> str:
    if not term.provisional:
        return ""
    known = f"{holidays.KNOWN_FROM.year} tot en met {holidays.KNOWN_THROUGH.year}"
    return f"Voorlopig: de dagen die met een feestdag gelijkstaan zijn bekend van {known}."
