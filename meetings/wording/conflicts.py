"""What speaks against a day for a meeting, in Dutch sentences (pure)."""

from datetime import date

from meetings.wording.phrases import count, the
from twente.core.dates import WEEKDAYS, full_date, long_date
from twente.core.holidays import is_holiday
from twente.core.school_holidays import school_holiday_on

NEAR = 14
"""House rule: two meetings of one body within this many days are worth a word."""


def of_day(day: date) -> list[str]:
    """A weekend, a holiday, a school holiday."""
    name = long_date(day).capitalize()
    school = school_holiday_on(day)
    found = [f"{name} is in het weekend."] if day.weekday() >= WEEKDAYS.index("zaterdag") else []
    found += [f"{name} is een feestdag."] if is_holiday(day) else []
    return found + ([f"{name} valt in de {school.name}."] if school else [])


def of_preparation(day: date, papers: date, today: date) -> list[str]:
    """Too late for the papers, or over already."""
    if day < today:
        return ["Deze dag is al voorbij."]
    return [f"De stukken moesten dan op {full_date(papers)} binnen zijn: dat is al voorbij."] if papers < today else []


def of_neighbour(body: str, day: date, other: date) -> str:
    """Another meeting of the same body close by; empty when it is not close."""
    apart = abs((day - other).days)
    if apart > NEAR:
        return ""
    if apart == 0:
        return f"Op deze dag vergadert {the(body)} al."
    whole = the(body)
    when = f"ook op {full_date(other)}: {count(apart, 'dag', 'dagen')} verschil."
    return f"{whole[0].upper()}{whole[1:]} vergadert {when}"


def of_rhythm(before: int, after: int, sentence: str, year: int) -> str:
    """What this day does to the rhythm; `before` and `after` count the meetings that the year lacks."""
    if not before:
        return ""
    if not after:
        return f"Met deze vergadering heeft {year} er genoeg."
    return sentence if after < before else f"Deze dag helpt het ritme niet. {sentence}"
