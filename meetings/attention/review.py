"""What the review of minutes asks of a person: members to comment in time, the secretary to handle what came in."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse

from meetings.models import Meeting, Minutes, ReviewComment, ReviewRound
from meetings.rules import review as rules
from meetings.selectors import review as selectors
from meetings.selectors.minutes import may_read_draft
from twente.core.attention import Attention
from twente.core.dates import day_of, full_date
from twente.core.permissions import Actor


def rows(actor: Actor, now: datetime) -> list[Attention]:
    """Rounds that wait for this person, in no order."""
    today = day_of(now)
    last = {row.minutes_id: row for row in rounds_about_concepts(actor)}
    if actor.may("minutes_edit"):
        return [row for found in last.values() if (row := to_handle(found, today)) is not None]
    commented = set(ReviewComment.objects.filter(author=actor.user).values_list("round_id", flat=True))
    waiting = [row for row in last.values() if rules.is_open(row.last_day, today) and row.pk not in commented]
    return [to_read(row) for row in waiting if may_read_draft(actor, row.minutes.meeting)]


def rounds_about_concepts(actor: Actor) -> QuerySet[ReviewRound]:
    """Rounds about minutes that can still change; of each minutes the last one comes last."""
    found = ReviewRound.objects.filter(
        minutes__meeting__body__agreement=actor.agreement, minutes__state=Minutes.State.CONCEPT
    )
    return found.select_related("minutes__meeting__body__agreement").order_by("minutes", "number")


def to_read(row: ReviewRound) -> Attention:
    """A member comments before the end of the last day."""
    day = full_date(day_of(row.minutes.meeting.starts_at))
    return Attention(
        due_on=row.last_day,
        title=f"Reageren op het verslag van {day}",
        sentence=f"Het conceptverslag staat klaar. Reageren kan tot en met {full_date(row.last_day)}.",
        articles=(),
        action_label="Verslag lezen",
        url=address(row.minutes.meeting),
    )


def to_handle(row: ReviewRound, today: date) -> Attention | None:
    """The secretary handles each comment; None when there is nothing to handle."""
    meeting = row.minutes.meeting
    count = sum(judged.answer is None for judged in selectors.judged(selectors.comments_of(meeting)))
    if not count:
        return None
    return Attention(
        due_on=max(row.last_day, today),
        title=f"Opmerkingen behandelen bij het verslag van {full_date(day_of(meeting.starts_at))}",
        sentence=f"{count} {'opmerking is' if count == 1 else 'opmerkingen zijn'} nog open.",
        articles=(),
        action_label="Opmerkingen bekijken",
        url=address(meeting),
    )


def address(meeting: Meeting) -> str:
    """The page of the minutes."""
    return reverse("meetings:minutes_detail", args=[meeting.body.agreement.slug, meeting.pk])
