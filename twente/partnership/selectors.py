"""Reads of partnership: parties with their mandate and inhabitants, population sets, readings and their grounds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet, Sum

from twente.core import selectors as core
from twente.core.agreement import ReadingRule, Rulebook
from twente.core.models import (
    Agreement,
    Contact,
    Mandate,
    Party,
    PopulationFigure,
    PopulationSet,
    ReadingAdoption,
    Role,
    User,
)
from twente.core.permissions import Actor, Context
from twente.partnership.models import DutyNote, PopulationUpload, ReadingRequest, UploadedYear

DutyNotes = Mapping[tuple[str, date], DutyNote]
"""Key of a duty and its computed day → the note that counts."""
UPLOAD_KEPT = timedelta(hours=24)

NEVER_SPEAKS = (
    Role.Kind.CHAIR,
    Role.Kind.SECRETARY,
    Role.Kind.DEPUTY_SECRETARY,
    Role.Kind.CLERK,
    Role.Kind.TREASURER,
    Role.Kind.ADMINISTRATOR,
    Role.Kind.MEDIATOR,
)
"""Who holds such a role does not represent a college (BOK-5.3, 5.5)."""


@dataclass(frozen=True)
class PartyRow:
    """A party on a day: inhabitants in the set in use, and its standing mandate if this person may see it."""

    party: Party
    inhabitants: int | None
    mandate: Mandate | None
    mandate_visible: bool


def mandate_article(agreement: Agreement, on: date) -> str:
    """The article that gives every party its representative (BOK-5.1, BWT-2)."""
    return core.rulebook_on(agreement, on).deciding_body.article


def councils_article(agreement: Agreement, on: date) -> str:
    """The article behind what the secretariat sends to the councils (BOK-8h); empty where the agreement has none."""
    rules = core.rulebook_on(agreement, on).house_rules
    return next((rule.article or "" for rule in rules if rule.key == "verslag_naar_raden"), "")


def party_rows(actor: Actor, population: PopulationSet | None) -> list[PartyRow]:
    """The parties of the agreement in their fixed order (BOK-P), as this person may see them."""
    if actor.agreement is None:
        return []
    inhabitants = core.inhabitants_in(population) if population else {}
    mandates = core.mandates_on(actor.agreement, actor.on)
    return [
        PartyRow(party, inhabitants.get(party.pk), mandates.get(party.pk), actor.may("mandates", Context(party=party)))
        for party in core.parties_of(actor.agreement, actor.on)
    ]


def mandates_of(agreement: Agreement, party: Party) -> QuerySet[Mandate]:
    """Every standing mandate a party ever gave, newest first; what was voted under it keeps pointing at it."""
    mandates = Mandate.objects.filter(agreement=agreement, party=party)
    return mandates.select_related("user", "recorded_by", "party").order_by("-valid_from")


def in_the_way(agreement: Agreement, party: Party, since: date, until: date | None) -> Mandate | None:
    """The first mandate that would overlap with one for these days (BOK-1f)."""
    rows = mandates_of(agreement, party).filter(Q(valid_until=None) | Q(valid_until__gte=since))
    return (rows.filter(valid_from__lte=until) if until else rows).order_by("valid_from").first()


def endable(mandates: Iterable[Mandate], actor: Actor) -> list[Mandate]:
    """The mandates whose last day is still to come, for who may end them."""
    running = (mandate for mandate in mandates if mandate.valid_until is None or mandate.valid_until >= actor.on)
    return list(running) if actor.may("mandate_record") else []


def parties_ever(agreement: Agreement) -> QuerySet[Party]:
    """Parties that take part or once did."""
    return Party.objects.filter(memberships__agreement=agreement).distinct().order_by("position")


def possible_representatives(agreement: Agreement, on: date) -> QuerySet[User]:
    """Accounts that can be given a mandate: known in this agreement, or new and without any role anywhere."""
    barred = Role.objects.filter(core.in_force(on), agreement=agreement, kind__in=NEVER_SPEAKS)
    known = Q(roles__agreement=agreement) | Q(mandates__agreement=agreement)
    new = Q(roles__isnull=True, mandates__isnull=True)
    people = User.objects.filter(known | new, is_active=True).exclude(pk__in=barred.values("user"))
    return people.distinct().order_by("name")


def contacts_ever(party: Party) -> QuerySet[Contact]:
    """Every contact of the clerk of this party's council, the one in use first."""
    return party.contacts.filter(role=Contact.Purpose.COUNCIL_CLERK).select_related("recorded_by")


def figures_of(party: Party) -> QuerySet[PopulationFigure]:
    """The confirmed inhabitants of a party, newest reference date first."""
    figures = PopulationFigure.objects.filter(party=party, set__confirmed_at__isnull=False)
    return figures.select_related("set").order_by("-set__reference_date", "-set__confirmed_at")


