"""Mails about disputes, in the transaction of the act: number and link only (BOK-13.3)."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from disputes.models import Announcement, Dispute
from disputes.rules.course import Deadline
from disputes.rules.reminders import LAST, milestone
from disputes.selectors import people
from disputes.selectors.state import Standing, standing
from disputes.wording import mails
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.selectors import parties_of
from twente.outbox.models import Message
from twente.outbox.quiet import send_at
from twente.outbox.services import message, queue_messages

NEWS = REMINDER = "confidential_notice"
OUTCOME = "dispute_outcome"
"""Kinds of mail. The page of failed mails shows a kind beside a recipient, so those of a file do not say dispute."""


def address(dispute: Dispute) -> str:
    """The page of a dispute: it says nothing before one has signed in, and is not there for who may not know."""
    return settings.SITE_URL + reverse("disputes:dispute_detail", args=[dispute.agreement.slug, str(dispute)])


def tell_filed(dispute: Dispute, *, by: User, now: datetime) -> None:
    """Tell the other parties, the chair and the secretary that a dispute was filed; not who filed it."""
    found, on = standing(dispute, day_of(now)), day_of(now)
    told = people.representatives(dispute.agreement, [row.party for row in found.parties], on)
    told += [*people.chairs(dispute, on), *people.serving_secretaries(dispute, on)]
    queue_news(dispute, "filed", mails.FILED, told, by=by, now=now)


def tell_changed(dispute: Dispute, what: str, *, by: User, now: datetime) -> None:
    """Tell everybody involved that something changed; what, they read on the page."""
    found, on = standing(dispute, day_of(now)), day_of(now)
    told = people.representatives(dispute.agreement, [row.party for row in found.parties], on)
    told += [*people.chairs(dispute, on), *people.serving_secretaries(dispute, on)]
    queue_news(dispute, what, mails.CHANGED, told, by=by, now=now)


def queue_news(dispute: Dispute, what: str, sentence: str, told: Iterable[User], *, by: User, now: datetime) -> None:
    """One mail to each of these people but who did it; a second row for the same thing is none."""
    body = mails.body(sentence, address(dispute))
    queue_messages(
        message(
            agreement=dispute.agreement,
            key=f"dispute:{dispute.pk}:{what}:{person.pk}",
            kind=NEWS,
            recipient=person.email,
            subject=mails.subject(str(dispute), reminder=False),
            body=body,
            now=now,
        )
        for person in {person.pk: person for person in told}.values()
        if person.email and person.is_active and person.pk != by.pk
    )


def tell_outcome(announcement: Announcement, *, now: datetime) -> None:
    """Tell all parties that a solution was announced, whether they were involved or not (BOK-13.3)."""
    agreement, number, on = announcement.agreement, str(announcement), day_of(now)
    page = settings.SITE_URL + reverse("disputes:outcome_detail", args=[agreement.slug, number])
    told = people.representatives(agreement, parties_of(agreement, on), on)
    queue_messages(
        message(
            agreement=agreement,
            key=f"dispute_outcome:{announcement.pk}:{person.pk}",
            kind=OUTCOME,
            recipient=person.email,
            subject=mails.outcome_subject(number),
            body=mails.body(mails.OUTCOME, page),
            now=now,
        )
        for person in {person.pk: person for person in told}.values()
        if person.email and person.is_active
    )


def remind(found: Standing, *, now: datetime) -> None:
    """Queue what is due about the running terms of one dispute; what was queued before is not queued again.

    An earlier word on the same step that still waits for its hour does not go out any more.
    """
    on = day_of(now)
    for deadline in found.running:
        if due := milestone(deadline, on):
            step = f"{prefix(found.dispute)}{deadline.step.key}:"
            take_back(Q(key__startswith=step) & ~Q(key__startswith=f"{step}{due}:"), found.dispute)
            told = people.reachable(found, deadline.step.actor, on)
            queue_messages(reminder(found.dispute, deadline, due, person, now) for person in told)


def reminder(dispute: Dispute, deadline: Deadline, due: str, person: User, now: datetime) -> Message:
    """One mail; its key holds the last day, so that a term that moved is told about again."""
    return message(
        agreement=dispute.agreement,
        key=f"{prefix(dispute)}{deadline.step.key}:{due}:{deadline.stands_on}:{person.pk}",
        kind=REMINDER,
        recipient=person.email,
        subject=mails.subject(str(dispute), reminder=True),
        body=mails.body(mails.REMINDERS[due], address(dispute)),
        now=now,
        due=send_at(now, deadline.last_day if due == LAST else None),
    )


def prefix(dispute: Dispute) -> str:
    """How the keys of all reminders of a dispute begin."""
    return f"dispute_reminder:{dispute.pk}:"


def withdraw_reminders(dispute: Dispute) -> int:
    """Reminders that were not sent yet are not sent any more; what is still due is queued again, under a free key."""
    return take_back(Q(key__startswith=prefix(dispute)), dispute)


def take_back(which: Q, dispute: Dispute) -> int:
    """Cancel those of its reminders that still wait; how many."""
    waiting = Message.objects.filter(which, kind=REMINDER, state=Message.State.QUEUED)
    changed = 0
    for row in waiting.select_for_update(skip_locked=True):
        row.state, row.key = Message.State.CANCELLED, f"{row.key}:ingetrokken:{dispute.version}"[:200]
        row.save(update_fields=["state", "key"])
        changed += 1
    return changed
