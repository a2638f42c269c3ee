"""Writes of minutes: type, adopt, keep the document, sign. Adopted minutes stand still (BOK-5.6, 8h, 17)."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from meetings.models import AgendaItem, Meeting, Minutes, MinutesText
from meetings.rules import markup
from meetings.rules import minutes as rules
from meetings.selectors.minutes import (
    confidential_ids,
    iso,
    later_meetings,
    live_content,
    markup_of,
    revisions_of,
    signed_fields,
)
from meetings.selectors.review import checks_before_adoption
from meetings.services.deadlines import terms_changed
from meetings.services.decisions import OUTCOMES, record_decision
from meetings.services.freezing import MinutesNotReady, check_ready, nothing_leaks, split
from meetings.services.locks import lock_agreement, lock_item
from meetings.wording import minutes as wording
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.refusals import Refusal, StaleVersion
from twente.documents.kinds import Act
from twente.documents.models import Document, Revision
from twente.documents.selectors import NoDocumentYet
from twente.documents.services import sign_document, store_rendered
from twente.documents.signing import ChairSignsFirst, SigningRefused
from twente.documents.trust import TrustMissing
from twente.outbox.models import Job
from twente.outbox.services import queue_job

PDF_JOB = "minutes_pdf"
FORM = MinutesText.Form.MARKUP


class MeetingNotOpened(Refusal):
    """Minutes begin when the meeting is opened."""

    sentence = "Het verslag begint als de vergadering is geopend."


class MinutesStand(Refusal):
    """Adopted minutes never change; a mistake is mended by an erratum beside them."""

    sentence = "Dit verslag is vastgesteld en verandert niet meer. Leg een verbetering vast als erratum."


class TextConflict(StaleVersion):
    """Somebody else saved this text first; `theirs` is what stands now."""

    def __init__(self, theirs: MinutesText) -> None:
        super().__init__()
        self.theirs = theirs


class NotAdoptedYet(Refusal):
    """Only adopted minutes become a document."""

    sentence = "Het verslag is nog niet vastgesteld. Stel het eerst vast."


class SigningNotPossible(Refusal):
    """The certificate, the time stamp or the person stood in the way; nothing was signed."""


@transaction.atomic
def save_text(*, item: AgendaItem, text: str, version: int, by: User, now: datetime) -> MinutesText:
    """Keep what was typed about one item as clean markup (`rules.markup`). The same text again changes nothing.

    Raises MeetingNotOpened, MinutesStand, and TextConflict when `version` is not the one that stands.
    """
    minutes = locked_minutes(item.meeting_id)
    if minutes.state == Minutes.State.ADOPTED:
        raise MinutesStand
    row, _ = MinutesText.objects.get_or_create(item=item, defaults={"minutes": minutes})
    clean = markup.clean(text)
    if markup_of(row) == clean and row.saved_at is not None:
        return row
    if row.version != version:
        raise TextConflict(row)
    row.text, row.form, row.version, row.saved_at, row.saved_by = clean, FORM, row.version + 1, now, by
    row.save(update_fields=["text", "form", "version", "saved_at", "saved_by"])
    minutes.version += 1
    minutes.save(update_fields=["version"])
    detail = {"item": item.position, "version": row.version}
    agreement = minutes.meeting.body.agreement
    audit.record(agreement=agreement, by=by, at=now, action="minutes_text_saved", target=minutes, detail=detail)
    return row


@transaction.atomic
def adopt_in_meeting(
    *, meeting: Meeting, later: Meeting, version: int, by: User, now: datetime, changes: str = ""
) -> Minutes:
    """The overleg adopted the minutes in a later meeting, as they were or with `changes`; from here they stand still.

    Minutes that stand on an agenda are adopted there, and the decision is recorded at that item.
    Raises MeetingNotOpened, MinutesNotReady, MinutesStand, StaleVersion.
    """
    planned = AgendaItem.objects.filter(minutes_to_adopt__meeting=meeting).select_related("meeting").first()
    if planned is not None:
        lock_agreement(planned)
        lock_item(planned)
    if planned is not None and planned.meeting_id != later.pk:
        raise MinutesNotReady(wording.stands_on_agenda(planned.meeting.starts_at))
    if not later_meetings(meeting).filter(pk=later.pk).exists():
        raise MinutesNotReady("Kies een latere vergadering die is geopend of gehouden.")
    how = Adopted(later, day_of(later.starts_at), changes)
    minutes = _adopt(meeting, how, version=version, by=by, now=now)
    if planned is not None:
        text = wording.adoption_decision(meeting.starts_at, changes)
        key = uuid.uuid5(uuid.NAMESPACE_OID, f"minutes:{minutes.pk}")
        record_decision(item=planned, text=text, outcome=OUTCOMES[0], key=key, by=by, now=now)
    return minutes


@transaction.atomic
def adopt_in_writing(
    *, meeting: Meeting, on: date, version: int, by: User, now: datetime, changes: str = ""
) -> Minutes:
    """The parties adopted the minutes in writing on a day (Amsterdam); from here they stand still.

    Raises MeetingNotOpened, MinutesNotReady, MinutesStand, StaleVersion.
    """
    return _adopt(meeting, Adopted(None, on, changes), version=version, by=by, now=now)


@dataclass(frozen=True)
class Adopted:
    """In which meeting (None in writing), on which day, and what was changed in the concept ("" nothing)."""

    later: Meeting | None
    on: date
    changes: str


def _adopt(meeting: Meeting, how: Adopted, *, version: int, by: User, now: datetime) -> Minutes:
    """Freeze the content with its fingerprint and ask for the document; the same adoption again changes nothing."""
    minutes = locked_minutes(meeting.pk)
    if minutes.state == Minutes.State.ADOPTED:
        if (minutes.adopted_in_id, minutes.adopted_on) == (how.later.pk if how.later else None, how.on):
            return minutes
        raise MinutesStand
    if minutes.version != version:
        raise StaleVersion
    content = live_content(minutes.meeting)
    check_ready(content, checks_before_adoption(minutes.meeting, content, day_of(now)), on=how.on, now=now)
    content["adoption"] = {
        "on": how.on.isoformat(),
        "meeting": iso(how.later.starts_at if how.later else None),
        "at": iso(now),
        "by": by.name,
        "changes": how.changes,
    }
    minutes.state = Minutes.State.ADOPTED
    split(minutes, content, confidential_ids(minutes.meeting, day_of(now)))
    minutes.adopted_in, minutes.adopted_on, minutes.adopted_by = how.later, how.on, by
    minutes.save()
    terms_changed(minutes.meeting)
    agreement = minutes.meeting.body.agreement
    queue_job(agreement=agreement, kind=PDF_JOB, target_id=minutes.pk, owner=by, now=now)
    detail = {"sha256": minutes.sha256, "on": how.on.isoformat()}
    audit.record(agreement=agreement, by=by, at=now, action="minutes_adopted", target=minutes, detail=detail)
    return minutes


@transaction.atomic
def request_document(*, minutes: Minutes, by: User, now: datetime) -> Job | None:
    """Ask the worker again for the document; None when it is there already. Raises NotAdoptedYet."""
    locked = locked_minutes(minutes.meeting_id)
    if locked.state != Minutes.State.ADOPTED:
        raise NotAdoptedYet
    if locked.document_id and (locked.annex is None or locked.annex_document_id):
        return None
    agreement = locked.meeting.body.agreement
    job = queue_job(agreement=agreement, kind=PDF_JOB, target_id=locked.pk, owner=by, now=now)
    audit.record(agreement=agreement, by=by, at=now, action="minutes_document_requested", target=locked)
    return job


@transaction.atomic
def keep_document(*, minutes: Minutes, pdf: bytes, now: datetime) -> Document:
    """Attach the finished PDF to adopted minutes; a second run finds the first one's document. Raises NotAdoptedYet."""
    locked = locked_minutes(minutes.meeting_id)
    if locked.state != Minutes.State.ADOPTED:
        raise NotAdoptedYet
    if locked.document:
        return locked.document
    nothing_leaks(locked)
    meeting = locked.meeting
    locked.document = store_rendered(
        agreement=meeting.body.agreement,
        kind="minutes",
        title=wording.title(meeting.starts_at),
        source_key=f"minutes:{locked.pk}",
        pdf=pdf,
        by=locked.adopted_by,
        now=now,
    )
    locked.save(update_fields=["document"])
    audit.record(agreement=meeting.body.agreement, by=None, at=now, action="minutes_document_made", target=locked)
    return locked.document


