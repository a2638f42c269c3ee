"""Reads of agendas: items, what is frozen when one is sent."""

from datetime import UTC
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from meetings.models import AgendaItem, AgendaVersion, Decision, ItemGrant, Meeting, Substitution
from meetings.selectors.bodies import known
from meetings.selectors.meetings import meetings_for
from meetings.selectors.paper_lists import frozen_papers, papers_by_item
from meetings.selectors.rulebooks import subject_labels
from meetings.wording import class_label
from twente.core.permissions import Actor, Context


def items_for(actor: Actor) -> QuerySet[AgendaItem]:
    """The agenda items this person may open; without the draft only those of meetings that were held."""
    items = AgendaItem.objects.filter(readable(actor), meeting__in=meetings_for(actor))
    items = items.select_related("meeting__body__agreement")
    return items if actor.may("agenda_draft") else items.filter(meeting__state=Meeting.State.HELD)


def readable(actor: Actor, item: str = "") -> Q:
    """The items whose content this person may read; `item` is the path to the item from another table ("item__").

    Everybody reads what is public, or is public again after its last day. What is confidential: by office, by a grant
    on the item, or as substitute in its meeting, registered for the whole of it or for that item (HLB-9c). Nothing of
    a body of members in which one does not sit (`bodies.known`).
    """
    of_body = known(actor, f"{item}meeting__body__")
    if actor.may("confidential_item"):
        return of_body
    public = Q(**{f"{item}confidentiality": AgendaItem.Confidentiality.PUBLIC})
    allowed = public | Q(**{f"{item}confidential_until__lt": actor.on})
    if actor.may("confidential_item", Context(granted=True)):
        allowed |= Q(**{f"{item}pk__in": ItemGrant.objects.filter(user=actor.user).values("item")})
    if actor.may("confidential_item", Context(substitute=True)):
        mine = Substitution.objects.filter(user=actor.user)
        allowed |= Q(**{f"{item}meeting__in": mine.filter(item=None).values("meeting")})
        allowed |= Q(**{f"{item}pk__in": mine.exclude(item=None).values("item")})
    return of_body & allowed


def agenda_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """The items in order, each with its decisions."""
    decisions = Prefetch("decisions", Decision.objects.select_related("annulment").order_by("decided_at", "id"))
    return meeting.items.order_by("position").prefetch_related(decisions)


def latest_version(meeting: Meeting) -> AgendaVersion | None:
    """The agenda as it was last sent."""
    return meeting.agenda_versions.order_by("number").last()


def agenda_content(meeting: Meeting) -> dict[str, Any]:
    """The agenda as it stands, in the form that is frozen and hashed when it is sent: words, not keys to look up."""
    labels = subject_labels(meeting)
    items = list(meeting.items.order_by("position"))
    papers = papers_by_item(items)
    return {
        "agreement": meeting.body.agreement.slug,
        "body": meeting.body.name,
        "starts_at": meeting.starts_at.astimezone(UTC).isoformat(),
        "ends_at": meeting.ends_at.astimezone(UTC).isoformat(),
        "place": meeting.place,
        "items": [
            {
                "id": item.pk,
                "position": item.position,
                "title": item.title,
                "kind": item.kind,
                "article": item.subject or item.article,
                "class_label": class_label(item.kind, item.subject, labels),
                "status": item.status,
                "status_label": item.get_status_display(),
                "explanation": item.explanation,
                "minutes": item.minutes_planned,
            }
            | prepared(item)
            | frozen_papers(papers.get(item.pk, []))
            | openness(item)
            for item in items
        ],
    }


def prepared(item: AgendaItem) -> dict[str, Any]:
    """How the item is prepared, only what was said: an agenda sent before there was more to say keeps its hash."""
    found = {
        "handling": item.handling,
        "handling_label": item.get_handling_display(),
        "portfolio": item.portfolio,
        "presenter": item.presenter,
        "cover_note": item.cover_note,
        "advice": item.advice,
        "consultation": item.consultation,
        "proposed_decision": item.proposed_decision,
        "disposal": item.disposal,
        "disposal_label": item.get_disposal_display() if item.disposal else "",
        "disposal_reason": item.disposal_reason,
        "late": item.late,
    }
    return {name: value for name, value in found.items() if value}


def openness(item: AgendaItem) -> dict[str, str]:
    """How open a confidential item is, so that whoever shows this agenda knows to whom; nothing for a public one."""
    if item.confidentiality == AgendaItem.Confidentiality.PUBLIC:
        return {}
    until = item.confidential_until.isoformat() if item.confidential_until else ""
    return {
        "confidentiality": item.confidentiality,
        "openness_label": item.get_confidentiality_display(),
        "until": until,
    }


def version_number(meeting: Meeting) -> int:
    """The number of the agenda that was sent last; 0 when none was."""
    latest = latest_version(meeting)
    return latest.number if latest else 0
