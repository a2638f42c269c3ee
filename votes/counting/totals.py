"""The show of hands of a conference: it guides and never binds (HER-4b)."""

from datetime import datetime
from typing import Any

from votes.counting.frozen import explanation, frozen_rulebook, tests
from votes.models import Proposal, Totals
from votes.rules import Choice, advise
from votes.wording import answers as wording
from votes.wording import explain_reasons


def totals_of(proposal: Proposal) -> Totals | None:
    """The totals that the secretary entered, if any."""
    return Totals.objects.select_related("recorded_by").filter(proposal=proposal).first()


def waiting_for(proposal: Proposal) -> str:
    """Why the count cannot be closed yet; empty when it can."""
    return "" if totals_of(proposal) else "Sluiten kan nog niet: leg eerst de telling vast."


def result_of(proposal: Proposal, at: datetime) -> dict[str, Any]:
    """The result of a conference as plain JSON. Raises Totals.DoesNotExist when nothing was counted."""
    totals = Totals.objects.select_related("recorded_by").get(proposal=proposal)
    book = frozen_rulebook(proposal)
    rule = book.decisions[proposal.snapshot["decision"]]
    outcome = advise(rule, {Choice.FOR: totals.counts["voor"], Choice.AGAINST: totals.counts["tegen"]})
    reasons = wording.neutral(outcome, explain_reasons(rule, outcome, {}))
    said, line = wording.outcome_of(outcome, reasons), wording.hands(totals.counts, totals.taken_part)
    return {
        "result": outcome.code,
        "adopted": outcome.adopted,
        "title": said.word,
        "sentence": f"{said.sentence} {line}",
        "rule": rule.label,
        "article": rule.article,
        "gaps_article": book.gaps_article,
        "binding": rule.binding,
        "reasons": [explanation(row) for row in reasons],
        "tests": tests(outcome),
        "flags": wording.flags(outcome),
        "tally": dict(totals.counts) | {"aanwezig": totals.taken_part, "counted_by": totals.counted_by},
        "present": [],
        "depends": "",
        "alternatives": [],
        "ballots": [],
        "population": "",
        "figures": {"line": f"{said.word}. {line} Geteld door: {totals.counted_by}."},
    }
