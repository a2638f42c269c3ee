"""The chain of an open vote, ready to print: one line per ballot, to look up a control code in."""

from dataclasses import dataclass

from twente.core.dates import clock_time
from votes import chain, selectors
from votes.models import Proposal


@dataclass(frozen=True)
class LinkRow:
    """One ballot: its number and code as on the receipt, and whether it counted or was replaced by a later one."""

    seq: int
    party: str
    choice: str
    time: str
    code: str
    note: str


def link_rows(proposal: Proposal) -> list[LinkRow]:
    """Every ballot in order; none where votes are secret or not cast."""
    counting = {ballot.pk for ballot in selectors.latest_ballots(proposal).values()}
    return [
        LinkRow(
            seq=ballot.seq,
            party=ballot.party.short_name,
            choice=ballot.get_choice_display(),
            time=clock_time(ballot.cast_at),
            code=chain.control_code(ballot.hash),
            note=", ".join(
                ["telt" if ballot.pk in counting else "vervangen"]
                + ["ingevoerd door de secretaris"] * bool(ballot.entry_reason)
            ),
        )
        for ballot in proposal.ballots.select_related("party").order_by("seq")
    ]
