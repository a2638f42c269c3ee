"""Which invoice a bank line pays: by its RF reference, by its number in the text, or as a suggestion only (pure).

Sender and amount alone never decide: two parties owe the same, and one party owes the same every year. Nothing is
allocated beyond what is open; the rest stays on the line for a person to look at.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

NUMBER = re.compile(r"(?<![A-Z0-9])([A-Z][A-Z0-9]{0,7})[ ./-]{0,2}(20[0-9]{2})[ ./-]{0,2}([0-9]{4,})(?![0-9])")
REFERENCE = re.compile(r"(?<![A-Z0-9])RF[0-9]{2}[A-Z0-9 ]{4,26}")


class How(StrEnum):
    """By what a line was matched."""

    REFERENCE = "reference"
    NUMBER = "number"
    SUGGESTION = "suggestion"
    NONE = "none"


@dataclass(frozen=True)
class Owed:
    """An invoice: `open_cents` still to be paid, `paid_cents` paid on it so far."""

    pk: int
    code: str
    reference: str
    party: int
    open_cents: int
    paid_cents: int = 0


@dataclass(frozen=True)
class Line:
    """What a bank line says; `cents` below zero is money that went back."""

    cents: int
    reference: str = ""
    text: str = ""
    iban: str = ""
    reversal: bool = False


@dataclass(frozen=True)
class Match:
    """Invoice ids with whole cents, by what they were found; a suggestion is for a person to decide."""

    how: How
    parts: tuple[tuple[int, int], ...] = ()

    @property
    def is_sure(self) -> bool:
        """May be allocated without a person."""
        return self.how in {How.REFERENCE, How.NUMBER}


@dataclass
class Books:
    """The invoices to match with, indexed once for thousands of lines; `senders`: IBAN → party that paid from it.

    Allocating while matching changes what is open: use `settle` between lines.
    """

    by_pk: dict[int, Owed] = field(default_factory=dict)
    senders: Mapping[str, int] = field(default_factory=dict)
    by_code: dict[str, int] = field(default_factory=dict)
    by_reference: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, owed: Iterable[Owed], senders: Mapping[str, int]) -> "Books":
        """Index the invoices."""
        rows = list(owed)
        return cls(
            {row.pk: row for row in rows},
            senders,
            {row.code: row.pk for row in rows},
            {row.reference: row.pk for row in rows},
        )

    def settle(self, match: Match) -> None:
        """What was allocated is no longer open."""
        for pk, cents in match.parts:
            row = self.by_pk[pk]
            self.by_pk[pk] = Owed(
                row.pk, row.code, row.reference, row.party, row.open_cents - cents, row.paid_cents + cents
            )


def match_line(line: Line, books: Books) -> Match:
    """Where this line belongs."""
    found = _by_reference(line, books)
    if found is not None:
        return _allocated(How.REFERENCE, line, [books.by_pk[found]])
    numbered = _by_number(line, books)
    if numbered:
        return _allocated(How.NUMBER, line, numbered)
    return _suggested(line, books)


def _by_reference(line: Line, books: Books) -> int | None:
    """The structured reference; else one that was typed into the text, with or without spaces."""
    if line.reference in books.by_reference:
        return books.by_reference[line.reference]
    for found in REFERENCE.finditer(line.text.upper()):
        written = found[0].replace(" ", "")
        for end in range(len(written), 7, -1):
            if written[:end] in books.by_reference:
                return books.by_reference[written[:end]]
    return None


def _by_number(line: Line, books: Books) -> list[Owed]:
    """The invoices whose number stands in the text, once each, in the order of the text."""
    codes = ("-".join(found) for found in NUMBER.findall(f"{line.text} {line.reference}".upper()))
    return [books.by_pk[books.by_code[code]] for code in dict.fromkeys(codes) if code in books.by_code]


def _allocated(how: How, line: Line, invoices: Sequence[Owed]) -> Match:
    """Never more than is open. Several numbers only when they are open for exactly this amount together."""
    if line.cents < 0:
        return _taken_back(how, line, invoices)
    if len(invoices) > 1 and sum(row.open_cents for row in invoices) != line.cents:
        return Match(How.SUGGESTION, tuple((row.pk, max(row.open_cents, 0)) for row in invoices))
    parts = tuple((row.pk, min(line.cents, row.open_cents)) for row in invoices if row.open_cents > 0)
    return Match(how, parts) if parts else Match(How.NONE)


def _taken_back(how: How, line: Line, invoices: Sequence[Owed]) -> Match:
    """A reversal opens the invoice again; money that went off for another reason is only suggested."""
    row = invoices[0]
    if len(invoices) > 1 or row.paid_cents < -line.cents:
        return Match(How.NONE)
    return Match(how if line.reversal else How.SUGGESTION, ((row.pk, line.cents),))


def _suggested(line: Line, books: Books) -> Match:
    """Paid from an account that this party paid from before, with exactly one open invoice of this amount."""
    party = books.senders.get(line.iban)
    if party is None or line.cents <= 0:
        return Match(How.NONE)
    same = [row for row in books.by_pk.values() if row.party == party and row.open_cents == line.cents]
    return Match(How.SUGGESTION, ((same[0].pk, line.cents),)) if len(same) == 1 else Match(How.NONE)
