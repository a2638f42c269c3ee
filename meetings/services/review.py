"""Writes of the review: open a round, comment, take over or not, and take that back. Everything is logged (BOK-5.6)."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from meetings.models import AgendaItem, Meeting, Minutes, MinutesText, ReviewAnswer, ReviewComment, ReviewRound
from meetings.rules import review as rules
from meetings.selectors.minutes import markup_of
from meetings.selectors.review import reviewers, round_of, standing_answer
from meetings.services.deadlines import terms_changed
from meetings.services.minutes import MinutesStand, locked_minutes, save_text
from meetings.services.reasons import need_reason
from meetings.wording import review as wording
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import Party, User
from twente.core.refusals import Refusal
from twente.outbox.services import queue_message

Outcome = ReviewAnswer.Outcome


class LastDayPast(Refusal):
    """A round ends today or later."""

    status = 422
    sentence = "Kies als laatste dag vandaag of later."


class ReviewClosed(Refusal):
    """Nobody asked for comments, or the last day is over."""

    sentence = "Reageren kan niet meer: de laatste dag van de commentaarronde is voorbij."


class CommentAnswered(Refusal):
    """Somebody else handled this comment first."""

    sentence = "Deze opmerking is intussen behandeld. Bekijk eerst wat er is besloten."


class TextMovedOn(Refusal):
    """The text changed after the comment was taken over; undoing would throw that away."""

    sentence = "De tekst is daarna gewijzigd. Haal de wijziging zelf uit de tekst."


@dataclass(frozen=True)
class Remark:
    """What a member wrote: about which words, and what should stand there, both or one of them empty."""

    text: str
    quote: str = ""
    proposal: str = ""


@transaction.atomic
def open_round(*, meeting: Meeting, last_day: date, shared: bool, by: User, now: datetime) -> ReviewRound:
    """Ask the members for comments until a day (Amsterdam), each by mail. The same again changes nothing.

    Raises MeetingNotOpened, MinutesStand, LastDayPast.
    """
    minutes = concept_of(meeting.pk)
    today = day_of(now)
    if last_day < today:
        raise LastDayPast
    before = round_of(meeting)
    if before and (before.last_day, before.shared) == (last_day, shared):
        return before
    number = before.number + 1 if before else 1
    opened = ReviewRound.objects.create(
        minutes=minutes, number=number, last_day=last_day, shared=shared, opened_at=now, opened_by=by
    )
    terms_changed(minutes.meeting)
    agreement = minutes.meeting.body.agreement
    for person in reviewers(agreement, meeting, today):
        if person != by:
            ask(opened, person, now)
    detail = {"number": number, "last_day": last_day.isoformat()}
    audit.record(agreement=agreement, by=by, at=now, action="minutes_review_opened", target=minutes, detail=detail)
    return opened


def ask(opened: ReviewRound, person: User, now: datetime) -> None:
    """One mail in the outbox: what, until when, where. Nothing of the minutes themselves stands in it."""
    meeting = opened.minutes.meeting
    agreement = meeting.body.agreement
    address = settings.SITE_URL + reverse("meetings:minutes_detail", args=[agreement.slug, meeting.pk])
    day = day_of(meeting.starts_at)
    queue_message(
        agreement=agreement,
        key=f"review:{opened.pk}:{person.pk}",
        kind="minutes_review",
        recipient=person.email,
        subject=wording.invitation_subject(day, opened.last_day),
        body=wording.invitation_body(person.name, day, opened.last_day, address),
        now=now,
    )


@transaction.atomic
def write_comment(
    *, item: AgendaItem, remark: Remark, party: Party | None, key: uuid.UUID, by: User, now: datetime
) -> ReviewComment:
    """Keep a comment on one item; the same form key again is the same comment. Raises MinutesStand, ReviewClosed."""
    known = ReviewComment.objects.filter(form_key=key, author=by, item=item).first()
    if known is not None:
        return known
    minutes = concept_of(item.meeting_id)
    running = round_of(item.meeting)
    if running is None or not rules.is_open(running.last_day, day_of(now)):
        raise ReviewClosed
    comment = ReviewComment.objects.create(
        round=running,
        item=item,
        author=by,
        party=party,
        text=remark.text,
        quote=remark.quote,
        proposal=remark.proposal,
        written_at=now,
        form_key=key,
    )
    agreement = minutes.meeting.body.agreement
    audit.record(agreement=agreement, by=by, at=now, action="minutes_comment_written", target=comment)
    return comment


@transaction.atomic
def take_comment(*, comment: ReviewComment, by: User, now: datetime) -> ReviewAnswer:
    """Take a comment over: its proposal comes into the text as a change that stays editable.

    The same again changes nothing. Raises MinutesStand, CommentAnswered.
    """
    concept_of(comment.item.meeting_id)
    answered = unanswered(comment, Outcome.TAKEN)
    if answered is not None:
        return answered
    row = MinutesText.objects.filter(item=comment.item).first()
    before, version = markup_of(row), row.version if row else 0
    after = rules.taken_over(before, quote=comment.quote, proposal=comment.proposal)
    if after != before:
        version = save_text(item=comment.item, text=after, version=version, by=by, now=now).version
    return answer(comment, Outcome.TAKEN, by, now, before=before, text_version=version)


@transaction.atomic
def decline_comment(*, comment: ReviewComment, reason: str, by: User, now: datetime) -> ReviewAnswer:
    """Do not take a comment over, and say why. Raises MinutesStand, NoReason, CommentAnswered."""
    concept_of(comment.item.meeting_id)
    need_reason(reason, "Vul in waarom u de opmerking niet overneemt.")
    return unanswered(comment, Outcome.DECLINED) or answer(comment, Outcome.DECLINED, by, now, reason=reason)


@transaction.atomic
def reopen_comment(*, comment: ReviewComment, by: User, now: datetime) -> ReviewAnswer | None:
    """Take the answer back; a text that nobody touched since becomes what it was. None when the comment is open.

    Raises MinutesStand, TextMovedOn.
    """
    concept_of(comment.item.meeting_id)
    last = standing_answer(comment)
    if last is None:
        return None
    row = MinutesText.objects.filter(item=comment.item).first()
    if last.outcome == Outcome.TAKEN and row is not None and markup_of(row) != last.before:
        if row.version != last.text_version:
            raise TextMovedOn
        save_text(item=comment.item, text=last.before, version=row.version, by=by, now=now)
    return answer(comment, Outcome.REOPENED, by, now)


def concept_of(meeting_id: int) -> Minutes:
    """The minutes under a lock, as long as they can change. Raises MeetingNotOpened, MinutesStand."""
    minutes = locked_minutes(meeting_id)
    if minutes.state == Minutes.State.ADOPTED:
        raise MinutesStand
    return minutes


def unanswered(comment: ReviewComment, outcome: Outcome) -> ReviewAnswer | None:
    """None when the comment is open; the answer when it is this one already. Raises CommentAnswered."""
    last = standing_answer(ReviewComment.objects.prefetch_related("answers").get(pk=comment.pk))
    if last is not None and last.outcome != outcome:
        raise CommentAnswered
    return last


def answer(
    comment: ReviewComment,
    outcome: Outcome,
    by: User,
    now: datetime,
    *,
    reason: str = "",
    before: str = "",
    text_version: int = 0,
) -> ReviewAnswer:
    """Write the answer down, and in the log."""
    given = ReviewAnswer.objects.create(
        comment=comment,
        outcome=outcome,
        reason=reason,
        before=before,
        text_version=text_version,
        answered_at=now,
        answered_by=by,
    )
    agreement = comment.item.meeting.body.agreement
    audit.record(agreement=agreement, by=by, at=now, action=f"minutes_comment_{outcome.value}", target=comment)
    return given
