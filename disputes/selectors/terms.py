"""The terms of disputes for whoever lists terms: who acts, by when, on which article, and how it was computed."""

from dataclasses import dataclass
from datetime import date, datetime

from disputes.models import Dispute
from disputes.rules.course import Deadline
from disputes.selectors.access import MOVE, disputes_for
from disputes.selectors.state import Standing, standings
from disputes.wording.course import sentence
from twente.core.dates import day_of
from twente.core.models import Role
from twente.core.permissions import REPRESENTATIVE, Actor
from twente.core.terms import Term

DEPUTY = Role.Kind.DEPUTY_CHAIR


@dataclass(frozen=True)
class DisputeTerm:
    """A term that runs in a dispute that this person may know of.

    `actor` is who acts in the words of the rulebook (party, chair, secretary, host); `day` the last day, or for a right
    the first day on which it is open; `computed` the term as the rules compute it, also when the secretary set another;
    `mine` whether the person who asks is the one who acts.
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
    mine: bool


def terms_for(actor: Actor, now: datetime) -> list[DisputeTerm]:
    """Every running term of the disputes that this person may see, the nearest first; a fixed number of reads."""
    visible = standings(disputes_for(actor).select_related("agreement", "agreement_version"), day_of(now))
    moved = set(disputes_for(actor, MOVE).values_list("pk", flat=True)) if visible else set()
    found = [
        term_of(
            standing.dispute,
            deadline,
            mine=takes_part(standing, actor, deadline.step.actor, moves=standing.dispute.pk in moved),
        )
        for standing in visible
        for deadline in standing.running
    ]
    return sorted(found, key=lambda row: (row.day, row.dispute.pk))


def takes_part(found: Standing, actor: Actor, word: str, *, moves: bool) -> bool:
    """Whether this person is who acts in a step, by the word of the rulebook; asks the database nothing."""
    involved = {row.party_id for row in found.parties}
    here: dict[str, bool] = {
        "party": any(h.role == REPRESENTATIVE and h.party_id in involved for h in actor.holdings),
        "chair": any(h.role == Role.Kind.CHAIR or (h.role == DEPUTY and h.in_charge) for h in actor.holdings),
    }
    return here.get(word, moves)


def term_of(dispute: Dispute, deadline: Deadline, *, mine: bool) -> DisputeTerm:
    """One running term. Raises ValueError for a step without a last day."""
    day = deadline.day
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
        mine=mine,
    )
