"""What the pages of proposed items put together."""

from dataclasses import dataclass
from typing import Any

from meetings import wording
from meetings.models import ItemProposal
from meetings.presenting.pages import Pill
from meetings.presenting.standing import classes_on
from meetings.selectors.agenda import items_for
from meetings.wording.proposing import offered_sentence
from twente.core.permissions import Actor

STATES = {
    ItemProposal.State.OFFERED: Pill("Aangeboden", "b", "hourglass"),
    ItemProposal.State.ACCEPTED: Pill("Geagendeerd", "g", "check"),
    ItemProposal.State.DECLINED: Pill("Niet geagendeerd", "w", "circle-x"),
    ItemProposal.State.WITHDRAWN: Pill("Ingetrokken", "d", "ban"),
}


@dataclass(frozen=True)
class ProposedRow:
    """A proposed item in a list."""

    proposal: ItemProposal
    pill: Pill
    sentence: str


def proposed_row(proposal: ItemProposal) -> ProposedRow:
    """An item with its state, and by whom and for when it was offered."""
    party = proposal.party.short_name if proposal.party else ""
    wanted = proposal.meeting.starts_at if proposal.meeting else None
    sentence = offered_sentence(proposal.proposed_by.name, party, wanted)
    return ProposedRow(proposal, STATES[ItemProposal.State(proposal.state)], sentence)


def proposed_page(proposal: ItemProposal, actor: Actor) -> dict[str, Any]:
    """One proposed item, with the item that came of it when this person may read that one."""
    _, labels = classes_on(proposal.body.agreement, actor.on)
    waiting = proposal.state == ItemProposal.State.OFFERED
    return {
        "row": proposed_row(proposal),
        "proposal": proposal,
        "class_label": wording.class_label(proposal.kind, proposal.subject, labels),
        "cited": proposal.subject or proposal.article,
        "became": items_for(actor).filter(proposal=proposal).first(),
        "may_answer": waiting and actor.may("agenda_edit"),
        "may_withdraw": waiting and proposal.proposed_by == actor.user,
    }
