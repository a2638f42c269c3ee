"""The rounds of a vote about persons as rows: which round this is, who takes part in it, and what follows (Gw 31)."""

from typing import Any

from twente.core.agreement import DecisionRule, Office, Rulebook
from votes.models import LotDraw, Proposal
from votes.rules import Result
from votes.rules.elections import Election, NextRound, Step, next_round

PERSONS = "persons"
AGAINST, BLANK, INVALID = "tegen", "blanco", "ongeldig"
"""What a slip says when it names nobody."""


def frozen(rule: DecisionRule, proposal: Proposal) -> dict[str, Any] | None:
    """The round as the snapshot keeps it; None for a decision that is not about persons."""
    if rule.procedure != PERSONS:
        return None
    found = bound(proposal)
    election = found.election if found else Election()
    return {"step": str(election.step), "ahead": list(election.ahead)}


def election_in(proposal: Proposal) -> Election:
    """The round that an opened vote is."""
    kept = proposal.snapshot["election"]
    return Election(Step(kept["step"]), tuple(kept["ahead"]))


def bound(proposal: Proposal) -> NextRound | None:
    """The round and the candidates that the vote before lays down; None when the candidates are free.

    A vote that was annulled or void is held again among the same people.
    """
    before = proposal.previous
    if before is None or before.snapshot.get("procedure") != PERSONS or before.about != proposal.about:
        return None
    if before.state == Proposal.State.ANNULLED or ended(before) is Result.INVALID:
        again = election_in(before)
        return None if again.step is Step.FIRST else NextRound(again, tuple(sorted(before.snapshot["candidates"])))
    return following(before)


def ended(proposal: Proposal) -> Result | None:
    """How the count ended, before any lot; None while there is no count."""
    return Result(proposal.result["result"].partition(":")[0]) if proposal.result else None


def following(proposal: Proposal) -> NextRound | None:
    """The round that must follow on this vote; None when none does, or when the lot is still to be drawn."""
    outcome = ended(proposal)
    if outcome is None:
        return None
    kept, lot = proposal.result, lot_of(proposal)
    return next_round(
        election_in(proposal),
        outcome,
        tuple(kept["names"]),
        sure=tuple(kept["ahead"]),
        drawn=lot.drawn if lot else "",
    )


def lot_of(proposal: Proposal) -> LotDraw | None:
    """The lot that was drawn after this vote."""
    return getattr(proposal, "lot", None)


def lot_awaited(proposal: Proposal) -> bool:
    """Whether the lot must decide and was not drawn yet."""
    return ended(proposal) is Result.LOT and lot_of(proposal) is None


def office_of(rulebook: Rulebook, about: str) -> Office | None:
    """The office that the vote is about; None when it names none."""
    return next((office for office in rulebook.offices if office.key == about), None)


def choices_of(candidates: list[str]) -> frozenset[str]:
    """What a slip can say: a candidate, against a sole one, or nothing."""
    return frozenset((*candidates, BLANK, *((AGAINST,) if len(candidates) == 1 else ())))
