"""What the page of a document says about sending it to the councils and making it public (BOK-8h)."""

from typing import Any

from django.urls import reverse

from meetings.rules.leaving import KINDS
from meetings.wording.leaving import sent_to
from twente.core.permissions import Actor
from twente.documents.models import Document
from twente.outbox.dispatching.selectors import sent_of


def sending_panel(document: Document | None, actor: Actor) -> dict[str, Any]:
    """The ways out, for the secretariat; empty for others and while there is no document."""
    if document is None or not actor.may("distribute"):
        return {}
    args = [document.agreement.slug, document.public_id]
    councils = sent_of(document).order_by().values("party").distinct().count()
    return {
        "text": sent_to(councils),
        "send": reverse("partnership:dispatch_list", args=args),
        "publish": reverse("partnership:publication", args=args) if KINDS[document.kind].public else "",
    }
