"""A revision settles on the invoices that still have something left (R17)."""

from datetime import date

import pytest

from finance.models import Invoice, InvoiceRun
from finance.presenting import run_steps
from finance.rules import credit_over
from finance.services import crediting, runs
from finance.services.finalising import finalise_run
from tests.finance.stage import KEY, NOW, TODAY, YEAR, Books


def revised(books: Books, add: int) -> list[Invoice]:
    """Everybody has so many inhabitants more, and the difference is settled."""
    books.figures(date(2027, 1, 1), add=add)
    run = runs.start_revision(agreement=books.cast.agreement, contribution=KEY, year=YEAR, **books.acts)
    run = runs.submit_run(run=run, checker=books.cast.secretary, seen=0, **books.acts)
    run = runs.approve_run(run=run, seen=0, by=books.cast.secretary, now=NOW)
    return finalise_run(run=run, **books.acts)


def credited(books: Books, invoice: Invoice, cents: int) -> Invoice:
    """By hand, by two persons."""
    asked = crediting.ask_credit(invoice=invoice, cents=cents, reason="Fout adres.", **books.acts)
    return crediting.confirm_credit(asked=asked, by=books.cast.secretary, now=NOW)


def of_almelo(made: list[Invoice]) -> list[tuple[str, int, str]]:
    """Kind, cents and the invoice that each document of the first party refers to."""
    return [
        (found.kind, found.net_cents, found.refers_to.code if found.refers_to else "")
        for found in made
        if found.party.short_name == "Almelo"
    ]


@pytest.fixture
def first(books: Books) -> Invoice:
    """The invoice of Almelo."""
    return books.invoices()[0]


def test_lower_after_a_credit_by_hand_goes_on_the_supplement(books: Books, first: Invoice) -> None:
    """The first invoice was credited in full, so that a revision asks all of it anew; only that has room."""
    credited(books, first, first.net_cents)
    assert of_almelo(revised(books, 0)) == [("invoice", 69_167_800, first.code)]
    supplement = Invoice.objects.get(party=first.party, refers_to=first, kind="invoice")
    assert of_almelo(revised(books, -1)) == [("credit", 925, supplement.code)]


def test_credit_that_one_invoice_cannot_bear_is_split(books: Books, first: Invoice) -> None:
    """Newest first: all of the supplement of one inhabitant, the other inhabitant on the first invoice."""
    revised(books, 1)
    supplement = Invoice.objects.get(party=first.party, refers_to=first, kind="invoice")
    made = revised(books, -1)
    assert of_almelo(made) == [("credit", 925, supplement.code), ("credit", 925, first.code)]
    assert made[0].lines.get().description.endswith(", gedeeltelijk")
    assert len(made) == 28


def test_page_counts_every_credit_note(books: Books, first: Invoice) -> None:
    """The numbers that are named before the last step are those that are given."""
    revised(books, 1)
    books.figures(date(2027, 1, 1), add=-1)
    run = runs.start_revision(agreement=books.cast.agreement, contribution=KEY, year=YEAR, **books.acts)
    run = runs.submit_run(run=run, checker=books.cast.secretary, seen=0, **books.acts)
    step = run_steps.finalising(InvoiceRun.objects.get(pk=run.pk), TODAY)
    assert step.question.startswith("28 creditnota’s van samen")
    assert step.consequences[0] == "De nummers worden SES-2027-0029 tot en met SES-2027-0056."


@pytest.mark.parametrize(
    ("cents", "found"),
    [
        (0, ()),
        (5, (("B", 5),)),
        (10, (("B", 10),)),
        (11, (("B", 10), ("A", 1))),
        (30, (("B", 10), ("A", 20))),
    ],
)
def test_credit_goes_over_what_is_left(cents: int, found: tuple[tuple[str, int], ...]) -> None:
    """Under, on and over what the newest has left; one with nothing left is passed over."""
    assert credit_over(cents, [("B", 10), ("C", 0), ("A", 20)]) == found
