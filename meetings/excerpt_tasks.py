"""Background work of excerpts and lists. A job may run twice, or die half-way: the document comes once."""

from datetime import datetime

from meetings.decision_documents import excerpt_pdf, excerpt_title, list_pdf, list_title
from meetings.models import Decision, Meeting
from meetings.selectors.excerpts import EXCERPT_JOB, LIST_JOB, document_of, excerpt_content, list_content
from meetings.services.excerpts import NothingToPrint, keep
from twente.core.dates import day_of
from twente.outbox.services import handles


@handles(EXCERPT_JOB)
def make_excerpt(decision_id: int, now: datetime) -> None:
    """Print the excerpt of a decision. Printing happens outside a transaction: it takes seconds."""
    rows = Decision.objects.select_related("item__meeting__body__agreement", "item__meeting__presided_by", "annulment")
    decision = rows.get(pk=decision_id)
    content = excerpt_content(decision, day_of(now))
    if document_of(EXCERPT_JOB, decision.pk, content) is None:
        keep(
            agreement=decision.agreement,
            kind=EXCERPT_JOB,
            target_id=decision.pk,
            content=content,
            title=f"Uittreksel: {excerpt_title(content)}",
            pdf=excerpt_pdf(content),
            now=now,
        )


@handles(LIST_JOB)
def make_list(meeting_id: int, now: datetime) -> None:
    """Print the public decisions of a meeting. Raises NothingToPrint."""
    meeting = Meeting.objects.select_related("body__agreement", "presided_by").get(pk=meeting_id)
    content = list_content(meeting, day_of(now))
    if not content["rows"]:
        raise NothingToPrint
    if document_of(LIST_JOB, meeting.pk, content) is None:
        keep(
            agreement=meeting.body.agreement,
            kind=LIST_JOB,
            target_id=meeting.pk,
            content=content,
            title=list_title(content),
            pdf=list_pdf(content),
            now=now,
        )
