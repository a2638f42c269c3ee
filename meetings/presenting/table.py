"""What the pages of a meeting in session put together: the table, and the live page."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from meetings import selectors, wording
from meetings.models import AgendaItem, Meeting
from meetings.presenting import pages, planning
from twente.core.agreement import Rulebook
from twente.core.dates import clock_time, day_of
from twente.core.permissions import Actor
from twente.core.selectors import rulebook_on

GATHERING = (Meeting.State.CONVENED, Meeting.State.OPEN)


def table_page(meeting: Meeting, actor: Actor, at: datetime) -> dict[str, Any]:
    """Every party with its seat, the counting line, and what this person may record."""
    rows = pages.party_rows(meeting, meeting.closed_at or at)
    return {
        "meeting": meeting,
        "trail": planning.trail(meeting),
        "rows": rows,
        **counted(rows, rulebook_on(meeting.body.agreement, day_of(at))),
        "marking": meeting.state in GATHERING and actor.may("attendance_record"),
        "substituting": meeting.state != Meeting.State.HELD and actor.may("mandate_record"),
        "state": pages.STATES[Meeting.State(meeting.state)],
        "presiding": presiding(meeting),
    }


def counted(rows: list[pages.PartyRow], book: Rulebook) -> dict[str, str]:
    """Who is there in one line; whether that is enough where a decision asks it, with its article; and R9's signal."""
    found, test = pages.presence(rows), book.presence_test
    return {
        "counting": wording.presence(found, weighed=any(rule.weighted for rule in book.decision_rules)),
        "represented": wording.represented(found, test.threshold) if test else "",
        "represented_article": test.article if test else "",
        "signal": "" if found.over_half else wording.HALF_OR_FEWER,
    }


def presiding(meeting: Meeting) -> str:
    """Who presides, and what that means for a vote (BOK-5.5, R8)."""
    if meeting.presided_by is None:
        return ""
    agreement, on = meeting.body.agreement, day_of(meeting.opened_at or meeting.starts_at)
    chair = meeting.presided_by in selectors.chairs(agreement=agreement, on=on)
    votes = selectors.votes_of_presiders(agreement, on)["chair" if chair else "deputy"]
    return wording.presiding(meeting.presided_by.name, chair=chair, votes=votes)


def live_page(meeting: Meeting, actor: Actor, at: datetime) -> dict[str, Any]:
    """The meeting as it runs: item at hand, table, agenda, and the acts of whoever leads it."""
    rows = pages.item_rows(meeting)
    current = next((row for row in rows if row.current), None)
    leads = actor.may("attendance_record")
    address = reverse("meetings:meeting_live", args=[meeting.body.agreement.slug, meeting.pk])
    return table_page(meeting, actor, at) | {
        "agenda": rows,
        "current": current,
        "next": next_of(rows, current),
        "poll": f"{address}?punt={meeting.current_item_id or ''}",
        "panel": pages.panel_address(meeting.current_item, meeting.body.agreement.slug),
        "may_lead": leads and meeting.state == Meeting.State.OPEN,
        "may_open": leads and meeting.state == Meeting.State.CONVENED,
        "may_decide": actor.may("agenda_edit") and meeting.state == Meeting.State.OPEN and current is not None,
        "since": clock_time(meeting.opened_at) if meeting.opened_at else "",
        "framework": wording.FRAMEWORK_NOTE,
        "below": selectors.article_above(current.item) if current else "",
    }


def next_of(rows: list[pages.ItemRow], current: pages.ItemRow | None) -> pages.ItemRow | None:
    """The item after the one at hand."""
    following = [row for row in rows if current and row.item.position > current.item.position]
    return following[0] if following else None


def undecided(meeting: Meeting) -> list[str]:
    """Items for decision on which nothing was decided: said before closing, never a refusal."""
    items = selectors.agenda_of(meeting).filter(status=AgendaItem.Status.DECIDE, decisions=None)
    return [f"Punt {item.position}, {item.title}" for item in items]


def after_decision(item: AgendaItem) -> str:
    """Back to the running meeting, or to the item when the meeting is over."""
    slug = item.meeting.body.agreement.slug
    if item.meeting.state == Meeting.State.OPEN:
        return reverse("meetings:meeting_live", args=[slug, item.meeting_id])
    return reverse("meetings:item_detail", args=[slug, item.pk])
