"""Decisions of the overleg: delivered by a vote, or recorded without one; and the admission of other subjects."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from meetings import selectors
from meetings.models import AgendaItem, Decision, Meeting
from meetings.services.locks import changed, lock_agreement, lock_item
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.refusals import Refusal

OUTCOMES = ("vastgesteld", "aangenomen", "verworpen")


class NothingToDecide(Refusal):
    """A decision is a text; without one there is nothing to record."""

    status = 422
    sentence = "Vul het besluit in en kies de uitkomst."


class NotInSession(Refusal):
    """What is settled without a vote is settled in a meeting."""

    sentence = "Leg een besluit vast tijdens of na de vergadering. Deze vergadering is nog niet geopend."


class NotAdmitted(Refusal):
    """Another subject is treated only after it was admitted by all (BOK-10, 12.6)."""

    sentence = "Dit is een ander onderwerp dat nog niet is toegelaten. Eerst beslissen alle partijen over toelating."


class NotTreated(Refusal):
    """What was deferred or withdrawn is not decided on."""

    sentence = "Dit punt is aangehouden of van de agenda afgevoerd. Zet het eerst terug op de agenda."


class AdmissionSettled(Refusal):
    """Admission is decided once; the other way round is a new item."""

    sentence = "Over de toelating van dit onderwerp is al beslist. Zet het als nieuw punt op de agenda."


def next_number(*, agreement_id: int, year: int) -> int:
    """The number after the last of the year; only safe under the lock on the agreement."""
    numbers = Decision.objects.filter(agreement_id=agreement_id, year=year).order_by("-number")
    return (numbers.values_list("number", flat=True).first() or 0) + 1


@transaction.atomic
def deliver_decision(
    *,
    item: AgendaItem,
    outcome: str,
    text: str,
    sentence: str,
    reasons: list[dict[str, Any]],
    figures: dict[str, Any],
    source: str,
    closing_hash: str,
    decided_at: datetime,
    by: User | None,
    now: datetime,
) -> Decision:
    """Keep what was decided on an item, numbered per agreement and year (Amsterdam) without gaps.

    `source` names the record that delivers it ("vote:12"); the same source again is the same decision.
    """
    agreement = lock_agreement(item)
    if known := Decision.objects.filter(source=source).exclude(source="").first():
        return known
    year = day_of(decided_at).year
    decision = Decision.objects.create(
        item=item,
        agreement=agreement,
        year=year,
        number=next_number(agreement_id=agreement.pk, year=year),
        outcome=outcome,
        text=text,
        sentence=sentence,
        reasons=reasons,
        figures=figures,
        source=source,
        closing_hash=closing_hash,
        decided_at=decided_at,
        recorded_by=by,
    )
    changed(item.meeting_id)
    audit.record(agreement=agreement, by=by, at=now, action="decision_delivered", target=decision)
    return decision


@transaction.atomic
def record_decision(
    *, item: AgendaItem, text: str, outcome: str, by: User, now: datetime, key: uuid.UUID | None = None
) -> Decision:
    """Record what the overleg settled without a vote. `key` is the form's key: the same form twice is one decision.

    Raises NothingToDecide, NotInSession before the meeting, NotAdmitted for a subject that waits for admission,
    NotTreated for what was deferred or withdrawn.
    """
    lock_agreement(item)
    locked = lock_item(item)
    if outcome not in OUTCOMES or not text.strip():
        raise NothingToDecide
    if locked.meeting.state not in (Meeting.State.OPEN, Meeting.State.HELD):
        raise NotInSession
    if locked.admission in (AgendaItem.Admission.REQUESTED, AgendaItem.Admission.REFUSED):
        raise NotAdmitted
    if locked.disposal:
        raise NotTreated
    return deliver_decision(
        item=locked,
        outcome=outcome,
        text=text,
        sentence="Zonder stemming.",
        reasons=[],
        figures={},
        source=f"form:{key.hex}" if key else "",
        closing_hash="",
        decided_at=min(now, locked.meeting.closed_at or now),
        by=by,
        now=now,
    )


class NobodyPresent(Refusal):
    """An overleg without anybody at the table decides nothing."""

    status = 422
    sentence = "Er is niemand aanwezig. Leg eerst vast wie er is, en daarna het besluit."


@transaction.atomic
def decide_at_table(*, item: AgendaItem, text: str, outcome: str, key: uuid.UUID, by: User, now: datetime) -> Decision:
    """Record what was settled without a vote; while the meeting runs somebody must be at the table.

    Raises NobodyPresent, and what `record_decision` raises.
    """
    lock_agreement(item)
    locked = lock_item(item)
    again = Decision.objects.filter(source=f"form:{key.hex}").exists()
    if locked.meeting.state == Meeting.State.OPEN and not again:
        somebody_there(locked.meeting, now)
    return record_decision(item=item, text=text, outcome=outcome, by=by, now=now, key=key)


def somebody_there(meeting: Meeting, now: datetime) -> None:
    """Raises NobodyPresent."""
    if not selectors.present_party_ids(meeting=meeting, at=now):
        raise NobodyPresent


@transaction.atomic
def settle_admission(*, item: AgendaItem, admitted: bool, by: User | None, now: datetime) -> AgendaItem:
    """Keep whether all parties admitted another subject (BOK-10, 12.6); the same answer again changes nothing."""
    locked = lock_item(item)
    answer = AgendaItem.Admission.ADMITTED if admitted else AgendaItem.Admission.REFUSED
    if locked.admission == answer:
        return locked
    if locked.admission != AgendaItem.Admission.REQUESTED:
        raise AdmissionSettled
    locked.admission = answer
    locked.version += 1
    locked.save(update_fields=["admission", "version"])
    changed(locked.meeting_id)
    agreement = locked.meeting.body.agreement
    audit.record(agreement=agreement, by=by, at=now, action=f"subject_{answer}", target=locked)
    return locked
