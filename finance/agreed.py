"""What an agreement says about money, as the rules ask for it. Pure: rulebook in, periods and amounts out."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from finance.rules import BasisPeriod, Who
from finance.rules.years import BY_READING, PartYear
from twente.core.agreement import Contribution, Rulebook

T = TypeVar("T")

WHO: Mapping[str | None, Who] = {
    None: Who.ALL,
    "council_budget": Who.WITH_BUDGET,
    "rate_decision": Who.ALL,
    "rate_and_budget": Who.WITH_BUDGET,
}
"""What a period needs → who may be charged."""
NEEDS_RATE = frozenset({"rate_decision", "rate_and_budget"})
"""A period that is no basis by itself: each of its years needs a rate that was decided (R19, UHO-6)."""

NO_LAST_YEAR = 9999
REFERENCE_YEARS = {"bijdragejaar": 0, "jaar_ervoor": -1}
"""The values of the reading about the inhabitants: 1 January of which year (R17)."""


def contribution_of(books: tuple[Rulebook, ...], kind: str) -> tuple[Rulebook, Contribution]:
    """The first rulebook that knows a contribution of this kind, with that contribution. Raises LookupError."""
    for book in books:
        for contribution in book.contributions:
            if contribution.kind == kind:
                return book, contribution
    raise LookupError(f"geen regelboek kent een bijdrage van de soort {kind}")


def basis_periods(contribution: Contribution, rated: Collection[int] = ()) -> tuple[BasisPeriod, ...]:
    """The years that may be charged, for whom, by which article (BOK-11.1, R19); `rated`: years with a decided rate."""
    found = []
    for basis in contribution.basis:
        last = basis.last_year or NO_LAST_YEAR
        if basis.needs in NEEDS_RATE:
            years = sorted(year for year in rated if basis.first_year <= year <= last)
            found += [BasisPeriod(year, year, WHO[basis.needs], basis.article) for year in years]
        else:
            found.append(BasisPeriod(basis.first_year, last, WHO[basis.needs], basis.article))
    return tuple(found)


def needs_rate(contribution: Contribution, year: int) -> bool:
    """Whether the agreement itself sets no rate for this year."""
    periods = [basis for basis in contribution.basis if basis.first_year <= year <= (basis.last_year or NO_LAST_YEAR)]
    return any(basis.needs in NEEDS_RATE for basis in periods)


def article_of(contribution: Contribution, year: int) -> str:
    """The article on which a year rests; that of the contribution where no period says so."""
    for basis in contribution.basis:
        if basis.first_year <= year <= (basis.last_year or NO_LAST_YEAR):
            return basis.article
    return contribution.article


def cents_by_choice(contribution: Contribution) -> Mapping[str, int]:
    """Staff in kind costs nothing, else the fixed sum of the agreement (UHO-7.3)."""
    return {"capaciteit": 0, "betaling": contribution.cents or 0}


def reference_year(book: Rulebook, contribution: Contribution, readings: Mapping[str, str], year: int) -> int:
    """The year whose 1 January the inhabitants are of, by the reading in use (R17); else the year itself."""
    return year + (_read(book, contribution, readings, REFERENCE_YEARS, 0) or 0)


def first_part_year(book: Rulebook, contribution: Contribution, readings: Mapping[str, str]) -> PartYear | None:
    """How the year counts in which the agreement began, by the reading in use (R16); None without one."""
    return _read(book, contribution, readings, BY_READING, None)


def _read(
    book: Rulebook, about: Contribution, readings: Mapping[str, str], meanings: Mapping[str, T], other: T | None
) -> T | None:
    """What the reading says that this contribution names and whose values mean something here."""
    for number in about.readings:
        rule = book.readings.get(number)
        if rule is not None and set(rule.values) == set(meanings):
            return meanings[readings.get(number, rule.default)]
    return other
