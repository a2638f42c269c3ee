"""Sixteen hands at one series, some of them failing half way: no gap, no double number (finance.md 0.2)."""

import pytest
from django.db import transaction

from finance.models import Claim, Invoice, NumberSeries
from finance.services import claims
from finance.services.claims import ClaimDetails
from finance.services.finalising import AlreadyFinal, finalise_run
from tests.cast import gather
from tests.finance.stage import NOW, make_books
from tests.votes.test_races import together

pytestmark = pytest.mark.django_db(transaction=True)


class Stumble(Exception):
    """Something went wrong after the number was given out."""


def test_sixteen_at_once_with_one_in_ten_rolled_back() -> None:
    """160 claims made final; every tenth fails after its number."""
    books = make_books(gather())
    parties = list(books.cast.parties.values())
    rows = [
        claims.claim(
            agreement=books.cast.agreement,
            party=parties[number % 14],
            details=ClaimDetails("17.2", f"Archief {number}", 1_000 + number),
            by=books.cast.secretary,
            now=NOW,
        )
        for number in range(160)
    ]

    def confirm(part: list[Claim]) -> None:
        for row in part:
            try:
                with transaction.atomic():
                    claims.confirm_claim(asked=row, by=books.cast.treasurer, now=NOW)
                    if row.cents % 10 == 0:
                        raise Stumble
            except Stumble:
                continue

    together(*[lambda part=rows[start::16]: confirm(part) for start in range(16)])
    numbers = list(Invoice.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, 145))
    assert NumberSeries.objects.get().last == 144


def test_two_browsers_finalise_one_run() -> None:
    """One gets the numbers, the other is told so."""
    books = make_books(gather())
    run = books.approved()
    answers = together(*[lambda: finalise_run(run=run, by=books.cast.treasurer, now=NOW)] * 2)
    assert sorted(type(answer) for answer in answers if not isinstance(answer, list)) == [AlreadyFinal]
    assert [len(answer) for answer in answers if isinstance(answer, list)] == [14]
    assert Invoice.objects.count() == 14
