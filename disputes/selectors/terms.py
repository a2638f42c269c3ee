"""The terms of disputes for whoever lists terms: who acts, by when, on which article, and how it was computed."""

from dataclasses import dataclass
from datetime import date, datetime

from disputes.models import Dispute
from disputes.rules.course import Deadline
from disputes.selectors.access import disputes_for
from disputes.selectors.state import standings
from disputes.wording.course import sentence
from twente.core.dates import day_of
from twente.core.permissions import Actor
from twente.core.terms import Term


@dataclass(frozen=True)
class DisputeTerm:
    """A term that runs in a dispute that this person may know of.

    `actor` is who acts in the words of the rulebook (party, chair, secretary, host); `day` the last day, or for a right
    the first day on which it is open; `computed` the term as the rules compute it, also when the secretary set another.
    """

    dispute: Dispute
    key: str
    label: str
    actor: str
    article: str
    day: date
    opens: bool
    computed: Term | None
    sentence: str
    overridden: bool


def terms_for(actor: Actor, now: datetime) -> list[DisputeTerm]:
    """Every running term of the disputes that this person may see, the nearest first; a fixed number of reads."""
    rows = disputes_for(actor).select_related("agreement", "agreement_version")
    found = [
        term_of(standing.dispute, deadline)
        for standing in standings(rows, day_of(now))
        for deadline in standing.running
    ]
    return sorted(found, key=lambda row: (row.day, row.dispute.pk))


def term_of(dispute: Dispute, deadline: Deadline) -> DisputeTerm:
    """One running term. Raises ValueError for a step without a last day."""
    day = deadline.opens_on or deadline.last_day
    if day is None:
        raise ValueError(f"step {deadline.step.key} has no last day")
    return DisputeTerm(
        dispute=dispute,
        key=deadline.step.key,
        label=deadline.step.label,
        actor=deadline.step.actor,
        article=deadline.step.article,
        day=day,
        opens=deadline.opens_on is not None,
        computed=deadline.term,
        sentence=sentence(deadline),
        overridden=deadline.override is not None,
    )