@transaction.atomic
def keep_annex(*, minutes: Minutes, pdf: bytes, now: datetime) -> Document:
    """Attach the PDF of the annex; a second run finds the first one's document. Raises NotAdoptedYet."""
    locked = locked_minutes(minutes.meeting_id)
    if locked.state != Minutes.State.ADOPTED or locked.annex is None:
        raise NotAdoptedYet
    if locked.annex_document:
        return locked.annex_document
    agreement = locked.meeting.body.agreement
    locked.annex_document = store_rendered(
        agreement=agreement,
        kind="minutes_annex",
        title=wording.annex_title(locked.meeting.starts_at),
        source_key=f"minutes-annex:{locked.pk}",
        pdf=pdf,
        by=locked.adopted_by,
        now=now,
    )
    locked.save(update_fields=["annex_document"])
    audit.record(agreement=agreement, by=None, at=now, action="minutes_annex_made", target=locked)
    return locked.annex_document


@transaction.atomic
def sign(*, minutes: Minutes, field: str, by: User, now: datetime, act: Act = sign_document) -> Revision:
    """Sign as `voorzitter` or `secretaris`, the annex too; a signature that stands already is the answer (BOK-5.6).

    `act` is how: with a key of this installation, or with what was signed elsewhere.

    Raises NoDocumentYet, ChairSignsFirst, SigningNotPossible.
    """
    locked = locked_minutes(minutes.meeting_id)
    if locked.document is None or (locked.annex is not None and locked.annex_document is None):
        raise NoDocumentYet
    signed = signed_fields(revisions_of(locked))
    if field not in signed and rules.next_signature(signed) != field:
        raise ChairSignsFirst
    try:
        if locked.annex_document is not None:
            act(document=locked.annex_document, field=field, by=by, now=now)
        revision = act(document=locked.document, field=field, by=by, now=now)
    except (SigningRefused, TrustMissing) as error:
        raise SigningNotPossible(str(error)) from error
    if field not in signed:
        detail = {"field": field, "sha256": revision.sha256}
        audit.record(
            agreement=locked.document.agreement, by=by, at=now, action="minutes_signed", target=locked, detail=detail
        )
    return revision


def locked_minutes(meeting_id: int) -> Minutes:
    """The minutes of an opened meeting under a lock; made at the first write. Raises MeetingNotOpened.

    The meeting itself needs no lock: once opened it never goes back.
    """
    opened = (Meeting.State.OPEN, Meeting.State.HELD)
    if not Meeting.objects.filter(pk=meeting_id, state__in=opened).exists():
        raise MeetingNotOpened
    Minutes.objects.get_or_create(meeting_id=meeting_id)
    locked = Minutes.objects.select_for_update(no_key=True, of=("self",))
    return locked.select_related("meeting__body__agreement", "meeting__presided_by").get(meeting_id=meeting_id)
