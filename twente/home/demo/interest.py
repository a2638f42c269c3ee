"""Interest in the demonstration: example percentages, and a calculation that waits for a second person."""

from datetime import date
from typing import Any

from finance.models import InterestCalculation, Invoice
from finance.selectors.balances import balances
from finance.services import interest
from twente.home.demo.stage import Stage

EXAMPLE = "Voorbeeld voor de proefomgeving; neem in het echt het percentage uit het Staatsblad over"
PERCENTAGES = ((date(2024, 1, 1), 700), (date(2025, 1, 1), 600), (date(2026, 1, 1), 400))


def calculated(stage: Stage) -> None:
    """Percentages by year, and the interest over the oldest invoice of which something is open."""
    if InterestCalculation.objects.filter(invoice__agreement=stage.main).exists():
        return
    by: dict[str, Any] = {"by": stage.users["financien"], "now": stage.now}
    for since, hundredths in PERCENTAGES:
        details = {"kind": "gewoon", "valid_from": since, "hundredths": hundredths, "source": EXAMPLE}
        interest.record_rate(agreement=stage.main, details=details, **by)
    found = balances(Invoice.objects.filter(agreement=stage.main), stage.today)
    late = Invoice.objects.filter(pk__in=[pk for pk, balance in found.items() if balance.overdue])
    if oldest := late.order_by("due_on", "number").first():
        interest.calculate(invoice=oldest, until=stage.today, **by)
