"""What the pages of a meeting in session put together: who is at the table, what is not decided yet."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from meetings import selectors, wording
from meetings.models import AgendaItem, Meeting
from meetings.presenting import pages, planning
from meetings.presenting.members_present import members_page
from twente.core.agreement import Rulebook
from twente.core.dates import day_of
from twente.core.permissions import Actor
from twente.core.selectors import rulebook_on

GATHERING = (Meeting.State.CONVENED, Meeting.State.OPEN)
OVER = (Meeting.State.HELD, Meeting.State.CANCELLED)


def table_page(meeting: Meeting, actor: Actor, at: datetime) -> dict[str, Any]:
    """Every party (or member, BOK-7.3) with its seat, the counting line, and what this person may record."""
    if meeting.body.by_members:
        nothing = {"rows": [], "represented": "", "represented_article": "", "signal": "", "substituting": False}
        return nothing | members_page(meeting, actor, at) | {"presiding": presiding(meeting)}
    rows = pages.party_rows(meeting, meeting.closed_at or at)
    return {
        "meeting": meeting,
        "trail": planning.trail(meeting),
        "rows": rows,
        **counted(rows, rulebook_on(meeting.body.agreement, day_of(at))),
        "marking": meeting.state in GATHERING and actor.may("attendance_record"),
        "substituting": meeting.state not in OVER and actor.may("mandate_record"),
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
    if meeting.body.by_members:
        return wording.presiding(meeting.presided_by.name, chair=True, votes=None)
    agreement, on = meeting.body.agreement, day_of(meeting.opened_at or meeting.starts_at)
    chair = meeting.presided_by in selectors.chairs(agreement=agreement, on=on)
    votes = selectors.votes_of_presiders(agreement, on)["chair" if chair else "deputy"]
    return wording.presiding(meeting.presided_by.name, chair=chair, votes=votes)


def undecided(meeting: Meeting, actor: Actor) -> list[str]:
    """Items for decision on which nothing was decided: said before closing, never a refusal."""
    items = selectors.agenda_of(meeting).filter(selectors.readable(actor))
    items = items.filter(status=AgendaItem.Status.DECIDE, decisions=None, disposal="")
    return [f"Punt {item.position}, {item.title}" for item in items]


def after_decision(item: AgendaItem) -> str:
    """Back to the running meeting, or to the item when the meeting is over."""
    slug = item.meeting.body.agreement.slug
    if item.meeting.state == Meeting.State.OPEN:
        return reverse("meetings:meeting_live", args=[slug, item.meeting_id])
    return reverse("meetings:item_detail", args=[slug, item.pk])
