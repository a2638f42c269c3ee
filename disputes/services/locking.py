"""One at a time: whoever changes a dispute holds its row."""

from disputes.models import Dispute
from disputes.selectors.destroyed import destroyed
from disputes.services.refusals import NotPossible


def lock(dispute: Dispute) -> Dispute:
    """The dispute as it is now, held until the transaction ends. Raises NotPossible once its contents are gone."""
    rows = Dispute.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.select_related("agreement", "agreement_version").get(pk=dispute.pk)
    if destroyed(locked):
        raise NotPossible("De inhoud van dit geschil is vernietigd: de bewaartermijn was voorbij.")
    return locked
