"""Reads of core: agreements and their rulebooks on a day, parties, mandates, figures, readings in use."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet

from twente.core.agreement import Rulebook, load
from twente.core.models import (
    Agreement,
    AgreementVersion,
    Contact,
    Mandate,
    Party,
    PopulationSet,
    ReadingAdoption,
    Role,
    User,
)


class NoVersionInForce(Exception):
    """The agreement has no text in force on that day."""


def in_force(on: date) -> Q:
    """Rows whose period holds this day (both ends included)."""
    return Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gte=on))


def agreements_of(user: User, on: date) -> QuerySet[Agreement]:
    """The agreements in which a person has a role or a mandate on a day."""
    held = Q(roles__in=user.roles.filter(in_force(on))) | Q(mandates__in=user.mandates.filter(in_force(on)))
    return Agreement.objects.filter(held).distinct().order_by("short_name")


@lru_cache(maxsize=32)
def parsed(sha256: str, source: str, name: str) -> Rulebook:
    """A rulebook text is parsed once per process; `sha256` makes the cache key short to compare."""
    return load(source, name=name)


def version_on(agreement: Agreement, on: date) -> AgreementVersion:
    """The text in force on a day; before the first text the first one, after the last the last one."""
    versions = agreement.versions.order_by("valid_from")
    version = versions.filter(valid_from__lte=on).last() or versions.first()
    if version is None:
        raise NoVersionInForce(f"{agreement} heeft geen regelboek.")
    return version


def rulebook_on(agreement: Agreement, on: date) -> Rulebook:
    """The rules of the agreement on a day, as data."""
    version = version_on(agreement, on)
    return parsed(version.sha256, version.source, agreement.rulebook)


def readings_on(agreement: Agreement, on: date) -> dict[str, ReadingAdoption]:
    """Readings that the overleg adopted by decision up to a day, the latest per point (BOK-18)."""
    rows = ReadingAdoption.objects.filter(agreement=agreement, adopted_on__lte=on).order_by("adopted_on", "id")
    return {row.reading: row for row in rows}


def reading_values(agreement: Agreement, on: date) -> dict[str, str]:
    """Reading id → value in use: the adopted one, else the rulebook's default."""
    defaults = {key: rule.default for key, rule in rulebook_on(agreement, on).readings.items()}
    return defaults | {key: row.value for key, row in readings_on(agreement, on).items()}


def parties_of(agreement: Agreement, on: date) -> QuerySet[Party]:
    """The parties on a day, in their fixed order."""
    members = agreement.memberships.filter(in_force(on))
    return Party.objects.filter(memberships__in=members).order_by("position")


def standing_mandates(agreement: Agreement, on: date) -> QuerySet[Mandate]:
    """The standing mandates in force on a day (BOK-1f)."""
    return Mandate.objects.filter(in_force(on), agreement=agreement).select_related("user", "party")


def mandates_on(agreement: Agreement, on: date) -> dict[int, Mandate]:
    """Party id → the standing mandate in force on a day (BOK-1f); a party without one is absent."""
    return {row.party_id: row for row in standing_mandates(agreement, on)}


def population_for(on: date) -> PopulationSet | None:
    """The confirmed set that R5 names for a vote: 1 January of its year, else the latest earlier one."""
    return (
        PopulationSet.objects.filter(reference_date__lte=date(on.year, 1, 1), confirmed_at__isnull=False)
        .order_by("reference_date", "confirmed_at")
        .last()
    )


def inhabitants_in(population: PopulationSet) -> Mapping[int, int]:
    """Party id → inhabitants in one set."""
    return dict(population.figures.values_list("party_id", "inhabitants"))


def roles_held(agreement: Agreement, kind: str, on: date) -> list[Role]:
    """Who holds an office on a day."""
    return list(Role.objects.filter(in_force(on), agreement=agreement, kind=kind).select_related("user"))


def contacts_of(parties: Iterable[Party], role: str) -> dict[int, Contact]:
    """Party id → the contact in use for this role; a party without one is not there. One query."""
    rows = Contact.objects.filter(party__in=parties, role=role).select_related("party")
    return {row.party_id: row for row in rows.order_by("recorded_at", "id")}
