"""Whether the finances of a year were destroyed after their term (BOK-17, AWR 52); such a year is closed for good."""

from finance.models import Invoice
from twente.core.models import Agreement
from twente.core.refusals import Refusal
from twente.documents.models import DossierTombstone
from twente.documents.selectors import buried

PREFIX = "financien-"
KEY = PREFIX + "{year}"
"""How a year is called in every archive, and on every list for destruction."""


class YearDestroyed(Refusal):
    """Nothing is added to a year whose files are gone."""

    sentence = "De stukken van dit jaar zijn na hun bewaartermijn vernietigd. Aan de facturen verandert niets meer."


def destroyed(agreement: Agreement, year: int) -> DossierTombstone | None:
    """On which grounds and when; None while it is whole."""
    return buried(agreement, KEY.format(year=year))


def destroyed_years(agreement: Agreement) -> set[int]:
    """Every year that is gone."""
    found = DossierTombstone.objects.filter(agreement=agreement, key__startswith=PREFIX)
    return {int(key.removeprefix(PREFIX)) for key in found.values_list("key", flat=True)}


def kept_whole(invoice: Invoice) -> None:
    """Raises YearDestroyed once the year of an invoice is gone; the database refuses it too."""
    if destroyed(invoice.agreement, invoice.year):
        raise YearDestroyed
