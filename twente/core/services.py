"""Writes of core: rulebooks, parties, roles, mandates, population figures, adopted readings."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from twente.core import audit
from twente.core.agreement import Rulebook
from twente.core.models import (
    Agreement,
    AgreementVersion,
    Charge,
    Mandate,
    Membership,
    Party,
    PopulationFigure,
    PopulationSet,
    ReadingAdoption,
    Role,
    User,
)
from twente.core.refusals import Refusal
from twente.core.selectors import rulebook_on


class MandateOverlaps(Refusal):
    """A party has one voter at a time (BOK-1f)."""

    sentence = "Deze partij heeft in die periode al een bestuurder met mandaat. Beëindig eerst dat mandaat."


class RoleTaken(Refusal):
    """There is one chair and one coordinating secretary at a time (BOK-5.3, 7.1)."""

    sentence = "Deze functie is in die periode al vervuld. Beëindig eerst de huidige vervulling."


class SamePerson(Refusal):
    """An act of two needs two different persons."""

    status = 403
    sentence = "U vroeg dit zelf aan. Een ander moet het bevestigen."


class FiguresIncomplete(Refusal):
    """A population set must hold a figure for every party that needs one."""

    sentence = "Niet van elke partij is een inwonertal bekend. Vul de ontbrekende partijen aan."


class UnknownReading(Refusal):
    """The rulebook does not know this reading or this value."""

    sentence = "Deze lezing staat niet in het regelboek van de overeenkomst."


@transaction.atomic
def store_rulebook(*, rulebook: Rulebook, by: User | None, now: datetime) -> AgreementVersion:
    """Keep a rulebook text as a version of its agreement; the same text again changes nothing."""
    agreement, _ = Agreement.objects.get_or_create(
        rulebook=rulebook.key,
        defaults={"slug": rulebook.slug, "name": rulebook.name, "short_name": rulebook.short_name},
    )
    version, made = AgreementVersion.objects.get_or_create(
        agreement=agreement,
        number=rulebook.version,
        defaults={
            "valid_from": rulebook.valid_from,
            "valid_until": rulebook.valid_to,
            "source": rulebook.source,
            "sha256": rulebook.sha256,
        },
    )
    if made:
        audit.record(agreement=agreement, by=by, at=now, action="rulebook_stored", target=version)
    return version


@transaction.atomic
def admit_party(*, agreement: Agreement, party: Party, since: date, by: User | None, now: datetime) -> Membership:
    """Let a party take part from a day (BOK-P, 14); once is enough."""
    membership, made = Membership.objects.get_or_create(
        agreement=agreement, party=party, valid_until=None, defaults={"valid_from": since}
    )
    if made:
        audit.record(agreement=agreement, by=by, at=now, action="party_admitted", target=membership)
    return membership


@transaction.atomic
def give_role(
    *,
    agreement: Agreement,
    user: User,
    kind: str,
    since: date,
    by: User | None,
    now: datetime,
    party: Party | None = None,
    until: date | None = None,
) -> Role:
    """Give a person a role from a day (Amsterdam). Raises RoleTaken when a single office is held by another."""
    try:
        with transaction.atomic():
            role = Role.objects.create(
                agreement=agreement, user=user, kind=kind, party=party, valid_from=since, valid_until=until
            )
    except IntegrityError as error:
        raise RoleTaken from error
    audit.record(agreement=agreement, by=by, at=now, action="role_given", target=role, detail={"kind": kind})
    return role


@transaction.atomic
def put_in_charge(*, role: Role, since: date, until: date, reason: str, by: User, now: datetime) -> Charge:
    """A deputy acts for the chair or the secretary during these days, both included."""
    charge = Charge.objects.create(role=role, valid_from=since, valid_until=until, reason=reason)
    audit.record(agreement=role.agreement, by=by, at=now, action="deputy_in_charge", target=charge)
    return charge


@transaction.atomic
def record_mandate(
    *,
    agreement: Agreement,
    party: Party,
    user: User,
    since: date,
    document: str,
    by: User,
    now: datetime,
    until: date | None = None,
) -> Mandate:
    """Record who speaks and votes for a party (BOK-1f). Raises MandateOverlaps; the database refuses it as well."""
    try:
        with transaction.atomic():
            mandate = Mandate.objects.create(
                agreement=agreement,
                party=party,
                user=user,
                valid_from=since,
                valid_until=until,
                document=document,
                recorded_by=by,
                recorded_at=now,
            )
    except IntegrityError as error:
        raise MandateOverlaps from error
    audit.record(agreement=agreement, by=by, at=now, action="mandate_recorded", target=mandate)
    return mandate


@transaction.atomic
def end_mandate(*, mandate: Mandate, last_day: date, by: User, now: datetime) -> None:
    """The mandate ends with this day; what was voted under it keeps showing it."""
    locked = Mandate.objects.select_for_update(no_key=True).get(pk=mandate.pk)
    locked.valid_until = last_day
    locked.save(update_fields=["valid_until"])
    audit.record(agreement=mandate.agreement, by=by, at=now, action="mandate_ended", target=mandate)


@transaction.atomic
def propose_population(
    *, reference_date: date, status: str, source: str, figures: Mapping[Party, int], by: User | None, now: datetime
) -> PopulationSet:
    """Store figures as a set that waits for a second person; figures are never edited, a revision is a newer set."""
    if not figures:
        raise FiguresIncomplete
    population = PopulationSet.objects.create(
        reference_date=reference_date, status=status, source=source, recorded_at=now, recorded_by=by
    )
    PopulationFigure.objects.bulk_create(
        PopulationFigure(set=population, party=party, inhabitants=count) for party, count in figures.items()
    )
    audit.record(agreement=None, by=by, at=now, action="population_proposed", target=population)
    return population


@transaction.atomic
def confirm_population(*, population: PopulationSet, by: User, now: datetime) -> PopulationSet:
    """A second person confirms a set; from then on votes and invoices can rest on it. Twice changes nothing."""
    locked = PopulationSet.objects.select_for_update(no_key=True).get(pk=population.pk)
    if locked.confirmed_at:
        return locked
    if locked.recorded_by_id == by.pk:
        raise SamePerson
    locked.confirmed_at, locked.confirmed_by = now, by
    locked.save(update_fields=["confirmed_at", "confirmed_by"])
    audit.record(agreement=None, by=by, at=now, action="population_confirmed", target=locked)
    return locked


@transaction.atomic
def adopt_reading(
    *,
    agreement: Agreement,
    reading: str,
    value: str,
    adopted_on: date,
    decision: str,
    asked_by: User,
    confirmed_by: User,
    now: datetime,
) -> ReadingAdoption:
    """Record that the overleg decided how an open point is read from a day (BOK-18). Closed votes keep their own."""
    rule = rulebook_on(agreement, adopted_on).readings.get(reading)
    if rule is None or value not in rule.values:
        raise UnknownReading
    if asked_by.pk == confirmed_by.pk:
        raise SamePerson
    row = ReadingAdoption.objects.create(
        agreement=agreement,
        reading=reading,
        value=value,
        adopted_on=adopted_on,
        decision=decision,
        asked_by=asked_by,
        confirmed_by=confirmed_by,
        recorded_at=now,
    )
    audit.record(agreement=agreement, by=confirmed_by, at=now, action="reading_adopted", target=row)
    return row
