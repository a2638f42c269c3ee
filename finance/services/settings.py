"""Record what the agreement leaves open: terms, sender, rates, budgets, council decisions, billing data (BOK-18)."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models, transaction

from finance.models import BillingProfile, BillingTerms, Budget, Commitment, Issuer, NumberSeries, Rate
from meetings.models import Decision
from twente.core import audit
from twente.core.models import Agreement, Party, User
from twente.core.refusals import Refusal, StaleVersion

Kept = TypeVar("Kept", BillingTerms, Issuer, BillingProfile, Rate, Budget, Commitment)


class SeriesTaken(Refusal):
    """A series belongs to one agreement."""

    sentence = "Deze reeks is al van een andere overeenkomst. Kies andere letters."


class ComponentsDoNotAddUp(Refusal):
    """What is printed under a rate adds up to it."""

    sentence = "De onderdelen tellen niet op tot het tarief."


@dataclass(frozen=True)
class RateDetails:
    """A rate in whole cents with its parts and the decision behind it."""

    cents: int
    article: str
    decided: str
    decided_on: date
    components: list[dict[str, Any]] = field(default_factory=list)
    decision: Decision | None = None


@dataclass(frozen=True)
class CouncilDetails:
    """What a council decided: about which years, whether it promised, the amount per year in cents if it named one."""

    first_year: int
    last_year: int
    document: str
    decided_on: date
    stands: bool = True
    cents: int | None = None


@transaction.atomic
def record_terms(
    *, agreement: Agreement, details: dict[str, Any], seen: int, by: User | None, now: datetime
) -> BillingTerms:
    """New terms from a day; what was invoiced before keeps the old ones. Raises SeriesTaken, StaleVersion."""
    _locked(agreement, BillingTerms, seen)
    if NumberSeries.objects.filter(prefix=details["series"]).exclude(agreement=agreement).exists():
        raise SeriesTaken
    if BillingTerms.objects.filter(series=details["series"]).exclude(agreement=agreement).exists():
        raise SeriesTaken
    return _keep(BillingTerms(agreement=agreement, **details), "billing_terms_recorded", by, now)


@transaction.atomic
def record_issuer(
    *, agreement: Agreement, details: dict[str, Any], seen: int, by: User | None, now: datetime
) -> Issuer:
    """Another sender from a day (BOK-17: the secretary's organisation may change). Raises StaleVersion."""
    _locked(agreement, Issuer, seen)
    return _keep(Issuer(agreement=agreement, **details), "issuer_recorded", by, now)


@transaction.atomic
def record_profile(
    *, agreement: Agreement, party: Party, details: dict[str, Any], seen: int, by: User | None, now: datetime
) -> BillingProfile:
    """Where the invoices of a party go from a day. Raises StaleVersion."""
    _locked(agreement, BillingProfile, seen, party=party)
    return _keep(BillingProfile(agreement=agreement, party=party, **details), "billing_profile_recorded", by, now)


@transaction.atomic
def record_rate(
    *,
    agreement: Agreement,
    contribution: str,
    year: int,
    details: RateDetails,
    seen: int,
    by: User | None,
    now: datetime,
) -> Rate:
    """The rate of a year by its decision (BOK-8d, R19). Raises ComponentsDoNotAddUp, StaleVersion."""
    _locked(agreement, Rate, seen, contribution=contribution, year=year)
    if details.components and sum(part["cents"] for part in details.components) != details.cents:
        raise ComponentsDoNotAddUp
    facts = {
        name: getattr(details, name) for name in ("cents", "article", "decided", "decided_on", "components", "decision")
    }
    return _keep(Rate(agreement=agreement, contribution=contribution, year=year, **facts), "rate_recorded", by, now)


@transaction.atomic
def record_budget(
    *,
    agreement: Agreement,
    contribution: str,
    year: int,
    details: dict[str, Any],
    seen: int,
    by: User | None,
    now: datetime,
) -> Budget:
    """The budget of a year (BOK-8f). Raises StaleVersion."""
    _locked(agreement, Budget, seen, contribution=contribution, year=year)
    row = Budget(agreement=agreement, contribution=contribution, year=year, **details)
    return _keep(row, "budget_recorded", by, now)


@transaction.atomic
def record_commitment(
    *, agreement: Agreement, contribution: str, party: Party, details: CouncilDetails, by: User | None, now: datetime
) -> Commitment:
    """What a council decided about the contribution of its party (BOK-11.1, 15.1). The same again changes nothing."""
    facts = {"agreement": agreement, "contribution": contribution, "party": party, **asdict(details)}
    Party.objects.select_for_update(no_key=True).get(pk=party.pk)
    standing = Commitment.objects.filter(**facts).last()
    return standing or _keep(Commitment(**facts), "commitment_recorded", by, now)


def _locked(agreement: Agreement, table: type[models.Model], seen: int, **about: Any) -> None:
    """One at a time, and only by who saw the latest row (0: there is none). Raises StaleVersion."""
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    latest = table._default_manager.filter(agreement=agreement, **about).order_by("id").last()
    if (latest.pk if latest else 0) != seen:
        raise StaleVersion


def _keep(row: Kept, action: str, by: User | None, now: datetime) -> Kept:
    row.recorded_by, row.recorded_at = by, now
    row.save(force_insert=True)
    audit.record(agreement=row.agreement, by=by, at=now, action=action, target=row)
    return row
