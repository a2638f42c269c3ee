"""How far an excerpt or a list is, for the page that waits for it."""

from collections.abc import Mapping
from typing import Any

from meetings.models import Decision, Meeting
from meetings.presenting.leaving import sending_panel
from meetings.selectors.excerpts import EXCERPT_JOB, LIST_JOB, document_of, excerpt_content, job_of, list_content
from meetings.selectors.openness import confidential
from meetings.wording.decisions import numbered
from twente.core.dates import day_of
from twente.core.models import Agreement
from twente.core.permissions import Actor
from twente.documents.models import Document
from twente.documents.presenting import offices_of, signing_panel
from twente.documents.rules import next_signature
from twente.documents.selectors import filled
from twente.outbox.models import Job

MAKING = "Het document wordt gemaakt. Dat duurt meestal minder dan een minuut."
WORDS: Mapping[str, str] = {
    "none": "Er is nog geen document van deze inhoud.",
    Job.State.QUEUED: MAKING,
    Job.State.RUNNING: MAKING,
    Job.State.FAILED: "Het document kon niet worden gemaakt. Probeer het opnieuw.",
    Job.State.DONE: "Het document is gemaakt. Het geldt als voorzitter en secretaris het ondertekenen.",
}
BUSY = (Job.State.QUEUED, Job.State.RUNNING)


def excerpt_panel(decision: Decision, actor: Actor) -> dict[str, Any]:
    """The excerpt of one decision."""
    content = excerpt_content(decision, actor.on)
    name = f"uittreksel-besluit-{numbered(decision.year, decision.number)}.pdf"
    found = panel(decision.item.meeting.body.agreement, EXCERPT_JOB, decision.pk, content) | {"name": name}
    shut = confidential(decision.item, actor.on)
    sending = {} if shut else sending_panel(found["document"], actor)
    return found | signing(found["document"], actor) | {"sending": sending}


def list_panel(meeting: Meeting, actor: Actor) -> dict[str, Any]:
    """The list of a meeting."""
    content = list_content(meeting, actor.on)
    name = f"besluitenlijst-{day_of(meeting.starts_at).isoformat()}.pdf"
    found = panel(meeting.body.agreement, LIST_JOB, meeting.pk, content) | {"name": name}
    found |= signing(found["document"], actor) | {"sending": sending_panel(found["document"], actor)}
    return found | {"may_ask": found["may_ask"] and bool(content["rows"])}


def signing(document: Document | None, actor: Actor) -> dict[str, Any]:
    """Whose signature is next, once there is a document."""
    if document is None:
        return {}
    signed = filled(document)
    return {"signing": signing_panel(document, offices_of(actor), signed, next_signature(signed))}


def panel(agreement: Agreement, kind: str, target_id: int, content: dict[str, Any]) -> dict[str, Any]:
    """Made, being made, failed or never asked for. A finished job about earlier content says nothing of this."""
    document = document_of(kind, target_id, content)
    job = None if document else job_of(agreement, kind, target_id)
    waiting = job is not None and job.state != Job.State.DONE
    state = Job.State.DONE.value if document else job.state if job and waiting else "none"
    return {
        "document": document,
        "made": document is not None,
        "busy": state in BUSY,
        "state": state,
        "text": WORDS[state],
        "may_ask": state in ("none", Job.State.FAILED),
    }
