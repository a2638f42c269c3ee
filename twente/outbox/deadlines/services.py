"""Deadline rows follow the facts; the sweep tells who acts. Two sweeps, a killed one, or none for days do no harm."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from itertools import islice

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse

from twente.core.dates import day_of
from twente.core.models import Agreement, User
from twente.core.termlist import ListedTerm
from twente.outbox.choosing import links
from twente.outbox.choosing.models import TermPace
from twente.outbox.deadlines import rules, wording
from twente.outbox.deadlines.audience import Audience, seen_by_secretary
from twente.outbox.deadlines.models import Deadline, Reminder
from twente.outbox.models import Message
from twente.outbox.quiet import send_at
from twente.outbox.services import message, queue_messages

KIND = "deadline_reminder"
BATCH = 20_000
"""Rows that one transaction tells about; fewer are told at once, so that a person gets one mail."""
FACTS = ("due_on", "title", "article", "url", "milestones", "acts")
"""What a row keeps of a term."""
ALONE = 7_206_450
"""The number of PostgreSQL's advisory lock that a telling sweep holds: another one leaves the work to it."""


@transaction.atomic
def touched(*, agreement: Agreement, of: str) -> None:
    """The facts behind the terms whose key begins with `of` change in this transaction.

    What was not sent about them is taken back, and nothing more is told before the next sweep has computed them again.
    """
    rows = Deadline.objects.select_for_update(no_key=True).filter(agreement=agreement, key__startswith=of)
    found = [row.pk for row in rows.filter(closed_at=None).order_by("pk")]
    Deadline.objects.filter(pk__in=found).update(stale=True)
    withdraw(found)


@transaction.atomic
def refresh(*, agreement: Agreement, room: str, now: datetime) -> None:
    """Make the rows of a room the same as its terms. The rows are held first: facts read before that could be old."""
    held = Deadline.objects.select_for_update(no_key=True).filter(agreement=agreement, room=room).order_by("pk")
    rows = {row.key: row for row in held}
    terms = {
        term.key: term
        for term in seen_by_secretary(agreement, room, now)
        if term.milestones in rules.MILESTONES and term.done_on is None
    }
    ended = [row for key, row in rows.items() if key not in terms and row.closed_at is None]
    changed = [row for key, row in rows.items() if key in terms and differs(row, terms[key])]
    withdraw([row.pk for row in (*ended, *changed)])
    Deadline.objects.filter(pk__in=[row.pk for row in ended]).update(closed_at=now, stale=False)
    for row in changed:
        follow(row, terms[row.key], day_of(now)).save()
    known_on = day_of(now) if rows else None
    new = (Deadline(agreement=agreement, room=room, key=key, known_on=known_on) for key in terms if key not in rows)
    made = (follow(row, terms[row.key], day_of(now)) for row in new)
    while some := list(islice(made, 1000)):
        Deadline.objects.bulk_create(some, ignore_conflicts=True)


def facts_of(term: ListedTerm) -> tuple[object, ...]:
    """What a row keeps of a term, in the order of FACTS."""
    url = term.url or term.settle or reverse("home:terms")
    return term.day, " ".join(term.title.split())[:300], term.article, url, term.milestones, term.acts


def differs(row: Deadline, term: ListedTerm) -> bool:
    """Whether a row says anything else than the term, or may have missed a change."""
    kept = (row.due_on, row.title, row.article, row.url, row.milestones, row.acts)
    return row.stale or row.closed_at is not None or kept != facts_of(term)


def follow(row: Deadline, term: ListedTerm, on: date) -> Deadline:
    """The row with what the term says now, to be looked at today; not saved."""
    if row.due_on is not None and row.due_on != term.day:
        row.known_on = on
    for name, value in zip(FACTS, facts_of(term), strict=True):
        setattr(row, name, value)
    row.stale, row.closed_at, row.look_on = False, None, on
    return row


def withdraw(deadlines: Collection[int]) -> None:
    """Take these terms out of mails that wait; a mail that has nothing left to say is not sent."""
    if not deadlines:
        return
    told = Reminder.objects.filter(deadline__in=deadlines)
    waiting = Message.objects.filter(pk__in=told.values("message"), state=Message.State.QUEUED).order_by("pk")
    mails = list(waiting.select_for_update(skip_locked=True, no_key=True))
    told.filter(message__in=mails).delete()
    left = kept_reminders(mails)
    for mail in mails:
        if reminders := left.get(mail.pk):
            mail.subject, mail.body = written(reminders)
        else:
            mail.state = Message.State.CANCELLED
        mail.save(update_fields=["state", "subject", "body"])


