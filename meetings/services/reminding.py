"""Mails about actions: a week before the last day, and once it has passed. Each once, whoever asks how often."""

from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.urls import reverse

from meetings.models import Action, AgendaItem
from meetings.rules.actions import AHEAD, LATE_FOR, SOON, reminder
from meetings.selectors.actions import may_know
from meetings.wording import actions as wording
from twente.core.dates import day_of
from twente.core.models import Mandate, Role, User
from twente.core.selectors import in_force
from twente.outbox.models import Message
from twente.outbox.quiet import send_at
from twente.outbox.services import queue_message

KIND = "action_reminder"


def due_actions(on: date) -> list[int]:
    """The ids of open actions about which somebody may have to be told today."""
    rows = Action.objects.filter(state=Action.State.OPEN, due_on__gte=on - LATE_FOR, due_on__lte=on + AHEAD)
    return list(rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def remind_owner(*, action_id: int, now: datetime) -> list[Message]:
    """Queue the mails that are due about one action; none for an action that was settled meanwhile."""
    rows = Action.objects.select_for_update(of=("self",), no_key=True)
    action = rows.select_related("item__meeting__body__agreement", "owner", "party").get(pk=action_id)
    on = day_of(now)
    moment = reminder(action.due_on, recorded_on=day_of(action.recorded_at), on=on)
    if action.state != Action.State.OPEN or not moment or action.due_on is None:
        return []
    return [queued(action, moment, person, now) for person in recipients(action, on)]


def queued(action: Action, moment: str, person: User, now: datetime) -> Message:
    """One mail; its key holds the last day, so that an action that was put off is told about again."""
    due_on, agreement = action.due_on or day_of(now), action.agreement
    address = settings.SITE_URL + reverse("meetings:action_detail", args=[agreement.slug, action.pk])
    public = action.item.confidentiality == AgendaItem.Confidentiality.PUBLIC
    text = action.text if public else ""
    return queue_message(
        agreement=agreement,
        key=f"{prefix(action)}{moment}:{due_on}:{person.pk}",
        kind=KIND,
        recipient=person.email,
        subject=wording.mail_subject(moment, action.kind, due_on),
        body=wording.mail_body(moment, action.kind, text, due_on, address),
        now=now,
        due=send_at(now, due_on if moment == SOON else None),
    )


def prefix(action: Action) -> str:
    """How the keys of all reminders of an action begin."""
    return f"action:{action.pk}:"


def recipients(action: Action, on: date) -> Iterator[User]:
    """Who does it; for a party alone who speaks for it and its officers. Only who may read the item."""
    people = [action.owner] if action.owner else of_party(action, on)
    for person in people:
        if person.is_active and person.email and may_know(person, action.item, on):
            yield person


def of_party(action: Action, on: date) -> list[User]:
    """Representative and officers of the party, each once."""
    mandates = Mandate.objects.filter(in_force(on), agreement=action.agreement, party=action.party)
    officers = Role.objects.filter(in_force(on), agreement=action.agreement, party=action.party, kind=Role.Kind.OFFICER)
    people = Q(pk__in=mandates.values("user")) | Q(pk__in=officers.values("user"))
    return list(User.objects.filter(people).order_by("name", "pk"))


def withdraw_reminders(action: Action) -> int:
    """Mails about an action that changed or was settled, and were not sent yet, are not sent any more.

    Their keys are set free: what is still due is told about again, in the words of now.
    """
    waiting = Message.objects.filter(kind=KIND, key__startswith=prefix(action), state=Message.State.QUEUED)
    freed = Concat("key", Value(f":ingetrokken:{action.version}"))
    return waiting.update(state=Message.State.CANCELLED, key=freed)
