"""Parties that take no part in a vote, as its pages show them before opening (Awb 2:4)."""

from dataclasses import dataclass

from twente.core.dates import day_of, full_date
from twente.core.permissions import Actor
from votes import pairs
from votes.models import Proposal, Recusal
from votes.wording.recusals import because, takes_no_part


@dataclass(frozen=True)
class RecusalRow:
    """One party that takes no part, or for which that was asked."""

    code: str
    sentence: str
    story: str
    confirmed: bool
    may_confirm: bool


def recusal_rows(proposal: Proposal, actor: Actor) -> list[RecusalRow]:
    """The recusals that stand, in the order of the parties; two reads at most."""
    return [recusal_row(row, actor) for row in pairs.recusals_of(proposal)]


def recusal_row(row: Recusal, actor: Actor) -> RecusalRow:
    """One of them: who asked, who confirmed, and whether this person can."""
    story = f"Gevraagd door {row.asked_by} op {full_date(day_of(row.asked_at))}."
    if row.confirmed_at is not None:
        story += f" Bevestigd door {row.confirmed_by} op {full_date(day_of(row.confirmed_at))}."
    another = actor.user is not None and actor.user.pk != row.asked_by_id
    return RecusalRow(
        code=row.party.code,
        sentence=takes_no_part(row.party.short_name, because(row.ground, row.decided_by)),
        story=story,
        confirmed=row.confirmed_at is not None,
        may_confirm=another and row.confirmed_at is None and actor.may("exclusion_record"),
    )
