"""Credit notes of one invoice together give back exactly the VAT that it charged."""

from pathlib import Path
from typing import Any

import pytest

from finance.einvoice.checks import Channel, problems
from finance.einvoice.en16931 import failed_rules
from finance.einvoice.ubl import write_ubl
from finance.models import Invoice
from finance.rules.lines import credited_vat
from finance.selectors.invoice_facts import facts_of
from finance.services import claims, crediting, settings
from tests.finance.stage import ISSUER, NOW, TERMS, Books


@pytest.fixture
def taxed(books: Books) -> Invoice:
    """Thirteen cents and three of VAT, by an invoice that a party owes once."""
    agreement = books.cast.agreement
    place: dict[str, Any] = {"agreement": agreement, **books.acts}
    terms, sender = agreement.billing_terms.latest("id"), agreement.issuers.latest("id")
    settings.record_terms(details=TERMS | {"vat": "S", "vat_reason": ""}, seen=terms.pk, **place)
    settings.record_issuer(details=ISSUER | {"vat_id": "NL004495445B01"}, seen=sender.pk, **place)
    books.profile("Borne", kvk="12345678", buyer_reference="2027-1")
    details = claims.ClaimDetails("17.2", "Archief", 13)
    asked = claims.claim(party=books.cast.parties["Borne"], details=details, **place)
    return claims.confirm_claim(asked=asked, by=books.cast.secretary, now=NOW)


def credited(books: Books, invoice: Invoice, cents: int) -> Invoice:
    """In part, by two persons."""
    asked = crediting.ask_credit(invoice=invoice, cents=cents, reason="Te hoog.", **books.acts)
    return crediting.confirm_credit(asked=asked, by=books.cast.secretary, now=NOW)


def test_last_credit_note_gives_back_what_vat_is_left(books: Books, taxed: Invoice) -> None:
    """Two and two cents have none, nine would have two: the last note gives back all three."""
    assert (taxed.net_cents, taxed.vat_cents) == (13, 3)
    made = [credited(books, taxed, cents) for cents in (2, 2, 9)]
    assert [note.vat_cents for note in made] == [0, 0, 3]
    assert sum(note.total_cents for note in made) == taxed.total_cents


def test_vat_that_was_rounded_up_is_given_back_once(books: Books, taxed: Invoice) -> None:
    """Four times three cents have a cent each, which is one more than was charged."""
    made = [credited(books, taxed, cents) for cents in (3, 3, 3, 3, 1)]
    assert [note.vat_cents for note in made] == [1, 1, 1, 0, 0]


def test_documents_with_a_rest_of_vat_are_right(books: Books, taxed: Invoice, tmp_path: Path) -> None:
    """By our own checks and by those of the standard, which allow for it."""
    made = [credited(books, taxed, cents) for cents in (2, 2, 9)]
    files = [tmp_path / f"{note.code}.xml" for note in made]
    for note, file in zip(made, files, strict=True):
        facts = facts_of(note)
        assert facts.vat_cents == note.vat_cents and problems(facts, channel=Channel.UBL) == ()
        file.write_bytes(write_ubl(facts))
    assert not any(failed_rules(files).values())


@pytest.mark.parametrize(
    ("cents", "left", "vat"),
    [
        (5, (13, 3), 1),
        (13, (13, 3), 3),
        (4, (4, 0), 0),
        (3, (4, 0), 0),
        (3, (4, 2), 1),
        (4, (4, 2), 2),
        (1, (1, -1), 0),
    ],
)
def test_vat_of_a_credit(cents: int, left: tuple[int, int], vat: int) -> None:
    """A part, all, and what is left when nothing or too much of the VAT is."""
    assert credited_vat(cents, 21, net_left=left[0], vat_left=left[1]) == vat
    assert credited_vat(cents, 0, net_left=left[0], vat_left=left[1]) == 0
