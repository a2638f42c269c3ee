"""What an excerpt of a decision and the list of a meeting hold, and whether they were made (BOK-5.6, 17)."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from meetings.models import AgendaItem, Attendance, Decision, Meeting
from meetings.rules.minutes import fingerprint
from meetings.selectors import minutes
from meetings.selectors.attendance import attendances_at
from meetings.selectors.offices import chairs
from twente.core.dates import day_of
from twente.core.models import Agreement, Role
from twente.core.phrases import listed
from twente.core.selectors import roles_held
from twente.documents.models import Document
from twente.outbox.models import Job
from twente.outbox.selectors import latest_job

EXCERPT_JOB, LIST_JOB = "decision_excerpt", "decision_list"
FORMAT = 2
"""Since 2 the paper leaves the names to the signatures: who signs may change, or a deputy may be in charge."""
OPEN_TO_ALL = AgendaItem.Confidentiality.PUBLIC


def public(on: date, item: str = "item__") -> Q:
    """What everybody may read on a day: always public, or public again after its last day."""
    return Q(**{f"{item}confidentiality": OPEN_TO_ALL}) | Q(**{f"{item}confidential_until__lt": on})


def public_decisions(meeting: Meeting, on: date) -> QuerySet[Decision]:
    """The decisions of a meeting that everybody may read, in the order of their numbers."""
    rows = Decision.objects.filter(public(on), item__meeting=meeting)
    return rows.select_related("item", "annulment").order_by("year", "number")


def about(item: AgendaItem) -> dict[str, Any]:
    """The item under which something was decided."""
    return {"number": item.position, "title": item.title, "article": item.subject or item.article}


def excerpt_content(decision: Decision, on: date) -> dict[str, Any]:
    """One decision with everything that makes it checkable; `on` is the day that decides whether it is confidential."""
    item, meeting = decision.item, decision.item.meeting
    present = attendances_at(meeting=meeting, at=decision.decided_at)
    hidden = item.confidentiality != OPEN_TO_ALL and not (item.confidential_until and item.confidential_until < on)
    return frame(meeting) | {
        "item": about(item),
        "confidential": item.get_confidentiality_display() if hidden else "",
        "decision": minutes.decision_content(decision),
        "present": [minutes.presence(row) for row in in_order(present)],
    }


def in_order(rows: QuerySet[Attendance]) -> QuerySet[Attendance]:
    """Who was there, in the fixed order of the parties."""
    return rows.select_related("party", "user", "mandate", "substitution").order_by("party__position", "arrived_at")


def list_content(meeting: Meeting, on: date) -> dict[str, Any]:
    """The public decisions of a meeting."""
    rows = [
        about(decision.item) | {"decision": minutes.decision_content(decision)}
        for decision in public_decisions(meeting, on)
    ]
    return frame(meeting) | {"rows": rows}


def frame(meeting: Meeting) -> dict[str, Any]:
    """What both documents say of the meeting."""
    return {
        "format": FORMAT,
        "overleg": meeting.body.agreement.name,
        "meeting": minutes.meeting_content(meeting),
    }


def key_of(kind: str, target_id: int, content: dict[str, Any]) -> str:
    """Under which key a document is kept; other content is another document."""
    return f"{kind}:{target_id}:{fingerprint(content)[:24]}"


def target_of(document: Document) -> int:
    """The record behind a list or an excerpt: the number in its key ("decision_list:12:…")."""
    return int(document.source_key.split(":")[1])


def made_of(kind: str, target_id: int) -> Q:
    """Every document that was ever made of a record, whatever its content was."""
    return Q(source_key__startswith=f"{kind}:{target_id}:")


def document_of(kind: str, target_id: int, content: dict[str, Any]) -> Document | None:
    """The document with this content, once it was made; one of before format 2 stands as well."""
    found = Document.objects.filter(source_key=key_of(kind, target_id, content)).first()
    earlier = () if found else Document.objects.filter(made_of(kind, target_id)).select_related("agreement")
    return found or next(
        (row for row in earlier if row.source_key == key_of(kind, target_id, named(content, row))), None
    )


def named(content: dict[str, Any], document: Document) -> dict[str, Any]:
    """The content in format 1, which named who held both offices on the day that the document was made."""
    agreement, on = document.agreement, day_of(document.created_at)
    names = {
        "voorzitter": listed([person.name for person in chairs(agreement=agreement, on=on)]),
        "secretaris": listed([role.user.name for role in roles_held(agreement, Role.Kind.SECRETARY, on)]),
    }
    return content | {"format": 1, "signers": names}


def job_of(agreement: Agreement, kind: str, target_id: int) -> Job | None:
    """The newest request for it."""
    return latest_job(agreement, kind, target_id)
