"""Whether the files of a financial year were destroyed after their term (BOK-17, AWR 52)."""

from twente.core.models import Agreement
from twente.documents.models import DossierTombstone
from twente.documents.selectors import buried

KEY = "financien-{year}"
"""How a year is called in every archive, and on every list for destruction."""


def destroyed(agreement: Agreement, year: int) -> DossierTombstone | None:
    """On which grounds and when; None while it is whole."""
    return buried(agreement, KEY.format(year=year))
