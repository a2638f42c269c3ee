"""Numbers without gaps: a counter row, locked from the first number of a batch until the batch is stored."""

from dataclasses import dataclass
from datetime import date

from finance.models import Invoice, NumberSeries
from twente.core.dates import full_date
from twente.core.models import Agreement
from twente.core.refusals import Refusal


class DateBeforeLast(Refusal):
    """Dates follow the numbers."""

    def __init__(self, last: date) -> None:
        super().__init__(f"De factuurdatum kan niet vóór die van het vorige nummer liggen ({full_date(last)}).")


@dataclass
class Counter:
    """A locked series that hands out numbers in order; `keep` stores how far it came."""

    series: NumberSeries

    def next(self) -> tuple[int, str]:
        """The next number and its code: SES-2027-0001."""
        self.series.last += 1
        return self.series.last, f"{self.series.prefix}-{self.series.year}-{self.series.last:04}"

    def keep(self) -> None:
        """Store the last number that was given out."""
        self.series.save(update_fields=["last"])


def counter(*, agreement: Agreement, prefix: str, issued_on: date) -> Counter:
    """Lock the series of this year until the transaction ends. Raises DateBeforeLast."""
    NumberSeries.objects.get_or_create(prefix=prefix, year=issued_on.year, defaults={"agreement": agreement})
    series = NumberSeries.objects.select_for_update().get(prefix=prefix, year=issued_on.year)
    last = Invoice.objects.filter(series=series).order_by("number").last()
    if last is not None and last.issued_on > issued_on:
        raise DateBeforeLast(last.issued_on)
    return Counter(series)
