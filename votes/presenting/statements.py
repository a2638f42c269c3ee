"""What parties said with their vote, ready to print on the result page and in the PDF."""

from dataclasses import dataclass

from twente.core.models import Role
from votes import selectors
from votes.models import Proposal
from votes.statements import statements_of

OFFICE = (Role.Kind.SECRETARY, Role.Kind.DEPUTY_SECRETARY)


@dataclass(frozen=True)
class StatementRow:
    """A party's statement: its text, and by whom it was made."""

    party: str
    text: str
    note: str


def statement_rows(proposal: Proposal) -> list[StatementRow]:
    """Each party's statement in the order of the table; empty while the vote is open."""
    found = statements_of(proposal)
    if not found:
        return []
    office = {person.pk for person in selectors.office_holders(proposal, proposal.closing, *OFFICE)}
    return [
        StatementRow(
            party=row.party.short_name,
            text=row.text,
            note="vastgelegd door de secretaris" if row.made_by_id in office else row.made_by.name,
        )
        for row in found
    ]
