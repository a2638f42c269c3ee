"""Everything that one contribution of one year rests on: basis, inhabitants, councils, billing data (BOK-11.1, R17)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from finance import agreed
from finance.models import (
    BillingProfile,
    BillingTerms,
    Budget,
    Commitment,
    Cost,
    Invoice,
    InvoiceRun,
    Issuer,
    Rate,
    RunParty,
)
from finance.rules import BasisPeriod
from finance.rules.facts import Billed, PartyFacts, RunFacts
from finance.rules.years import PartYear, days_in_year, part_of_year
from finance.selectors import settings
from twente.core.agreement import Contribution, Rulebook
from twente.core.models import Agreement, Membership, Party, PopulationSet
from twente.core.selectors import inhabitants_in, reading_values


@dataclass(frozen=True)
class Year:
    """One contribution in one year, with every row it rests on; what is missing is None."""

    agreement: Agreement
    book: Rulebook
    contribution: Contribution
    year: int
    on: date
    basis: BasisPeriod | None
    rate: Rate | None
    budget: Budget | None
    terms: BillingTerms | None
    issuer: Issuer | None
    wanted_on: date
    population: PopulationSet | None
    earlier: PopulationSet | None
    memberships: tuple[Membership, ...]
    commitments: Mapping[int, Commitment]
    profiles: Mapping[int, BillingProfile]
    counting: PartYear

    @property
    def cents(self) -> int | None:
        """The rate: decided, or that of the agreement itself in the years it covers."""
        if self.rate is not None:
            return self.rate.cents
        return None if agreed.needs_rate(self.contribution, self.year) else self.contribution.cents

    @property
    def components(self) -> list[tuple[str, int]]:
        """The parts of the rate that are printed."""
        if self.rate is not None:
            return [(part["label"], part["cents"]) for part in self.rate.components]
        return [(part.label, part.cents) for part in self.contribution.components]

    @property
    def parties(self) -> list[Party]:
        """Who takes part in this year, in the order of the agreement."""
        return [membership.party for membership in self.memberships]


def year_of(agreement: Agreement, key: str, year: int, on: date) -> Year:
    """What a contribution of a year rests on, as it stands on a day. Raises NoSuchContribution."""
    book, contribution = settings.contribution(agreement, key, on)
    rates = settings.rates_of(agreement, key)
    periods = agreed.basis_periods(contribution, rates)
    readings = reading_values(agreement, on)
    wanted = date(agreed.reference_year(book, contribution, readings, year), 1, 1)
    population = set_until(wanted)
    terms = settings.terms_on(agreement, on)
    return Year(
        agreement=agreement,
        book=book,
        contribution=contribution,
        year=year,
        on=on,
        basis=next((period for period in periods if period.first_year <= year <= period.last_year), None),
        rate=rates.get(year),
        budget=settings.budgets_of(agreement, key).get(year),
        terms=terms,
        issuer=settings.issuer_on(agreement, on),
        wanted_on=wanted,
        population=population,
        earlier=set_until(date(population.reference_date.year - 1, 12, 31)) if population else None,
        memberships=tuple(taking_part(agreement, year)),
        commitments=settings.decided_for(settings.commitments_of(agreement, key), year),
        profiles=settings.profiles_on(agreement, on),
        counting=counting_of(book, contribution, readings, terms, year),
    )


def counting_of(
    book: Rulebook, contribution: Contribution, readings: Mapping[str, str], terms: BillingTerms | None, year: int
) -> PartYear:
    """How a part of this year counts: in the first year of the agreement by the reading, later by the terms."""
    began = book.in_force_on is not None and book.in_force_on.year == year
    by_reading = agreed.first_part_year(book, contribution, readings) if began else None
    return by_reading or PartYear(terms.part_year if terms else PartYear.WHOLE)


def taking_part(agreement: Agreement, year: int) -> Iterable[Membership]:
    """Who takes part in any part of a year."""
    until = Q(valid_until__isnull=True) | Q(valid_until__gte=date(year, 1, 1))
    rows = Membership.objects.filter(until, agreement=agreement, valid_from__lte=date(year, 12, 31))
    return rows.select_related("party").order_by("party__position")


def set_until(day: date) -> PopulationSet | None:
    """The confirmed inhabitants of the latest reference date up to a day; of one date the last confirmed."""
    rows = PopulationSet.objects.filter(reference_date__lte=day, confirmed_at__isnull=False)
    return rows.order_by("reference_date", "confirmed_at", "id").last()


def facts_of(run: InvoiceRun, year: Year) -> RunFacts:
    """A run as the rules ask for it."""
    contribution = year.contribution
    return RunFacts(
        kind=contribution.kind,
        who=year.basis.who if year.basis else None,
        parties=tuple(party_facts(run, year)),
        revision=run.kind == InvoiceRun.Kind.REVISION,
        checks_budget=run.kind == InvoiceRun.Kind.REGULAR and contribution.kind in ("per_inhabitant", "share_of_fte"),
        cents=year.cents if year.basis else None,
        share=contribution.share or Fraction(1),
        by_choice=agreed.cents_by_choice(contribution),
        costs=sum(cost.cents for cost in costs_of(run)),
        sharers=tuple(party.code for party in year.parties),
        reference_on=year.population.reference_date if year.population else None,
        wanted_on=year.wanted_on,
        budget=year.budget.cents if year.budget else None,
        tolerance=year.terms.tolerance if year.terms else 0,
        difference_reason=run.difference_reason,
        has_terms=year.terms is not None,
        has_issuer=year.issuer is not None,
    )


def costs_of(run: InvoiceRun) -> QuerySet[Cost]:
    """The costs that the parties share: of the runs of the year that are final, and of this one (UHO-7.4)."""
    of_year = Q(run__agreement=run.agreement, run__contribution=run.contribution, run__year=run.year)
    return Cost.objects.filter(of_year & Q(run__state=InvoiceRun.State.FINAL) | Q(run=run))


BELONGS = {
    InvoiceRun.Kind.REGULAR: lambda was_invoiced: True,
    InvoiceRun.Kind.LATER: lambda was_invoiced: not was_invoiced,
    InvoiceRun.Kind.REVISION: lambda was_invoiced: was_invoiced,
}
"""Which parties a kind of run is about."""


def party_facts(run: InvoiceRun, year: Year) -> Iterable[PartyFacts]:
    """Every party of a run: all, those not invoiced yet, or those invoiced before."""
    figures = inhabitants_in(year.population) if year.population else {}
    before = inhabitants_in(year.earlier) if year.earlier else {}
    chosen = {row.party_id: row for row in run.chosen.all()}
    standing = standing_of(run)
    for membership in year.memberships:
        party, choice = membership.party, chosen.get(membership.party_id) or RunParty()
        if not BELONGS[InvoiceRun.Kind(run.kind)](party.pk in standing):
            continue
        days = days_in_year(year.year, membership.valid_from, membership.valid_until)
        part = part_of_year(year.year, *days, year.counting)
        council = year.commitments.get(party.pk)
        yield PartyFacts(
            code=party.code,
            name=party.short_name,
            inhabitants=figures.get(party.pk),
            earlier=before.get(party.pk),
            part=part,
            period=days if part < 1 else None,
            council_on=council.decided_on if council and council.stands else None,
            billed=billed(year.profiles.get(party.pk)),
            left_out=choice.left_out,
            figure_seen=choice.figure_seen,
            choice=choice.choice,
            standing=tuple(standing.get(party.pk, ())),
        )


def billed(profile: BillingProfile | None) -> Billed | None:
    """Billing data as the rules ask for them."""
    if profile is None:
        return None
    peppol = profile.channel == BillingProfile.Channel.PEPPOL
    reference = profile.order_reference or profile.buyer_reference
    needed = (("OIN of KvK-nummer", profile.oin or profile.kvk), ("kenmerk", reference))
    return Billed(
        channel=profile.channel,
        reference_name=profile.reference_name,
        reference=reference,
        network_lacks=tuple(name for name, value in needed if peppol and not value),
        note=profile.note,
    )


def standing_of(run: InvoiceRun) -> dict[int, list[tuple[str, int]]]:
    """Party id → its invoices of the charge of a run, newest first: number and net cents, credits taken off."""
    rows = Invoice.objects.filter(agreement=run.agreement, charge=run.contribution, year=run.year)
    credited = Coalesce(Sum("credits__net_cents", filter=Q(credits__kind=Invoice.Kind.CREDIT)), 0)
    invoices = rows.filter(kind=Invoice.Kind.INVOICE).annotate(left=F("net_cents") - credited).order_by("-id")
    found: dict[int, list[tuple[str, int]]] = {}
    for party, code, left in invoices.values_list("party_id", "code", "left"):
        found.setdefault(party, []).append((code, left))
    return found
