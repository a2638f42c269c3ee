"""Votes about persons, from slips or totals to a result: never by party, never before closing (R20, Gemeentewet 31)."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from meetings import selectors as meetings
from twente.core.refusals import Refusal
from votes import elections, selectors
from votes.counting.frozen import explanation, frozen_rulebook, names_in, tests
from votes.elections import AGAINST, BLANK
from votes.models import Proposal, Totals
from votes.rules import Outcome, Slips
from votes.rules.elections import acclaim, ahead, hold, refuse
from votes.wording import explain_reasons
from votes.wording.persons import STEPS, acclaimed, drawn, headline, person_verdict


class TotalsMissing(Refusal):
    """A vote on paper is counted by people; the software waits for their totals."""

    sentence = "Voer eerst de telling van de papieren briefjes in. Daarna sluit u de stemming."


@dataclass(frozen=True)
class Box:
    """What is in the box, how many parties took part (on paper: slips handed out), and what does not fit."""

    slips: Slips
    taken_part: int
    fault: str


def result_of(proposal: Proposal, at: datetime) -> dict[str, Any]:
    """The whole result as plain JSON; `ballots` stays empty and `participants` are names only."""
    rulebook = frozen_rulebook(proposal)
    rule, office = rulebook.decisions[proposal.decision_kind], elections.office_of(rulebook, proposal.about)
    election, label = elections.election_in(proposal), office.label if office else ""
    there = present(proposal, at)
    box = BOXES[proposal.way](proposal)
    outcome = outcome_of(proposal, box, present=len(there))
    reasons = explain_reasons(rule, outcome, names_in(proposal))
    said = person_verdict(outcome, reasons, election=election, office=label)
    if proposal.way == Proposal.Way.NO_VOTE:
        said = acclaimed(outcome.names[0], label)
    return {
        "result": outcome.code,
        "adopted": outcome.adopted,
        "title": said.word,
        "sentence": said.sentence,
        "rule": rule.label,
        "article": office.article if office else rule.article,
        "gaps_article": rulebook.gaps_article,
        "reasons": [explanation(row) for row in reasons],
        "tests": tests(outcome),
        "flags": [],
        "tally": tally(box, election.step, present=len(there)),
        "present": there,
        "depends": "",
        "alternatives": [],
        "ballots": [],
        "population": "",
        "names": list(outcome.names),
        "ahead": list(ahead(election, box.slips, outcome)),
        "step": STEPS[election.step],
        "office": label,
        "participants": participants(proposal),
        "counted_by": counted_by(proposal),
    }


def outcome_of(proposal: Proposal, box: Box, *, present: int) -> Outcome:
    """Appointed without a vote, void because the numbers do not fit, or what the slips say."""
    rule = frozen_rulebook(proposal).decisions[proposal.decision_kind]
    if proposal.way == Proposal.Way.NO_VOTE:
        return acclaim(rule, proposal.snapshot["candidates"][0], present=present)
    if box.fault:
        return refuse(rule, box.slips, code=box.fault, expected=box.taken_part)
    return hold(rule, box.slips, elections.election_in(proposal))


def tally(box: Box, step: str, *, present: int) -> dict[str, Any]:
    """What the closing hash covers and the minutes print: numbers per choice, never a party."""
    slips = box.slips
    return {
        "step": str(step),
        "candidates": [{"name": name, "slips": count} for name, count in slips.candidates.items()],
        "against": slips.against,
        "blank": slips.blank,
        "invalid": slips.invalid,
        "valid": slips.valid,
        "total": slips.total,
        "taken_part": box.taken_part,
        "entitled": slips.entitled,
        "present": present,
    }


def from_slips(proposal: Proposal) -> Box:
    """Slips cast online: as many as parties took part, or something is wrong."""
    slips = slips_in(proposal, Counter(proposal.slips.values_list("choice", flat=True)))
    taken_part = proposal.participations.count()
    return Box(slips, taken_part, "" if slips.total == taken_part else "BRIEFJES_ONGELIJK_AAN_DEELNEMERS")


def from_totals(proposal: Proposal) -> Box:
    """Slips of paper, counted by two people; a slip that was not handed in is no fault, one too many is."""
    totals = Totals.objects.filter(proposal=proposal).first()
    if totals is None:
        raise TotalsMissing
    slips = slips_in(proposal, totals.counts)
    counted = slips.total <= slips.entitled and slips.total > totals.taken_part
    return Box(slips, totals.taken_part, "MEER_BRIEFJES_DAN_UITGEREIKT" if counted else "")


def no_box(proposal: Proposal) -> Box:
    """Nobody asked for a vote: there are no slips."""
    return Box(slips_in(proposal, {}), 0, "")


BOXES: Mapping[str, Callable[[Proposal], Box]] = {
    Proposal.Way.BALLOT: from_slips,
    Proposal.Way.PAPER: from_totals,
    Proposal.Way.NO_VOTE: no_box,
}
"""Way of the vote → where its slips are."""


def slips_in(proposal: Proposal, counts: Mapping[str, int]) -> Slips:
    """Counts by choice as the rules see them; a choice that nobody could make is an invalid slip."""
    names = proposal.snapshot["candidates"]
    known = {*names, AGAINST, BLANK}
    stray = sum(count for choice, count in counts.items() if choice not in known)
    return Slips(
        entitled=proposal.seats.filter(excluded="").count(),
        candidates={name: counts.get(name, 0) for name in names},
        against=counts.get(AGAINST, 0) if len(names) == 1 else 0,
        blank=counts.get(BLANK, 0),
        invalid=stray + (counts.get(AGAINST, 0) if len(names) > 1 else 0),
    )


def participants(proposal: Proposal) -> list[str]:
    """Which parties took part, in their fixed order; what each of them voted is kept nowhere."""
    return list(proposal.participations.values_list("party__short_name", flat=True))


def present(proposal: Proposal, at: datetime) -> list[str]:
    """Codes of the parties at the table or taking part from elsewhere."""
    there = meetings.present_party_ids(meeting=proposal.item.meeting, at=at) | selectors.voted(proposal)
    return [seat.party.code for seat in selectors.seats_of(proposal) if seat.party_id in there]


def counted_by(proposal: Proposal) -> str:
    """Who counted the slips of paper."""
    totals = Totals.objects.filter(proposal=proposal).first()
    return totals.counted_by if totals else ""


def settled(proposal: Proposal) -> dict[str, Any]:
    """The result with the lot that was drawn since, and its headline: "Gekozen: X, na loting" (Gemeentewet 31)."""
    result, lot = proposal.result, elections.lot_of(proposal)
    names = result["names"] if result["adopted"] else []
    if lot is None:
        return result | {"headline": headline(result["title"], "".join(names), after_lot=False)}
    election = elections.election_in(proposal)
    said = drawn(lot.drawn, election=election, office=result["office"], by=lot.drawn_by, witness=lot.witness)
    return result | {
        "adopted": said.adopted,
        "names": [lot.drawn],
        "title": said.word,
        "sentence": f"{result['sentence']} {said.sentence}",
        "headline": headline(said.word, lot.drawn, after_lot=True),
    }
