"""Interest: a calculation with worked examples, two persons, made again when the facts changed (finance.md 1)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from finance.models import Claim, InterestCalculation, Invoice
from finance.rules.interest import Late, Percentage, RateUnknown, first_day, pieces, shown, total
from finance.services import crediting, interest, payments, settings
from finance.services.claims import ClaimDetails, claim, mark
from finance.services.crediting import RequestSettled
from tests.finance.stage import ISSUER, NOW, TERMS, Books
from twente.core import clock
from twente.core.models import User
from twente.core.services import SamePerson

SIX = Percentage(date(2020, 1, 1), 600, "Staatsblad")
LATE = Late(10_000_000, date(2027, 3, 14), date(2027, 5, 12), (), (SIX,))
"""One hundred thousand euros, sixty days."""


@pytest.mark.parametrize(
    ("change", "cents"),
    [
        ({}, 98_630),
        ({"until": date(2027, 3, 14)}, 1_644),
        ({"until": date(2027, 3, 13)}, 0),
        ({"paid": ((date(2027, 4, 12), 10_000_000),)}, 49_315),
        ({"paid": ((date(2027, 4, 12), 4_000_000),)}, 49_315 + 29_589),
        ({"paid": ((date(2027, 3, 13), 10_000_000),)}, 0),
        ({"paid": ((date(2027, 3, 14), 10_000_000),)}, 1_644),
        ({"paid": ((date(2027, 4, 12), 10_000_000), (date(2027, 4, 22), -10_000_000))}, 49_315 + 32_877),
        ({"percentages": (SIX, Percentage(date(2027, 4, 13), 400, "Staatsblad"))}, 49_315 + 32_877),
        ({"starts_on": date(2028, 2, 1), "until": date(2028, 3, 31)}, 98_361),
        ({"starts_on": date(2027, 12, 2), "until": date(2028, 1, 30)}, 98_495),
        ({"starts_on": date(2025, 1, 1), "until": date(2025, 12, 31)}, 600_000),
        ({"starts_on": date(2025, 1, 1), "until": date(2026, 12, 31)}, 1_236_000),
        ({"cents": 1, "until": date(2027, 3, 14)}, 0),
    ],
    ids=[
        "sixty days of 365",
        "one day",
        "not late yet",
        "paid on the thirtieth day, which still counts",
        "a part paid on the thirtieth day",
        "paid before it was late",
        "paid on the first day",
        "paid, and taken back ten days later",
        "another percentage from the thirty-first day",
        "a leap year has 366 days",
        "thirty days in each of two years",
        "a whole year",
        "the second year is over the interest of the first",
        "less than half a cent",
    ],
)
def test_worked_examples(change: dict[str, Any], cents: int) -> None:
    """Amounts computed by hand: amount × percentage × days ÷ days of the year, rounded once."""
    found = pieces(replace(LATE, **change))
    assert total(found, "6:119") == cents
    assert sum(shown(found)) == cents


def test_one_rounding_however_many_pieces() -> None:
    """Ten payments of a cent cut the days in eleven pieces; the sum is rounded, not the pieces."""
    paid = tuple((date(2027, 3, 14) + timedelta(days=day), 1) for day in range(10))
    found = pieces(replace(LATE, cents=100_000, paid=paid))
    assert len(found) == 11
    exact = sum(piece.exact for piece in found)
    assert abs(total(found, "6:119") - exact) <= 1 / 2
    assert sum(shown(found)) == total(found, "6:119")


@pytest.mark.parametrize(("until", "cents"), [(date(2027, 3, 24), 0), (date(2027, 3, 26), 2_137)])
def test_awb_charges_nothing_under_twenty_euros(until: date, cents: int) -> None:
    """Awb 4:98; the civil code knows no such limit."""
    found = pieces(replace(LATE, cents=1_000_000, until=until))
    assert total(found, "awb") == cents and total(found, "6:119") > 0


def test_twenty_nine_february_counts_a_year_later_on_the_first_of_march() -> None:
    found = pieces(replace(LATE, starts_on=date(2028, 2, 29), until=date(2029, 3, 1)))
    assert [piece.starts_on for piece in found] == [date(2028, 2, 29), date(2029, 1, 1), date(2029, 3, 1)]
    assert found[-1].base > found[0].base


def test_no_percentage_for_the_first_day() -> None:
    with pytest.raises(RateUnknown):
        pieces(replace(LATE, percentages=(Percentage(date(2027, 3, 15), 600, "Staatsblad"),)))


@pytest.mark.parametrize(
    ("received_on", "first"),
    [(None, date(2027, 3, 14)), (date(2027, 2, 11), date(2027, 3, 14)), (date(2027, 2, 16), date(2027, 3, 19))],
)
def test_who_received_it_later_has_as_many_days(received_on: date | None, first: date) -> None:
    assert first_day(issued_on=date(2027, 2, 11), due_on=date(2027, 3, 13), received_on=received_on) == first


LATER = datetime(2027, 6, 1, 9, 0, tzinfo=UTC)
UNTIL = date(2027, 5, 12)


def rated(books: Books) -> dict[str, Any]:
    """Terms with interest and a percentage; who acts, and when."""
    known = books.cast.agreement.billing_terms.order_by("id").last()
    about = {"agreement": books.cast.agreement, **books.acts}
    settings.record_terms(details=TERMS | {"interest": "6:119"}, seen=known.pk if known else 0, **about)
    details = {"kind": "gewoon", "valid_from": date(2026, 1, 1), "hundredths": 600, "source": "Staatsblad (proef)"}
    interest.record_rate(details=details, **about)
    return {"by": books.cast.treasurer, "now": LATER}


@pytest.fixture
def acts(books: Books) -> dict[str, Any]:
    """By the treasurer, in June."""
    return rated(books)


@pytest.fixture
def late(books: Books, acts: dict[str, Any]) -> Invoice:
    """The invoice of Almelo, of which nothing was paid: 691.678,00."""
    return books.invoices()[0]


def made(late: Invoice, acts: dict[str, Any], until: date = UNTIL) -> InterestCalculation:
    return interest.calculate(invoice=late, until=until, **acts)


def approved(books: Books, calculation: InterestCalculation) -> Invoice:
    return interest.approve(made=calculation, by=books.cast.secretary, now=LATER)


def pay(late: Invoice, acts: dict[str, Any], cents: int, on: date) -> None:
    payments.pay_by_hand(key=uuid4(), invoice=late, cents=cents, received_on=on, reason="Bank.", overpaid=False, **acts)


def test_calculation_becomes_an_invoice_by_way_of_a_claim(books: Books, late: Invoice, acts: dict[str, Any]) -> None:
    """691.678,00 × 6 % × 60 / 365 = 6.822,03."""
    calculation = made(late, acts)
    invoice = approved(books, calculation)
    assert (calculation.cents, invoice.net_cents, invoice.vat_cents) == (682_203, 682_203, 0)
    claim = Claim.objects.get(invoice=invoice)
    assert (claim.asked_by, claim.confirmed_by) == (books.cast.treasurer, books.cast.secretary)
    assert invoice.subject == "Rente over factuur SES-2027-0001"
    assert "14 maart 2027 tot en met 12 mei 2027" in invoice.grounds[1] and "(BW 6:119)" in invoice.grounds[1]


def test_who_calculates_does_not_approve(books: Books, late: Invoice, acts: dict[str, Any]) -> None:
    """Nor by SQL."""
    calculation = made(late, acts)
    with pytest.raises(SamePerson):
        interest.approve(made=calculation, **acts)
    details = ClaimDetails("11.1", "Rente", 100)
    asked = claim(agreement=late.agreement, party=late.party, details=details, **acts)
    with pytest.raises(IntegrityError, match="interest_two_persons"), transaction.atomic():
        InterestCalculation.objects.filter(pk=calculation.pk).update(confirmed_by=books.cast.treasurer, claim=asked)


def paid_meanwhile(books: Books, late: Invoice, acts: dict[str, Any]) -> None:
    pay(late, acts, 100, UNTIL - timedelta(days=1))


def credited_meanwhile(books: Books, late: Invoice, acts: dict[str, Any]) -> None:
    asked = crediting.ask_credit(invoice=late, cents=100, reason="Minder.", **acts)
    crediting.confirm_credit(asked=asked, by=books.cast.secretary, now=LATER)


def disputed_meanwhile(books: Books, late: Invoice, acts: dict[str, Any]) -> None:
    mark(invoice=late, kind="disputed", detail="Te hoog.", **acts)


def percentage_meanwhile(books: Books, late: Invoice, acts: dict[str, Any]) -> None:
    details = {"kind": "gewoon", "valid_from": date(2027, 5, 1), "hundredths": 500, "source": "Staatsblad (proef)"}
    interest.record_rate(agreement=late.agreement, details=details, **acts)


@pytest.mark.parametrize("change", [paid_meanwhile, credited_meanwhile, disputed_meanwhile, percentage_meanwhile])
def test_changed_facts_ask_for_another_calculation(
    books: Books, late: Invoice, acts: dict[str, Any], change: Any
) -> None:
    calculation = made(late, acts)
    change(books, late, acts)
    with pytest.raises(interest.FactsChanged):
        approved(books, calculation)
    assert not Claim.objects.exists()


def test_a_payment_after_the_last_day_changes_nothing(books: Books, late: Invoice, acts: dict[str, Any]) -> None:
    calculation = made(late, acts)
    pay(late, acts, late.total_cents, UNTIL + timedelta(days=1))
    assert approved(books, calculation).net_cents == calculation.cents


def test_another_calculation_withdraws_the_one_before(books: Books, late: Invoice, acts: dict[str, Any]) -> None:
    first, second = made(late, acts), made(late, acts, UNTIL - timedelta(days=30))
    with pytest.raises(RequestSettled):
        approved(books, first)
    assert approved(books, second).net_cents == second.cents < first.cents


def test_what_was_charged_is_not_charged_again(books: Books, late: Invoice, acts: dict[str, Any]) -> None:
    """Thirty days, then sixty: together the interest of sixty days."""
    first = approved(books, made(late, acts, UNTIL - timedelta(days=30)))
    with pytest.raises(interest.NothingDue):
        made(late, acts, UNTIL - timedelta(days=30))
    rest = made(late, acts)
    assert first.net_cents + rest.cents == 682_203
    with pytest.raises(interest.NoInterest):
        made(first, acts | {"now": LATER + timedelta(days=90)}, UNTIL + timedelta(days=90))


def test_no_vat_on_interest_and_no_vat_number(books: Books, late: Invoice, acts: dict[str, Any]) -> None:
    """BR-O-02, also when contributions carry VAT."""
    about, agreement = {**books.acts}, books.cast.agreement
    known, sender = agreement.billing_terms.order_by("id").last(), agreement.issuers.order_by("id").last()
    taxed = TERMS | {"interest": "6:119", "vat": "S", "vat_reason": "", "valid_from": date(2027, 5, 1)}
    settings.record_terms(agreement=agreement, details=taxed, seen=known.pk, **about)
    details = ISSUER | {"vat_id": "NL004495445B01"}
    settings.record_issuer(agreement=agreement, details=details, seen=sender.pk, **about)
    invoice = approved(books, made(late, acts))
    assert (invoice.vat, invoice.vat_cents, invoice.supplier["vat_id"]) == ("O", 0, "")
    assert "Schadevergoeding" in invoice.vat_reason


def test_the_database_keeps_what_was_calculated(late: Invoice, acts: dict[str, Any]) -> None:
    calculation = made(late, acts)
    with pytest.raises(IntegrityError, match="gevraagd"), transaction.atomic():
        InterestCalculation.objects.filter(pk=calculation.pk).update(cents=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        late.agreement.interest_rates.update(hundredths=1)


def visit(client: Client, user: User, settings: Settings) -> Client:
    """This person, in June."""
    settings.CLOCK_OFFSET += LATER - clock.now()
    client.force_login(user)
    return client


def page(name: str, code: str) -> str:
    return reverse(f"finance:{name}", args=["bok-ses", code])


def test_pages_from_invoice_to_invoice(
    books: Books, late: Invoice, acts: dict[str, Any], client: Client, settings: Settings
) -> None:
    """The treasurer calculates, is not offered to approve; the secretary sees every piece and approves."""
    visit(client, books.cast.treasurer, settings)
    assert page("interest_ask", late.code) in client.get(page("invoice_detail", late.code)).text
    response = client.post(page("interest_ask", late.code), {"until": "12-5-2027"}, follow=True)
    assert "6.822,03" in response.text and "Goedkeuren" not in response.text
    client.force_login(books.cast.secretary)
    front = client.get(reverse("finance:overview", args=["bok-ses"])).text
    assert f"Rente over {late.code}" in front
    shown_page = client.get(page("interest_confirm", late.code)).text
    assert "Staatsblad (proef)" in shown_page and "6,00\u00a0%" in shown_page and "Goedkeuren" in shown_page
    done = client.post(page("interest_confirm", late.code), follow=True)
    assert "SES-2027-0015" in done.text
    assert client.get(page("interest_confirm", late.code)).status_code == 404


def test_page_says_that_the_facts_changed(
    books: Books, late: Invoice, acts: dict[str, Any], client: Client, settings: Settings
) -> None:
    made(late, acts)
    pay(late, acts, 100, UNTIL)
    visit(client, books.cast.secretary, settings)
    pay(late, acts, 100, UNTIL - timedelta(days=3))
    text = client.get(page("interest_confirm", late.code)).text
    assert "De feiten zijn veranderd" in text and "Goedkeuren en" not in text
    assert client.post(page("interest_confirm", late.code)).status_code == 409
    client.post(page("interest_withdraw", late.code))
    assert InterestCalculation.objects.get().withdrawn_at is not None


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("", "Vul de laatste dag in."),
        ("31-04-2027", "Vul een bestaande dag in"),
        ("2099-01-01", "Deze dag ligt in de toekomst."),
        ("2027-03-13", "geen rente in rekening te brengen"),
        ("<script>", "Vul een bestaande dag in"),
    ],
)
def test_last_day_is_refused_with_what_to_do(
    books: Books, late: Invoice, client: Client, settings: Settings, until: str, sentence: str
) -> None:
    visit(client, books.cast.treasurer, settings)
    response = client.post(page("interest_ask", late.code), {"until": until})
    assert response.status_code == 422 and sentence in response.text
    assert not InterestCalculation.objects.exists()


def test_without_interest_in_the_terms_nothing_is_offered(books: Books, client: Client, settings: Settings) -> None:
    invoice = books.invoices()[0]
    visit(client, books.cast.treasurer, settings)
    assert page("interest_ask", invoice.code) not in client.get(page("invoice_detail", invoice.code)).text
    response = client.post(page("interest_ask", invoice.code), {"until": "2027-05-12"})
    assert response.status_code == 422 and "kennen geen rente" in response.text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"hundredths": ""}, "Vul het percentage in."),
        ({"hundredths": "0"}, "meer is dan nul"),
        ({"hundredths": "-6"}, "zonder minteken"),
        ({"hundredths": "6.00"}, "Schrijf een komma"),
        ({"hundredths": "25,01"}, "ten hoogste 25,00"),
        ({"valid_from": "30-02-2027"}, "Vul een bestaande dag in"),
        ({"source": " "}, "Noem de bron."),
        ({"kind": "eigen"}, "Selecteer een geldige keuze"),
    ],
)
def test_percentage_is_refused_with_what_to_do(
    books: Books, client: Client, settings: Settings, change: dict[str, str], sentence: str
) -> None:
    visit(client, books.cast.treasurer, settings)
    filled = {"kind": "gewoon", "valid_from": "2027-01-01", "hundredths": "6,00", "source": "Staatsblad"} | change
    response = client.post(reverse("finance:interest_rates", args=["bok-ses"]), filled)
    assert response.status_code == 422 and sentence in response.text
    assert not books.cast.agreement.interest_rates.exists()


def test_newest_percentage_of_a_day_counts(books: Books, late: Invoice, acts: dict[str, Any]) -> None:
    """A slip is put right with the same day again."""
    details = {"kind": "gewoon", "valid_from": date(2026, 1, 1), "hundredths": 300, "source": "Staatsblad (beter)"}
    interest.record_rate(agreement=late.agreement, details=details, by=None, now=NOW)
    assert made(late, acts).cents == 341_101
