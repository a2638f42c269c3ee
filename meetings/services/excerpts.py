"""Asking for an excerpt or a list as a document, and keeping it once. Other content is another document (BOK-17)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from meetings.models import Decision, Meeting
from meetings.selectors.excerpts import EXCERPT_JOB, LIST_JOB, document_of, excerpt_content, key_of, list_content
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import Agreement, User
from twente.core.refusals import Refusal
from twente.documents.models import Document
from twente.documents.services import store_rendered
from twente.outbox.models import Job
from twente.outbox.services import queue_job


class NothingToPrint(Refusal):
    """A list without public decisions is no document."""

    sentence = "Deze vergadering heeft geen openbare besluiten. Er is geen lijst te maken."


@transaction.atomic
def request_excerpt(*, decision: Decision, by: User, now: datetime) -> Job | None:
    """Ask the worker for the excerpt of a decision; None when it is there already."""
    content = excerpt_content(decision, day_of(now))
    if document_of(EXCERPT_JOB, decision.pk, content):
        return None
    agreement = decision.item.meeting.body.agreement
    job = queue_job(agreement=agreement, kind=EXCERPT_JOB, target_id=decision.pk, owner=by, now=now)
    audit.record(agreement=agreement, by=by, at=now, action="excerpt_requested", target=decision)
    return job


@transaction.atomic
def request_list(*, meeting: Meeting, by: User, now: datetime) -> Job | None:
    """Ask the worker for the list of a meeting; None when it is there already. Raises NothingToPrint."""
    content = list_content(meeting, day_of(now))
    if not content["rows"]:
        raise NothingToPrint
    if document_of(LIST_JOB, meeting.pk, content):
        return None
    agreement = meeting.body.agreement
    job = queue_job(agreement=agreement, kind=LIST_JOB, target_id=meeting.pk, owner=by, now=now)
    audit.record(agreement=agreement, by=by, at=now, action="decision_list_requested", target=meeting)
    return job


def keep(
    *, agreement: Agreement, kind: str, target_id: int, content: dict[str, Any], title: str, pdf: bytes, now: datetime
) -> Document:
    """Keep a finished document; a second run finds the first one's."""
    return document_of(kind, target_id, content) or store_rendered(
        agreement=agreement,
        kind=kind,
        title=title,
        source_key=key_of(kind, target_id, content),
        pdf=pdf,
        by=None,
        now=now,
    )
