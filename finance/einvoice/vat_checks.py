"""Whether percentage, reason and VAT number fit the VAT regime of the invoice (pure).

Outside VAT (O) no percentage and no VAT number anywhere; exempt (E) a reason and the sender's number; taxed (S) both.
"""

from finance.einvoice.facts import InvoiceFacts, VatCategory


def vat_percentage(facts: InvoiceFacts) -> str:
    """More than nothing for taxed invoices, nothing for the others (BR-S-05, BR-E-05, BR-O-05)."""
    taxed = facts.vat.category is VatCategory.STANDARD
    if taxed and not 0 < facts.vat.percent <= 100:
        return "Vul het btw-percentage in, bijvoorbeeld 21."
    return "" if taxed or facts.vat.percent == 0 else "Zonder btw is er geen btw-percentage."


def vat_reason(facts: InvoiceFacts) -> str:
    """Who charges no VAT says why (BR-O-10, BR-E-10)."""
    if facts.vat.category is VatCategory.STANDARD or facts.vat.reason:
        return ""
    return "Vul in waarom er geen btw wordt gerekend."


def vat_number(facts: InvoiceFacts) -> str:
    """Exempt and taxed invoices carry the sender's VAT number (BR-E-02, BR-S-02)."""
    if facts.vat.category is VatCategory.OUTSIDE or facts.supplier.vat_id:
        return ""
    return f"Het btw-nummer van {facts.supplier.name} ontbreekt."
