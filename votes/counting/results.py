"""The result of a vote, whatever its way of deciding; kept as plain JSON at closing and read by every page since."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from votes.counting import ballots
from votes.models import Proposal

Count = Callable[[Proposal, datetime], dict[str, Any]]

RESULTS: Mapping[str, Count] = {
    "vote": ballots.result_of,
}
"""Procedure of the rule → how its result is made. Every result has the keys `result` (the code of the outcome),
`adopted`, `title`, `sentence`, `rule`, `article`, `gaps_article`, `reasons`, `tests`, `flags`, `tally` (what the
closing hash covers), `present` (codes of who was there), `depends`, `alternatives`, `ballots` (open votes by party;
empty where votes are secret or not cast) and `population`; a procedure may add its own."""


def result_of(proposal: Proposal, *, at: datetime) -> dict[str, Any]:
    """The whole result at this moment: outcome, sentences, figures, readings that matter, and who voted what."""
    return RESULTS[proposal.snapshot["procedure"]](proposal, at)
