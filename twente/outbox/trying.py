"""A mail to oneself, to see how it arrives."""

import uuid
from datetime import datetime

from django.db import transaction

from twente.core import audit
from twente.core.models import Agreement, User
from twente.core.refusals import Refusal
from twente.outbox.models import Message
from twente.outbox.services import queue_message

KIND = "trial"


class NoAddress(Refusal):
    """The account has no address."""

    sentence = "Bij uw account staat geen mailadres. Vraag de beheerder dat toe te voegen."


@transaction.atomic
def send_trial(*, agreement: Agreement, subject: str, body: str, key: uuid.UUID, by: User, now: datetime) -> Message:
    """Queue it for who asks, under a subject that nobody takes for the real thing. Raises NoAddress."""
    if not by.email:
        raise NoAddress
    mail = queue_message(
        agreement=agreement,
        key=f"{KIND}:{by.pk}:{key}",
        kind=KIND,
        recipient=by.email,
        subject=f"Proef: {subject}"[:200],
        body=body,
        now=now,
    )
    audit.record(agreement=agreement, by=by, at=now, action="trial_mail_asked", target=mail, detail={})
    return mail
