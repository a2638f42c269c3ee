"""What happens in a dispute becomes a fact; terms follow, reminders that no longer hold are taken back (BOK-13)."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from disputes.models import Dispute, Fact
from disputes.rules.acts import AFTER, Why, earliest, too_early
from disputes.rules.facts import Kind
from disputes.rules.start import CHAIR_IS_PARTY, NEVER, Finding
from disputes.selectors.people import checks, deputies, homes_of
from disputes.selectors.state import Standing, standing
from disputes.services import mailing
from disputes.services.billing import claimed
from disputes.services.following import FOLLOWS
from disputes.services.locking import lock
from disputes.services.refusals import AlreadyCorrected, CorrectionNeedsReason, DayRefused, NotPossible, NotThisDispute
from disputes.wording.acts import REASONS
from disputes.wording.acts import reason as why_not
from twente.core import audit
from twente.core.dates import day_of, full_date
from twente.core.models import Party, User
from twente.core.refusals import StaleVersion


@dataclass(frozen=True)
class Event:
    """Something that happened: what, on which day, and what belongs to it."""

    kind: Kind
    on: date
    text: str = ""
    party: Party | None = None
    person: User | None = None
    cents: int | None = None
    detail: dict[str, Any] = field(default_factory=dict)


def event_of(fact: Fact) -> Event:
    """What a fact says."""
    return Event(Kind(fact.kind), fact.on, fact.text, fact.party, fact.person, fact.cents, fact.detail)


@transaction.atomic
def record(*, dispute: Dispute, event: Event, seen: int, key: uuid.UUID, by: User, now: datetime) -> Fact:
    """Record something that happened; the same form sent twice is one fact.

    `seen` is the version that the person was looking at. Raises StaleVersion, NotPossible, DayRefused, NotThisDispute.
    """
    locked = lock(dispute)
    known = Fact.objects.filter(form_key=key, dispute=locked).first()
    if known is not None:
        return known
    if locked.version != seen:
        raise StaleVersion
    found = standing(locked, day_of(now))
    check_day(found, event.kind, event.on)
    check_about(found, event)
    verdict = found.verdict(event.kind, event.on)
    if not verdict.allowed:
        raise NotPossible(why_not(verdict))
    if event.kind is Kind.LAPSED:
        agreed = found.of(Kind.SOLUTION)[-1]
        return kept(found, event, key=key, by=by, now=now, replaces=agreed, reason=event.text)
    return kept(found, event, key=key, by=by, now=now)


@transaction.atomic
def correct(*, fact: Fact, event: Event, reason: str, seen: int, key: uuid.UUID, by: User, now: datetime) -> Fact:
    """Put right a fact: the old row stays, a new one that says what `event` says replaces it; terms follow.

    Raises StaleVersion, AlreadyCorrected, CorrectionNeedsReason, DayRefused, NotPossible.
    """
    locked = lock(fact.dispute)
    known = Fact.objects.filter(form_key=key, dispute=locked).first()
    if known is not None:
        return known
    found = standing(locked, day_of(now))
    if found.facts.has(Kind.MEDIATION_START) and not reason:
        raise CorrectionNeedsReason
    if locked.version != seen:
        raise StaleVersion
    if found.facts.closed and event.kind is not Kind.COST:
        raise NotPossible(REASONS[Why.CLOSED])
    current = next((row for row in found.rows if row.pk == fact.pk), None)
    if current is None:
        raise AlreadyCorrected
    check_day(found, event.kind, event.on)
    check_later(found, event.kind, event.on)
    if event.on != current.on:
        check_waited(found, event)
    if event.kind is Kind.COST and claimed(current):
        raise NotPossible("Deze kosten zijn al gevorderd. Laat Financiën eerst de vorderingen intrekken of crediteren.")
    return kept(found, event, key=key, by=by, now=now, replaces=current, reason=reason)


def kept(
    found: Standing,
    event: Event,
    *,
    key: uuid.UUID,
    by: User,
    now: datetime,
    replaces: Fact | None = None,
    reason: str = "",
) -> Fact:
    """The row, what follows from it, and one entry that names the act but no words."""
    dispute = found.dispute
    fact = Fact.objects.create(
        dispute=dispute,
        kind=event.kind,
        on=event.on,
        text=event.text,
        party=event.party,
        person=event.person,
        cents=event.cents,
        detail=event.detail,
        replaces=replaces,
        reason=reason,
        recorded_by=by,
        recorded_at=now,
        form_key=key,
    )
    dispute.version += 1
    dispute.save(update_fields=["version"])
    if event.kind in FOLLOWS:
        FOLLOWS[event.kind](found, fact, by, now)
    mailing.withdraw_reminders(dispute)
    mailing.tell_changed(dispute, f"fact-{fact.pk}", by=by, now=now)
    action = "dispute_fact_corrected" if replaces else "dispute_fact_recorded"
    audit.record(agreement=dispute.agreement, by=by, at=now, action=action, target=dispute, detail={"kind": event.kind})
    return fact


def check_day(found: Standing, kind: Kind, on: date) -> None:
    """Raises DayRefused for a day to come, before the notification, or before what this rests on."""
    first = earliest(kind, found.facts)
    if on > found.today:
        raise DayRefused("Deze dag ligt in de toekomst.")
    if on < first:
        raise DayRefused(f"Deze dag ligt vóór {full_date(first)}. Dat kan niet: eerst komt wat eraan voorafgaat.")


def check_later(found: Standing, kind: Kind, on: date) -> None:
    """Raises DayRefused when something that rests on this came before the new day."""
    rests = [found.facts.last(later) for later, before in AFTER.items() if before is kind]
    first = min((day for day in rests if day), default=None)
    if first is not None and on > first:
        raise DayRefused(f"Deze dag ligt na {full_date(first)}; toen was de volgende stap er al.")


def check_waited(found: Standing, event: Event) -> None:
    """Raises NotPossible when an act that had to wait for a term is moved to a day within it (BOK-13.4, 13.5)."""
    if wrong := too_early(event.kind, found.course, event.on):
        raise NotPossible(why_not(wrong))


def check_skip(found: Standing) -> None:
    """The chair's attempt is skipped only where the chair may be a party (R13). Raises NotPossible."""
    if found.choices.get(CHAIR_IS_PARTY) == NEVER:
        raise NotPossible("Volgens de gebruikte lezing leidt de voorzitter altijd het overleg (lezing R13).")
    chair, _ = checks(found, found.today)
    if chair.finding is Finding.CLEAR:
        raise NotPossible("De gemeente van de voorzitter is geen partij. Het overleg bij de voorzitter gaat door.")


