"""What stands in a reminder: first, second, or the summons that comes last; no costs and no interest (pure)."""

from dataclasses import dataclass
from datetime import date

from finance.einvoice.facts import InvoiceFacts
from finance.einvoice.qr import QrCode, payment_code
from finance.einvoice.references import in_fours
from finance.einvoice.sheet import Pairs, sheet
from twente.core.dates import full_date
from twente.core.money import format_amount

TITLES = ("Herinnering", "Tweede herinnering")
SUMMONS = "Aanmaning"


@dataclass(frozen=True)
class Letter:
    """The whole letter; names as on an invoice, so that both share how they ask for money."""

    title: str
    subject: str
    sender: str
    sender_address: tuple[str, ...]
    address: tuple[str, ...]
    facts: Pairs
    paragraphs: tuple[str, ...]
    sentence: str
    total: str
    pay: Pairs
    code: QrCode
    code_text: str


def title_of(level: int, steps: int) -> str:
    """Herinnering, tweede herinnering; the last of several steps is an aanmaning."""
    return SUMMONS if level == steps > 1 else TITLES[min(level, len(TITLES)) - 1]


def letter(
    facts: InvoiceFacts, *, level: int, steps: int, open_cents: int, paid_cents: int, on: date, pay_before: date
) -> Letter:
    """A reminder of this invoice on a day. Raises ReferenceRefused, AmountNotPayable."""
    printed, who, amount = sheet(facts), facts.supplier, format_amount(open_cents)
    title = title_of(level, steps)
    return Letter(
        title=f"{title} factuur {facts.code}",
        subject=facts.subject,
        sender=printed.sender,
        sender_address=printed.sender_address,
        address=printed.address,
        facts=_facts(facts, on),
        paragraphs=_paragraphs(facts, title, paid_cents, amount),
        sentence=f"Wij vragen u te betalen vóór of op {full_date(pay_before)}, met het betalingskenmerk hieronder.",
        total=amount,
        pay=(
            ("Bedrag", amount),
            ("IBAN", in_fours(who.iban)),
            ("Ten name van", who.name),
            ("Betalingskenmerk", in_fours(facts.payment_reference)),
        ),
        code=payment_code(name=who.name, iban=who.iban, cents=open_cents, reference=facts.payment_reference),
        code_text=printed.code_text,
    )


def _facts(facts: InvoiceFacts, on: date) -> Pairs:
    """The day of the letter, and which invoice it is about."""
    rows = (
        ("Datum", full_date(on)),
        ("Factuurnummer", facts.code),
        ("Vervallen op", full_date(facts.due_on)),
        ("Uw kenmerk", facts.buyer.buyer_reference),
        ("Uw ordernummer", facts.buyer.order_reference),
    )
    return tuple(row for row in rows if row[1])


def _paragraphs(facts: InvoiceFacts, title: str, paid_cents: int, amount: str) -> tuple[str, ...]:
    part = "nog niet de hele betaling" if paid_cents > 0 else "nog geen betaling"
    first = (
        f"Wij stuurden u factuur {facts.code} van {format_amount(facts.total_cents)}, met de datum "
        f"{full_date(facts.issued_on)}. De vervaldatum was {full_date(facts.due_on)}. "
        f"Wij ontvingen {part}: er staat {amount} open."
    )
    if title == SUMMONS:
        return first, "Wij herinnerden u hier eerder aan. Dit is onze laatste brief hierover.", DISAGREE
    return first, "Hebt u de betaling al in gang gezet, dan hoeft u niets te doen.", DISAGREE


DISAGREE = (
    "Bent u het niet eens met de factuur? Laat het ons weten vóór de datum hieronder; dan kijken wij er samen naar. "
    "Wij brengen nu geen rente of kosten in rekening."
)
