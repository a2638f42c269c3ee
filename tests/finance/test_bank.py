"""Bank files: what is read to the cent, what is refused whole, and which invoice a line pays."""

from dataclasses import replace

import pytest

from finance.bank.camt import LARGEST, Entry, StatementRefused, read_statement
from finance.bank.matching import Books, How, Line, Match, Owed, match_line
from tests.finance.statements import ACCOUNT, DAY, PAYER, Paid, amount, statement

PAYMENT = Paid(65869407, reference="RF85 SES2 0270 001", name="Gemeente A & B", bank_reference="B1")


@pytest.mark.parametrize("version", [2, 8])
def test_statement_gives_amount_sender_and_reference(version: int) -> None:
    read = read_statement(statement(PAYMENT, Paid(-1250, text="Bankkosten"), version=version))
    assert (read.iban, read.opening_cents, read.closing_cents) == (ACCOUNT, 10_000, 65878157)
    assert read.entries[0] == Entry(DAY, 65869407, "Gemeente A & B", PAYER, "RF85SES20270001", "", "B1")
    assert (read.entries[1].cents, read.entries[1].text) == (-1250, "Bankkosten")


def test_reversal_keeps_its_sign_and_says_so() -> None:
    (entry,) = read_statement(statement(Paid(-500, reversal=True, text="Storno"))).entries
    assert (entry.cents, entry.reversal, entry.name) == (-500, True, "Gemeente Almelo")


def test_pending_entries_are_no_money_yet() -> None:
    assert read_statement(statement(Paid(500, state="PDNG"))).entries == ()


def test_entry_of_nothing_is_no_line() -> None:
    """A bank may report 0,00: costs that it waives, a message."""
    assert [entry.cents for entry in read_statement(statement(Paid(0), Paid(500), Paid(0))).entries] == [500]
    assert read_statement(statement(Paid(0))).entries == ()


def in_parts(*euros: str) -> bytes:
    """Thirty euros in one entry, of which the bank says what is in it."""
    whole = statement(Paid(3000)).decode()
    parts = "".join(
        f"<TxDtls><AmtDtls><TxAmt><Amt Ccy='EUR'>{each}</Amt></TxAmt></AmtDtls>"
        f"<RmtInf><Ustrd>{each}</Ustrd></RmtInf></TxDtls>"
        for each in euros
    )
    start, end = whole.index("<TxDtls>"), whole.index("</NtryDtls>")
    return (whole[:start] + parts + whole[end:]).encode()


def test_part_of_nothing_in_a_batch_is_no_line() -> None:
    assert [entry.text for entry in read_statement(in_parts("10.00", "0.00", "20.00")).entries] == ["10.00", "20.00"]


def test_batch_is_split_when_its_parts_add_up() -> None:
    split = read_statement(in_parts("10.00", "20.00")).entries
    assert [(entry.cents, entry.text) for entry in split] == [(1000, "10.00"), (2000, "20.00")]
    assert [entry.cents for entry in read_statement(in_parts("10.00", "19.00")).entries] == [3000]


BOMB = '<!DOCTYPE x [<!ENTITY a "lollollol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
GOOD = statement(PAYMENT).decode()


def with_head(doctype: str, text: str) -> bytes:
    """A document type before the root, and its entity in the text of a payment."""
    return GOOD.replace("<Document", f"{doctype}<Document", 1).replace("Gemeente A &amp; B", text).encode()


REFUSED = [
    (b"", "geen leesbaar"),
    (b"not xml", "geen leesbaar"),
    (GOOD.encode()[:-20], "geen leesbaar"),
    (with_head(BOMB, "&c;"), "documenttype"),
    (with_head(OUTSIDE, "&e;"), "documenttype"),
    (b"<Invoice xmlns='urn:x'/>", "geen CAMT.053"),
    (GOOD.replace("camt.053.001.08", "camt.054.001.08").encode(), "geen CAMT.053"),
    (GOOD.replace("camt.053.001.08", "camt.053.001.99").encode(), "geen CAMT.053"),
    (statement(PAYMENT, wrong=1), "sluiten niet aan"),
    (GOOD.replace("CLBD", "XXXX").encode(), "eindsaldo"),
    (GOOD.replace('Ccy="EUR"', 'Ccy="USD"').encode(), "andere munt"),
    (GOOD.replace("658694.07", "658694.071").encode(), "geen hele centen"),
    (GOOD.replace("658694.07", "1e5").encode(), "geen hele centen"),
    (GOOD.replace("658694.07", "-5").encode(), "geen hele centen"),
    (GOOD.replace("658694.07", "NaN").encode(), "geen hele centen"),
    (GOOD.replace("<CdtDbtInd>CRDT</CdtDbtInd>", "").encode(), "geen richting"),
    (GOOD.replace(f"<BookgDt><Dt>{DAY}", "<BookgDt><Dt>2027-02-31").encode(), "boekdatum"),
    (GOOD.replace(f"<IBAN>{ACCOUNT}</IBAN>", "", 1).encode(), "geen IBAN"),
    (GOOD.replace("Stmt>", "Other>").replace("BkToCstmrOther", "BkToCstmrStmt").encode(), "geen afschrift"),
    (b" " * (LARGEST + 1), "groter dan 10 MB"),
]


