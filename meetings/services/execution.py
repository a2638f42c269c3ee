"""What became of a decision: each step is noted beside it, nothing is changed."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from meetings.models import Decision, DecisionProgress
from meetings.rules import execution as rules
from meetings.services.locks import lock_agreement
from meetings.services.reasons import need_reason
from twente.core import audit
from twente.core.models import User
from twente.core.refusals import Refusal, StaleVersion


class NothingToExecute(Refusal):
    """A rejected or annulled decision asks nothing of anybody."""

    sentence = "Bij dit besluit is niets uit te voeren: het is verworpen of vernietigd."


class NotTheNextStep(Refusal):
    """The step does not follow on what was noted last."""

    status = 422
    field = "state"
    sentence = "Deze stand volgt niet op de vorige."


@dataclass(frozen=True)
class Step:
    """A step of the execution since a day (Amsterdam); `replaced_by` only when the decision was replaced."""

    state: str
    noted_on: date
    note: str = ""
    replaced_by: Decision | None = None


@transaction.atomic
def note_progress(
    *, decision: Decision, step: Step, seen: int, key: uuid.UUID, by: User, now: datetime
) -> DecisionProgress:
    """Note a step; `seen` is the number of steps that the person looked at. The same form key again is the same step.

    Raises NothingToExecute, StaleVersion, NotTheNextStep, NoReason.
    """
    agreement = lock_agreement(decision.item)
    if known := DecisionProgress.objects.filter(form_key=key).first():
        return known
    if not rules.is_executed(decision.outcome, annulled=hasattr(decision, "annulment")):
        raise NothingToExecute
    states = list(decision.progress.order_by("pk").values_list("state", flat=True))
    if len(states) != seen:
        raise StaleVersion
    refuse_wrong_step(states[-1] if states else "", step)
    row = DecisionProgress.objects.create(
        decision=decision,
        state=step.state,
        replaced_by=step.replaced_by,
        note=step.note,
        noted_on=step.noted_on,
        recorded_by=by,
        recorded_at=now,
        form_key=key,
    )
    audit.record(
        agreement=agreement, by=by, at=now, action="decision_progress", target=decision, detail={"state": step.state}
    )
    return row


def refuse_wrong_step(before: str, step: Step) -> None:
    """Raises NotTheNextStep, NoReason."""
    if not rules.may_follow(before, step.state):
        raise NotTheNextStep
    if rules.needs_note(before, step.state):
        need_reason(step.note, "Vul in waarom de vorige stand niet meer klopt.")
