"""Credit notes and one-off claims: asked by one, made by another (BOK-13.6, 17.2; bad inputs of finance)."""

import pytest
from django.db import IntegrityError, transaction

from finance.models import Claim, CreditRequest, Invoice
from finance.services import claims, crediting
from finance.services.claims import ClaimDetails
from tests.finance.stage import NOW, Books
from twente.core.services import SamePerson


def asked(books: Books, cents: int = 100_000) -> CreditRequest:
    """The treasurer asks to credit a part of the first invoice."""
    return crediting.ask_credit(invoice=books.invoices()[0], cents=cents, reason="Dubbel.", **books.acts)


def confirmed(books: Books, request: CreditRequest) -> Invoice:
    """The secretary makes it."""
    return crediting.confirm_credit(asked=request, by=books.cast.secretary, now=NOW)


def test_credit_note_refers_to_its_invoice_and_shares_the_series(books: Books) -> None:
    credit = confirmed(books, asked(books))
    assert (credit.kind, credit.code, credit.net_cents) == ("credit", "SES-2027-0015", 100_000)
    assert credit.refers_to is not None and credit.refers_to.code == "SES-2027-0001"
    assert credit.grounds[-1] == "Correctie op factuur SES-2027-0001: Dubbel."


def test_who_asks_does_not_confirm(books: Books) -> None:
    """Nor by SQL."""
    request = asked(books)
    with pytest.raises(SamePerson):
        crediting.confirm_credit(asked=request, **books.acts)
    with pytest.raises(IntegrityError, match="credit_two_persons"), transaction.atomic():
        CreditRequest.objects.filter(pk=request.pk).update(
            confirmed_by=request.asked_by, credit=Invoice.objects.get(code="SES-2027-0002")
        )


@pytest.mark.parametrize("cents", [0, -1, 69_167_801])
def test_more_than_the_invoice_is_refused_with_what_is_left(books: Books, cents: int) -> None:
    with pytest.raises(crediting.MoreThanLeft, match=r"691\.678,00"):
        asked(books, cents)


def test_whole_invoice_then_nothing_is_left(books: Books) -> None:
    request = asked(books, 69_167_800)
    confirmed(books, request)
    with pytest.raises(crediting.MoreThanLeft, match="0,00"):
        crediting.ask_credit(invoice=request.invoice, cents=1, reason="Nog iets.", **books.acts)


def test_credit_twice_and_credit_of_a_credit(books: Books) -> None:
    request = asked(books)
    with pytest.raises(crediting.CreditAsked):
        crediting.ask_credit(invoice=request.invoice, cents=1, reason="Nog eens.", **books.acts)
    credit = confirmed(books, request)
    with pytest.raises(crediting.RequestSettled):
        confirmed(books, request)
    with pytest.raises(crediting.CreditOfCredit):
        crediting.ask_credit(invoice=credit, cents=1, reason="Terug.", **books.acts)


def test_withdrawn_request_makes_room(books: Books) -> None:
    request = asked(books)
    crediting.withdraw_credit(asked=request, by=books.cast.secretary, now=NOW)
    with pytest.raises(crediting.RequestSettled):
        confirmed(books, request)
    assert crediting.ask_credit(invoice=request.invoice, cents=1, reason="Klein.", **books.acts).pk


MEDIATION = ClaimDetails("13.6", "Deel van de kosten van mediation", 123_457, "Geschil 2027-01", "dispute:1")


def a_claim(books: Books) -> Claim:
    """The secretary asks Borne for its share."""
    party = books.cast.parties["Borne"]
    return claims.claim(
        agreement=books.cast.agreement, party=party, details=MEDIATION, by=books.cast.secretary, now=NOW
    )


def test_claim_becomes_an_invoice_of_the_same_series(books: Books) -> None:
    """BOK-13.6: with its article."""
    books.invoices()
    invoice = claims.confirm_claim(asked=a_claim(books), **books.acts)
    assert (invoice.code, invoice.total_cents, invoice.charge) == ("SES-2027-0015", 123_457, "")
    assert "(art.\u00a013.6)" in invoice.grounds[0] and invoice.grounds[1] == "Geschil 2027-01"


def test_same_source_and_party_is_the_same_claim(books: Books) -> None:
    """Another room may ask twice."""
    assert a_claim(books) == a_claim(books)
    assert Claim.objects.count() == 1


def test_two_persons_for_a_claim(books: Books) -> None:
    with pytest.raises(SamePerson):
        claims.confirm_claim(asked=a_claim(books), by=books.cast.secretary, now=NOW)


def test_withdrawn_claim_is_not_invoiced_and_may_be_asked_again(books: Books) -> None:
    first = a_claim(books)
    claims.withdraw_claim(asked=first, by=books.cast.secretary, now=NOW)
    with pytest.raises(crediting.RequestSettled):
        claims.confirm_claim(asked=first, **books.acts)
    assert a_claim(books) != first


@pytest.mark.parametrize("change", [{"cents": 1}, {"subject": "iets anders"}])
def test_the_database_keeps_what_was_asked(books: Books, change: dict[str, object]) -> None:
    row = a_claim(books)
    with pytest.raises(IntegrityError, match="gevraagd"), transaction.atomic():
        Claim.objects.filter(pk=row.pk).update(**change)