def check_deputy(found: Standing, person: User) -> None:
    """Who takes over is deputy secretary, and from another municipality (R14). Raises NotThisDispute, NotPossible."""
    agreement, on = found.dispute.agreement, found.today
    if person not in deputies(agreement, on):
        raise NotThisDispute("Kies een plaatsvervangend secretaris.")
    if homes_of(agreement, [person.pk], on) & {row.party.code for row in found.parties}:
        raise NotPossible("De gemeente van deze waarnemer is ook partij. De voorzitter wijst dan een ander aan.")


def check_about(found: Standing, event: Event) -> None:
    """A party must be one of this dispute; who received once is corrected. Raises NotThisDispute, NotPossible."""
    if event.person is not None:
        check_deputy(found, event.person)
    if event.kind is Kind.CHAIR_SKIPPED:
        check_skip(found)
    addressees = {party.pk for party in found.others}
    involved = {row.party_id for row in found.parties}
    if event.kind is Kind.RECEIPT:
        if event.party is not None and event.party.pk not in addressees:
            raise NotThisDispute("Deze partij is geen andere partij in dit geschil.")
        if any(row.party_id == (event.party.pk if event.party else None) for row in found.of(Kind.RECEIPT)):
            raise NotPossible("Deze ontvangst is al vastgelegd. Herstel haar in het verloop.")
    elif event.party is not None and event.party.pk not in involved:
        raise NotThisDispute("Deze partij is niet betrokken bij dit geschil.")
