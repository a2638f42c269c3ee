"""The doors of interest: calculate, look at, approve, take back; the percentages of the law."""

from datetime import date
from typing import Any

from finance.models import BillingTerms, InterestCalculation, InterestRate, Invoice
from finance.services import interest, settings
from tests.finance.stage import NOW, TERMS
from tests.permissions.door import Door
from tests.permissions.payment_doors import former
from tests.permissions.world import World

UNTIL = date(2026, 1, 5)
PERCENTAGE = {"kind": "gewoon", "valid_from": date(2025, 1, 1), "hundredths": "6,00", "source": "Staatsblad"}


def late(world: World) -> tuple[Any, ...]:
    """An invoice of which a former colleague may calculate the interest."""
    return (world.treasury.invoice,)


def calculated(world: World) -> tuple[Any, ...]:
    """The same, with a calculation that waits."""
    invoice = Invoice.objects.get(code=world.treasury.invoice)
    about: dict[str, Any] = {"agreement": world.cast.agreement, "by": former(), "now": NOW}
    latest = BillingTerms.objects.filter(agreement=world.cast.agreement).latest("id")
    settings.record_terms(details=TERMS | {"interest": "6:119"}, seen=latest.pk, **about)
    if not InterestRate.objects.exists():
        interest.record_rate(details=PERCENTAGE | {"hundredths": 600}, **about)
    if not InterestCalculation.objects.filter(withdrawn_at__isnull=True).exists():
        later = invoice.due_on.replace(year=invoice.due_on.year + 1)
        about["now"] = NOW.replace(year=later.year + 1)
        interest.calculate(invoice=invoice, until=later, by=about["by"], now=about["now"])
    return (invoice.code,)


def empty(world: World) -> dict[str, Any]:
    """A button without fields."""
    return {}


INTEREST = (
    Door("invoice_make", "finance:interest_ask", late),
    Door("invoice_make", "finance:interest_ask", late, lambda world: {"until": UNTIL}, (422,)),
    Door("credit_note", "finance:interest_confirm", calculated),
    Door("credit_note", "finance:interest_confirm", calculated, empty),
    Door("credit_note", "finance:interest_withdraw", calculated, empty),
    Door("invoice_make", "finance:interest_rates"),
    Door("invoice_make", "finance:interest_rates", data=lambda world: PERCENTAGE),
)
