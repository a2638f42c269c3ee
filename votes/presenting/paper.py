"""How far the document of a result is, for the page that waits for it."""

from collections.abc import Mapping
from typing import Any

from twente.core.dates import day_of
from twente.core.permissions import Actor
from twente.outbox.models import Job
from votes.models import Proposal
from votes.printed import document_job, result_document

MAKING = "Het document wordt gemaakt. Dat duurt meestal minder dan een minuut."
WORDS: Mapping[str, str] = {
    Job.State.QUEUED: MAKING,
    Job.State.RUNNING: MAKING,
    Job.State.FAILED: "Het document kon niet worden gemaakt. Probeer het opnieuw.",
    Job.State.DONE: "Het document is gemaakt. Het verandert niet meer.",
}
ABSENT = "Er is nog geen document van deze uitslag."
BUSY = (Job.State.QUEUED, Job.State.RUNNING)


def document_panel(proposal: Proposal, actor: Actor) -> dict[str, Any] | None:
    """Made, being made, failed or never asked for; None as long as the result is not established."""
    if proposal.established_at is None:
        return None
    made = result_document(proposal) is not None
    job = None if made else document_job(proposal)
    state = Job.State.DONE if made else Job.State(job.state) if job else None
    return {
        "made": made,
        "busy": state in BUSY,
        "state": state.value if state else "none",
        "text": WORDS[state] if state else ABSENT,
        "may_ask": state in (None, Job.State.FAILED) and actor.may("agenda_edit"),
        "name": file_name(proposal),
    }


def file_name(proposal: Proposal) -> str:
    """uitslag-2026-12-02-punt-5.pdf; an annulled vote says so in its name."""
    day = day_of(proposal.item.meeting.starts_at).isoformat()
    annulled = "-vernietigd" if proposal.annulled_at else ""
    again = f"-ronde-{proposal.round}" if proposal.round > 1 else ""
    return f"uitslag-{day}-punt-{proposal.item.position}{again}{annulled}.pdf"
