"""Reminders of unpaid invoices, on the tick of Celery's beat. A late, double or missing tick sends no letter twice."""

import logging
from datetime import datetime

from celery import shared_task
from django.db import close_old_connections

from finance.models import Invoice, Reminder
from finance.reminder_document import reminder_pdf
from finance.selectors.invoice_facts import facts_of
from finance.services.reminding import candidates, due_step, keep_reminder, skip, why_not
from twente.core import clock
from twente.core.dates import day_of
from twente.outbox.services import beat

log = logging.getLogger(__name__)


@shared_task
def remind_payers() -> None:
    """Every invoice that is late, each in a transaction of its own; one that fails stops no other."""
    close_old_connections()
    for invoice_id in candidates(day_of(clock.now())):
        try:
            remind(invoice_id, clock.now())
        except Exception:
            log.exception("nobody reminded of invoice %s", invoice_id)
    beat(task="payments", now=clock.now())


def remind(invoice_id: int, now: datetime) -> Reminder | None:
    """Print the letter that is due outside the transaction, then keep it; log why not."""
    invoice = Invoice.objects.select_related("agreement", "refers_to").get(pk=invoice_id)
    due = due_step(invoice, day_of(now))
    if due is None:
        return None
    if why_not(invoice, due):
        skip(invoice=invoice, due=due, now=now)
        return None
    pdf = reminder_pdf(
        facts_of(invoice),
        level=due.level,
        steps=due.steps,
        open_cents=due.open_cents,
        paid_cents=due.paid_cents,
        on=due.on,
        pay_before=due.pay_before,
    )
    return keep_reminder(invoice=invoice, due=due, pdf=pdf, now=now)