@transaction.atomic
def tell(*, now: datetime) -> int:
    """Queue one mail per person about all that is to be told today; how many rows were looked at.

    Another sweep that tells at this moment leaves nothing to do. A term of which nobody can be told now is looked at
    again by the next sweep. Who chose a slower pace is told here of what presses only.
    """
    if not alone():
        return 0
    on, audience, chose = day_of(now), Audience(now), frozenset(TermPace.objects.values_list("user_id", flat=True))
    ready = Deadline.objects.filter(closed_at=None, stale=False, look_on__lte=on).select_related("agreement")
    rows = list(ready.select_for_update(of=("self",), no_key=True, skip_locked=True).order_by("due_on", "pk")[:BATCH])
    next_looks: dict[date | None, list[int]] = defaultdict(list)
    mails: dict[int, uuid.UUID] = defaultdict(uuid.uuid4)
    reminders = []
    for row in rows:
        look = rules.look_again(row.milestones, row.due_on, on)
        if milestone := rules.due(row.milestones, row.due_on, on, row.known_on):
            people = audience.of(row)
            look = look if people else on
            told = people if rules.pressing(row.milestones, milestone.key) else [p for p in people if p.pk not in chose]
            reminders += [reminder(row, milestone.key, person, mails[person.pk]) for person in told]
        next_looks[look].append(row.pk)
    Reminder.objects.bulk_create(reminders, ignore_conflicts=True, batch_size=2000)
    queue(mails.values(), now=now)
    for look, found in next_looks.items():
        Deadline.objects.filter(pk__in=found).update(look_on=look)
    return len(rows)


def alone() -> bool:
    """Whether no other transaction tells at this moment; until this one ends none will."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ALONE])
        return bool(cursor.fetchone()[0])


def reminder(row: Deadline, milestone: str, person: User, mail: uuid.UUID) -> Reminder:
    """What one person is told about one term in a mail that is made when it says anything new."""
    return Reminder(deadline=row, milestone=milestone, due_on=row.due_on, recipient=person, message_id=mail)


def queue(mails: Iterable[uuid.UUID], *, now: datetime) -> None:
    """Put the mails in the outbox whose reminders are new; a person who was told before has none."""
    queue_messages(mail_of(pk, reminders, now) for pk, reminders in kept_reminders(mails).items())


def kept_reminders(mails: Iterable[Message | uuid.UUID]) -> Mapping[uuid.UUID, list[Reminder]]:
    """Mail → the reminders in it, the first last day first."""
    rows = Reminder.objects.filter(message__in=mails).select_related("deadline__agreement", "recipient")
    found: dict[uuid.UUID, list[Reminder]] = defaultdict(list)
    for row in rows.order_by("due_on", "deadline_id"):
        found[row.message_id].append(row)
    return found


def mail_of(pk: uuid.UUID, reminders: list[Reminder], now: datetime) -> Message:
    """The mail with these reminders, for the first moment outside quiet hours; a last day does not wait too long.

    A mail program can stop it in one click, but not one in which everything presses.
    """
    subject, body = written(reminders)
    person = reminders[0].recipient
    stoppable = not all(rules.pressing(row.deadline.milestones, row.milestone) for row in reminders)
    last_days = [row.due_on for row in reminders if row.milestone == rules.LAST.key]
    made = message(
        agreement=reminders[0].deadline.agreement,
        key=f"deadlines:{pk}",
        kind=KIND,
        recipient=person.email,
        subject=subject,
        body=body,
        headers=links.one_click(person.pk, links.TERMS) if stoppable else {},
        now=now,
        due=send_at(now, min(last_days, default=None)),
    )
    made.pk = pk
    return made


def written(reminders: list[Reminder]) -> tuple[str, str]:
    """Subject and text; each line begins with its agreement where the mail is about several."""
    several = len({row.deadline.agreement_id for row in reminders}) > 1
    lines = [
        wording.Line(
            title=f"{row.deadline.agreement}: {row.deadline.title}" if several else row.deadline.title,
            due_on=row.due_on,
            milestone=row.milestone,
            article=row.deadline.article,
            address=settings.SITE_URL + row.deadline.url,
        )
        for row in reminders
    ]
    everything = settings.SITE_URL + reverse("home:terms")
    body = wording.body(reminders[0].recipient.name, lines, everything=everything, settings=links.choices_address())
    return wording.subject(lines), body
