"""Is this vote what it was? Snapshot, chain, count and closing hash, recomputed from the rows (votes.md section 6)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from votes import chain
from votes.answered import ASKING, answers_of, digest_of
from votes.counting.results import result_of
from votes.models import Proposal, Totals


def covered(proposal: Proposal) -> dict[str, Any]:
    """What the closing hash covers: the frozen start, the last link of the chain, the count, who was there, the end."""
    result = proposal.result
    return {
        "snapshot": proposal.snapshot_hash,
        "head": proposal.head_hash,
        "ballots": proposal.ballots_cast,
        "result": result["result"],
        "tally": result["tally"],
        "present": result["present"],
        "closed_at": chain.instant(proposal.closing),
    }


def closing_hash(proposal: Proposal) -> str:
    """One code over all of it."""
    return chain.digest(covered(proposal))


def chain_break(proposal: Proposal) -> int | None:
    """The number of the first ballot that does not follow from the one before, or None."""
    links = [
        chain.Link(
            vote=proposal.pk,
            seq=ballot.seq,
            party=ballot.party.code,
            choice=ballot.choice,
            key=str(ballot.key),
            cast_at=chain.instant(ballot.cast_at),
            previous=ballot.previous_hash,
            hash=ballot.hash,
        )
        for ballot in proposal.ballots.select_related("party").order_by("seq")
    ]
    broken = chain.broken_at(proposal.snapshot_hash, links)
    head = links[-1].hash if links else proposal.snapshot_hash
    ended = head == proposal.head_hash and len(links) == proposal.ballots_cast
    return broken if broken or ended else len(links) + 1


@dataclass(frozen=True)
class Check:
    """One thing that was recomputed, whether it agrees, and the code."""

    title: str
    passed: bool
    sentence: str
    code: str


def trail(proposal: Proposal) -> Check:
    """What was recorded one by one: the chain of ballots, or the answers where nobody voted."""
    return TRAILS.get(proposal.snapshot["procedure"], chained)(proposal)


def chained(proposal: Proposal) -> Check:
    """Every ballot follows from the one before."""
    broken = chain_break(proposal)
    said = "Elke stem sluit aan op de vorige." if broken is None else f"De keten breekt bij stem {broken}."
    return Check("De keten van stemmen", broken is None, said, proposal.head_hash)


def answered(proposal: Proposal) -> Check:
    """As many answers as at closing, each as it was recorded; answers have no chain, one code covers them all."""
    every, kept = answers_of(proposal), proposal.result["tally"]
    code = digest_of(every)
    said = f"Er staan {len(every)} antwoorden; bij het sluiten waren het er {kept['answers']}."
    return Check("De antwoorden", (len(every), code) == (kept["answers"], kept["digest"]), said, code)


def counted(proposal: Proposal) -> Check:
    """The totals of a conference as they were entered."""
    totals = Totals.objects.get(proposal=proposal)
    said = f"Ingevoerd door {totals.recorded_by.name}; geteld door {totals.counted_by}."
    same = all(totals.counts[word] == proposal.result["tally"][word] for word in totals.counts)
    return Check("De telling zoals ingevoerd", same, said, chain.digest(totals.counts))


def boxed(proposal: Proposal) -> Check:
    """As many slips as at closing; slips have no chain, because an order would tell whose they are (R20)."""
    slips, kept = proposal.slips.count(), proposal.result["tally"]
    same = proposal.way != Proposal.Way.BALLOT or slips == kept["total"]
    said = f"Er zijn {kept['total']} briefjes. Zij staan zonder volgorde en zonder partij; een keten is er niet."
    return Check("De briefjes", same, said, proposal.head_hash)


TRAILS: Mapping[str, Callable[[Proposal], Check]] = {
    **dict.fromkeys(ASKING, answered),
    "advice": counted,
    "persons": boxed,
}
"""Procedure without ballots → what is recomputed in the place of the chain."""


def mandates_stand(proposal: Proposal) -> bool:
    """Whether the seats still name who spoke for each party at opening (BOK-1f); an older snapshot does so itself."""
    if proposal.snapshot["format"] < chain.FORMAT:
        return True
    frozen = {party["code"]: party["mandate"] for party in proposal.snapshot["parties"]}
    seats = proposal.seats.select_related("party")
    return frozen == {seat.party.code: chain.mandate_code(seat.voter, seat.mandate) for seat in seats}


def checks(proposal: Proposal) -> list[Check]:
    """Uitslag narekenen: snapshot, chain, count and closing hash, each recomputed from the rows."""
    snapshot = chain.digest(proposal.snapshot)
    frozen = snapshot == proposal.snapshot_hash and mandates_stand(proposal)
    again = result_of(proposal, at=proposal.closing)
    same = all(again[name] == proposal.result[name] for name in ("result", "tally", "tests"))
    stands = "Regels, lezingen, inwoners en mandaten zijn niet veranderd."
    closing, compare = closing_hash(proposal), "Vergelijk haar met de code in uw mail."
    return [
        Check("Wat bij het openen is vastgelegd", frozen, stands, snapshot),
        trail(proposal),
        Check("De telling", same, again["sentence"], again["result"]),
        Check("De sluitcode", closing == proposal.closing_hash, compare, closing),
    ]
