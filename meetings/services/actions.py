"""Actions, promises and statements: recorded at an item, during the meeting or after it."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from meetings.models import Action, AgendaItem, Meeting, Statement
from meetings.services.decisions import NotInSession
from meetings.services.locks import changed, lock_item
from twente.core import audit
from twente.core.models import Party, User


@dataclass(frozen=True)
class ActionDetails:
    """Who will do what by which day (Amsterdam); an owner is a person, a party, or both."""

    kind: str
    text: str
    owner: User | None
    party: Party | None
    due_on: date | None


def in_session(item: AgendaItem) -> AgendaItem:
    """The locked item of a meeting that was opened. Raises NotInSession."""
    locked = lock_item(item)
    if locked.meeting.state not in (Meeting.State.OPEN, Meeting.State.HELD):
        raise NotInSession
    return locked


@transaction.atomic
def record_action(*, item: AgendaItem, details: ActionDetails, key: uuid.UUID, by: User, now: datetime) -> Action:
    """Keep an action or a promise of this item; the same form key again is the same one. Raises NotInSession."""
    locked = in_session(item)
    agreement = locked.meeting.body.agreement
    row, made = Action.objects.get_or_create(
        form_key=key,
        defaults={
            "agreement": agreement,
            "item": locked,
            "kind": details.kind,
            "text": details.text,
            "owner": details.owner,
            "party": details.party,
            "due_on": details.due_on,
            "recorded_by": by,
            "recorded_at": now,
        },
    )
    if made:
        changed(locked.meeting_id)
        audit.record(agreement=agreement, by=by, at=now, action="action_recorded", target=row)
    return row


@transaction.atomic
def record_statement(
    *, item: AgendaItem, speaker: str, party: Party | None, text: str, key: uuid.UUID, by: User, now: datetime
) -> Statement:
    """Keep what somebody wanted on record; the same form key again is the same one. Raises NotInSession."""
    locked = in_session(item)
    row, made = Statement.objects.get_or_create(
        form_key=key,
        defaults={
            "item": locked,
            "party": party,
            "speaker": speaker,
            "text": text,
            "recorded_by": by,
            "recorded_at": now,
        },
    )
    if made:
        changed(locked.meeting_id)
        agreement = locked.meeting.body.agreement
        audit.record(agreement=agreement, by=by, at=now, action="statement_recorded", target=row)
    return row
