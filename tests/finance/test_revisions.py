"""A revision settles on the invoices that still have something left (R17)."""

from datetime import UTC, date, datetime

import pytest

from finance.einvoice.checks import Channel, problems
from finance.models import Invoice, InvoiceRun
from finance.presenting import run_steps
from finance.rules import credit_over
from finance.selectors.destroyed import YearDestroyed
from finance.selectors.invoice_facts import facts_of
from finance.services import crediting, runs, settings
from finance.services.finalising import finalise_run
from tests.finance.stage import ISSUER, KEY, NOW, TERMS, TODAY, YEAR, Books
from twente.documents.services import Grounds, bury_dossier


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


def test_a_credit_has_the_vat_of_its_invoice_whatever_the_terms_say_since(books: Books, first: Invoice) -> None:
    """Invoiced outside VAT; since then there is 21 per cent, which nobody paid and nobody gets back."""
    agreement = books.cast.agreement
    place = {"agreement": agreement, **books.acts}
    terms, sender = agreement.billing_terms.latest("id"), agreement.issuers.latest("id")
    settings.record_terms(details=TERMS | {"vat": "S", "vat_reason": ""}, seen=terms.pk, **place)
    settings.record_issuer(details=ISSUER | {"vat_id": "NL004495445B01"}, seen=sender.pk, **place)
    made = revised(books, -1)
    assert {(note.vat, note.vat_cents, note.vat_reason) for note in made} == {("O", 0, first.vat_reason)}
    rules = {found.rule for note in made for found in problems(facts_of(note), channel=Channel.UBL)}
    assert not [rule for rule in rules if rule.startswith(("BR-CO", "BR-O", "BR-S"))]


def test_a_destroyed_year_has_no_run_any_more(books: Books, first: Invoice) -> None:
    about = {"agreement": books.cast.agreement, "contribution": KEY, "year": YEAR, **books.acts}
    grounds = Grounds("AWR 52", "AWR, artikel 52", date(2034, 12, 31), books.cast.secretary, books.cast.administrator)
    bury_dossier(
        agreement=books.cast.agreement, key=f"financien-{YEAR}", grounds=grounds, now=datetime(2035, 3, 1, tzinfo=UTC)
    )
    for start in (runs.start_run, runs.start_revision):
        with pytest.raises(YearDestroyed, match="vernietigd"):
            start(**about)
