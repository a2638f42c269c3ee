"""The front page: every figure from one reading of the invoices, however many there are (BOK-11.2)."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from finance.models import InvoiceRun
from finance.presenting.overview import front_page, year_page
from finance.services import payments, runs
from finance.services.claims import ClaimDetails, claim, confirm_claim
from finance.services.finalising import finalise_run
from tests.core.test_workbook import MAIN, cells, sheets
from tests.finance.stage import KEY, NOW, Books
from twente.core import clock
from twente.core.permissions import actor_for

OVERPAID = 32_200


@pytest.fixture
def treasurer(books: Books, client: Client, settings: Settings) -> Client:
    settings.CLOCK_OFFSET += NOW - clock.now()
    client.force_login(books.cast.treasurer)
    return client


def test_figures_of_the_page_agree(books: Books, treasurer: Client) -> None:
    """Total, years, parties and ages are sums over the same invoices; what was paid too much is below zero."""
    invoice, *_ = books.invoices()
    payments.pay_by_hand(
        key=uuid4(),
        invoice=invoice,
        cents=invoice.total_cents + OVERPAID,
        received_on=NOW.date(),
        reason="Bank.",
        overpaid=True,
        **books.acts,
    )
    page = front_page(actor_for(books.cast.treasurer, books.cast.agreement, NOW.date()))
    still = page["balance"].open
    assert still == sum(line.balance.open for line in page["lines"])
    assert still == sum(row.line.balance.open for row in page["years"])
    assert still == sum(cents for _, cents in page["ageing"])
    assert page["lines"][0].balance.open == -OVERPAID
    assert "\u2212€\u00a0322,00" in treasurer.get(reverse("finance:overview", args=["bok-ses"])).text


def lines_of(books: Books) -> dict[str, tuple[int, int, int]]:
    """Party → decided, invoiced and how many invoices, on the front page and on that of the year."""
    actor = actor_for(books.cast.treasurer, books.cast.agreement, NOW.date())
    lines = [front_page(actor)["lines"], year_page(actor, KEY, 2027)["lines"]]
    found, again = (
        {line.party.short_name: (line.decided, line.balance.invoiced, len(line.invoices)) for line in page}
        for page in lines
    )
    assert found == again
    return found


def test_what_was_decided_stands_beside_what_was_invoiced(books: Books, treasurer: Client) -> None:
    """BOK-11.2: also of a party that was left out, and as the last run of the year says."""
    assert lines_of(books)["Almelo"] == (0, 0, 0) and len(lines_of(books)) == 14
    run = books.run()
    tubbergen = books.cast.parties["Tubbergen"]
    runs.choose(run=run, party=tubbergen, chosen={"left_out": "De raad beslist later."}, seen=0, **books.acts)
    final(books, run, 1)
    assert lines_of(books)["Tubbergen"] == (21_507 * 925, 0, 0)
    assert lines_of(books)["Almelo"] == (69_167_800, 69_167_800, 1)
    assert "nog geen" in treasurer.get(reverse("finance:overview", args=["bok-ses"])).text
    books.figures(date(2027, 1, 1), add=1)
    revision = runs.start_revision(agreement=books.cast.agreement, contribution=KEY, year=2027, **books.acts)
    final(books, revision, 0)
    assert lines_of(books)["Almelo"] == (69_168_725, 69_168_725, 2)
    assert lines_of(books)["Tubbergen"] == (21_507 * 925, 0, 0)


def final(books: Books, run: InvoiceRun, seen: int) -> None:
    """By the secretary and the treasurer."""
    runs.submit_run(run=run, checker=books.cast.secretary, seen=seen, **books.acts)
    runs.approve_run(run=run, seen=seen, by=books.cast.secretary, now=NOW)
    finalise_run(run=run, **books.acts)


def test_queries_do_not_grow_with_invoices(books: Books, treasurer: Client, django_assert_num_queries: Any) -> None:
    books.invoices()
    address = reverse("finance:overview", args=["bok-ses"])
    treasurer.get(address)
    with CaptureQueriesContext(connection) as counted:
        treasurer.get(address)
    for number in range(5):
        details = ClaimDetails("17.2", f"Archief {number}", 100)
        party = books.cast.parties["Borne"]
        asked = claim(agreement=books.cast.agreement, party=party, details=details, by=books.cast.secretary, now=NOW)
        confirm_claim(asked=asked, **books.acts)
    with django_assert_num_queries(len(counted)):
        treasurer.get(address)


def test_workbook_of_the_page_reads_back(books: Books, treasurer: Client) -> None:
    """Euros as numbers, days as days; a sheet per list. A name that looks like a formula stays a name."""
    books.profile("Almelo", note="=1+1")
    books.invoices()
    response = treasurer.get(reverse("finance:overview_xlsx", args=["bok-ses"]))
    assert response["Content-Type"].endswith("sheet") and "financien.xlsx" in response["Content-Disposition"]
    names = [sheet.get("name") for sheet in sheets(response.content)["xl/workbook.xml"].iter(f"{MAIN}sheet")]
    assert names == ["Per jaar", "Per partij", "Facturen", "Open naar leeftijd"]
    invoices = cells(response.content, 3)
    assert (invoices["A2"], invoices["D2"], invoices["H2"]) == ("SES-2027-0001", 2027, 691_678)


def test_workbook_reads_balances_once(books: Books, treasurer: Client) -> None:
    """Years, parties, invoices and ages come from one reading, as the page itself."""
    books.invoices()
    with CaptureQueriesContext(connection) as counted:
        treasurer.get(reverse("finance:overview_xlsx", args=["bok-ses"]))
    asked = [query["sql"] for query in counted]
    assert sum("finance_allocation" in sql for sql in asked) == 1
    assert sum('FROM "finance_invoice"' in sql for sql in asked) == 3


def test_party_gets_its_own_lines_only(books: Books, client: Client) -> None:
    books.invoices()
    client.force_login(books.cast.representatives["Borne"])
    content = client.get(reverse("finance:overview_xlsx", args=["bok-ses"])).content
    assert {cells(content, 1)["A2"], cells(content, 2)["C2"]} == {"Borne"}
    assert cells(content, 1)["B1"] == "Besloten" and cells(content, 1)["B2"] == 228_854.25
    assert "A3" not in cells(content, 1) and "A3" not in cells(content, 2)


@pytest.mark.parametrize("page", ["prognosis", "account"])
def test_other_workbooks(books: Books, treasurer: Client, page: str) -> None:
    books.invoices()
    place = {"prognosis": ["bok-ses", KEY, 2027], "account": ["bok-ses", 2027]}[page]
    found = cells(treasurer.get(reverse(f"finance:{page}_xlsx", args=place)).content)
    assert 691_678 in found.values() and "Almelo" in found.values()


def test_workbook_of_a_run(books: Books, treasurer: Client) -> None:
    found = cells(treasurer.get(reverse("finance:run_xlsx", args=["bok-ses", books.run().pk])).content)
    assert (found["A2"], found["B2"], found["C2"]) == ("Almelo", 74_776, 691_678)
