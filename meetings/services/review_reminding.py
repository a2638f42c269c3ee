"""Mails to who did not comment on draft minutes yet, shortly before the last day. Each once, whoever asks how often."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from meetings.models import Minutes, ReviewRound
from meetings.rules.review import reminds
from meetings.selectors.review import remind_ahead, round_of, silent_reviewers
from meetings.wording import review as wording
from twente.core.dates import day_of
from twente.core.models import User
from twente.outbox.models import Message
from twente.outbox.quiet import send_at
from twente.outbox.services import queue_message

KIND = "minutes_review_reminder"


def running_rounds(now: datetime) -> list[int]:
    """The ids of rounds that still run, about minutes that can still change."""
    rows = ReviewRound.objects.filter(last_day__gte=day_of(now), minutes__state=Minutes.State.CONCEPT)
    return list(rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def remind_reviewers(*, round_id: int, now: datetime) -> list[Message]:
    """Queue the mails that are due about one round; none when another round came after it, or the minutes stand."""
    running = ReviewRound.objects.select_related("minutes__meeting__body__agreement").get(pk=round_id)
    minutes = Minutes.objects.select_for_update(no_key=True).get(pk=running.minutes_id)
    if minutes.state != Minutes.State.CONCEPT or running != round_of(running.minutes.meeting):
        return []
    ahead = remind_ahead(running.minutes.meeting)
    if not reminds(running.last_day, opened_on=day_of(running.opened_at), ahead=ahead, on=day_of(now)):
        return []
    return [queued(running, person, now) for person in recipients(running, now)]


def recipients(running: ReviewRound, now: datetime) -> Iterator[User]:
    """Who may comment for a party from which nothing came; not the one who asked for the comments."""
    for person in silent_reviewers(running.minutes.meeting, day_of(now)):
        if person.is_active and person.email and person.pk != running.opened_by_id:
            yield person


def queued(running: ReviewRound, person: User, now: datetime) -> Message:
    """One mail, without a word of the minutes; its key names the round, so that a later round reminds again."""
    meeting = running.minutes.meeting
    agreement = meeting.body.agreement
    address = settings.SITE_URL + reverse("meetings:minutes_detail", args=[agreement.slug, meeting.pk])
    day = day_of(meeting.starts_at)
    return queue_message(
        agreement=agreement,
        key=f"review-reminder:{running.pk}:{person.pk}",
        kind=KIND,
        recipient=person.email,
        subject=wording.reminder_subject(day, running.last_day),
        body=wording.reminder_body(person.name, day, running.last_day, address),
        now=now,
        due=send_at(now, running.last_day),
    )
