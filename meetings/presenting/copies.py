"""What a page shows of a reading copy: whether it can be had, how far it is, how long it is."""

from typing import Any

from django.urls import reverse

from meetings.models import Meeting
from meetings.models.copies import ReadingCopy
from meetings.selectors.copies import copies_for, has_papers, plan_for
from meetings.services.copies import COPY_JOB
from meetings.wording import papers as wording
from twente.core.permissions import Actor
from twente.outbox.models import Job
from twente.outbox.selectors import latest_job


def panel(meeting: Meeting, actor: Actor) -> dict[str, Any]:
    """The state of the copy that this person may have now; nothing while there are no papers."""
    plan = plan_for(actor, meeting)
    if not has_papers(plan):
        return {"copy": None}
    slug = meeting.body.agreement.slug
    found = copies_for(actor, meeting, plan).first()
    return {
        "copy": {
            "address": reverse("meetings:reading_copy", args=[slug, meeting.pk]),
            "download": reverse("meetings:reading_copy_file", args=[slug, meeting.pk]),
            **state_of(found, meeting),
        },
        "meeting": meeting,
    }


def state_of(copy: ReadingCopy | None, meeting: Meeting) -> dict[str, Any]:
    """One word for polling, a sentence, and the steps that were made."""
    if copy is None:
        return {"state": "niet", "text": "Alle stukken in één pdf, met bladwijzers. Handig op een tablet of op papier."}
    if copy.stored_as:
        text = f"{wording.length(copy.pages)}, {wording.size(copy.size)}."
        return {"state": "klaar", "ready": True, "text": text, "made_at": copy.made_at}
    job = latest_job(meeting.body.agreement, COPY_JOB, copy.pk)
    if job is None or job.state == Job.State.FAILED:
        return {"state": "mislukt", "text": "Het maken is niet gelukt. Probeer het opnieuw."}
    steps = {"done": job.done, "total": job.total}
    text = f"{job.done} van {job.total} stukken." if job.total else "Wacht op zijn beurt."
    return {"state": f"{job.state}-{job.done}", "busy": True, "text": text, **steps}
