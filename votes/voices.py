"""Who answers where nobody votes at the table: colleges of a cluster, parties at home, members of a consensus body."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from twente.core.agreement import DecisionRule, Rulebook


@dataclass(frozen=True)
class Voice:
    """One answer is expected from each voice; the code is a party's CBS code or a member's seat ("werkgevers:2")."""

    code: str
    name: str


def voices(rulebook: Rulebook, rule: DecisionRule, about: str) -> tuple[Voice, ...]:
    """The voices of this kind of decision; `about` is the key of the cluster. None where votes are cast or counted."""
    return VOICES[rule.procedure](rulebook, about) if rule.procedure in VOICES else ()


def _cluster(rulebook: Rulebook, about: str) -> tuple[Voice, ...]:
    """The colleges of the cluster (BOK-6.3). Raises StopIteration for a cluster that the rulebook does not know."""
    cluster = next(found for found in rulebook.clusters if found.key == about)
    return tuple(Voice(code, rulebook.party_names[code]) for code in cluster.parties)


def _parties(rulebook: Rulebook, about: str) -> tuple[Voice, ...]:
    """Every party (BOK-16.3, UHO-5)."""
    return tuple(Voice(party.code, party.name) for party in rulebook.parties)


def _members(rulebook: Rulebook, about: str) -> tuple[Voice, ...]:
    """The voting seats of a body with mixed members (BWT-2)."""
    return tuple(
        Voice(f"{member.key}:{seat}", member.label if member.seats == 1 else f"{member.label} {seat}")
        for member in rulebook.members
        if member.votes
        for seat in range(1, (member.seats or 0) + 1)
    )


VOICES: Mapping[str, Callable[[Rulebook, str], tuple[Voice, ...]]] = {
    "cluster": _cluster,
    "consent": _parties,
    "consensus": _members,
}
"""Procedure → its voices."""
