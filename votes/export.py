"""The export of a closed vote: lines of JSON from which anyone recomputes it without this software (votes.md 6).

Line 1 is the snapshot in the very form that was hashed: `head -1 FILE | tr -d '\\n' | sha256sum` gives its hash. Then
follow, each naming itself in `line`: the rulebook's text; every ballot in order, also those that were replaced; the
result with what the closing hash covers. No line of a vote names a voter or a mandate, so once the result is
published the file is everybody's; answers hold their reasons and stay with the members.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from twente.core.dates import day_of
from votes import chain
from votes.answered import answers_of, facts_of
from votes.counting import frozen_rulebook
from votes.counting.proof import covered
from votes.models import Proposal, Totals
from votes.voices import VOICES

CONTENT_TYPE = "application/jsonl; charset=utf-8"
Line = dict[str, Any]


PUBLIC = frozenset({"vote", "persons"})
"""Procedures whose lines name nobody: ballots by party, slips by choice (R20)."""


def is_public(proposal: Proposal) -> bool:
    """Whether anybody may have the file: the result was published, and no line names a person (AVG)."""
    frozen = proposal.snapshot
    nameless = frozen["format"] >= chain.FORMAT and frozen["procedure"] in PUBLIC
    return proposal.published_at is not None and nameless


def file_name(proposal: Proposal) -> str:
    """ "stemming-2026-12.jsonl": the year of closing and the number of the vote. Raises LookupError before closing."""
    return f"stemming-{day_of(proposal.closing).year}-{proposal.pk}.jsonl"


def export(proposal: Proposal) -> bytes:
    """The whole file. Raises LookupError before closing."""
    return written(lines(proposal))


def written(values: Iterable[Line]) -> bytes:
    """One canonical line per value."""
    return b"".join(chain.canonical(value) + b"\n" for value in values)


def lines(proposal: Proposal) -> Iterator[Line]:
    """Snapshot, rulebook, what was cast, result. Raises LookupError before closing."""
    yield proposal.snapshot
    yield {"line": "rules", "source": frozen_rulebook(proposal).source}
    yield from CAST[proposal.snapshot["procedure"]](proposal)
    yield result_line(proposal)


def result_line(proposal: Proposal) -> Line:
    """What the closing hash covers, and the closing hash."""
    return {"line": "result", **covered(proposal), "closing_hash": proposal.closing_hash}


def ballot_lines(proposal: Proposal) -> Iterator[Line]:
    """Every ballot of an open vote as the chain links it; `entered` says that the secretary entered it."""
    for ballot in proposal.ballots.select_related("party").order_by("seq"):
        yield {
            "line": "ballot",
            "seq": ballot.seq,
            "party": ballot.party.code,
            "choice": ballot.choice,
            "key": str(ballot.key),
            "cast_at": chain.instant(ballot.cast_at),
            "previous": ballot.previous_hash,
            "hash": ballot.hash,
            "entered": bool(ballot.entry_reason),
        }


def slip_lines(proposal: Proposal) -> Iterator[Line]:
    """The slips of a secret vote by choice, online or on paper: no order, no moment, no party (R20)."""
    paper = Totals.objects.filter(proposal=proposal).first()
    choices = list(proposal.slips.values_list("choice", flat=True))
    if paper is not None:
        choices += [choice for choice, count in paper.counts.items() for _ in range(count)]
    yield from ({"line": "slip", "choice": choice} for choice in sorted(choices))


def answer_lines(proposal: Proposal) -> Iterator[Line]:
    """Every answer in order, also those that were replaced; the digest in the count covers them (BOK-6.3, UHO-5)."""
    yield from ({"line": "answer"} | facts_of(answer) for answer in answers_of(proposal))


def hand_lines(proposal: Proposal) -> Iterator[Line]:
    """The show of hands of a conference (HER-4b)."""
    for totals in Totals.objects.filter(proposal=proposal):
        yield {"line": "hands", "aanwezig": totals.taken_part, "counted_by": totals.counted_by} | totals.counts


CAST: Mapping[str, Callable[[Proposal], Iterable[Line]]] = {
    "vote": ballot_lines,
    "persons": slip_lines,
    **dict.fromkeys(VOICES, answer_lines),
    "advice": hand_lines,
}
"""Procedure → the lines of what was cast or answered."""
