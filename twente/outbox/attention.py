"""What the mail asks of the secretary: addresses from which it comes back."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from twente.core.attention import Attention
from twente.core.dates import day_of
from twente.core.permissions import Actor
from twente.outbox.bouncing import selectors, wording


def rows(actor: Actor, now: datetime) -> list[Attention]:
    """A row for each address; nothing for who does not look after the mail."""
    return list(to_look_at(actor)) if actor.agreement and actor.may("distribute") else []


def to_look_at(actor: Actor) -> Iterator[Attention]:
    """Addresses that somebody has now, and that refuse mail."""
    if actor.agreement is None:
        return
    for row in selectors.returning(actor.agreement):
        yield Attention(
            due_on=day_of(row.since),
            title=wording.desk_title(row.owner.name),
            sentence=wording.desk_sentence(row.address, row.code, closed=row.closed),
            articles=(),
            action_label="Adres nakijken",
            url=reverse("outbox:returned", args=[actor.agreement.slug]),
        )
