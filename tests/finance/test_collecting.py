"""A fixed sum for the costs of collecting, where the overleg chose it: with trade interest, once (BW 6:96 lid 4)."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from finance.forms.settings import TermsForm
from finance.models import BillingTerms, Invoice
from finance.services import interest, payments, settings
from tests.finance.stage import TERMS, Books
from tests.finance.test_interest import LATER, UNTIL
from twente.core import clock

SUM = 40_00


def recorded(books: Books, **chosen: Any) -> dict[str, Any]:
    """Terms with trade interest, a percentage, and what was chosen; who acts, in June."""
    known = books.cast.agreement.billing_terms.order_by("id").last()
    about = {"agreement": books.cast.agreement, **books.acts}
    settings.record_terms(details=TERMS | {"interest": "6:119b"} | chosen, seen=known.pk, **about)
    details = {"kind": "handel", "valid_from": date(2026, 1, 1), "hundredths": 1000, "source": "Staatscourant (proef)"}
    interest.record_rate(details=details, **about)
    return {"by": books.cast.treasurer, "now": LATER}


@pytest.fixture
def acts(books: Books) -> dict[str, Any]:
    return recorded(books, collection=SUM)


@pytest.fixture
def late(books: Books, acts: dict[str, Any]) -> Invoice:
    """The invoice of Almelo, of which nothing was paid."""
    return books.invoices()[0]


def test_it_comes_with_the_interest_and_only_once(books: Books, late: Invoice, acts: dict[str, Any]) -> None:
    """691.678,00 × 10 % × 60 / 365 = 11.370,05, and 40,00; a later calculation charges interest alone."""
    first = interest.calculate(invoice=late, until=UNTIL, **acts)
    assert (first.cents, first.content["total"], first.content["costs"]) == (1_137_005 + SUM, 1_137_005, SUM)
    invoice = interest.approve(made=first, by=books.cast.secretary, now=LATER)
    assert invoice.net_cents == first.cents and "Incassokosten (BW 6:96): €\u00a040,00." in invoice.grounds[1]
    later = interest.calculate(invoice=late, until=UNTIL + timedelta(days=10), **acts)
    assert later.cents == later.content["total"] - 1_137_005


def test_who_paid_in_time_owes_nothing(late: Invoice, acts: dict[str, Any]) -> None:
    payments.pay_by_hand(
        key=uuid4(),
        invoice=late,
        cents=late.total_cents,
        received_on=late.due_on,
        reason="Bank.",
        overpaid=False,
        **acts,
    )
    with pytest.raises(interest.NothingDue):
        interest.calculate(invoice=late, until=UNTIL, **acts)


def test_it_is_off_until_the_overleg_chooses_it(books: Books) -> None:
    acts = recorded(books)
    made = interest.calculate(invoice=books.invoices()[0], until=UNTIL, **acts)
    assert "costs" not in made.content and made.cents == made.content["total"]


def test_page_says_what_is_counted_and_how_a_part_payment_counts(
    books: Books, late: Invoice, acts: dict[str, Any], client: Client, settings: Settings
) -> None:
    """BW 6:96 and 6:44."""
    interest.calculate(invoice=late, until=UNTIL, **acts)
    settings.CLOCK_OFFSET += LATER - clock.now()
    client.force_login(books.cast.secretary)
    text = client.get(reverse("finance:interest_confirm", args=["bok-ses", late.code])).text
    assert "incassokosten (BW 6:96, lid 4)" in text and "11.410,05" in text
    assert "gaat van de hoofdsom af" in text and "BW 6:44" in text


@pytest.mark.parametrize("chosen", [{"interest": "6:119"}, {"collection": SUM - 1}])
def test_the_database_refuses_what_the_law_does_not_know(books: Books, chosen: dict[str, Any]) -> None:
    facts = TERMS | {"interest": "6:119b", "collection": SUM} | chosen
    with pytest.raises(IntegrityError, match="billing_terms_collection"), transaction.atomic():
        BillingTerms.objects.create(agreement=books.cast.agreement, recorded_at=LATER, **facts)


@pytest.mark.parametrize(
    ("filled", "sentence"),
    [
        ({"interest": "6:119", "collection": "40"}, "hoort bij wettelijke handelsrente"),
        ({"interest": "6:119b", "collection": "39,99"}, "minstens € 40,00"),
        ({"interest": "6:119b", "collection": "-40"}, "minteken"),
        ({"interest": "geen", "collection": "0"}, ""),
        ({"interest": "6:119b", "collection": "40,00"}, ""),
    ],
)
def test_terms_say_at_the_field_what_is_wrong(filled: dict[str, str], sentence: str) -> None:
    found = TermsForm(filled).errors.get("collection", [""])
    assert sentence in found[0] and bool(sentence) == bool(found[0])
