"""The letter of a reminder as a PDF/A (finance.md 5.7)."""

from datetime import date

from django.template.loader import render_to_string

from finance.einvoice.facts import InvoiceFacts
from finance.einvoice.letter import letter
from twente.core.dates import start_of_day
from twente.documents.printing import print_document


def reminder_pdf(
    facts: InvoiceFacts, *, level: int, steps: int, open_cents: int, paid_cents: int, on: date, pay_before: date
) -> bytes:
    """One letter; the same facts give the same bytes. Raises PrintLibraryMissing."""
    cents = {"open_cents": open_cents, "paid_cents": paid_cents}
    written = letter(facts, level=level, steps=steps, on=on, pay_before=pay_before, **cents)
    context = {
        "title": written.title,
        "overleg": facts.agreement,
        "sheet": written,
        "payment_heading": "Betaling",
        "contact": facts.supplier.contact or facts.supplier.name,
    }
    html = render_to_string("finance/reminder_document.html", context)
    return print_document(html, title=written.title, created=start_of_day(on), author=facts.supplier.name)
