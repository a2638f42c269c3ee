"""Errata: a mistake in adopted minutes is mended beside them, never in them (BOK-5.6, 17)."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from meetings.models import Erratum, Meeting, Minutes
from meetings.selectors.minutes import later_meetings
from meetings.services.minutes import NotAdoptedYet, locked_minutes
from twente.core import audit
from twente.core.models import User
from twente.core.refusals import Refusal


class NothingToMend(Refusal):
    """An erratum says what it mends and why, about an item of these minutes, decided in a later meeting."""

    status = 422
    sentence = "Vul de verbetering en de reden in, bij een punt en een vergadering die bij dit verslag horen."


@dataclass(frozen=True)
class Correction:
    """What must be read instead, why, at which item (number, or None), decided in which meeting (or None)."""

    text: str
    reason: str
    item_number: int | None = None
    decided_in: Meeting | None = None


@transaction.atomic
def record_erratum(*, meeting: Meeting, correction: Correction, key: uuid.UUID, by: User, now: datetime) -> Erratum:
    """Keep an erratum with the next number; the same form key again is the same erratum.

    Raises NotAdoptedYet, NothingToMend.
    """
    minutes = locked_minutes(meeting.pk)
    if minutes.state != Minutes.State.ADOPTED or minutes.content is None:
        raise NotAdoptedYet
    known = minutes.errata.filter(form_key=key).first()
    if known is not None:
        return known
    mendable(minutes, correction)
    last = minutes.errata.last()
    erratum = Erratum.objects.create(
        minutes=minutes,
        number=last.number + 1 if last else 1,
        item_number=correction.item_number,
        text=correction.text,
        reason=correction.reason,
        decided_in=correction.decided_in,
        recorded_at=now,
        recorded_by=by,
        form_key=key,
    )
    detail = {"number": erratum.number, "item": correction.item_number}
    agreement = minutes.meeting.body.agreement
    audit.record(agreement=agreement, by=by, at=now, action="minutes_erratum", target=minutes, detail=detail)
    return erratum


def mendable(minutes: Minutes, correction: Correction) -> None:
    """Raises NothingToMend."""
    numbers = [item["number"] for item in minutes.content["items"]]  # type: ignore[index]
    decided_in = correction.decided_in
    if not correction.text.strip() or not correction.reason.strip():
        raise NothingToMend
    if correction.item_number is not None and correction.item_number not in numbers:
        raise NothingToMend
    if decided_in is not None and not later_meetings(minutes.meeting).filter(pk=decided_in.pk).exists():
        raise NothingToMend
