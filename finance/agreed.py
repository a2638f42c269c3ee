"""What an agreement says about money, as the rules ask for it. Pure: rulebook in, periods and amounts out."""

from collections.abc import Mapping

from finance.rules import BasisPeriod, Who
from twente.core.agreement import Contribution, Rulebook

WHO: Mapping[str | None, Who] = {None: Who.ALL, "council_budget": Who.WITH_BUDGET}
"""What a period needs → who may be charged; a period that needs a rate decision gives no basis by itself."""

NO_LAST_YEAR = 9999


def contribution_of(books: tuple[Rulebook, ...], kind: str) -> tuple[Rulebook, Contribution]:
    """The first rulebook that knows a contribution of this kind, with that contribution. Raises LookupError."""
    for book in books:
        for contribution in book.contributions:
            if contribution.kind == kind:
                return book, contribution
    raise LookupError(f"geen regelboek kent een bijdrage van de soort {kind}")


def basis_periods(contribution: Contribution) -> tuple[BasisPeriod, ...]:
    """The years in which the agreement itself is the basis, and for whom (BOK-11.1, R19)."""
    return tuple(
        BasisPeriod(basis.first_year, basis.last_year or NO_LAST_YEAR, WHO[basis.needs], basis.article)
        for basis in contribution.basis
        if basis.needs in WHO
    )


def cents_by_choice(contribution: Contribution) -> Mapping[str, int]:
    """Staff in kind costs nothing, else the fixed sum of the agreement (UHO-7.3)."""
    return {"capaciteit": 0, "betaling": contribution.cents or 0}
