"""Reads of reading copies: the plan of what one person may read, and the copy that is exactly that."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from meetings.models import AgendaItem, Meeting, PaperVersion
from meetings.models.copies import ReadingCopy
from meetings.rules import digest
from meetings.rules.papers import sent_late
from meetings.selectors.agenda import items_for
from meetings.selectors.paper_lists import papers_by_item
from meetings.selectors.planning import due_days
from twente.core.dates import day_of
from twente.core.permissions import Actor


def plan_for(actor: Actor, meeting: Meeting) -> dict[str, Any]:
    """What the reading copy of this person holds: the agenda and the versions of the papers, as they stand now."""
    items = list(items_for(actor).filter(meeting=meeting).order_by("position"))
    papers, due = papers_by_item(items), due_days(meeting)["papers"]
    return {
        "overleg": meeting.body.agreement.short_name,
        "body": meeting.body.name,
        "starts_at": meeting.starts_at.isoformat(),
        "ends_at": meeting.ends_at.isoformat(),
        "place": meeting.place,
        "items": [
            {
                "position": item.position,
                "title": item.title,
                "status": item.get_status_display(),
                "confidential": item.confidentiality != AgendaItem.Confidentiality.PUBLIC,
                "minutes": item.minutes_planned,
                "papers": [
                    {
                        "position": paper.position,
                        "title": paper.title,
                        "version": paper.current_id,
                        "sha256": paper.current.sha256,
                        "pages": paper.current.pages,
                    }
                    | sent(paper.current, due)
                    for paper in papers.get(item.pk, [])
                    if paper.current
                ],
            }
            for item in items
        ],
    }


def sent(version: PaperVersion, due: date) -> dict[str, Any]:
    """When a version came and which one it is, of what came after the last day for papers only."""
    at = version.uploaded_at
    return {"late": at.isoformat(), "number": version.number} if sent_late(day_of(at), due) else {}


def copies_for(actor: Actor, meeting: Meeting, plan: dict[str, Any]) -> QuerySet[ReadingCopy]:
    """The copy of exactly this plan, if somebody asked for it; nobody gets another one."""
    return ReadingCopy.objects.filter(meeting=meeting, sha256=digest(plan))


def has_papers(plan: dict[str, Any]) -> bool:
    """Whether there is anything to put together."""
    return any(item["papers"] for item in plan["items"])
