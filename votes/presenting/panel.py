"""The votes on one agenda item, as the pages of a meeting show them."""

from dataclasses import dataclass
from datetime import datetime

from twente.core.models import Party
from twente.core.permissions import Actor
from votes import counting, selectors
from votes.answered import words_of
from votes.models import Proposal


@dataclass(frozen=True)
class PanelRow:
    """A vote with its noun, what it asks, its outcome, and the parties for which this person votes now."""

    proposal: Proposal
    noun: str
    kind: str
    article: str
    outcome: str
    mine: tuple[Party, ...]


def panel_rows(item_id: int, actor: Actor, moment: datetime) -> list[PanelRow]:
    """The votes on an item of which this person may open the page, newest first."""
    found = selectors.with_page(selectors.proposals_of_item(actor, item_id), actor, moment)
    return [panel_row(proposal, actor, moment) for proposal in found]


def panel_row(proposal: Proposal, actor: Actor, moment: datetime) -> PanelRow:
    """One vote; its kind with the first article that its rule rests on."""
    rule = selectors.rule_of(proposal, moment)[1]
    is_open = proposal.state == Proposal.State.OPEN and rule.procedure == "vote"
    mine = selectors.parties_with_vote(proposal, actor, moment) if is_open else []
    return PanelRow(
        proposal=proposal,
        noun=words_of(proposal, actor.on).noun,
        kind=rule.label,
        article=next((test.article for test in rule.tests), ""),
        outcome=counting.word_of(proposal),
        mine=tuple(mine),
    )
