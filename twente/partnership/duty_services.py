"""Note that a duty was done, with its proof, or that it moved to another day, with the reason (BOK-16.3, 12.4)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from twente.core import audit
from twente.core.models import Agreement, User
from twente.core.refusals import Refusal
from twente.core.selectors import rulebook_on
from twente.outbox.deadlines.services import touched
from twente.partnership.duty_rules import occurrences
from twente.partnership.models import DutyNote


class NoSuchDuty(Refusal):
    """The rulebook asks nothing on that day."""

    status = 404
    sentence = "Op die dag vraagt de overeenkomst dit niet."


class AlreadyDone(Refusal):
    """What was done does not move."""

    sentence = "Dit is al als gedaan vastgelegd."


@dataclass(frozen=True)
class Settled:
    """`kind` of DutyNote, the day it was done or the new day, and the proof or the reason."""

    kind: str
    on: date
    text: str


@transaction.atomic
def settle_duty(
    *, agreement: Agreement, duty: str, due_on: date, settled: Settled, by: User, now: datetime
) -> DutyNote:
    """Keep what became of one occurrence of a duty. The same again changes nothing. Raises NoSuchDuty, AlreadyDone."""
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    book = rulebook_on(agreement, due_on)
    known = next((row for row in book.duties if row.key == duty), None)
    if known is None or not any(found.term.last_day == due_on for found in occurrences(known, due_on, due_on)):
        raise NoSuchDuty
    facts = {"agreement": agreement, "duty": duty, "due_on": due_on, **vars(settled)}
    if standing := DutyNote.objects.filter(**facts).last():
        return standing
    if DutyNote.objects.filter(agreement=agreement, duty=duty, due_on=due_on, kind=DutyNote.Kind.DONE).exists():
        raise AlreadyDone
    touched(agreement=agreement, of=f"duty:{duty}:{due_on}")
    note = DutyNote.objects.create(recorded_by=by, recorded_at=now, **facts)
    audit.record(agreement=agreement, by=by, at=now, action=f"duty_{note.kind}", target=note)
    return note
