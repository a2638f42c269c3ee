"""What the minutes page shows, as rows with ready-made words and flags: templates only loop."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from meetings.models import AgendaItem, Meeting, Minutes, ReviewRound
from meetings.presenting.leaving import sending_panel
from meetings.presenting.minutes_documents import document_panel, signing_panel
from meetings.presenting.minutes_errata import erratum_rows
from meetings.presenting.minutes_frame import frame
from meetings.presenting.minutes_items import ItemBlock, Rights, blocks, progress
from meetings.presenting.minutes_presence import writing_line
from meetings.presenting.minutes_review import comment_rows, review_panel
from meetings.presenting.minutes_stages import stages
from meetings.rules import minutes as rules
from meetings.rules import review as review_rules
from meetings.selectors import minutes as selectors
from meetings.selectors import review as reviews
from meetings.selectors import signing_article
from meetings.wording import minutes as wording
from meetings.wording import review as review_wording
from twente.core.dates import day_of, full_date
from twente.core.permissions import Actor

STARTED = (Meeting.State.OPEN, Meeting.State.HELD)


def whole(meeting: Meeting, actor: Actor, now: datetime) -> dict[str, Any]:
    """The whole page: strip, items with texts and comments, what is still to do, document and signatures."""
    minutes, full = selectors.minutes_of(meeting), selectors.content_of(meeting)
    content = selectors.content_for(meeting, actor, full)
    revisions = selectors.revisions_of(minutes)
    adopted = minutes is not None and minutes.state == Minutes.State.ADOPTED
    may_write = meeting.state in STARTED and not adopted and actor.may("minutes_edit")
    remarks = comment_rows(meeting, reviews.comments_for(actor, meeting), may_handle=may_write)
    last = reviews.round_of(meeting)
    may = Rights(may_write, not adopted and last is not None and review_rules.is_open(last.last_day, day_of(now)))
    return (
        moving(meeting, full, content, minutes, now)
        | document_panel(meeting, minutes, actor)
        | {
            "started": meeting.state in STARTED,
            "adopted": adopted,
            "annulled": selectors.annulled_decisions(meeting, actor) if adopted else [],
            "breaks": wording.breaks(content["meeting"].get("breaks", [])),
            "errata": erratum_rows(minutes, actor),
            "may_correct": adopted and actor.may("minutes_edit"),
            "may_write": may_write,
            "review": review_panel(meeting, actor, remarks, day_of(now)),
            "sentence": sentence(minutes, may_write=may_write),
            "blocks": blocks(meeting, content, remarks, day_of(now), may),
            "writing": writing_line(meeting, actor, now),
            "sending": sending_panel(minutes.document if minutes and selectors.is_signed(minutes) else None, actor),
            "signing": signing_panel(actor, revisions) | {"article": signing_article(meeting)},
        }
    )


def after_saving(meeting: Meeting, full: rules.Content, content: rules.Content, now: datetime) -> dict[str, Any]:
    """What changes on the page with every text that somebody saves: strip, items, what is still to do."""
    return moving(meeting, full, content, selectors.minutes_of(meeting), now) | {"may_write": True}


def moving(
    meeting: Meeting, full: rules.Content, content: rules.Content, minutes: Minutes | None, now: datetime
) -> dict[str, Any]:
    """Heading, strip, list of items and what still blocks the next stage, in the `full` content too."""
    today = day_of(now)
    checks = reviews.checks_before_adoption(meeting, full, today)
    parts = progress(content, checks)
    last = reviews.round_of(meeting)
    ready = not rules.blocking(checks)
    planned = minutes.on_agenda if minutes else None
    return (
        frame(meeting, "Verslag")
        | parts
        | {
            "stages": stages(content, minutes, last, selectors.revisions_of(minutes), today, parts["ready"]),
            "may_adopt": ready,
            "may_schedule": ready and planned is None,
            "planned": planned and planned_words(planned.meeting),
            "planned_at": planned and item_address(planned),
            "wait": waiting(last, checks),
        }
    )


def planned_words(later: Meeting) -> str:
    """Op de agenda van 10 februari 2027"""
    return f"Op de agenda van {full_date(day_of(later.starts_at))}"


def saved_block(meeting: Meeting, content: rules.Content, item_pk: int, now: datetime) -> ItemBlock:
    """One item after its text was saved."""
    rows = blocks(meeting, content, (), day_of(now), Rights(write=True, comment=False))
    return next(block for block in rows if block.pk == item_pk)


def item_address(item: AgendaItem) -> str:
    """The page of the item with which these minutes are adopted."""
    return reverse("meetings:item_detail", args=[item.meeting.body.agreement.slug, item.pk])


def waiting(last: ReviewRound | None, checks: tuple[rules.Check, ...]) -> str:
    """Since when the minutes can go on an agenda, while members still comment; "" otherwise."""
    if last is None or all(check.passed for check in checks if check.code == "review"):
        return ""
    return review_wording.schedulable(last.last_day)


def sentence(minutes: Minutes | None, *, may_write: bool) -> str:
    """The line under the heading."""
    if minutes and minutes.content:
        return f"Vastgesteld {wording.adopted(minutes.content['adoption'])}. De inhoud verandert niet meer."
    return "Typ alleen de bespreking. De rest volgt vanzelf." if may_write else "Concept. Nog niet vastgesteld."
