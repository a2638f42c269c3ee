"""The yearly account: figures of the ledger, frozen, signed, adopted (BOK-8f)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from finance.account_tasks import make_account
from finance.models import YearAccount
from finance.selectors.accounts import content_of
from finance.services import accounts, crediting
from tests.finance.stage import NOW, TODAY, YEAR, Books
from tests.partnership.test_archive_destruction import text_of
from twente.core.refusals import StaleVersion
from twente.documents.selectors import latest_revision

NEXT_YEAR = datetime(2028, 1, 4, 9, 0, tzinfo=UTC)


def closed(books: Books) -> YearAccount:
    """The account of 2027 after the year, with one credit note in it."""
    made = books.invoices()
    asked = crediting.ask_credit(invoice=made[0], cents=67_800, reason="Afgerond.", **books.acts)
    crediting.confirm_credit(asked=asked, by=books.cast.secretary, now=NOW)
    account = accounts.account_of(books.cast.agreement, YEAR)
    accounts.explain(account=account, notes="Almelo kreeg een creditnota.", seen=0, **books.acts)
    return accounts.close_account(account=account, by=books.cast.treasurer, now=NEXT_YEAR)


def test_figures_are_those_of_the_invoices(books: Books) -> None:
    content = closed(books).content
    assert content is not None
    part = content["contributions"][0]
    assert part["rows"][0] == {
        "party": "Almelo",
        "inhabitants": 74_776,
        "invoiced": 69_167_800,
        "credited": 67_800,
        "paid": 0,
        "open": 69_100_000,
    }
    assert content["total"]["invoiced"] == 595_332_775
    assert part["difference"] == -67_800
    assert (content["first"], content["last"], content["documents"]) == ("SES-2027-0001", "SES-2027-0015", 15)


def test_document_shows_the_same_figures(books: Books) -> None:
    account = closed(books)
    make_account(account.pk, NEXT_YEAR)
    make_account(account.pk, NEXT_YEAR)
    account.refresh_from_db()
    assert account.document is not None
    text = text_of(bytes(latest_revision(account.document).content))
    assert "5.953.327,75" in text and "Almelo kreeg een creditnota." in text


def test_closed_account_does_not_change(books: Books) -> None:
    """Not through a form, not by SQL, not by what happens later."""
    account = closed(books)
    with pytest.raises(accounts.AccountClosed):
        accounts.explain(account=account, notes="Anders.", seen=1, **books.acts)
    with pytest.raises(accounts.AccountClosed):
        accounts.close_account(account=account, by=books.cast.treasurer, now=NEXT_YEAR)
    with pytest.raises(IntegrityError, match="afgesloten"), transaction.atomic():
        YearAccount.objects.update(notes="Anders.")


def test_year_must_be_over_and_have_invoices(books: Books) -> None:
    account = accounts.account_of(books.cast.agreement, YEAR)
    with pytest.raises(accounts.YearNotOver):
        accounts.close_account(account=account, **books.acts)
    with pytest.raises(accounts.NothingInvoiced):
        accounts.close_account(account=account, by=books.cast.treasurer, now=NEXT_YEAR)


def test_second_writer_is_told(books: Books) -> None:
    account = accounts.account_of(books.cast.agreement, YEAR)
    accounts.explain(account=account, notes="Eerst.", seen=0, **books.acts)
    with pytest.raises(StaleVersion):
        accounts.explain(account=account, notes="Tegelijk.", seen=0, **books.acts)


def test_unsigned_account_is_not_adopted(books: Books) -> None:
    """BOK-5.6: two signatures first."""
    account = closed(books)
    with pytest.raises(accounts.NotSigned):
        accounts.adopt_account(account=account, decision=None, by=books.cast.secretary, now=NEXT_YEAR)


def test_open_figures_are_those_of_the_day(books: Books) -> None:
    """Paid later is not in it yet."""
    books.invoices()
    content = content_of(books.cast.agreement, YEAR, TODAY + timedelta(days=1))
    assert content["total"]["open"] == 595_332_775
