"""What parties said with their vote (stemverklaringen): theirs alone until closing, everybody's after it."""

from twente.core.models import Party
from votes.models import Proposal, VoteStatement


def statement_of(proposal: Proposal, party: Party) -> VoteStatement | None:
    """What the party last said with its vote; for the party itself until the vote is closed."""
    return proposal.statements.filter(party=party).order_by("id").last()


def statements_of(proposal: Proposal) -> list[VoteStatement]:
    """The statement that stands of each party, in the order of the table; none before closing: nobody is steered."""
    if proposal.closed_at is None:
        return []
    rows = proposal.statements.select_related("party", "made_by").order_by("id")
    latest = {row.party_id: row for row in rows}
    return sorted(latest.values(), key=lambda row: row.party.position)
