"""Votes about persons: secret, one slip per party, unweighted (BOK-5.4, 7.1; R20, Gemeentewet 30 and 31)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from twente.core.agreement import DecisionRule
from votes.rules.outcomes import Figures, Outcome, Reason, Result


@dataclass(frozen=True)
class Slips:
    """The slips in the box: per candidate, against a sole candidate, blank and invalid."""

    entitled: int
    candidates: Mapping[str, int]
    against: int = 0
    blank: int = 0
    invalid: int = 0

    @property
    def valid(self) -> int:
        """Slips that say something; a blank one is no vote cast."""
        return sum(self.candidates.values()) + self.against

    @property
    def total(self) -> int:
        """All slips in the box."""
        return self.valid + self.blank + self.invalid


def elect(rule: DecisionRule, slips: Slips, *, round_number: int) -> Outcome:
    """Who is elected, or who takes part in the next round, or between whom the lot decides."""
    if slips.total > slips.entitled:
        figures = Figures(slips.total, slips.entitled, slips.entitled)
        return person_outcome(rule, Result.INVALID, "MEER_BRIEFJES_DAN_STEMGERECHTIGDEN", figures)
    threshold = rule.tests[0].threshold
    best = max(slips.candidates.values(), default=0)
    figures = Figures(best, slips.valid, threshold.least(slips.valid))
    for name, votes in slips.candidates.items():
        if threshold.reached(votes, slips.valid):
            return person_outcome(rule, Result.ELECTED, "VOLSTREKTE_MEERDERHEID", figures, {name})
    if len(slips.candidates) == 2:
        return _between_two(rule, slips, figures, round_number)
    return _next_round(rule, slips, figures)


def _between_two(rule: DecisionRule, slips: Slips, figures: Figures, round_number: int) -> Outcome:
    """A second ballot between the two; when that ties as well, the lot (Gemeentewet 31)."""
    names = set(slips.candidates)
    tied = len(set(slips.candidates.values())) == 1
    reason = "STAKEN" if tied else "GEEN_VOLSTREKTE_MEERDERHEID"
    if round_number == 1:
        return person_outcome(rule, Result.RUN_OFF, reason, figures, names)
    if tied:
        return person_outcome(rule, Result.LOT, reason, figures, names)
    return person_outcome(rule, Result.NOT_ELECTED, reason, figures)


def _next_round(rule: DecisionRule, slips: Slips, figures: Figures) -> Outcome:
    """The two highest go on; those who share the last place meet first. A sole candidate is not elected."""
    if len(slips.candidates) < 2:
        return person_outcome(rule, Result.NOT_ELECTED, "GEEN_VOLSTREKTE_MEERDERHEID", figures)
    first, second = sorted(slips.candidates.values(), reverse=True)[:2]
    at_second = {name for name, votes in slips.candidates.items() if votes == second}
    ahead = {name for name, votes in slips.candidates.items() if votes == first} - at_second
    fits = len(ahead | at_second) == 2
    result, names = (Result.RUN_OFF, ahead | at_second) if fits else (Result.PRELIMINARY_ROUND, at_second)
    return person_outcome(rule, result, "GEEN_VOLSTREKTE_MEERDERHEID", figures, names)


def person_outcome(
    rule: DecisionRule,
    result: Result,
    code: str,
    figures: Figures,
    names: Collection[str] = (),
) -> Outcome:
    """An outcome about persons with its one reason, names in alphabetical order."""
    test = rule.tests[0]
    reason = Reason(code, test.article, result is Result.ELECTED, figures, test.reading)
    return Outcome(result, (reason,), names=tuple(sorted(names)))
