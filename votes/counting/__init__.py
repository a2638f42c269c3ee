"""Counting: from frozen rows to results (by way of deciding), and the proof that nothing changed since."""

from votes.counting.ballots import party_rows, vote_of
from votes.counting.frozen import frozen_rule, frozen_rulebook, names_in
from votes.counting.proof import Check, chain_break, checks, closing_hash, trail
from votes.counting.results import RESULTS, result_of, settled, waiting_for, word_of

__all__ = [
    "RESULTS",
    "Check",
    "chain_break",
    "checks",
    "closing_hash",
    "frozen_rule",
    "frozen_rulebook",
    "names_in",
    "party_rows",
    "result_of",
    "settled",
    "trail",
    "vote_of",
    "waiting_for",
    "word_of",
]
