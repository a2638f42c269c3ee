"""What actions ask of a person: the own ones with a day, and for the secretary those of others that are late."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from meetings.models import Action
from meetings.selectors.actions import actions_for, mine, open_first
from meetings.wording import actions as wording
from twente.core.attention import Attention
from twente.core.permissions import Actor


def rows(actor: Actor, now: datetime) -> list[Attention]:
    """The own actions of this person, and for who keeps the agenda those of others that are late."""
    late = to_ask_after(actor) if actor.may("agenda_edit") else ()
    return [*to_do(actor), *late]


def to_do(actor: Actor) -> Iterator[Attention]:
    """Own open actions and promises that have a last day, each a row."""
    if actor.agreement is None:
        return
    rows = actions_for(actor).filter(mine(actor), state=Action.State.OPEN, due_on__isnull=False)
    for action in open_first(rows):
        due_on = action.due_on or actor.on
        yield Attention(
            due_on=due_on,
            title=wording.desk_title(action.kind, action.text),
            sentence=wording.mine_sentence(action.kind, due_on, actor.on),
            articles=(),
            action_label="Actie openen",
            url=reverse("meetings:action_detail", args=[actor.agreement.slug, action.pk]),
        )


def to_ask_after(actor: Actor) -> Iterator[Attention]:
    """One row for the secretary about all actions of others whose last day is over."""
    if actor.agreement is None:
        return
    late = actions_for(actor).filter(state=Action.State.OPEN, due_on__lt=actor.on).exclude(mine(actor))
    days = sorted(day for day in late.order_by().values_list("due_on", flat=True) if day)
    if days:
        yield Attention(
            due_on=days[0],
            title="Te late acties navragen",
            sentence=wording.late_sentence(len(days)),
            articles=(),
            action_label="Te late acties tonen",
            url=reverse("meetings:action_list", args=[actor.agreement.slug]) + "?laat=on",
        )
