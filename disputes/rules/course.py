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
Choices = Mapping[str, str]
"""Open point of the text → how it was read on the day of the notification (BOK-18), by the keys of the rulebook."""
STARTS: Mapping[str, Callable[[Facts, "Course"], date | None]] = {
    "notice": lambda facts, _: facts.notified_on,
    "receipt": lambda facts, _: facts.latest_receipt,
    "consultation": lambda facts, found: consultation_began(facts, found),
    "consultation_end": lambda _, found: found[CONSULTATION].last_day if CONSULTATION in found else None,
    "mediation_start": lambda facts, _: facts.last(Kind.MEDIATION_START),
    "decision_sent": lambda facts, _: facts.last(Kind.DECISION),
}
EVENTS: Mapping[str, str] = {
    "notice": "de melding",
    "receipt": "de laatste ontvangst",
    "consultation": "het begin van het overleg",
    "consultation_end": "de termijn voor het overleg",
    "mediation_start": "de start van mediation",
    "decision_sent": "verzending van de beslissing",
}
"""What starts a term → the Dutch words for it."""
MEDIATION_FROM: Mapping[str, str] = {"zes_na_vier": "consultation_end", "zes_vanaf_overleg": "consultation"}
"""Adopted reading of `geschil_termijnen` → what starts the term of mediation; else what the rulebook says (R11)."""


@dataclass(frozen=True)
class Deadline:
    """A step with its computed term; without one while the event that starts it did not happen.

    `waits`: the step itself can only be taken once its term is over (a right that opens); else it must be taken within.
    """

    step: DisputeStep
    starts_with: str
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

    @property
    def day(self) -> date | None:
        """When something is asked: from the first day of a right, else by the last day."""
        return self.opens_on or self.last_day

    @property
    def stands_on(self) -> date | None:
        """Where it stands among the days: at its last day, or where it opened without one."""
        return self.last_day or self.opened

    def is_open(self, on: date) -> bool:
        """Whether a step that waits can be taken on a day."""
        return self.opens_on is not None and self.opens_on <= on


Course = Mapping[str, Deadline]


def consultation_began(facts: Facts, found: Course) -> date | None:
    """The first conversation within its term, else the latest receipt: also when nobody will talk the clock runs."""
    first, row = facts.first(Kind.CONVERSATION), found.get(CONSULTATION)
    in_time = first is not None and row is not None and row.last_day is not None and first <= row.last_day
    return first if in_time else facts.latest_receipt


def course(steps: Sequence[DisputeStep], facts: Facts, choices: Choices | None = None) -> Course:
    """Step key → its term, in the order of the rulebook; `choices` are the readings of the day it was filed."""
    found: dict[str, Deadline] = {}
    for step in steps:
        begins = starts_with(step, choices or {})
        found[step.key] = deadline(step, begins, STARTS[begins](facts, found), facts, waits=waits(step, steps))
    return found


def starts_with(step: DisputeStep, choices: Choices) -> str:
    """What starts the term of a step (R11)."""
    if step.key != MEDIATION:
        return step.starts_with
    return MEDIATION_FROM.get(choices.get("geschil_termijnen", ""), step.starts_with)


def deadline(step: DisputeStep, begins: str, start: date | None, facts: Facts, *, waits: bool) -> Deadline:
    """The term of one step; a consultation that was skipped has none, nor has the mediation that opens then (R13)."""
    skipped_on = facts.last(Kind.CHAIR_SKIPPED)
    skipped = skipped_on is not None and step.key == CONSULTATION
    opened = skipped_on if step.key == MEDIATION else None
    known = step.term is not None and start is not None and not skipped and opened is None
    return Deadline(
        step=step,
        starts_with=begins,
        term=compute(rule_of(step, begins), start) if known and start else None,
        waits=waits,
        override=facts.overrides.get(step.key) if known else None,
        skipped=skipped,
        opened=opened,
    )


def rule_of(step: DisputeStep, begins: str) -> TermRule:
    """How the term of a step is counted (R12). Raises ValueError for a step without one."""
    if step.term is None:
        raise ValueError(f"step {step.key} has no term")
    return TermRule(
        duration=step.term,
        regime=Regime(step.regime),
        event=EVENTS[begins],
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
    return [row for key, row in found.items() if row.stands_on and now in RUNNING.get(key, ())]


def silent(found: Course, facts: Facts) -> bool:
    """Whether nothing may be said to third parties in this phase (BOK-13.3)."""
    step = current(found, facts)
    return step is not None and step.step.confidential