@dataclass(frozen=True)
class SetRow:
    """A population set with its total for the parties, and whether it is the one in use."""

    population: PopulationSet
    total: int
    parties: int
    in_use: bool


def set_rows(on: date) -> list[SetRow]:
    """All sets, newest reference date first; what R5 uses on this day is marked."""
    used = core.population_for(on)
    sets = PopulationSet.objects.select_related("recorded_by", "confirmed_by").annotate(
        total=Sum("figures__inhabitants"), parties=Count("figures")
    )
    return [
        SetRow(row, row.total or 0, row.parties, row == used)
        for row in sets.order_by("-reference_date", "-recorded_at", "-id")
    ]


def waiting_sets() -> QuerySet[PopulationSet]:
    """Sets that a second person has to confirm, oldest first."""
    return PopulationSet.objects.filter(confirmed_at__isnull=True).order_by("recorded_at")


@dataclass(frozen=True)
class Difference:
    """One party in a new set beside the set in use; `known` is None when there is nothing to compare."""

    party: Party
    known: int | None
    offered: int | None

    @property
    def change(self) -> int | None:
        """Inhabitants more (or fewer) than now."""
        return None if self.known is None or self.offered is None else self.offered - self.known

    @property
    def striking(self) -> bool:
        """More than five percent up or down: worth a second look."""
        return self.change is not None and abs(self.change) * 20 > (self.known or 0)


def differences(parties: Iterable[Party], offered: Mapping[str, int], beside: date) -> list[Difference]:
    """Figures per CBS code beside those in use for a day, in the fixed order of the parties."""
    used = core.population_for(beside)
    known = core.inhabitants_in(used) if used else {}
    return [Difference(party, known.get(party.pk), offered.get(party.code)) for party in parties]


def uploads_of(user: User, agreement: Agreement, now: datetime) -> QuerySet[PopulationUpload]:
    """A person's own uploads of the last day; nobody sees another's."""
    return PopulationUpload.objects.filter(
        uploaded_by=user, agreement=agreement, uploaded_at__gte=now - UPLOAD_KEPT
    ).prefetch_related("years")


def years_of(user: User, agreement: Agreement, now: datetime) -> QuerySet[UploadedYear]:
    """The years in a person's own uploads."""
    return UploadedYear.objects.filter(upload__in=uploads_of(user, agreement, now))


@dataclass(frozen=True)
class ReadingRow:
    """An open place in the text: the reading in use, who adopted it, what waits (BOK-18)."""

    rule: ReadingRule
    value: str
    adoption: ReadingAdoption | None
    request: ReadingRequest | None
    used_by: tuple[str, ...]

    @property
    def in_use(self) -> str:
        """The reading in use, in words."""
        return self.rule.values[self.value]

    @property
    def others(self) -> tuple[str, ...]:
        """What else the text could mean."""
        return tuple(label for value, label in self.rule.values.items() if value != self.value)

    @property
    def asked(self) -> str:
        """The reading that waits for confirmation, in words."""
        return self.rule.values[self.request.value] if self.request else ""


def open_requests(agreement: Agreement) -> QuerySet[ReadingRequest]:
    """Requests that wait for a second person."""
    requests = ReadingRequest.objects.filter(agreement=agreement, adoption=None, withdrawn_at=None)
    return requests.select_related("asked_by").order_by("asked_at")


def reading_rows(agreement: Agreement, on: date) -> list[ReadingRow]:
    """Readings R1 to R23 with what is in use on a day, in the order of the rulebook."""
    book = core.rulebook_on(agreement, on)
    adopted = core.readings_on(agreement, on)
    values = core.reading_values(agreement, on)
    waiting = {request.reading: request for request in open_requests(agreement)}
    return [
        ReadingRow(rule, values[key], adopted.get(key), waiting.get(key), users_of(book, key))
        for key, rule in book.readings.items()
    ]


def users_of(book: Rulebook, reading: str) -> tuple[str, ...]:
    """The rules that a reading touches, by their label."""
    named = [rule.label for rule in book.decision_rules if reading in rule.readings]
    named += [amount.label for amount in book.contributions if reading in amount.readings]
    named += [step.label for step in book.dispute_steps if reading in step.readings]
    named += [office.label for office in book.offices if office.renewal_reading == reading]
    extra = {"Uitsluiting van stemming": book.exclusion, "Rooster van aftreden": book.roster}
    fields = {"Uitsluiting van stemming": "reading", "Rooster van aftreden": "successor_reading"}
    named += [label for label, part in extra.items() if part and getattr(part, fields[label]) == reading]
    leaving = [part.label for part in (book.withdrawal, book.expulsion) if part and part.reading == reading]
    return tuple(dict.fromkeys(named + leaving))


def duty_notes(agreement: Agreement) -> DutyNotes:
    """What was noted about the duties of an agreement; the newest note of an occurrence counts."""
    return {(note.duty, note.due_on): note for note in DutyNote.objects.filter(agreement=agreement)}
