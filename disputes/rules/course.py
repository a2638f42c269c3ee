"""The steps of the rulebook with their terms, and the phase that the facts make (BOK-13.2 to 13.5, UHO-14, R11, R12).

Nothing here knows an agreement: which steps there are, how long they take and who acts stands in the rulebook.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from disputes.rules.facts import Facts, Kind, Override
from twente.core.agreement import DisputeStep
from twente.core.terms import Regime, Term, TermRule, compute

NOTICE, CONSULTATION, MEDIATION = "notice", "consultation", "mediation"
PROVINCIAL, COURT = "provincial_executive", "court"
"""The keys of the steps, the same in every rulebook."""


class Phase(StrEnum):
    """Where a dispute stands."""

    NOTICE = "notice"
    CONSULTATION = "consultation"
    TO_MEDIATOR = "to_mediator"
    MEDIATOR = "mediator"
    MEDIATING = "mediating"
    PROVINCIAL = "provincial"
    DECIDED = "decided"
    COURT = "court"
    SOLVED = "solved"
    CLOSED = "closed"


ORDER: Sequence[tuple[Kind, Phase]] = (
    (Kind.SOLUTION, Phase.SOLVED),
    (Kind.APPEAL, Phase.COURT),
    (Kind.DECISION, Phase.DECIDED),
    (Kind.SUBMISSION, Phase.PROVINCIAL),
    (Kind.MEDIATION_START, Phase.MEDIATING),
    (Kind.MEDIATOR, Phase.MEDIATOR),
)
"""The furthest fact decides the phase."""
STEP_OF: Mapping[Phase, str] = {
    Phase.NOTICE: NOTICE,
    Phase.CONSULTATION: CONSULTATION,
    Phase.TO_MEDIATOR: MEDIATION,
    Phase.MEDIATOR: MEDIATION,
    Phase.MEDIATING: MEDIATION,
    Phase.PROVINCIAL: PROVINCIAL,
    Phase.DECIDED: COURT,
    Phase.COURT: COURT,
}
"""The step that is being taken in a phase; none once there is a solution."""
RUNNING: Mapping[str, frozenset[Phase]] = {
    CONSULTATION: frozenset({Phase.CONSULTATION}),
    MEDIATION: frozenset({Phase.CONSULTATION, Phase.TO_MEDIATOR}),
    PROVINCIAL: frozenset({Phase.MEDIATING}),
    COURT: frozenset({Phase.DECIDED}),
}
"""The phases in which the term of a step asks something of somebody."""
TAKEN: Mapping[str, frozenset[Kind]] = {
    MEDIATION: frozenset({Kind.MEDIATOR, Kind.MEDIATION_START}),
    PROVINCIAL: frozenset({Kind.SUBMISSION}),
    COURT: frozenset({Kind.APPEAL}),
}
"""The facts by which a step was taken; consultation begins by itself."""
STARTS: Mapping[str, Callable[[Facts], date | None]] = {
    "notice": lambda facts: facts.notified_on,
    "receipt": lambda facts: facts.latest_receipt,
    "mediation_start": lambda facts: facts.last(Kind.MEDIATION_START),
    "decision_sent": lambda facts: facts.last(Kind.DECISION),
}
EVENTS: Mapping[str, str] = {
    "notice": "de melding",
    "receipt": "de laatste ontvangst",
    "mediation_start": "de start van mediation",
    "decision_sent": "verzending van de beslissing",
}
"""What starts a term → the Dutch words for it."""


@dataclass(frozen=True)
class Deadline:
    """A step with its computed term; without one while the event that starts it did not happen.

    `waits`: the step itself can only be taken once its term is over (a right that opens); else it must be taken within.
    """

    step: DisputeStep
    term: Term | None
    waits: bool
    override: Override | None = None
    skipped: bool = False
    opened: date | None = None
    """The day on which the step opened without its term: the chair's attempt was skipped (R13)."""

    @property
    def last_day(self) -> date | None:
        """The last day of the term: as recorded by the secretary, else as computed."""
        if self.override is not None:
            return self.override.last_day
        return self.term.last_day if self.term else None

    @property
    def opens_on(self) -> date | None:
        """The first day on which a step that waits can be taken."""
        if self.opened is not None:
            return self.opened
        return self.last_day + timedelta(days=1) if self.waits and self.last_day else None


Course = Mapping[str, Deadline]


def course(steps: Sequence[DisputeStep], facts: Facts) -> Course:
    """Step key → its term, in the order of the rulebook."""
    return {step.key: deadline(step, steps, facts) for step in steps}


def deadline(step: DisputeStep, steps: Sequence[DisputeStep], facts: Facts) -> Deadline:
    """The term of one step; a consultation that was skipped has none, nor has the mediation that opens then (R13)."""
    skipped_on = facts.last(Kind.CHAIR_SKIPPED)
    skipped = skipped_on is not None and step.key == CONSULTATION
    opened = skipped_on if step.key == MEDIATION else None
    start = STARTS[step.starts_with](facts)
    known = step.term is not None and start is not None and not skipped and opened is None
    return Deadline(
        step=step,
        term=compute(rule_of(step), start) if known and start else None,
        waits=waits(step, steps),
        override=facts.overrides.get(step.key) if known else None,
        skipped=skipped,
        opened=opened,
    )


def rule_of(step: DisputeStep) -> TermRule:
    """How the term of a step is counted (R12). Raises ValueError for a step without one."""
    if step.term is None:
        raise ValueError(f"step {step.key} has no term")
    return TermRule(
        duration=step.term,
        regime=Regime(step.regime),
        event=EVENTS[step.starts_with],
        article=step.article,
        reading=", ".join(step.readings),
    )


def waits(step: DisputeStep, steps: Sequence[DisputeStep]) -> bool:
    """Whether a step opens after its own term: its effect says so, or it runs beside the step that leads to it (R11).

    Consultation and mediation both run from receipt: within the first a solution is sought, after the second, without
    agreement, a mediator is asked (BOK-13.3, 13.4).
    """
    before = next((other for other in steps if other.leads_to == step.key), None)
    beside = before is not None and before.term is not None and before.starts_with == step.starts_with
    return step.effect == "opens_right" or beside


def phase(facts: Facts) -> Phase:
    """Where the dispute stands, from nothing but its facts."""
    if facts.closed:
        return Phase.CLOSED
    found = next((there for kind, there in ORDER if facts.has(kind)), None)
    if found is not None:
        return found
    if facts.has(Kind.CHAIR_SKIPPED):
        return Phase.TO_MEDIATOR
    return Phase.CONSULTATION if facts.received_by_all else Phase.NOTICE


def taken(key: str, facts: Facts) -> bool:
    """Whether a step was taken, not only its time passed: a solution makes what comes after it needless."""
    if key == CONSULTATION:
        return not facts.has(Kind.CHAIR_SKIPPED)
    return any(facts.has(kind) for kind in TAKEN.get(key, ()))


def current(found: Course, facts: Facts) -> Deadline | None:
    """The step that is being taken now; None when there is nothing left to take."""
    return found.get(STEP_OF.get(phase(facts), ""))


def running(found: Course, facts: Facts) -> list[Deadline]:
    """The terms that ask something of somebody now."""
    now = phase(facts)
    return [row for key, row in found.items() if (row.last_day or row.opened) and now in RUNNING.get(key, ())]


def silent(found: Course, facts: Facts) -> bool:
    """Whether nothing may be said to third parties in this phase (BOK-13.3)."""
    step = current(found, facts)
    return step is not None and step.step.confidential
