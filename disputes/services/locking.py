"""One at a time: whoever changes a dispute holds its row."""

from disputes.models import Dispute


def lock(dispute: Dispute) -> Dispute:
    """The dispute as it is now, held until the transaction ends."""
    rows = Dispute.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("agreement", "agreement_version").get(pk=dispute.pk)
