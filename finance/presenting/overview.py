"""The front page of finance and the page of a year (BOK-11.2)."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from finance.models import Invoice, InvoiceRun
from finance.presenting.proposing import cited, proposal_panel
from finance.presenting.settings import overview_of
from finance.selectors import settings
from finance.selectors.access import claims_for, credit_requests_for, invoices_for, payers_for, runs_for, sees_all
from finance.selectors.balances import Balance, balances, summed
from finance.selectors.destroyed import destroyed
from finance.selectors.interest import open_calculations
from finance.selectors.overview import YearLine, ageing, decided_of, party_lines, year_lines
from finance.selectors.proposing import proposals_for
from finance.selectors.years import Year, year_of
from finance.wording.counting import out_of
from twente.core.dates import full_date
from twente.core.models import Agreement
from twente.core.money import format_amount
from twente.core.permissions import Actor

STATES = {
    InvoiceRun.State.DRAFT: ("concept", "w", "pencil"),
    InvoiceRun.State.CHECKING: ("ter controle", "b", "user-check"),
    InvoiceRun.State.APPROVED: ("akkoord", "b", "check"),
    InvoiceRun.State.FINAL: ("definitief", "g", "check"),
    InvoiceRun.State.WITHDRAWN: ("ingetrokken", "d", "x"),
}
NOT_STARTED = ("nog niet begonnen", "d", "circle")


@dataclass(frozen=True)
class YearRow:
    """A line of the front page."""

    line: YearLine
    pill: tuple[str, str, str]
    address: str


def front_page(actor: Actor) -> dict[str, Any]:
    """All years for who reads everything; the own invoices for a party."""
    agreement = agreement_of(actor)
    everything = sees_all(actor)
    rows, found = read(actor)
    return {
        "everything": everything,
        "invoices": rows,
        "balances": found,
        "years": [year_row(agreement, line) for line in year_lines(actor, rows, found)] if everything else [],
        "balance": summed(found.values()),
        "ageing": ageing(((row.due_on, found[row.pk].open) for row in rows if row.pk in found), actor.on),
        "lines": party_lines(payers_for(actor), decided_of(agreement), rows, found),
        "links": links(agreement) if actor.may("invoice_make") else [],
        "claims": claims_for(actor).filter(invoice__isnull=True, withdrawn_at__isnull=True),
        "interests": open_calculations(actor),
        "credits": credit_requests_for(actor).filter(credit__isnull=True, withdrawn_at__isnull=True),
        "terms": settings.terms_on(agreement, actor.on),
        "issuer": settings.issuer_on(agreement, actor.on),
    }


def read(actor: Actor, **about: object) -> tuple[list[Invoice], dict[int, Balance]]:
    """The invoices that this person may read, and their balances; every figure of a page comes from these."""
    invoices = invoices_for(actor).filter(**about)
    return list(invoices), balances(invoices, actor.on)


def agreement_of(actor: Actor) -> Agreement:
    """The agreement of the address; pages under it always have one."""
    if actor.agreement is None:
        raise LookupError("een pagina van financiën hoort bij een overeenkomst")
    return actor.agreement


def year_row(agreement: Agreement, line: YearLine) -> YearRow:
    """A line with its state and the page of its year."""
    pill = STATES[InvoiceRun.State(line.run.state)] if line.run else NOT_STARTED
    return YearRow(line, pill, reverse("finance:year_detail", args=[agreement.slug, line.contribution.key, line.year]))


def links(agreement: Agreement) -> list[tuple[str, str, str]]:
    """Where the treasurer records what everything rests on: address, icon, words."""
    pages = (
        ("finance:terms_edit", "settings", "Factuurvoorwaarden"),
        ("finance:issuer_edit", "building-community", "Afzender"),
        ("finance:profile_list", "mailbox", "Factuurgegevens van partijen"),
        ("finance:claim_list", "cash", "Losse vorderingen"),
        ("finance:leaving_list", "logout", "Kosten van uittreden"),
        ("finance:interest_rates", "calendar-stats", "Rentepercentages"),
        ("finance:invoice_list", "file-invoice", "Alle facturen"),
        ("finance:payment_list", "coin-euro", "Betalingen"),
    )
    return [(reverse(name, args=[agreement.slug]), icon, words) for name, icon, words in pages]


def year_page(actor: Actor, key: str, year: int) -> dict[str, Any]:
    """One contribution in one year: what it rests on, its runs, every party. Raises NoSuchContribution."""
    agreement = agreement_of(actor)
    known = year_of(agreement, key, year, actor.on)
    runs = list(runs_for(actor).filter(contribution=key, year=year).order_by("id"))
    decided = decided_of(agreement, contribution=key, year=year)
    lines = party_lines(known.parties, decided, *read(actor, charge=key, year=year))
    return {
        "known": known,
        "facts": facts_of(known),
        "runs": [(run, STATES[InvoiceRun.State(run.state)]) for run in runs],
        "lines": lines,
        "balance": summed(line.balance for line in lines),
        "acts": acts_of(actor, known, runs),
        "panel": proposal_panel(actor, key, year),
        "propose": propose_address(agreement, key, year, actor),
        "decision": cited(known.rate.decision if known.rate else None, actor),
        "back": overview_of(agreement),
        "forecast": reverse("finance:prognosis", args=[agreement.slug, key, year])
        if known.contribution.kind == "per_inhabitant"
        else "",
    }


def propose_address(agreement: Agreement, key: str, year: int, actor: Actor) -> str:
    """Where a rate is proposed: from this year on, while no proposal is on its way; else nothing."""
    waiting = proposals_for(actor).filter(contribution=key, year=year, rate__isnull=True).exists()
    if waiting or year < actor.on.year or not actor.may("run_approve"):
        return ""
    return reverse("finance:rate_propose", args=[agreement.slug, key, year])


def facts_of(known: Year) -> list[tuple[str, str, str]]:
    """Name, value, and the page where it is recorded."""
    place = [known.agreement.slug, known.contribution.key, known.year]
    promised = sum(row.stands for row in known.commitments.values())
    cents, on = known.cents, known.population.reference_date if known.population else None
    rate = "nog niet vastgesteld" if cents is None else format_amount(cents)
    decided = f", {known.rate.decided} van {full_date(known.rate.decided_on)}" if known.rate else ""
    return [
        ("Tarief", rate + decided, reverse("finance:rate_edit", args=place)),
        ("Begroting", budget_words(known), reverse("finance:budget_edit", args=place)),
        (
            "Raadsbesluiten",
            f"{out_of(promised, len(known.memberships), ('raad', 'raden'), ('zegde', 'zegden'))} het geld toe",
            reverse("finance:commitment_list", args=place),
        ),
        (
            "Inwoners",
            f"per {full_date(on)}, {known.population.get_status_display()}"
            if known.population and on
            else "nog niet bekend",
            reverse("partnership:population_list", args=[known.agreement.slug]),
        ),
    ]


def budget_words(known: Year) -> str:
    """€ 5.950.000,00, vastgesteld op 16 september 2026"""
    if known.budget is None:
        return "nog niet vastgelegd"
    return f"{format_amount(known.budget.cents)}, vastgesteld op {full_date(known.budget.decided_on)}"


def acts_of(actor: Actor, known: Year, runs: list[InvoiceRun]) -> dict[str, str]:
    """Which run can begin now: words of the button by the kind that is posted."""
    if not actor.may("invoice_make") or destroyed(known.agreement, known.year):
        return {}
    open_run = any(run.state in ("draft", "checking", "approved") for run in runs)
    final = any(run.state == InvoiceRun.State.FINAL for run in runs)
    if open_run:
        return {}
    if not final:
        return {"ronde": "Factuurronde beginnen"}
    missing = (
        len(known.memberships)
        > Invoice.objects.filter(
            agreement=known.agreement,
            charge=known.contribution.key,
            year=known.year,
            kind="invoice",
            refers_to__isnull=True,
        ).count()
    )
    later = {"ronde": "Latere partijen factureren"} if missing else {}
    return later | {"herziening": "Herziening beginnen"}
