"""The rounds of a vote about persons: first vote, preliminary vote, run-off, lot (R20, Gemeentewet 31).

The preliminary vote decides who joins the run-off: the most slips are enough, and the lot decides when the last place
stays shared, as the model rules of procedure of councils have it; the BOK is silent (art. 18).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from twente.core.agreement import DecisionRule
from votes.rules.outcomes import Figures, Outcome, Readings, Result
from votes.rules.persons import Slips, elect, person_outcome

PLACES = 2
"""A run-off is between two."""
NOT_WEIGHED = "geldig_uitgebracht"
"""The value of R20 under which slips are secret and count one each."""


class Step(StrEnum):
    """What a round decides."""

    FIRST = "eerste_stemming"
    PRELIMINARY = "tussenstemming"
    RUN_OFF = "herstemming"


@dataclass(frozen=True)
class Election:
    """A round: its step, and for a preliminary vote who is sure of a place in the run-off already."""

    step: Step = Step.FIRST
    ahead: tuple[str, ...] = ()


def may_be_secret(rule: DecisionRule, readings: Readings) -> bool:
    """Whether R20 leaves the slips unweighted: a weighted total shows what every party voted."""
    reading = rule.tests[0].reading
    return reading is None or readings[reading] == NOT_WEIGHED


def hold(rule: DecisionRule, slips: Slips, election: Election) -> Outcome:
    """The outcome of one round."""
    return HOLD[election.step](rule, slips, election)


def refuse(rule: DecisionRule, slips: Slips, *, code: str, expected: int) -> Outcome:
    """The slips in the box do not fit the number `expected`: the whole round is void."""
    return person_outcome(rule, Result.INVALID, code, Figures(slips.total, expected, expected))


def acclaim(rule: DecisionRule, name: str, *, present: int) -> Outcome:
    """The only candidate is appointed because nobody asks for a vote; `present` parties were there."""
    return person_outcome(rule, Result.ELECTED, "ZONDER_STEMMING", Figures(present, present, present), {name})


def narrow(rule: DecisionRule, slips: Slips, election: Election) -> Outcome:
    """Who of those who shared a place joins the run-off; between the last ones level the lot decides."""
    if slips.total > slips.entitled:
        return elect(rule, slips, round_number=1)
    free = PLACES - len(election.ahead)
    cut = sorted(slips.candidates.values(), reverse=True)[free - 1]
    above = {name for name, votes in slips.candidates.items() if votes > cut}
    level = {name for name, votes in slips.candidates.items() if votes == cut}
    figures = Figures(cut, slips.valid, cut)
    if len(above | level) == free:
        return person_outcome(
            rule, Result.RUN_OFF, "TUSSENSTEMMING_BESLIST", figures, {*election.ahead, *above, *level}
        )
    result = Result.LOT if free - len(above) == 1 else Result.PRELIMINARY_ROUND
    return person_outcome(rule, result, "TUSSENSTEMMING_STAAKT", figures, level)


HOLD: Mapping[Step, Callable[[DecisionRule, Slips, Election], Outcome]] = {
    Step.FIRST: lambda rule, slips, election: elect(rule, slips, round_number=1),
    Step.PRELIMINARY: narrow,
    Step.RUN_OFF: lambda rule, slips, election: elect(rule, slips, round_number=2),
}
"""Step → how its round is decided."""


UNDECIDED = frozenset({Result.PRELIMINARY_ROUND, Result.LOT})
"""The outcomes that leave a place open between those named."""


def ahead(election: Election, slips: Slips, outcome: Outcome) -> tuple[str, ...]:
    """Who goes on before those named by the outcome, who are level and fight or draw for the place that is left."""
    if outcome.result not in UNDECIDED:
        return ()
    level = slips.candidates[outcome.names[0]]
    above = {name for name, count in slips.candidates.items() if count > level}
    return tuple(sorted({*election.ahead, *above}))


@dataclass(frozen=True)
class NextRound:
    """The round that must follow, and who takes part in it."""

    election: Election
    candidates: tuple[str, ...]


def next_round(
    election: Election, result: Result, names: tuple[str, ...], *, sure: tuple[str, ...], drawn: str
) -> NextRound | None:
    """What follows on this outcome; None when the vote about persons ends here, or when the lot is not drawn yet.

    `sure` is who was ahead of those named (see `ahead`); `drawn` the name that the lot pointed at, or empty.
    """
    if result is Result.RUN_OFF:
        return NextRound(Election(Step.RUN_OFF), names)
    if result is Result.PRELIMINARY_ROUND:
        return NextRound(Election(Step.PRELIMINARY, sure), names)
    if result is Result.LOT and election.step is Step.PRELIMINARY and drawn:
        return NextRound(Election(Step.RUN_OFF), tuple(sorted((*sure, drawn))))
    return None
