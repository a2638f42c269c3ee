"""What meetings ask of a person: one list of providers, each of which knows one subject."""

from datetime import datetime

from meetings.attention import actions, agendas, members, review
from twente.core.attention import Attention, Provider
from twente.core.permissions import Actor

PROVIDERS: tuple[Provider, ...] = (actions.rows, review.rows, members.rows, agendas.rows)
"""In this order on the same day."""


def rows(actor: Actor, now: datetime) -> list[Attention]:
    """Everything that meetings ask of this person; what the desk shows of this room."""
    return [row for provide in PROVIDERS for row in provide(actor, now)]
