"""What the minutes page shows of the review: comments at their item, and how far the round is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from meetings.forms.review import CommentForm
from meetings.models import Meeting
from meetings.presenting.minutes_frame import address
from meetings.rules import review as rules
from meetings.selectors import review as selectors
from meetings.wording import review as wording
from twente.core.dates import day_of, full_date
from twente.core.permissions import Actor
from twente.core.selectors import parties_of


@dataclass(frozen=True)
class CommentRow:
    """A comment as it stands under its item; the addresses are "" for who may not do that."""

    pk: int
    item: int
    number: int
    who: str
    on: str
    quote: str
    text: str
    proposal: str
    is_open: bool
    verdict: str
    reason: str
    take_at: str
    decline_at: str
    reopen_at: str


def comment_rows(meeting: Meeting, comments: Iterable[selectors.Judged], *, may_handle: bool) -> list[CommentRow]:
    """The comments with what became of them, and what can be done."""
    return [comment_row(meeting, judged, may_handle=may_handle) for judged in comments]


def comment_row(meeting: Meeting, judged: selectors.Judged, *, may_handle: bool) -> CommentRow:
    """One comment."""
    comment, answer = judged.comment, judged.answer

    def act(name: str, *, possible: bool) -> str:
        return address(meeting, name, comment.pk) if may_handle and possible else ""

    return CommentRow(
        pk=comment.pk,
        item=comment.item_id,
        number=comment.item.position,
        who=f"{comment.author.name}, {comment.party.short_name}" if comment.party else comment.author.name,
        on=full_date(day_of(comment.written_at)),
        quote=comment.quote,
        text=comment.text,
        proposal=comment.proposal,
        is_open=answer is None,
        verdict=verdict(judged),
        reason=answer.reason if answer else "",
        take_at=act("comment_take", possible=answer is None),
        decline_at=act("comment_decline", possible=answer is None),
        reopen_at=act("comment_reopen", possible=answer is not None),
    )


def verdict(judged: selectors.Judged) -> str:
    """What became of a comment, by whom and when."""
    given = judged.answer
    if given is None:
        return ""
    return wording.answered(given.get_outcome_display(), given.answered_by.name, day_of(given.answered_at))


def review_panel(meeting: Meeting, actor: Actor, rows: Iterable[CommentRow], today: date) -> dict[str, Any]:
    """How far the round is: who spoke, until when, which comments are open, and what can be done."""
    last = selectors.round_of(meeting)
    if last is None:
        return {"opened": False, "text": "Leden hebben nog niet kunnen reageren.", "over": True}
    parties = parties_of(meeting.body.agreement, day_of(meeting.starts_at))
    spoke = {comment.party_id for comment in selectors.comments_of(meeting) if comment.party_id}
    over = not rules.is_open(last.last_day, today)
    open_rows = [row for row in rows if row.is_open]
    return {
        "opened": True,
        "text": wording.progress(len(spoke), len(parties), last.last_day, over=over),
        "over": over,
        "until": wording.until(last.last_day),
        "open_rows": open_rows,
        "open_count": len(open_rows),
        "since": full_date(day_of(last.opened_at)),
    }


def comment_form(item_pk: int) -> CommentForm:
    """An empty form under one item; its fields are named after the item."""
    return CommentForm(auto_id=f"opmerking-{item_pk}-%s")
