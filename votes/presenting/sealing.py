"""The panel "Zelf nagaan": closing hash, when it was sent, and whether what was recorded still stands."""

from typing import Any

from twente.core.dates import long_moment
from votes import chain, counting
from votes.models import Proposal
from votes.wording.asking import WORDS


def sealed(proposal: Proposal) -> dict[str, Any]:
    """What the panel shows of a closed proposal where nobody voted."""
    found = counting.trail(proposal)
    subject = WORDS[proposal.snapshot["procedure"]].subject
    return {
        "closing_hash": chain.spaced(proposal.closing_hash),
        "closed_sentence": f"{subject} sloot op {long_moment(proposal.closing)}.",
        "whole": found.passed,
        "trail": found,
    }
