"""Whether what was in a dispute was destroyed after its term (BOK-17)."""

from disputes.models import Dispute
from twente.documents.models import DossierTombstone
from twente.documents.selectors import buried

KEY = "geschil-{pk}"
"""How a dispute is called in every archive, and on every list for destruction."""


def destroyed(dispute: Dispute) -> DossierTombstone | None:
    """On which grounds and when; None while it is whole."""
    return buried(dispute.agreement, KEY.format(pk=dispute.pk))
