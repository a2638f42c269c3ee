"""Reads a CAMT.053 statement (versions 2 to 13) to whole cents, or refuses the whole file with a Dutch sentence (pure).

A bank file comes from outside: no document type, no entities, no network, a largest size. What does not add up from
opening to closing balance is not read at all, because half a statement is worse than none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

LARGEST = 10_000_000
"""Bytes; 5,000 entries are some 6 MB."""
MOST_LINES = 20_000
MESSAGE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(0[2-9]|1[0-3])")
AMOUNT = re.compile(r"[0-9]{1,13}(?:\.[0-9]{1,5})?")
OPENING, CLOSING = ("OPBD", "PRCD"), ("CLBD",)
SPACES = re.compile(r"\s+")


class StatementRefused(ValueError):
    """The file is not read, not even in part; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Entry:
    """One amount on the account. `cents` below zero went off; `reversal` takes back an earlier entry.

    `reference` is the structured (RF) reference, `text` what the payer wrote, `bank_reference` the bank's own number.
    """

    booked_on: date
    cents: int
    name: str = ""
    iban: str = ""
    reference: str = ""
    text: str = ""
    bank_reference: str = ""
    reversal: bool = False


@dataclass(frozen=True)
class Statement:
    """A whole file: the account, its balances at the beginning and the end, and every entry that moved money."""

    iban: str
    opening_cents: int
    closing_cents: int
    entries: tuple[Entry, ...]


def read_statement(content: bytes) -> Statement:
    """The statements of one file, one after another, as one. Raises StatementRefused."""
    parts = [_statement(node) for node in _message(content).findall("{*}BkToCstmrStmt/{*}Stmt")]
    if not parts:
        raise StatementRefused("In dit bestand staat geen afschrift.")
    if len({part.iban for part in parts}) > 1:
        raise StatementRefused("In dit bestand staan afschriften van meer dan één rekening.")
    entries = tuple(entry for part in parts for entry in part.entries)
    if len(entries) > MOST_LINES:
        raise StatementRefused(f"In dit bestand staan meer dan {MOST_LINES} regels. Splits het bestand per maand.")
    return Statement(parts[0].iban, parts[0].opening_cents, parts[-1].closing_cents, entries)


def _message(content: bytes) -> Any:
    """The root of a CAMT.053 message. Raises StatementRefused."""
    if len(content) > LARGEST:
        raise StatementRefused("Dit bestand is groter dan 10 MB. Splits het per maand.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise StatementRefused("Dit is geen leesbaar CAMT.053-bestand. Haal het opnieuw op bij de bank.") from error
    if root.getroottree().docinfo.doctype:
        raise StatementRefused("Dit bestand heeft een documenttype (DTD). Een bank zet dat er niet in.")
    if not MESSAGE.fullmatch(etree.QName(root).namespace or ""):
        raise StatementRefused("Dit is geen CAMT.053-bestand. Kies bij de bank de uitvoer ‘CAMT.053’.")
    return root


def _statement(node: Any) -> Statement:
    iban = _text(node, "Acct/Id/IBAN").upper()
    if not iban:
        raise StatementRefused("In het afschrift staat geen IBAN van de rekening.")
    opening, closing = _balance(node, OPENING), _balance(node, CLOSING)
    booked = [found for found in node.findall("{*}Ntry") if _booked(found)]
    entries = tuple(entry for found in booked for entry in _entries(found) if entry.cents)
    if opening + sum(entry.cents for entry in entries) != closing:
        raise StatementRefused("Begin- en eindsaldo sluiten niet aan op de regels. Het bestand is niet volledig.")
    return Statement(iban, opening, closing, entries)


def _balance(node: Any, codes: tuple[str, ...]) -> int:
    for balance in node.findall("{*}Bal"):
        if _text(balance, "Tp/CdOrPrtry/Cd") in codes:
            return _signed(balance)
    raise StatementRefused("In het afschrift ontbreekt het begin- of eindsaldo.")


def _booked(entry: Any) -> bool:
    """Pending entries are no money yet; version 2 writes the state as text, later ones as a code."""
    return (_text(entry, "Sts/Cd") or _text(entry, "Sts") or "BOOK") == "BOOK"


def _entries(node: Any) -> Iterator[Entry]:
    """One entry, or its transactions when the bank put several in one and says how much each is."""
    cents, parts = _signed(node), node.findall("{*}NtryDtls/{*}TxDtls")
    amounts = [_own_amount(part) for part in parts]
    sign = -1 if cents < 0 else 1
    if len(parts) > 1 and None not in amounts and sum(amount or 0 for amount in amounts) == abs(cents):
        for part, amount in zip(parts, amounts, strict=True):
            yield _entry(node, part, sign * (amount or 0))
    else:
        yield _entry(node, parts[0] if parts else node, cents)


def _own_amount(part: Any) -> int | None:
    for path in ("{*}Amt", "{*}AmtDtls/{*}TxAmt/{*}Amt"):
        if (found := part.find(path)) is not None:
            return _cents(found)
    return None


def _entry(node: Any, part: Any, cents: int) -> Entry:
    """`part` holds who and why; the bank's own number stands at either."""
    who = "Cdtr" if cents < 0 and not _reversal(node) else "Dbtr"
    related = "RltdPties"
    return Entry(
        booked_on=_day(node),
        cents=cents,
        name=_text(part, f"{related}/{who}/Nm") or _text(part, f"{related}/{who}/Pty/Nm"),
        iban=_text(part, f"{related}/{who}Acct/Id/IBAN").upper(),
        reference=_text(part, "RmtInf/Strd/CdtrRefInf/Ref").upper().replace(" ", ""),
        text=_remittance(node, part),
        bank_reference=_text(part, "Refs/AcctSvcrRef") or _text(node, "AcctSvcrRef") or _text(node, "NtryRef"),
        reversal=_reversal(node) or part.find("{*}RtrInf") is not None,
    )


def _reversal(node: Any) -> bool:
    return _text(node, "RvslInd").lower() in {"true", "1"}


def _remittance(node: Any, part: Any) -> str:
    found = [" ".join(each.itertext()) for each in part.findall("{*}RmtInf/{*}Ustrd")]
    return SPACES.sub(" ", " ".join(found) or _text(node, "AddtlNtryInf")).strip()[:500]


def _day(node: Any) -> date:
    text = _text(node, "BookgDt/Dt") or _text(node, "BookgDt/DtTm")[:10] or _text(node, "ValDt/Dt")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise StatementRefused("Een regel heeft geen geldige boekdatum.") from error


def _signed(node: Any) -> int:
    """An amount with the sign of its direction."""
    amount, direction = node.find("{*}Amt"), _text(node, "CdtDbtInd")
    if amount is None or direction not in {"CRDT", "DBIT"}:
        raise StatementRefused("Een bedrag in dit bestand heeft geen richting (bij of af).")
    return _cents(amount) if direction == "CRDT" else -_cents(amount)


def _cents(amount: Any) -> int:
    text = (amount.text or "").strip()
    if amount.get("Ccy") != "EUR":
        raise StatementRefused("In dit bestand staat een bedrag in een andere munt dan de euro.")
    if not AMOUNT.fullmatch(text) or (exact := Decimal(text) * 100) != int(exact):
        raise StatementRefused("In dit bestand staat een bedrag dat geen hele centen is.")
    return int(exact)


def _text(node: Any, path: str) -> str:
    """The text at a path of local names; empty when it is not there."""
    found = node.find("/".join(f"{{*}}{name}" for name in path.split("/")))
    return SPACES.sub(" ", found.text or "").strip() if found is not None else ""
