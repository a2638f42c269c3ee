"""Whose address an invoice goes to, for who looks after the mail."""

from finance.models import BillingProfile
from twente.core.models import Agreement
from twente.outbox.bouncing.books import Owner

ADVICE = "Vraag Financiën het adres bij de factuurgegevens te wijzigen."


def book(agreement: Agreement, addresses: set[str]) -> dict[str, Owner]:
    """Address → the party that is invoiced there now."""
    rows = BillingProfile.objects.filter(agreement=agreement).select_related("party")
    newest = rows.order_by("party_id", "-valid_from", "-pk").distinct("party_id")
    found = {row.email.lower(): row for row in newest if row.email}
    return {
        address: Owner(f"{row.name}, facturen van {row.party}", ADVICE)
        for address, row in found.items()
        if address in addresses
    }
