"""Reads of the review: the round that runs, comments that this person may see, who is asked to comment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from meetings.models import Meeting, ReviewAnswer, ReviewComment, ReviewRound
from meetings.rules import review as rules
from meetings.rules.minutes import Check, Content, adoption_checks
from meetings.selectors.agenda import readable
from meetings.selectors.meetings import recipients_of
from meetings.selectors.minutes import may_read_draft
from meetings.selectors.rulebooks import rulebook_of
from twente.core.models import Agreement, User
from twente.core.permissions import Actor, actor_for
from twente.core.terms import Duration


@dataclass(frozen=True)
class Judged:
    """A comment with the answer that counts, or None while it is open."""

    comment: ReviewComment
    answer: ReviewAnswer | None


def round_of(meeting: Meeting) -> ReviewRound | None:
    """The last round about the minutes of a meeting."""
    return ReviewRound.objects.filter(minutes__meeting=meeting).select_related("minutes").last()


def comments_of(meeting: Meeting) -> QuerySet[ReviewComment]:
    """Every comment on the minutes of a meeting, oldest first, with its answers; for rules, never for a page."""
    comments = ReviewComment.objects.filter(round__minutes__meeting=meeting)
    return comments.select_related("author", "party", "item", "round").prefetch_related("answers__answered_by")


def comments_for(actor: Actor, meeting: Meeting) -> list[Judged]:
    """The comments this person may see: of readable items, and of others only in a shared round."""
    rows = comments_of(meeting).filter(readable(actor, "item__"))
    if not actor.may("minutes_edit"):
        rows = rows.filter(Q(round__shared=True) | Q(author=actor.user))
    return judged(rows.order_by("item__position", "written_at", "pk"))


def judged(comments: Iterable[ReviewComment]) -> list[Judged]:
    """Each comment with the answer that counts."""
    return [Judged(comment, standing_answer(comment)) for comment in comments]


def standing_answer(comment: ReviewComment) -> ReviewAnswer | None:
    """The last answer, unless it opened the comment again."""
    last = max(comment.answers.all(), key=lambda answer: answer.pk, default=None)
    return last if last is not None and last.outcome != ReviewAnswer.Outcome.REOPENED else None


def review_of(meeting: Meeting, today: date) -> rules.Review:
    """How far the review is, for the checks before the next stage."""
    last = round_of(meeting)
    if last is None:
        return rules.Review()
    open_items = {row.comment.item.position for row in judged(comments_of(meeting)) if row.answer is None}
    return rules.Review(last.last_day, not rules.is_open(last.last_day, today), tuple(sorted(open_items)))


def checks_before_adoption(meeting: Meeting, content: Content, today: date) -> tuple[Check, ...]:
    """What minutes need before they go on an agenda or are adopted: whole, reviewed, every comment handled."""
    return adoption_checks(content) + rules.checks(review_of(meeting, today))


def reviewers(agreement: Agreement, meeting: Meeting, on: date) -> list[User]:
    """Everybody who may read these minutes before they are signed, and so comment on them."""
    people = recipients_of(agreement=agreement, body=meeting.body, on=on)
    return [person for person in people if may_read_draft(actor_for(person, agreement, on), meeting)]


def silent_reviewers(meeting: Meeting, on: date) -> list[User]:
    """Who may comment for a party from which nothing came in any round, and did not comment in person."""
    agreement, comments = meeting.body.agreement, list(comments_of(meeting))
    spoke = {comment.party_id for comment in comments}
    authors = {comment.author_id for comment in comments}
    return [
        person
        for person in reviewers(agreement, meeting, on)
        if person.pk not in authors and actor_for(person, agreement, on).party_ids - spoke
    ]


def remind_ahead(meeting: Meeting) -> Duration:
    """How long before the last day silent parties are reminded: a house rule of the agreement."""
    said = {rule.key: rule.value for rule in rulebook_of(meeting).house_rules}
    return Duration.parse(said.get(rules.REMINDER_RULE, rules.REMINDER_AHEAD))
