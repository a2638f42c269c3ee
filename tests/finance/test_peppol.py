"""The Peppol address in the billing data, and the invoice for an access point (Peppol R010, R020)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from lxml import etree
from pytest_django.fixtures import Settings

from finance.documents import invoice_files
from finance.einvoice.checks import Channel, problems
from finance.einvoice.facts import Endpoint
from finance.einvoice.schemas import shape_errors
from finance.models import BillingProfile, Invoice, Issuer
from finance.selectors.invoice_facts import facts_of, for_peppol
from finance.selectors.settings import columns
from finance.services import settings as services
from finance.services.files import keep_files
from tests.finance.invoices import invoice as sample
from tests.finance.stage import ISSUER, NOW, PROFILE, TODAY, Books
from twente.core import clock

ADDRESS = {"endpoint_scheme": "0190", "endpoint_id": "00000001001589623000"}
NETWORK = {"channel": "peppol", "kvk": "12345678", "buyer_reference": "SES", **ADDRESS}
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"


@pytest.fixture
def browser(books: Books, client: Client, settings: Settings) -> Client:
    """The treasurer on 11 February 2027."""
    settings.CLOCK_OFFSET += NOW - clock.now()
    client.force_login(books.cast.treasurer)
    return client


def page(name: str, code: str) -> str:
    return reverse(f"finance:{name}", args=["bok-ses", code])


def filed(books: Books) -> Invoice:
    """The invoice of Almelo with its files."""
    invoice = books.invoices()[0]
    keep_files(invoice=invoice, files=invoice_files(facts_of(invoice)), now=NOW)
    return invoice


def test_download_for_an_access_point(books: Books, browser: Client) -> None:
    """Beside the Dutch one: its own CustomizationID and both addresses, with the shape that UBL wants."""
    books.profile("Almelo", **NETWORK)
    invoice = filed(books)
    assert page("invoice_peppol", invoice.code) in browser.get(page("invoice_detail", invoice.code)).text
    response = browser.get(page("invoice_peppol", invoice.code))
    root = etree.fromstring(response.content)
    assert root.findtext(f"{CBC}CustomizationID").endswith("poacc:billing:3.0")
    found = [(each.get("schemeID"), each.text) for each in root.iter(f"{CBC}EndpointID")]
    assert found == [("0106", "12345678"), ("0190", "00000001001589623000")]
    assert not list(shape_errors(response.content))
    assert "peppol.xml" in response["Content-Disposition"]


def test_without_address_the_page_says_what_is_missing(books: Books, browser: Client) -> None:
    invoice = filed(books)
    text = browser.get(page("invoice_detail", invoice.code)).text
    assert "Nog niet voor Peppol" in text and "Peppol-adres van Gemeente Almelo ontbreekt" in text
    refused = browser.get(page("invoice_peppol", invoice.code))
    assert refused.status_code == 409 and "Peppol-adres" in refused.text


def test_address_that_was_recorded_later_is_used_and_the_kept_files_stay(books: Books) -> None:
    """Where it is delivered is of today; what was invoiced is frozen."""
    books.profile("Almelo", kvk="12345678", buyer_reference="SES")
    invoice = filed(books)
    before = invoice_files(facts_of(invoice)).ubl_sha256
    books.profile("Almelo", **NETWORK)
    assert for_peppol(invoice, TODAY).buyer.endpoint == Endpoint("0190", "00000001001589623000")
    assert facts_of(invoice).buyer.endpoint is None
    assert invoice_files(facts_of(invoice)).ubl_sha256 == before


def test_dated_rows(books: Books) -> None:
    """An address that begins later does not count yet."""
    books.profile("Almelo", **NETWORK, valid_from=date(2027, 6, 1))
    assert for_peppol(books.invoices()[0], TODAY).buyer.endpoint is None


@pytest.mark.parametrize(
    ("scheme", "number", "sentence"),
    [
        ("0190", "", "Vul het nummer in."),
        ("", "12345678", "Kies de soort."),
        ("0106", "1234567", "Een KvK-nummer heeft 8 cijfers"),
        ("0106", "00000001001589623000", "Een KvK-nummer heeft 8 cijfers"),
        ("0190", "00000001001589623001", "eindigt op 000"),
        ("0190", "00000001001589624000", "controlecijfer"),
        ("9944", "NL123", "btw-nummer klopt niet"),
        ("0007", "12345678", "Selecteer een geldige keuze"),
        ("0106", "１２３４５６７８", "Een KvK-nummer heeft 8 cijfers"),
        ("0106", "<script>", "Een KvK-nummer heeft 8 cijfers"),
    ],
)
def test_address_is_refused_with_what_to_do(
    books: Books, browser: Client, scheme: str, number: str, sentence: str
) -> None:
    latest, before = books.cast.parties["Almelo"].billing_profiles.get(), BillingProfile.objects.count()
    filled: dict[str, Any] = PROFILE | {"name": "Gemeente Almelo", "city": "Almelo", "email": "a@b.example"}
    filled |= {"endpoint_scheme": scheme, "endpoint_id": number, "version": latest.pk}
    response = browser.post(page("profile_edit", "GM0141"), filled)
    assert response.status_code == 422 and sentence in response.text
    assert BillingProfile.objects.count() == before


def test_address_is_read_without_spaces(books: Books, browser: Client) -> None:
    latest = Issuer.objects.get()
    filled = ISSUER | {"endpoint_scheme": "9944", "endpoint_id": "NL 0044 95445 B01", "version": latest.pk}
    assert browser.post(reverse("finance:issuer_edit", args=["bok-ses"]), filled).status_code == 302
    assert Issuer.objects.latest("id").endpoint_id == "NL004495445B01"


def test_the_database_keeps_both_parts_or_neither(books: Books) -> None:
    details = ISSUER | {"endpoint_scheme": "0106"}
    with pytest.raises(IntegrityError, match="issuer_endpoint_whole"), transaction.atomic():
        services.record_issuer(
            agreement=books.cast.agreement, details=details, seen=Issuer.objects.get().pk, **books.acts
        )


def test_what_was_frozen_before_there_were_addresses_compares_the_same(books: Books) -> None:
    """A run that waits for its second person while this version comes is not refused for an empty column."""
    assert "endpoint_id" not in columns(Issuer.objects.get())


@pytest.mark.parametrize(("scheme", "value"), [("0007", "1"), ("0106", "123"), ("0190", "1")])
def test_checks_know_a_wrong_address(scheme: str, value: str) -> None:
    facts = sample()
    wrong = replace(facts, buyer=replace(facts.buyer, endpoint=Endpoint(scheme, value)))
    assert "SES-PEPPOL" in {problem.rule for problem in problems(wrong, channel=Channel.PEPPOL)}
    assert "SES-PEPPOL" not in {problem.rule for problem in problems(wrong, channel=Channel.PDF)}
