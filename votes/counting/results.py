"""The result of a vote, whatever its way of deciding; kept as plain JSON at closing and read by every page since."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from votes.counting import answers, ballots, slips, totals
from votes.models import Proposal

Count = Callable[[Proposal, datetime], dict[str, Any]]

RESULTS: Mapping[str, Count] = {
    "vote": ballots.result_of,
    "cluster": answers.result_of,
    "consent": answers.result_of,
    "consensus": answers.result_of,
    "advice": totals.result_of,
    "persons": slips.result_of,
}
"""Procedure of the rule → how its result is made. Every result has the keys `result` (the code of the outcome),
`adopted`, `title`, `sentence`, `rule`, `article`, `gaps_article`, `reasons`, `tests`, `flags`, `tally` (what the
closing hash covers), `present` (codes of who was there), `depends`, `alternatives`, `ballots` (open votes by party;
empty where votes are secret or not cast) and `population`; a procedure may add its own, such as `figures`: what the
minutes print where nobody voted."""

WAITING: Mapping[str, Callable[[Proposal], str]] = {
    "cluster": answers.waiting_for,
    "consent": answers.waiting_for,
    "consensus": answers.waiting_for,
    "advice": totals.waiting_for,
}
"""Procedure → why it cannot be closed yet, in a sentence that names who is missing; empty when it can."""


SETTLED: Mapping[str, Callable[[Proposal], dict[str, Any]]] = {
    "persons": slips.settled,
}
"""Procedure → the result with what was recorded since closing and belongs to it: a lot. Others stand as counted."""


def settled(proposal: Proposal) -> dict[str, Any]:
    """The result as it is established and delivered."""
    return SETTLED.get(proposal.snapshot["procedure"], lambda found: found.result)(proposal)


def word_of(proposal: Proposal) -> str:
    """The outcome in one word as it stands now, after any lot; empty without a result. Lists fetch `lot` along."""
    return str((settled(proposal) if hasattr(proposal, "lot") else proposal.result).get("title", ""))


def result_of(proposal: Proposal, *, at: datetime) -> dict[str, Any]:
    """The whole result at this moment: outcome, sentences, figures, readings that matter, and who voted what."""
    return RESULTS[proposal.snapshot["procedure"]](proposal, at)


def waiting_for(proposal: Proposal) -> str:
    """Why this open vote cannot be closed yet; empty when it can. A vote can always be closed."""
    waits = WAITING.get(proposal.snapshot["procedure"])
    return waits(proposal) if waits else ""
