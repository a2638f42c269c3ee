"""What the pages about the document of adopted minutes show: how far it is, who signs, what was found."""

from collections.abc import Sequence
from typing import Any

from meetings.models import Meeting, Minutes
from meetings.rules import minutes as rules
from meetings.selectors import minutes as selectors
from meetings.wording import minutes as wording
from twente.core.permissions import Actor
from twente.core.phrases import spaced
from twente.documents.models import Revision
from twente.documents.presenting import offices_of as held_offices
from twente.documents.presenting import turn_of
from twente.outbox.models import Job
from twente.outbox.selectors import latest_job

JOB_WORDS = {
    Job.State.QUEUED: "Het document wordt gemaakt. Dat duurt meestal minder dan een minuut.",
    Job.State.RUNNING: "Het document wordt gemaakt. Dat duurt meestal minder dan een minuut.",
    Job.State.FAILED: "Het document kon niet worden gemaakt. Probeer het opnieuw.",
    Job.State.DONE: "Het document is gemaakt.",
}


def document_panel(meeting: Meeting, minutes: Minutes | None, actor: Actor) -> dict[str, Any]:
    """How far the document is: made, being made, failed; `job_state` is the version that polling sends back."""
    if minutes is None or minutes.state != Minutes.State.ADOPTED:
        return {"document": None}
    job = latest_job(meeting.body.agreement, "minutes_pdf", minutes.pk)
    state = Job.State.DONE if is_made(minutes) else Job.State(job.state) if job else Job.State.FAILED
    busy = state in (Job.State.QUEUED, Job.State.RUNNING)
    return {
        "document": {
            "made": is_made(minutes),
            "busy": busy,
            "state": state.value,
            "text": JOB_WORDS[state],
            "may_retry": state == Job.State.FAILED and actor.may("minutes_edit"),
            "link": wording.file_name(meeting.starts_at, signed=selectors.is_signed(minutes)),
            "fingerprint": spaced(minutes.sha256),
            "annex": selectors.may_read_annex(actor, minutes),
            "annex_fingerprint": spaced(minutes.annex_sha256),
        }
    }


def is_made(minutes: Minutes) -> bool:
    """Whether the document is there, and the annex if there is one."""
    return minutes.document_id is not None and (minutes.annex is None or minutes.annex_document_id is not None)


def signing_panel(actor: Actor, revisions: Sequence[Revision]) -> dict[str, Any]:
    """Whose signature is next, and whether it is this person's."""
    if not revisions:
        return {"text": "Ondertekenen kan als het document is gemaakt."}
    signed = selectors.signed_fields(revisions)
    return turn_of(offices_of(actor), signed, rules.next_signature(signed))


def offices_of(actor: Actor) -> frozenset[str]:
    """Signature fields that this person may fill."""
    return held_offices(actor) if actor.may("minutes_sign") else frozenset()
