"""What people type wrong in finance: a sentence at the field, nothing stored, nothing lost (bad_inputs.json)."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from finance.models import BillingTerms, Budget, Commitment, CreditRequest, Issuer, Rate
from tests.finance.stage import ISSUER, KEY, NOW, PROFILE, TERMS, Books
from twente.core import clock
from twente.core.models import AuditEntry

GOOD_RATE = {"cents": "9,25", "decided": "Besluit 2027-02", "decided_on": "2027-02-01"}


@pytest.fixture
def browser(books: Books, client: Client, settings: Settings) -> Client:
    """The treasurer on 11 February 2027."""
    settings.CLOCK_OFFSET += NOW - clock.now()
    client.force_login(books.cast.treasurer)
    return client


def seen(table: Any) -> int:
    """The id of the latest row, as the form carries it."""
    row = table.objects.order_by("id").last()
    return row.pk if row else 0


@pytest.mark.parametrize(
    ("cents", "sentence"),
    [
        ("", "Vul het tarief in."),
        ("   ", "Vul het tarief in."),
        ("\u200b", "Vul het tarief in."),
        ("0", "meer is dan nul"),
        ("-1", "zonder minteken"),
        ("9.01", "Schrijf een komma"),
        ("9,015", "ten hoogste twee cijfers"),
        ("1,000.00", "Schrijf duizendtallen met een punt"),
        ("1e5", "Vul een bedrag in"),
        ("NaN", "Vul een bedrag in"),
        ("Infinity", "Vul een bedrag in"),
        ("９,０１", "Vul een bedrag in"),
        ("1000000000000", "te groot"),
        ("9,25 euro of $ 9", "Vul een bedrag in"),
        ("<script>alert(1)</script>", "Vul een bedrag in"),
    ],
)
def test_rate_is_refused_with_what_to_do(books: Books, browser: Client, cents: str, sentence: str) -> None:
    address = reverse("finance:rate_edit", args=["bok-ses", KEY, 2029])
    response = browser.post(address, GOOD_RATE | {"cents": cents, "version": 0})
    assert response.status_code == 422 and sentence in response.text
    assert "Besluit 2027-02" in response.text
    assert not Rate.objects.filter(year=2029).exists()


@pytest.mark.parametrize(("cents", "stored"), [("9,01", 901), ("1.000,00", 100_000), ("€ 12,-", 1200), ("9", 900)])
def test_rate_as_people_write_it(books: Books, browser: Client, cents: str, stored: int) -> None:
    address = reverse("finance:rate_edit", args=["bok-ses", KEY, 2029])
    assert browser.post(address, GOOD_RATE | {"cents": cents, "sure": "on", "version": 0}).status_code == 302
    assert Rate.objects.get(year=2029).cents == stored


@pytest.mark.parametrize("year", [0, 2020, 2100, 20226])
def test_year_outside_the_agreement_does_not_exist(books: Books, browser: Client, year: int) -> None:
    for page in ("rate_edit", "budget_edit", "commitment_list", "year_detail"):
        assert browser.get(reverse(f"finance:{page}", args=["bok-ses", KEY, year])).status_code == 404
    assert browser.post(reverse("finance:run_start", args=["bok-ses", KEY, year])).status_code == 404


def test_unknown_contribution_does_not_exist(books: Books, browser: Client) -> None:
    assert browser.get(reverse("finance:year_detail", args=["bok-ses", "onzin", 2027])).status_code == 404


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"iban": "NL91ABNA0417164301"}, "Dit IBAN klopt niet"),
        ({"iban": ""}, "Vul het IBAN in"),
        ({"bic": "ABNANL2"}, "8 of 11 tekens"),
        ({"kvk": "1234567"}, "KvK"),
        ({"oin": "0000000100158962300"}, "OIN"),
        ({"vat_id": "NL123"}, "btw"),
        ({"email": "geen-adres"}, "Vul een bestaand e-mailadres in."),
        ({"name": "regel\r\neinde"}, "Gebruik hier geen regeleinden."),
        ({"name": "\u202eomgekeerd"}, "tekens die niet zichtbaar zijn"),
        ({"valid_from": "31-04-2027"}, "Vul een bestaande dag in"),
    ],
)
def test_sender_is_refused_with_what_to_do(
    books: Books, browser: Client, change: dict[str, str], sentence: str
) -> None:
    address, before = reverse("finance:issuer_edit", args=["bok-ses"]), Issuer.objects.count()
    response = browser.post(address, ISSUER | change | {"version": seen(Issuer)})
    assert response.status_code == 422 and sentence in response.text
    assert Issuer.objects.count() == before


def test_iban_with_spaces_is_read(books: Books, browser: Client) -> None:
    address = reverse("finance:issuer_edit", args=["bok-ses"])
    browser.post(address, ISSUER | {"iban": "NL91 ABNA 0417 1643 00", "version": seen(Issuer)})
    assert Issuer.objects.order_by("id").last().iban == "NL91ABNA0417164300"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"series": "ses"}, "hoofdletters"),
        ({"payment_days": "0"}, "minstens 1 dag"),
        ({"payment_days": "121"}, "hoogstens 120 dagen"),
        ({"payment_days": "12,5"}, "heel getal"),
        ({"vat": "X"}, "Selecteer een geldige keuze"),
        ({"vat_reason": ""}, "waarom er geen btw"),
        ({"reminder_days": "7, 21"}, "drie getallen"),
        ({"reminder_days": "21, 7, 42"}, "groter dan het vorige"),
        ({"reminder_days": "７, 21, 42"}, "drie getallen"),
        ({"decision": ""}, "Noem het besluit."),
    ],
)
def test_terms_are_refused_with_what_to_do(
    books: Books, browser: Client, change: dict[str, str], sentence: str
) -> None:
    address, before = reverse("finance:terms_edit", args=["bok-ses"]), BillingTerms.objects.count()
    filled = TERMS | {"tolerance": "0,50", "reminder_days": "7, 21, 42", "version": seen(BillingTerms)}
    response = browser.post(address, filled | change)
    assert response.status_code == 422 and sentence in response.text
    assert BillingTerms.objects.count() == before


@pytest.mark.parametrize(("day", "status"), [("2027-02-10", 302), ("2027-02-11", 302), ("2027-02-12", 422)])
@pytest.mark.parametrize("page", ["rate_edit", "budget_edit"])
def test_rate_and_budget_cite_a_decision_that_was_taken(
    books: Books, browser: Client, page: str, day: str, status: int
) -> None:
    """R19: yesterday, today, tomorrow."""
    filled = {"cents": "9,30", "decided": "Besluit 2027-01", "decided_on": day, "version": 0}
    answer = browser.post(reverse(f"finance:{page}", args=["bok-ses", KEY, 2029]), filled)
    assert answer.status_code == status and ("Deze dag ligt in de toekomst." in answer.text) is (status == 422)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"decided_on": "2099-01-01"}, "Deze dag ligt in de toekomst."),
        ({"first_year": "2020"}, "Vul een jaar tussen 2021 en 2099 in."),
        ({"last_year": "2026"}, "hoogstens tien jaar na het eerste"),
        ({"last_year": "2040"}, "hoogstens tien jaar na het eerste"),
        ({"document": ""}, "Noem het raadsbesluit."),
        ({"stands": ""}, "Kies wat de raad besloot."),
    ],
)
def test_council_decision_is_refused(
    books: Books, client: Client, settings: Settings, change: dict[str, str], sentence: str
) -> None:
    settings.CLOCK_OFFSET += NOW - clock.now()
    client.force_login(books.cast.secretary)
    before = Commitment.objects.count()
    filled = {"stands": "ja", "first_year": 2027, "last_year": 2027, "document": "Besluit", "decided_on": "2027-01-01"}
    address = reverse("finance:commitment_create", args=["bok-ses", KEY, 2027, "GM0141"])
    response = client.post(address, filled | change)
    assert response.status_code == 422 and sentence in response.text
    assert Commitment.objects.count() == before


def test_profile_by_mail_needs_an_address(books: Books, browser: Client) -> None:
    address = reverse("finance:profile_edit", args=["bok-ses", "GM0141"])
    latest = books.cast.parties["Almelo"].billing_profiles.get()
    filled = PROFILE | {"name": "Gemeente Almelo", "city": "Almelo", "email": "", "version": latest.pk}
    response = browser.post(address, filled)
    assert response.status_code == 422 and "waar de factuur naartoe gaat" in response.text


def test_stale_form_keeps_what_was_typed(books: Books, browser: Client) -> None:
    """Somebody else was first: 409, and the text is still there."""
    address = reverse("finance:budget_edit", args=["bok-ses", KEY, 2027])
    filled = {"cents": "5.000.000,00", "decided": "Mijn besluit", "decided_on": "2027-01-01", "version": 0}
    response = browser.post(address, filled)
    assert response.status_code == 409 and "Mijn besluit" in response.text
    assert Budget.objects.filter(year=2027).count() == 1


def test_hostile_names_are_escaped_everywhere(books: Books, browser: Client) -> None:
    """Quotes, tags and formulas in a name: on the page, and in the file for a spreadsheet."""
    books.profile("Almelo", note='=HYPERLINK("x")<script>alert(1)</script>')
    run = books.run()
    page = browser.get(reverse("finance:run_detail", args=["bok-ses", run.pk])).text
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    assert "=HYPERLINK" in page


def test_final_run_cannot_be_made_final_or_changed_again(books: Books, browser: Client) -> None:
    """Two browsers: the second is told, there are no second numbers."""
    run = books.approved()
    address = reverse("finance:run_finalise", args=["bok-ses", run.pk])
    assert browser.post(address).status_code == 302
    again = browser.post(address)
    assert again.status_code == 409 and "al definitief" in again.text
    changed = browser.post(
        reverse("finance:run_party", args=["bok-ses", run.pk, "GM0141"]), {"left_out": "x", "version": 0}
    )
    assert changed.status_code == 409


@pytest.mark.parametrize("cents", ["691.678,01", "0", "-5", "9,015"])
def test_credit_is_refused(books: Books, browser: Client, cents: str) -> None:
    invoice = books.invoices()[0]
    address = reverse("finance:credit_ask", args=["bok-ses", invoice.code])
    response = browser.post(address, {"cents": cents, "reason": "Te veel."})
    assert response.status_code == 422 and "Te veel." in response.text
    assert not CreditRequest.objects.exists()


def test_credit_that_was_asked_already_keeps_what_was_typed(books: Books, browser: Client) -> None:
    """Whatever the reason of the refusal is."""
    address = reverse("finance:credit_ask", args=["bok-ses", books.invoices()[0].code])
    assert browser.post(address, {"cents": "1,00", "reason": "Klein."}).status_code == 302
    response = browser.post(address, {"cents": "2,00", "reason": "Nog iets."})
    assert (
        response.status_code == 422 and "Nog iets." in response.text and "al een creditnota gevraagd" in response.text
    )


def test_own_credit_note_is_not_approved(books: Books, browser: Client) -> None:
    invoice = books.invoices()[0]
    browser.post(reverse("finance:credit_ask", args=["bok-ses", invoice.code]), {"cents": "1,00", "reason": "Klein."})
    before = AuditEntry.objects.count()
    assert browser.post(reverse("finance:credit_confirm", args=["bok-ses", invoice.code])).status_code == 403
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("page", ["invoice_detail", "invoice_pdf", "invoice_ubl"])
def test_invoice_of_another_party_does_not_exist(books: Books, client: Client, page: str) -> None:
    books.invoices()
    client.force_login(books.cast.representatives["Borne"])
    assert client.get(reverse(f"finance:{page}", args=["bok-ses", "SES-2027-0001"])).status_code == 404
    assert client.get(reverse("finance:invoice_detail", args=["bok-ses", "SES-2027-0002"])).status_code == 200


@pytest.mark.parametrize("field", [{"on": "2099-01-01", "detail": "x"}, {"on": "2027-02-01", "detail": ""}])
def test_what_happened_to_an_invoice_lies_behind_us(books: Books, browser: Client, field: dict[str, str]) -> None:
    invoice = books.invoices()[0]
    address = reverse("finance:invoice_mark", args=["bok-ses", invoice.code, "ontvangen"])
    assert browser.post(address, field).status_code == 422
    assert browser.get(reverse("finance:invoice_mark", args=["bok-ses", invoice.code, "onzin"])).status_code == 404


@pytest.mark.parametrize("article", ["99", "<b>", "", "17.2.3"])
def test_claim_rests_on_an_article_of_the_agreement(books: Books, browser: Client, article: str) -> None:
    filled = {"party": "GM0141", "article": article, "subject": "Archief", "cents": "10,00", "form_key": uuid4()}
    assert browser.post(reverse("finance:claim_create", args=["bok-ses"]), filled).status_code == 422


def test_day_of_the_rate_is_kept(books: Books, browser: Client) -> None:
    address = reverse("finance:rate_edit", args=["bok-ses", KEY, 2029])
    browser.post(address, GOOD_RATE | {"version": 0})
    assert Rate.objects.get(year=2029).decided_on == date(2027, 2, 1)
