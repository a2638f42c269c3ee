"""Writes: the reminder of one invoice, once per step; not for what is paid, disputed or unsent (finance.md 5.7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from finance.einvoice.letter import title_of
from finance.models import Invoice, Reminder, ReminderSkip
from finance.rules.reminding import next_level
from finance.selectors.balances import balances
from finance.selectors.disputed import disputed_among
from finance.selectors.sent import reached
from finance.selectors.settings import terms_on
from finance.services.payments import held
from finance.wording.mails import reminder_mail
from twente.core import audit
from twente.core.dates import day_of
from twente.documents.services import store_rendered
from twente.outbox.services import queue_message

PAY_WITHIN = timedelta(days=14)
"""How long a reminder gives (house rule; Awb 4:112 gives a summons two weeks)."""


@dataclass(frozen=True)
class Due:
    """A step that is due: which of how many, on which day, about how much, and what was paid already."""

    level: int
    steps: int
    on: date
    open_cents: int
    paid_cents: int

    @property
    def pay_before(self) -> date:
        """Until when the letter asks to pay."""
        return self.on + PAY_WITHIN


def candidates(on: date) -> Sequence[int]:
    """Invoices whose due date has passed and of which something is open."""
    late = Invoice.objects.filter(kind=Invoice.Kind.INVOICE, due_on__lt=on)
    return [pk for pk, balance in balances(late, on).items() if balance.open > 0]


def due_step(invoice: Invoice, on: date) -> Due | None:
    """The step that is due for an invoice, whether or not anything is open. The terms of its date count."""
    terms = terms_on(invoice.agreement, invoice.issued_on)
    if terms is None:
        return None
    sent = list(Reminder.objects.filter(invoice=invoice).order_by("level").values_list("on", flat=True))
    level = next_level(due_on=invoice.due_on, days=terms.reminder_days, sent=sent, on=on)
    if level is None:
        return None
    balance = balances(Invoice.objects.filter(pk=invoice.pk), on)[invoice.pk]
    return Due(level, len(terms.reminder_days), on, balance.open, balance.paid)


def why_not(invoice: Invoice, due: Due) -> ReminderSkip.Why | None:
    """The reason not to remind now."""
    if due.open_cents <= 0:
        return ReminderSkip.Why.PAID
    if disputed_among([invoice]):
        return ReminderSkip.Why.DISPUTED
    return None if reached(invoice) else ReminderSkip.Why.UNSENT


@transaction.atomic
def keep_reminder(*, invoice: Invoice, due: Due, pdf: bytes, now: datetime) -> Reminder | None:
    """Keep the letter and queue its mail; nothing when meanwhile it was paid, disputed or reminded of."""
    held(invoice.agreement)
    if due_step(invoice, day_of(now)) != due:
        return None
    if why_not(invoice, due):
        skip(invoice=invoice, due=due, now=now)
        return None
    title = f"{title_of(due.level, due.steps)} {invoice.code}"
    document = store_rendered(
        agreement=invoice.agreement,
        kind="reminder",
        title=title,
        source_key=f"reminder:{invoice.pk}:{due.level}",
        pdf=pdf,
        by=None,
        now=now,
    )
    recipient = str(invoice.buyer.get("email", ""))
    made = Reminder.objects.create(
        invoice=invoice,
        level=due.level,
        on=due.on,
        pay_before=due.pay_before,
        open_cents=due.open_cents,
        document=document,
        recipient=recipient,
        recorded_at=now,
    )
    mailed(made, title=title, now=now)
    detail = {"code": invoice.code, "level": due.level, "mailed": bool(recipient)}
    audit.record(agreement=invoice.agreement, by=None, at=now, action="reminder_made", target=invoice, detail=detail)
    return made


def mailed(made: Reminder, *, title: str, now: datetime) -> None:
    """Queue the letter by mail, where an address is known; else somebody prints it."""
    if not made.recipient:
        return
    invoice = made.invoice
    subject, body = reminder_mail(title=title, code=invoice.code, subject=invoice.subject, last_on=made.pay_before)
    queue_message(
        agreement=invoice.agreement,
        key=f"reminder:{invoice.pk}:{made.level}",
        kind="reminder",
        recipient=made.recipient,
        subject=subject,
        body=body,
        document=made.document,
        now=now,
    )


@transaction.atomic
def skip(*, invoice: Invoice, due: Due, now: datetime) -> ReminderSkip | None:
    """Log that a step did not go out, once per reason."""
    why = why_not(invoice, due)
    if why is None:
        return None
    row, new = ReminderSkip.objects.get_or_create(
        invoice=invoice, level=due.level, why=why, defaults={"on": day_of(now)}
    )
    if new:
        detail = {"code": invoice.code, "level": due.level, "why": why.value}
        audit.record(
            agreement=invoice.agreement, by=None, at=now, action="reminder_skipped", target=invoice, detail=detail
        )
    return row
