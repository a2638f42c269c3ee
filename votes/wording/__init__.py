"""From outcomes and reasons to Dutch sentences (pure). Absolute figures decide; percentages are not mentioned."""

from votes.wording.dependence import Dependence, OtherReading, dependence
from votes.wording.entitlement import answer_sentence, conditions, entitlement
from votes.wording.explanations import Explanation, explain, explain_reasons, voters
from votes.wording.verdicts import WORDS, Verdict, signals, verdict, verdict_without_ballots

__all__ = [
    "WORDS",
    "Dependence",
    "Explanation",
    "OtherReading",
    "Verdict",
    "answer_sentence",
    "conditions",
    "dependence",
    "entitlement",
    "explain",
    "explain_reasons",
    "signals",
    "verdict",
    "verdict_without_ballots",
    "voters",
]
