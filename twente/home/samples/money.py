"""Mails about money, disputes and the running of this application, with invented facts."""

from datetime import datetime

from disputes.rules.reminders import WEEK
from disputes.wording import mails as disputes
from finance.wording import mails as finance
from twente.core.models import Agreement, User
from twente.home.samples.sample import Sample, day_in, page
from twente.outbox.wording import alarm, losses, troubles


def samples(agreement: Agreement, person: User, now: datetime) -> list[Sample]:
    """Money first."""
    return [*of_money(agreement, person, now), *of_disputes(agreement), silent(agreement)]


def of_money(agreement: Agreement, person: User, now: datetime) -> list[Sample]:
    """An invoice, its reminder, a run to check."""
    checked, to_check = finance.to_check(
        name=person.name, run=f"Bijdrage {now.year}", address=page(agreement, "finance:overview")
    )
    billed, invoice = finance.invoice_mail(
        code=f"SES-{now.year}-0001",
        kind="factuur",
        subject=f"bijdrage {now.year}",
        supplier="gemeente Enschede",
        reference="4500012345",
        reference_name="inkoopordernummer",
    )
    late, reminder = finance.reminder_mail(
        title=f"Herinnering SES-{now.year}-0001",
        code=f"SES-{now.year}-0001",
        subject=f"bijdrage {now.year}",
        last_on=day_in(now, 2),
    )
    return [
        Sample("invoice_run", "factuurronde", "Factuurronde controleren", checked, to_check),
        Sample("invoice", "factuur", "Factuur", billed, invoice),
        Sample("reminder", "betalen", "Herinnering aan een betaler", late, reminder),
    ]


def of_disputes(agreement: Agreement) -> list[Sample]:
    """Number and link, nothing else (BOK-13.3)."""
    address, number = page(agreement, "disputes:dispute_list"), "2026-01"
    plain, reminded = disputes.subject(number, reminder=False), disputes.subject(number, reminder=True)
    kind, week = "confidential_notice", disputes.REMINDERS[WEEK]
    return [
        Sample(kind, "geschil-gemeld", "Geschil gemeld", plain, disputes.body(disputes.FILED, address)),
        Sample(kind, "geschil-gewijzigd", "Geschil gewijzigd", plain, disputes.body(disputes.CHANGED, address)),
        Sample(kind, "geschil-termijn", "Termijn van een geschil", reminded, disputes.body(week, address)),
        Sample(
            "dispute_outcome",
            "geschil-uitkomst",
            "Uitkomst van een geschil",
            disputes.outcome_subject(number),
            disputes.body(disputes.OUTCOME, address),
        ),
    ]


def silent(agreement: Agreement) -> Sample:
    """The warning that goes past the outbox."""
    subject, body = alarm(
        troubles(silent=True, stuck=False, unswept=False), losses(dead=2, failed=0), [page(agreement)]
    )
    return Sample("alarm", "verzending-stil", "Verzending ligt stil", subject, body)
