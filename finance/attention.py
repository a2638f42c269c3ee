"""What finance asks of a person: a run to check or to finish, requests that wait for a second person, late invoices."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse

from finance.models import InvoiceRun
from finance.presenting.settings import year_page
from finance.selectors.access import claims_for, credit_requests_for, invoices_for, runs_for, sees_all
from finance.selectors.balances import balances
from finance.selectors.interest import open_calculations
from finance.selectors.proposing import Stand, decision_on, proposals_for, stand_of
from twente.core.attention import Attention
from twente.core.dates import day_of, full_date
from twente.core.money import format_amount
from twente.core.permissions import Actor

DAYS = timedelta(days=7)
"""A second person answers within a week (house rule)."""


def rows(actor: Actor, now: datetime) -> list[Attention]:
    """Everything of this room that this person can do now; nothing for who reads only the own invoices."""
    if not sees_all(actor) or actor.agreement is None:
        return []
    return [*to_check(actor), *to_finish(actor), *to_confirm(actor, now), *proposed_rates(actor), *overdue(actor)]


def to_check(actor: Actor) -> Iterator[Attention]:
    """Runs for which this person was asked (BOK-8f)."""
    for run in runs_for(actor).filter(state=InvoiceRun.State.CHECKING, checker=actor.user):
        asked_on = day_of(run.submitted_at) if run.submitted_at else actor.on
        yield Attention(
            due_on=asked_on + DAYS,
            title=f"Factuurronde controleren: {run.year}",
            sentence=f"{run.submitted_by} vroeg dit op {full_date(asked_on)}. Er gaat niets uit zonder uw akkoord.",
            articles=("8f",),
            action_label="Ronde controleren",
            url=page_of(run),
        )


def to_finish(actor: Actor) -> Iterator[Attention]:
    """Approved runs that can become final."""
    if not actor.may("invoice_make"):
        return
    for run in runs_for(actor).filter(state=InvoiceRun.State.APPROVED):
        yield Attention(
            due_on=(day_of(run.approved_at) if run.approved_at else actor.on) + DAYS,
            title=f"Factuurronde definitief maken: {run.year}",
            sentence=f"{run.approved_by} is akkoord. De facturen hebben nog geen nummer.",
            articles=("11.1",),
            action_label="Ronde bekijken",
            url=page_of(run),
        )


def to_confirm(actor: Actor, now: datetime) -> Iterator[Attention]:
    """Claims and credit notes that somebody else asked for."""
    if not actor.may("credit_note") or actor.agreement is None:
        return
    slug = actor.agreement.slug
    for claim in claims_for(actor).filter(invoice__isnull=True, withdrawn_at__isnull=True).exclude(asked_by=actor.user):
        title = f"Vordering bevestigen: {claim.subject}, {claim.party}"
        sentence = f"{claim.asked_by} vraagt {format_amount(claim.cents)}."
        address = reverse("finance:claim_confirm", args=[slug, claim.pk])
        due_on = day_of(claim.asked_at) + DAYS
        yield Attention(due_on, title, sentence, (claim.article,), "Vordering bekijken", address)
    waiting = credit_requests_for(actor).filter(credit__isnull=True, withdrawn_at__isnull=True)
    for asked in waiting.exclude(asked_by=actor.user):
        title = f"Creditnota bevestigen: {asked.invoice.code}"
        sentence = f"{asked.asked_by} vraagt {format_amount(asked.cents)} te crediteren."
        address = reverse("finance:credit_confirm", args=[slug, asked.invoice.code])
        yield Attention(day_of(asked.asked_at) + DAYS, title, sentence, (), "Creditnota bekijken", address)
    for made in open_calculations(actor).exclude(made_by=actor.user):
        title = f"Rente goedkeuren: {made.invoice.code}, {made.invoice.party}"
        sentence = f"{made.made_by} berekende {format_amount(made.cents)}."
        address = reverse("finance:interest_confirm", args=[slug, made.invoice.code])
        yield Attention(day_of(made.made_at) + DAYS, title, sentence, (), "Berekening bekijken", address)


def proposed_rates(actor: Actor) -> Iterator[Attention]:
    """A proposed rate that waits for an agenda, or that was adopted and is not recorded yet (BOK-8d, UHO-6)."""
    for proposal in proposals_for(actor).filter(rate__isnull=True):
        stand = stand_of(proposal, decision_on(proposal))
        if stand is Stand.WAITS and actor.may("agenda_edit"):
            title, label = f"Tariefvoorstel op de agenda zetten: {proposal.year}", "Op de agenda zetten"
            address = reverse("finance:rate_place", args=[proposal.agreement.slug, proposal.pk])
        elif stand is Stand.ADOPTED and actor.may("invoice_make"):
            title, label = f"Tarief vastleggen: {proposal.year}", "Jaar bekijken"
            address = year_page(proposal.agreement, proposal.contribution, proposal.year)
        else:
            continue
        sentence = f"{proposal.proposed_by} stelde {format_amount(proposal.cents)} voor."
        yield Attention(day_of(proposal.proposed_at) + DAYS, title, sentence, (), label, address)


def overdue(actor: Actor) -> Iterator[Attention]:
    """Invoices whose due date has passed, in one row (BOK-11.2)."""
    if not actor.may("invoice_make") or actor.agreement is None:
        return
    invoices = invoices_for(actor)
    late = {pk: balance for pk, balance in balances(invoices, actor.on).items() if balance.overdue}
    if not late:
        return
    oldest = min(invoices.filter(pk__in=late).values_list("due_on", flat=True))
    amount = format_amount(sum(balance.overdue for balance in late.values()))
    count = "Eén factuur is" if len(late) == 1 else f"{len(late)} facturen zijn"
    yield Attention(
        due_on=oldest,
        title="Facturen over de vervaldag",
        sentence=f"{count} niet op tijd betaald, samen {amount}.",
        articles=("11.2",),
        action_label="Facturen bekijken",
        url=reverse("finance:invoice_list", args=[actor.agreement.slug]),
    )


def page_of(run: InvoiceRun) -> str:
    """The page of a run."""
    return reverse("finance:run_detail", args=[run.agreement.slug, run.pk])
