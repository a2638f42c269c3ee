"""Interest in the demonstration: example percentages, and a calculation that waits for a second person."""

from datetime import date
from typing import Any

from finance.models import InterestRate, Invoice
from finance.selectors.balances import balances
from finance.selectors.interest import regime_of
from finance.services import interest
from twente.home.demo.stage import Stage

EXAMPLE = "Voorbeeld voor de proefomgeving; neem in het echt het percentage uit het Staatsblad over"
PERCENTAGES = ((date(2024, 1, 1), 700), (date(2025, 1, 1), 600), (date(2026, 1, 1), 400))


def calculated(stage: Stage) -> None:
    """Percentages by year, and the interest over the oldest late invoice; none under terms of before interest."""
    if InterestRate.objects.filter(agreement=stage.main).exists():
        return
    by: dict[str, Any] = {"by": stage.users["financien"], "now": stage.now}
    for since, hundredths in PERCENTAGES:
        details = {"kind": "gewoon", "valid_from": since, "hundredths": hundredths, "source": EXAMPLE}
        interest.record_rate(agreement=stage.main, details=details, **by)
    found = balances(Invoice.objects.filter(agreement=stage.main), stage.today)
    late = Invoice.objects.filter(pk__in=[pk for pk, balance in found.items() if balance.overdue])
    oldest = next(filter(regime_of, late.order_by("due_on", "number")), None)
    if oldest is not None:
        interest.calculate(invoice=oldest, until=stage.today, **by)
