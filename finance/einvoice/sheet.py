"""What stands on the printed invoice or credit note: every figure as Dutch text, ready to lay out (pure)."""

from dataclasses import dataclass
from decimal import Decimal

from finance.einvoice.facts import UNITS, InvoiceFacts, Line, VatCategory
from finance.einvoice.qr import QrCode, payment_code
from finance.einvoice.references import in_fours
from twente.core.dates import full_date
from twente.core.money import NO_BREAK_SPACE, format_amount, format_number

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SheetLine:
    """One line: its period in small print, its parts below it."""

    description: str
    period: str
    quantity: str
    price: str
    amount: str
    parts: Pairs


@dataclass(frozen=True)
class Sheet:
    """The whole document. `pay` is empty and `code` None on a credit note, which nobody pays."""

    title: str
    subject: str
    sender: str
    sender_address: tuple[str, ...]
    address: tuple[str, ...]
    facts: Pairs
    lines: tuple[SheetLine, ...]
    sums: Pairs
    total_name: str
    total: str
    sentence: str
    pay: Pairs
    code: QrCode | None
    code_text: str
    notes: Pairs


def sheet(facts: InvoiceFacts) -> Sheet:
    """The printed form of these facts. Raises ReferenceRefused and AmountNotPayable for an invoice nobody could pay."""
    return Sheet(
        title=f"{'Creditnota' if facts.is_credit else 'Factuur'} {facts.code}",
        subject=facts.subject,
        sender=_sender(facts),
        sender_address=_sender_address(facts),
        address=_address(facts),
        facts=_facts(facts),
        lines=tuple(_line(line) for line in sorted(facts.lines, key=lambda line: line.position)),
        sums=_sums(facts),
        total_name="Totaal van deze creditnota" if facts.is_credit else "Te betalen",
        total=format_amount(facts.total_cents),
        sentence=_sentence(facts),
        pay=() if facts.is_credit else _pay(facts),
        code=None if facts.is_credit else _code(facts),
        code_text="Scan deze code met de app van uw bank",
        notes=(*facts.notes, *_questions(facts)),
    )


def _sender(facts: InvoiceFacts) -> str:
    """Name, address and numbers of the sender on one line, at the foot of each page."""
    who = facts.supplier
    numbers = (
        ("KvK", who.kvk),
        ("OIN", who.oin),
        ("btw", who.vat_id if facts.vat.category is not VatCategory.OUTSIDE else ""),
    )
    known = "".join(f" · {name} {number}" for name, number in numbers if number)
    return f"{who.name}, {who.street}, {who.postcode} {who.city}{known}"


def _sender_address(facts: InvoiceFacts) -> tuple[str, ...]:
    who = facts.supplier
    return who.name, who.street, f"{who.postcode}{NO_BREAK_SPACE * 2}{who.city}"


def _questions(facts: InvoiceFacts) -> Pairs:
    """Whom to ask, below the grounds."""
    who = ", ".join(part for part in (facts.supplier.contact, facts.supplier.email) if part)
    return (("Vragen", who),) if who else ()


def _address(facts: InvoiceFacts) -> tuple[str, ...]:
    buyer = facts.buyer
    attention = f"t.a.v. {buyer.attention}" if buyer.attention else ""
    lines = (buyer.name, attention, buyer.street, f"{buyer.postcode}{NO_BREAK_SPACE * 2}{buyer.city}")
    return tuple(line for line in lines if line.strip())


def _facts(facts: InvoiceFacts) -> Pairs:
    """Number, days and what the reader asked to find; enough to book it without turning the page."""
    refers = facts.refers_to
    rows = (
        ("Creditnotanummer" if facts.is_credit else "Factuurnummer", facts.code),
        ("Datum", full_date(facts.issued_on)),
        ("Bij factuur", f"{refers.code} van {full_date(refers.issued_on)}" if refers else ""),
        ("Betalen vóór of op", "" if facts.is_credit else full_date(facts.due_on)),
        ("Uw kenmerk", facts.buyer.buyer_reference),
        ("Uw ordernummer", facts.buyer.order_reference),
    )
    return tuple(row for row in rows if row[1])


def _line(line: Line) -> SheetLine:
    one, more = UNITS.get(line.unit, ("", ""))
    period = (
        f"{full_date(line.starts_on)} tot en met {full_date(line.ends_on)}" if line.starts_on and line.ends_on else ""
    )
    base = "" if line.base_quantity == 1 else f" per {written(line.base_quantity)} {more}"
    return SheetLine(
        description=line.description,
        period=period,
        quantity=f"{written(line.quantity)} {one if line.quantity == 1 else more}".strip(),
        price=f"{written_price(line.price)}{base}",
        amount=format_amount(line.cents),
        parts=tuple((label, format_amount(cents)) for label, cents in line.parts),
    )


def written(number: Decimal) -> str:
    """73.107; 0,1"""
    whole, _, rest = f"{number:f}".partition(".")
    rest = rest.rstrip("0")
    return format_number(int(whole)) + (f",{rest}" if rest else "")


def written_price(price: Decimal) -> str:
    """€ 9,01; € 0,125 for a price with parts of a cent"""
    whole, _, rest = f"{price:f}".partition(".")
    return f"€{NO_BREAK_SPACE}{format_number(int(whole))},{rest.rstrip('0').ljust(2, '0')}"


def _sums(facts: InvoiceFacts) -> Pairs:
    """Between the lines and the total; without VAT only the reason for it."""
    if facts.vat.category is VatCategory.STANDARD:
        return (
            ("Totaal zonder btw", format_amount(facts.net_cents)),
            (f"Btw {written(facts.vat.percent)}%", format_amount(facts.vat_cents)),
        )
    return ((facts.vat.reason, format_amount(0)),)


def _sentence(facts: InvoiceFacts) -> str:
    if facts.refers_to and facts.is_credit:
        return (
            f"Dit bedrag gaat af van factuur {facts.refers_to.code} van {full_date(facts.refers_to.issued_on)}. "
            "U hoeft niets over te maken. Hebt u die factuur al betaald, dan betalen wij het bedrag terug."
        )
    return f"Wij vragen u te betalen vóór of op {full_date(facts.due_on)}, met het betalingskenmerk hieronder."


def _pay(facts: InvoiceFacts) -> Pairs:
    rows = (
        ("Bedrag", format_amount(facts.total_cents)),
        ("IBAN", in_fours(facts.supplier.iban)),
        ("BIC", facts.supplier.bic),
        ("Ten name van", facts.supplier.name),
        ("Betalingskenmerk", in_fours(facts.payment_reference)),
    )
    return tuple(row for row in rows if row[1])


def _code(facts: InvoiceFacts) -> QrCode:
    who = facts.supplier
    return payment_code(name=who.name, iban=who.iban, cents=facts.total_cents, reference=facts.payment_reference)
