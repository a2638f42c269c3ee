"""What each bad input is answered, where no other test says it (finance.md 6, bad_inputs.json)."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from finance.models import Claim, Invoice, Rate, ReminderSkip
from finance.reminder_tasks import remind
from finance.services.claims import ClaimDetails, claim, confirm_claim, mark
from tests.finance.stage import KEY, NOW, Books
from tests.finance.test_reminders import LATER
from twente.core import clock
from twente.core.models import Membership, Party


@pytest.fixture
def browser(books: Books, client: Client, settings: Settings) -> Client:
    """The treasurer on 11 February 2027."""
    settings.CLOCK_OFFSET += NOW - clock.now()
    client.force_login(books.cast.treasurer)
    return client


def page(name: str, *args: object) -> str:
    return reverse(f"finance:{name}", args=["bok-ses", *args])


@pytest.mark.parametrize("name", ["rate_edit", "rate_propose"])
def test_rate_of_901_is_asked_about_and_then_accepted(books: Books, browser: Client, name: str) -> None:
    """Possible, and probably 9,01 without its comma; 9,01 itself is not asked about."""
    address, filled = page(name, KEY, 2029), {"cents": "901", "decided": "B", "decided_on": "2027-02-01", "version": 0}
    filled |= {"reason": "Lonen."}
    asked = browser.post(address, filled)
    assert asked.status_code == 422 and "Bedoelt u €\u00a0901,00 per inwoner?" in asked.text
    assert browser.post(address, filled | {"sure": "on"}).status_code == 302
    assert browser.post(page(name, KEY, 2030), filled | {"cents": "9,01"}).status_code == 302
    assert name == "rate_propose" or set(Rate.objects.filter(year__gte=2029).values_list("cents", flat=True)) == {
        90_100,
        901,
    }


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_final_invoice_is_not_changed_and_leads_to_a_credit_note(books: Books, browser: Client, method: str) -> None:
    invoice = books.invoices()[0]
    answer = getattr(browser, method)(page("invoice_detail", invoice.code))
    assert answer.status_code == 403 and page("credit_ask", invoice.code) in answer.text
    assert Invoice.objects.get(pk=invoice.pk).total_cents == invoice.total_cents


def test_fifteenth_party_is_no_part_of_a_run(books: Books, browser: Client) -> None:
    other = Party.objects.create(code="GM9999", kind="college", short_name="Elders", position=99)
    run = books.run()
    assert "Elders" not in browser.get(page("run_detail", run.pk)).text
    assert browser.get(page("run_party", run.pk, other.code)).status_code == 404


def test_claim_on_a_party_that_left_is_refused(books: Books, browser: Client) -> None:
    """It is not among the parties of the day any more."""
    left = books.cast.parties["Borne"]
    Membership.objects.filter(agreement=books.cast.agreement, party=left).update(valid_until=date(2026, 12, 31))
    filled = {"party": left.code, "article": "17.2", "subject": "Archief", "cents": "10,00"}
    answer = browser.post(page("claim_create"), filled)
    assert answer.status_code == 422 and "Selecteer een geldige keuze" in answer.text
    assert not Claim.objects.exists()


def test_disputed_claim_is_not_reminded(books: Books) -> None:
    """A one-off claim like any other invoice; no longer disputed, it is."""
    about: dict[str, Any] = {"agreement": books.cast.agreement, "party": books.cast.parties["Borne"]}
    asked = claim(details=ClaimDetails("17.2", "Archief", 100), by=books.cast.secretary, now=NOW, **about)
    invoice = confirm_claim(asked=asked, **books.acts)
    mark(invoice=invoice, kind="sent", detail="Per post.", **books.acts)
    mark(invoice=invoice, kind="disputed", detail="Te hoog.", **books.acts)
    assert remind(invoice.pk, LATER) is None
    assert ReminderSkip.objects.get(invoice=invoice).why == "disputed"
    mark(invoice=invoice, kind="undisputed", detail="Besproken.", **books.acts)
    made = remind(invoice.pk, LATER)
    assert made is not None and made.level == 1


@pytest.mark.parametrize("pk", ["0", "99999999999999999999"])
@pytest.mark.parametrize("name", ["run_detail", "claim_confirm", "line_detail", "import_detail", "leaving_detail"])
def test_number_of_nothing_does_not_exist(books: Books, browser: Client, name: str, pk: str) -> None:
    assert browser.get(page(name, pk)).status_code == 404


@pytest.mark.parametrize("name", ["claim_withdraw", "import_confirm", "cost_remove", "rate_by_decision", "leaving_ask"])
def test_button_is_pressed_not_visited(books: Books, browser: Client, name: str) -> None:
    args = [1, 1] if name == "cost_remove" else [1]
    assert browser.get(page(name, *args)).status_code == 405
