"""Writes: a mail came back, a mail is held because its address was refused, somebody confirms an address."""

import smtplib
from datetime import datetime

from django.db import transaction

from twente.core import audit
from twente.core.models import Agreement, User
from twente.core.refusals import Refusal
from twente.outbox.bouncing import rules, selectors, wording
from twente.outbox.bouncing.models import Bounce
from twente.outbox.bouncing.reports import Report
from twente.outbox.models import Message


class NothingReturned(Refusal):
    """From this address nothing came back, or somebody looked at it already."""

    sentence = "Van dit adres is niets teruggekomen, of iemand heeft het al bevestigd."
    status = 409


def refused_by(error: Exception) -> rules.Returned | None:
    """What a failure to send says about the address; None for whatever may pass."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = list(error.recipients.values())
        if not answers:
            return None
        code, text = answers[0]
        return rules.by_server(code, said(text), recipient=True)
    if isinstance(error, smtplib.SMTPResponseException):
        return rules.by_server(error.smtp_code, said(error.smtp_error), recipient=False)
    return None


def said(text: bytes | str) -> str:
    """The words of a mail server, on one line."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join(words.replace("\x00", "").split())


@transaction.atomic
def record_bounce(*, message: Message, returned: rules.Returned, source: str, now: datetime) -> Bounce | None:
    """Keep that a mail came back; the second report of the same mail changes nothing. None for a mail never sent."""
    row = Message.objects.select_for_update(no_key=True, of=("self",)).select_related("agreement").get(pk=message.pk)
    known = Bounce.objects.filter(message=row).first()
    if known is not None or row.state not in (Message.State.SENDING, Message.State.SENT):
        return known
    answer = returned.answer[:300]
    row.state, row.last_error = Message.State.BOUNCED, answer or returned.code
    row.save(update_fields=["state", "last_error"])
    bounce = Bounce.objects.create(
        message=row,
        address=row.recipient.lower(),
        code=returned.code,
        answer=answer,
        lasting=returned.lasting,
        source=source,
        found_at=now,
    )
    detail = {"code": returned.code, "lasting": returned.lasting}
    audit.record(agreement=row.agreement, by=None, at=now, action="mail_returned", target=bounce, detail=detail)
    return bounce


def record_report(*, report: Report, now: datetime) -> bool:
    """Keep what a report says of a mail of ours; whether it is about one. A delay is no news: the server goes on."""
    message = Message.objects.filter(pk=report.message_id).first()
    if message is None:
        return False
    if report.failed:
        returned = rules.by_report(report.code, report.answer)
        record_bounce(message=message, returned=returned, source=Bounce.Source.REPORT, now=now)
    return True


def hold(*, message: Message) -> None:
    """Do not send this claimed mail: its address was refused for good."""
    Message.objects.filter(pk=message.pk, state=Message.State.SENDING).update(
        state=Message.State.BOUNCED, last_error=wording.HELD
    )


@transaction.atomic
def confirm_address(*, agreement: Agreement, address: str, by: User, now: datetime) -> int:
    """The address is right after all: mail goes there again, and what was held this week goes out; how many mails.

    A paper that was sent again to its council goes once, as the newest.
    Raises NothingReturned.
    """
    if address not in {row.address for row in selectors.returning(agreement)}:
        raise NothingReturned
    rows = Bounce.objects.select_for_update(no_key=True, of=("self",)).filter(address=address, confirmed_at=None)
    looked_at = [row.pk for row in rows]
    if not looked_at:
        raise NothingReturned
    Bounce.objects.filter(pk__in=looked_at).update(confirmed_at=now, confirmed_by=by)
    held = Message.objects.filter(
        recipient__iexact=address, state=Message.State.BOUNCED, bounce=None, queued_at__gte=now - rules.AGAIN
    )
    held = held.exclude(dispatch__sent_again__isnull=False)
    sent = held.update(state=Message.State.QUEUED, due_at=now, attempts=0, last_error="")
    row = Bounce.objects.get(pk=looked_at[0])
    detail = {"bounces": len(looked_at), "mails": sent}
    audit.record(agreement=agreement, by=by, at=now, action="mail_address_confirmed", target=row, detail=detail)
    return sent
