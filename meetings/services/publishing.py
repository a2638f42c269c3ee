"""Sending the agenda: a frozen version, the meeting convened, one invitation per person in the outbox."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from meetings import selectors, wording
from meetings.models import AgendaVersion, Meeting
from meetings.rules import changes, digest
from meetings.selectors.openness import content_for_mail
from meetings.services.calendar import CALENDAR, event_for, note_invited, rise
from meetings.services.deadlines import terms_changed
from meetings.services.locks import lock_meeting, not_held
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.refusals import Refusal, StaleVersion
from twente.outbox.models import Message
from twente.outbox.services import message, queue_messages


class EmptyAgenda(Refusal):
    """There is nothing to send."""

    status = 422
    sentence = "De agenda is leeg. Voeg eerst een punt toe."


class NobodyToInvite(Refusal):
    """An invitation goes to somebody."""

    status = 422
    sentence = "Er is niemand om uit te nodigen. Leg eerst mandaten vast."


class MeetingPast(Refusal):
    """Nobody is convened for yesterday, nor for a meeting that runs or was held."""

    sentence = "Deze vergadering is al begonnen of voorbij. U kunt de agenda niet meer versturen."


class AgendaChanged(StaleVersion):
    """What would go out is not what the person saw."""

    sentence = "De agenda is intussen gewijzigd. Bekijk de nieuwe agenda en verstuur opnieuw."


@transaction.atomic
def publish_agenda(*, meeting: Meeting, by: User, now: datetime, seen: str = "") -> AgendaVersion:
    """Freeze the agenda as the next version and invite everybody; an unchanged agenda is not sent twice.

    `seen` is the hash of the agenda that the person looked at. Raises MeetingPast, EmptyAgenda, NobodyToInvite,
    AgendaChanged. Before the first version the meeting is a concept; after it, it is convened (BOK-5.8).
    """
    locked = lock_meeting(meeting)
    content = selectors.agenda_content(locked)
    sha256 = digest(content)
    before = selectors.latest_version(locked)
    if before is not None and before.sha256 == sha256:
        return before
    people = selectors.recipients_of(agreement=locked.body.agreement, body=locked.body, on=day_of(now))
    sendable(locked, content["items"], people, now)
    if seen and seen != sha256:
        raise AgendaChanged
    version = AgendaVersion.objects.create(
        meeting=locked,
        number=before.number + 1 if before else 1,
        content=content,
        sha256=sha256,
        published_at=now,
        published_by=by,
    )
    mailed = mail_about(content, before.content if before else None)
    rise(locked, first=before is None, now=now)
    queue_messages(invitation(version=version, person=person, mailed=mailed, now=now) for person in people)
    note_invited(meeting=locked, people=people, now=now)
    convene(locked)
    audit.record(agreement=locked.body.agreement, by=by, at=now, action="agenda_published", target=version)
    return version


class Mailed(TypedDict):
    """What of an agenda goes into the mail: its content without what is confidential, and what changed of that."""

    content: dict[str, Any]
    changed: list[str]


def mail_about(content: dict[str, Any], before: dict[str, Any] | None) -> Mailed:
    """Mail is not encrypted: of a confidential item only number and minutes go into it, whoever the reader is."""
    shown = content_for_mail(content)
    if before is None:
        return {"content": shown, "changed": []}
    found = changes(content_for_mail(before, content), shown)
    return {"content": shown, "changed": [wording.change(one) for one in found]}


def sendable(meeting: Meeting, items: Sequence[object], people: Sequence[User], now: datetime) -> None:
    """Raises MeetingPast, EmptyAgenda, NobodyToInvite."""
    not_held(meeting)
    if meeting.state not in (Meeting.State.CONCEPT, Meeting.State.CONVENED):
        raise MeetingPast
    if day_of(meeting.starts_at) < day_of(now):
        raise MeetingPast
    if not items:
        raise EmptyAgenda
    if not people:
        raise NobodyToInvite


def convene(meeting: Meeting) -> None:
    """The meeting is convened; everybody who follows it sees the new agenda."""
    meeting.state = Meeting.State.CONVENED
    meeting.version += 1
    meeting.save(update_fields=["state", "version", *CALENDAR])
    terms_changed(meeting)


def invitation(*, version: AgendaVersion, person: User, mailed: Mailed, now: datetime) -> Message:
    """One invitation for the outbox; a version reaches a person once."""
    meeting = version.meeting
    agreement = meeting.body.agreement
    address = settings.SITE_URL + reverse("meetings:agenda_version", args=[agreement.slug, meeting.pk, version.number])
    return message(
        agreement=agreement,
        key=f"agenda:{meeting.pk}:{version.number}:{person.pk}",
        kind="agenda",
        recipient=person.email,
        subject=wording.invitation_subject(version.content, version.number),
        body=wording.invitation_body(name=person.name, number=version.number, address=address, **mailed),
        calendar=event_for(meeting=meeting, person=person, address=address, now=now),
        now=now,
    )
