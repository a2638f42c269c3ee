"""Invoices and credit notes to try: ten and two, of every kind that we make. No real people or accounts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from finance.einvoice.facts import Buyer, Endpoint, InvoiceFacts, Line, RefersTo, Supplier, Vat, VatCategory
from finance.einvoice.references import creditor_reference
from finance.rules import contribution_in_parts

SUPPLIER = Supplier(
    name="Gemeente Voorbeeldstad",
    street="Raadhuisplein 1",
    postcode="7500 AA",
    city="Voorbeeldstad",
    iban="NL91ABNA0417164300",
    oin="00000001001589623000",
    bic="ABNANL2A",
    contact="Secretariaat Bestuurlijk overleg",
    email="secretariaat@voorbeeldstad.example",
)
BUYER = Buyer(
    name="Gemeente Almelo",
    attention="Crediteurenadministratie",
    street="Haven Zuidzijde 30",
    postcode="7607 EW",
    city="Almelo",
    kvk="12345678",
    buyer_reference="45-2027-0118",
)
OUTSIDE = Vat(VatCategory.OUTSIDE, reason="Geen btw: bijdrage in het kader van overheidstaken")
EXEMPT = Vat(VatCategory.EXEMPT, reason="Vrijgesteld: artikel 11 Wet op de omzetbelasting")
ORDERING = replace(BUYER, buyer_reference="", order_reference="4500123456", kvk="", oin="00000001001589623000")
NOTES = (
    ("Grondslag", "Artikel 11, lid 1, Bestuursovereenkomst SES Twente"),
    ("Besluit", "2026-09 van 16 september 2026, bijdrage per inwoner 2027"),
    ("Inwonertal", "73.107 op 1 januari 2027 (CBS StatLine, voorlopig cijfer)"),
)


def year_line(inhabitants: int = 73107, *, position: int = 1, rate: str = "9.01") -> Line:
    """A whole year, in the two parts of the agreement."""
    shares = contribution_in_parts(inhabitants, [892, 9]) if rate == "9.01" else None
    return Line(
        position=position,
        description="Bijdrage per inwoner 2027",
        quantity=Decimal(inhabitants),
        unit="IE",
        price=Decimal(rate),
        cents=int(inhabitants * Decimal(rate) * 100),
        parts=tuple(zip(("Twente Board Development", "Toeristisch beleid"), shares.lines, strict=True))
        if shares
        else (),
        starts_on=date(2027, 1, 1),
        ends_on=date(2027, 12, 31),
    )


def invoice(number: int = 1, *, line: Line | None = None, **changes: object) -> InvoiceFacts:
    """An ordinary invoice outside VAT; `changes` are fields of the facts."""
    code = f"SES-2027-{number:04}"
    lines = (line or year_line(),)
    facts = InvoiceFacts(
        code=code,
        is_credit=False,
        issued_on=date(2027, 2, 1),
        due_on=date(2027, 3, 3),
        agreement="Bestuurlijk overleg SES Twente",
        subject="Bijdrage 2027",
        supplier=SUPPLIER,
        buyer=BUYER,
        lines=lines,
        total_cents=sum(each.cents for each in lines),
        vat=OUTSIDE,
        payment_reference=creditor_reference(code),
        notes=NOTES,
    )
    return replace(facts, **changes)


def credit_note(number: int = 11, **changes: object) -> InvoiceFacts:
    """Takes back what the first invoice charged too much: 204 inhabitants, once the figure was definitive."""
    line = replace(year_line(204), description="Herziening inwonertal: 73.107 wordt 72.903")
    told = {
        "line": line,
        "is_credit": True,
        "subject": "Creditnota bijdrage 2027",
        "refers_to": RefersTo("SES-2027-0001", date(2027, 2, 1)),
    }
    return invoice(number, **(told | changes))


def part_of_year(*, quantity: int, of: int, unit: str, cents: int) -> Line:
    """Months or days of a year; the price is that of the whole year."""
    return Line(
        1,
        "Bijdrage per inwoner 2021, vanaf de start",
        Decimal(quantity),
        unit,
        Decimal("658694.07"),
        cents,
        Decimal(of),
    )


def one_line(description: str, quantity: str, unit: str, price: str, cents: int) -> Line:
    return Line(1, description, Decimal(quantity), unit, Decimal(price), cents)


def ten_invoices() -> tuple[InvoiceFacts, ...]:
    """Every kind of line, VAT regime and reference."""
    mediation = one_line("Aandeel in de kosten van bemiddeling", "1", "C62", "1250.5", 125050)
    taxed = replace(SUPPLIER, vat_id="NL004495445B01")
    return (
        invoice(1),
        invoice(2, line=part_of_year(quantity=11, of=12, unit="MON", cents=60380290)),
        invoice(3, line=part_of_year(quantity=334, of=365, unit="DAY", cents=60275019)),
        invoice(4, line=one_line("Deel van 0,1 fte", "0.1", "ANN", "98765.43", 987654)),
        invoice(5, line=one_line("Vast bedrag in plaats van capaciteit", "1", "C62", "10000", 1000000)),
        invoice(6, buyer=replace(BUYER, name="A & B <gemeente> \"'s-Gravendeel'\"", attention="=HYPERLINK(\"x\")")),
        invoice(7, buyer=ORDERING),
        invoice(8, supplier=taxed, vat=Vat(VatCategory.STANDARD, Decimal(21)), total_cents=79701982),
        invoice(9, supplier=taxed, vat=EXEMPT),
        replace(
            invoice(10, buyer=replace(BUYER, endpoint=Endpoint("0106", "12345678"))),
            lines=(year_line(), replace(mediation, position=2)),
            total_cents=65869407 + 125050,
        ),
    )  # fmt: skip


def two_credit_notes() -> tuple[InvoiceFacts, ...]:
    return credit_note(11), credit_note(12, line=year_line(), subject="Creditnota: factuur ingetrokken")