@pytest.mark.parametrize(
    ("content", "why"), REFUSED, ids=[f"{number}-{why}" for number, (_, why) in enumerate(REFUSED)]
)
def test_bad_file_is_refused_whole_with_a_reason(content: bytes, why: str) -> None:
    with pytest.raises(StatementRefused) as refused:
        read_statement(content)
    assert why in refused.value.sentence


def test_two_accounts_in_one_file_are_refused() -> None:
    other = statement(PAYMENT, account="NL20INGB0001234567").decode()
    second = other[other.index("<Stmt>") : other.index("</BkToCstmrStmt>")]
    with pytest.raises(StatementRefused, match="meer dan één rekening"):
        read_statement(GOOD.replace("</BkToCstmrStmt>", f"{second}</BkToCstmrStmt>").encode())


def test_amount_has_the_sign_of_its_direction() -> None:
    assert "DBIT" in amount(-5)
    assert "0.05" in amount(-5)


FIRST = Owed(1, "SES-2027-0001", "RF85SES20270001", 10, 65869407)
SECOND = Owed(2, "SES-2027-0002", "RF58SES20270002", 20, 21640218)
TWELFTH = Owed(3, "SES-2027-00012", "RF00", 30, 100)
BOOKS = Books.of([FIRST, SECOND, TWELFTH], {PAYER: 10, "NL02": 20})


@pytest.mark.parametrize(
    ("line", "match"),
    [
        (Line(65869407, reference="RF85SES20270001"), Match(How.REFERENCE, ((1, 65869407),))),
        (Line(65869407, text="betaling rf85 ses2 0270 001 dank"), Match(How.REFERENCE, ((1, 65869407),))),
        (Line(65869407, text="Factuur SES-2027-0001"), Match(How.NUMBER, ((1, 65869407),))),
        (Line(65869407, text="ses 2027 0001/bijdrage"), Match(How.NUMBER, ((1, 65869407),))),
        (Line(65869407, reference="SES20270001"), Match(How.NUMBER, ((1, 65869407),))),
        (Line(100, reference="RF85SES20270001"), Match(How.REFERENCE, ((1, 100),))),
        (Line(65869408, reference="RF85SES20270001"), Match(How.REFERENCE, ((1, 65869407),))),
        (
            Line(87509625, text="SES-2027-0001 en SES-2027-0002"),
            Match(How.NUMBER, ((1, 65869407), (2, 21640218))),
        ),
        (
            Line(5, text="SES-2027-0001 en SES-2027-0002"),
            Match(How.SUGGESTION, ((1, 65869407), (2, 21640218))),
        ),
        (Line(65869407, iban=PAYER), Match(How.SUGGESTION, ((1, 65869407),))),
        (Line(21640218, iban=PAYER), Match(How.NONE)),
        (Line(65869407), Match(How.NONE)),
        (Line(100, text="XSES-2027-0001 of SES-2027-00019"), Match(How.NONE)),
        (Line(100, text="RF85SES20270009"), Match(How.NONE)),
        (Line(-100, reference="RF85SES20270001", reversal=True), Match(How.NONE)),
    ],
)
def test_line_finds_its_invoice(line: Line, match: Match) -> None:
    assert match_line(line, BOOKS) == match


def test_only_reference_and_number_decide() -> None:
    assert [how for how in How if Match(how).is_sure] == [How.REFERENCE, How.NUMBER]


def test_reversal_opens_what_was_paid_and_other_money_off_is_only_suggested() -> None:
    books = Books.of([replace(FIRST, open_cents=0, paid_cents=65869407)], {})
    back = Line(-65869407, reference="RF85SES20270001", reversal=True)
    assert match_line(back, books) == Match(How.REFERENCE, ((1, -65869407),))
    assert match_line(replace(back, reversal=False), books).how is How.SUGGESTION


def test_second_payment_of_one_invoice_is_left_to_a_person() -> None:
    """Double: the first line takes what is open, the second finds nothing open."""
    books = Books.of([FIRST], {})
    first = match_line(Line(65869407, reference="RF85SES20270001"), books)
    books.settle(first)
    assert match_line(Line(65869407, reference="RF85SES20270001"), books) == Match(How.NONE)


def test_five_thousand_lines_are_read_and_matched() -> None:
    owed = [Owed(n, f"SES-2027-{n:04}", f"RF00{n}", n, 100) for n in range(1, 5001)]
    content = statement(*(Paid(100, text=f"Factuur SES-2027-{n:04}") for n in range(1, 5001)))
    books, found = Books.of(owed, {}), 0
    for entry in read_statement(content).entries:
        match = match_line(Line(entry.cents, entry.reference, entry.text, entry.iban, entry.reversal), books)
        books.settle(match)
        found += match.is_sure
    assert found == 5000
