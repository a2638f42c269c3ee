"""What can be done in a dispute now, and why something cannot be done yet (BOK-13.2 to 13.5)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from disputes.rules.course import CONSULTATION, COURT, MEDIATION, PROVINCIAL, Course
from disputes.rules.facts import Facts, Kind


class Why(StrEnum):
    """Why an act is not possible."""

    CLOSED = "closed"
    DONE = "done"
    SOLVED = "solved"
    NOT_SOLVED = "not_solved"
    NO_STEP = "no_step"
    NOT_RECEIVED = "not_received"
    TOO_EARLY = "too_early"
    NO_MEDIATOR = "no_mediator"
    NO_MEDIATION = "no_mediation"
    MEDIATION_RUNS = "mediation_runs"
    NOT_SUBMITTED = "not_submitted"
    NO_DECISION = "no_decision"
    NO_TERM = "no_term"


@dataclass(frozen=True)
class Case:
    """A dispute at the moment of an act: what is known, the terms, the day of the act."""

    facts: Facts
    course: Course
    on: date


@dataclass(frozen=True)
class Verdict:
    """Whether an act is possible; `opens_on`: from which day, when that is known."""

    act: Kind
    why: Why | None = None
    opens_on: date | None = None

    @property
    def allowed(self) -> bool:
        """Nothing stands in the way."""
        return self.why is None


Test = Callable[[Case], bool]
Condition = tuple[Why, Test]


def happened(kind: Kind) -> Test:
    """A test that a fact is there."""
    return lambda case: case.facts.has(kind)


def lacking(kind: Kind) -> Test:
    """A test that a fact is not there."""
    return lambda case: not case.facts.has(kind)


def has_step(key: str) -> Test:
    """A test that the rulebook knows a step."""
    return lambda case: key in case.course


def open_since(key: str) -> Test:
    """A test that the step can be taken on the day of the act: its term is over, or does not count (R11, R13)."""
    return lambda case: case.course[key].is_open(case.on)


OPEN: Condition = (Why.CLOSED, lambda case: not case.facts.closed)
UNSOLVED: Condition = (Why.SOLVED, lacking(Kind.SOLUTION))


def once(kind: Kind) -> Condition:
    """It is recorded once; what was wrong is corrected."""
    return (Why.DONE, lacking(kind))


CONDITIONS: Mapping[Kind, tuple[Condition, ...]] = {
    Kind.RECEIPT: (OPEN, (Why.DONE, lambda case: not case.facts.received_by_all)),
    Kind.CHAIR_SKIPPED: (
        OPEN,
        (Why.NO_STEP, has_step(CONSULTATION)),
        once(Kind.CHAIR_SKIPPED),
        UNSOLVED,
        (Why.DONE, lacking(Kind.MEDIATOR)),
    ),
    Kind.CONVERSATION: (OPEN, UNSOLVED, (Why.MEDIATION_RUNS, lacking(Kind.MEDIATION_START))),
    Kind.SOLUTION: (OPEN, once(Kind.SOLUTION)),
    Kind.LAPSED: (OPEN, (Why.NOT_SOLVED, happened(Kind.SOLUTION))),
    Kind.ANNOUNCEMENT: (OPEN, (Why.NOT_SOLVED, happened(Kind.SOLUTION))),
    Kind.MEDIATOR: (
        OPEN,
        UNSOLVED,
        (Why.NO_STEP, has_step(MEDIATION)),
        once(Kind.MEDIATOR),
        (Why.NOT_RECEIVED, lambda case: case.facts.received_by_all or case.facts.has(Kind.CHAIR_SKIPPED)),
        (Why.TOO_EARLY, open_since(MEDIATION)),
    ),
    Kind.MEDIATION_START: (
        OPEN,
        UNSOLVED,
        (Why.NO_MEDIATOR, happened(Kind.MEDIATOR)),
        once(Kind.MEDIATION_START),
    ),
    Kind.MEDIATION_END: (
        OPEN,
        (Why.NO_MEDIATION, happened(Kind.MEDIATION_START)),
        once(Kind.MEDIATION_END),
    ),
    Kind.COST: ((Why.NO_MEDIATOR, happened(Kind.MEDIATOR)),),
    Kind.SUBMISSION: (
        OPEN,
        UNSOLVED,
        (Why.NO_STEP, has_step(PROVINCIAL)),
        once(Kind.SUBMISSION),
        (Why.NO_MEDIATION, happened(Kind.MEDIATION_START)),
        (Why.TOO_EARLY, open_since(PROVINCIAL)),
    ),
    Kind.DECISION: (OPEN, (Why.NOT_SUBMITTED, happened(Kind.SUBMISSION)), once(Kind.DECISION)),
    Kind.APPEAL: (
        OPEN,
        UNSOLVED,
        (Why.NO_STEP, has_step(COURT)),
        (Why.NO_DECISION, happened(Kind.DECISION)),
        once(Kind.APPEAL),
    ),
    Kind.CLOSURE: (OPEN, UNSOLVED, (Why.NO_DECISION, happened(Kind.DECISION))),
    Kind.WITHDRAWAL: (OPEN,),
    Kind.OVERRIDE: (OPEN, (Why.NO_TERM, lambda case: any(row.term for row in case.course.values()))),
    Kind.SECRETARY: (OPEN,),
}
"""Act → what must hold, in the order in which a person should hear it."""
STEP_TO_WAIT_FOR = {Kind.MEDIATOR: MEDIATION, Kind.SUBMISSION: PROVINCIAL}
AFTER: Mapping[Kind, Kind] = {
    Kind.MEDIATION_START: Kind.MEDIATOR,
    Kind.MEDIATION_END: Kind.MEDIATION_START,
    Kind.SUBMISSION: Kind.MEDIATION_START,
    Kind.DECISION: Kind.SUBMISSION,
    Kind.APPEAL: Kind.DECISION,
    Kind.CLOSURE: Kind.DECISION,
    Kind.LAPSED: Kind.SOLUTION,
    Kind.ANNOUNCEMENT: Kind.SOLUTION,
}
"""Act → the fact that it cannot come before."""


def judge(act: Kind, case: Case) -> Verdict:
    """Whether an act is possible on a day, with the first reason why not."""
    why = next((reason for reason, holds in CONDITIONS[act] if not holds(case)), None)
    step = case.course.get(STEP_TO_WAIT_FOR.get(act, ""))
    return Verdict(act, why, step.opens_on if step else None)


def too_early(act: Kind, found: Course, on: date) -> Verdict | None:
    """What is wrong with the day of an act that had to wait for a term; None when nothing is (R11, BOK-13.5)."""
    step = found.get(STEP_TO_WAIT_FOR.get(act, ""))
    if step is None or step.is_open(on):
        return None
    return Verdict(act, Why.TOO_EARLY, step.opens_on)


def earliest(act: Kind, facts: Facts) -> date:
    """The first day on which an act can have happened: never before the notification, nor before what it rests on."""
    before = facts.last(AFTER[act]) if act in AFTER else None
    return max(facts.notified_on, before) if before else facts.notified_on


def late(facts: Facts, found: Course) -> bool:
    """Whether the appeal came after its term: it is recorded all the same, and marked."""
    appealed, term = facts.last(Kind.APPEAL), found.get(COURT)
    return bool(appealed and term and term.last_day and appealed > term.last_day)
