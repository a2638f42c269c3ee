"""What disputes ask of a person: the terms that run, each for who acts; receipts to record; a solution to announce."""

from collections.abc import Iterator
from datetime import datetime

from disputes.presenting.files import address
from disputes.rules.course import Deadline, Phase
from disputes.rules.facts import Kind
from disputes.selectors.access import MOVE, disputes_for, enters
from disputes.selectors.appointing import chairs_now, to_appoint, to_hand_over
from disputes.selectors.state import Standing, standings
from disputes.selectors.terms import takes_part
from disputes.wording.acts import APPOINT, HAND_OVER, WORDS, Words
from disputes.wording.course import cited, sentence
from twente.core.attention import Attention
from twente.core.models import Role
from twente.core.permissions import Actor
from twente.core.selectors import rulebook_on

TO_RECORD = {Phase.NOTICE: Kind.RECEIPT, Phase.SOLVED: Kind.ANNOUNCEMENT, Phase.MEDIATOR: Kind.MEDIATION_START}
"""Phase → what the serving secretary records next, whatever the term."""


def rows(actor: Actor, now: datetime) -> list[Attention]:
    """Everything of this room that this person can do now. The desk names numbers, never parties or subjects."""
    if actor.agreement is None or not enters(actor, rulebook_on(actor.agreement, actor.on)):
        return []
    visible = standings(disputes_for(actor).select_related("agreement", "agreement_version"), actor.on)
    moved = set(disputes_for(actor, MOVE).values_list("pk", flat=True)) if visible else set()
    found: list[Attention] = []
    asked = to_appoint(visible) if chairs_now(actor) else set()
    own = [each for each in visible if each.dispute.pk in moved and actor.is_a(Role.Kind.SECRETARY)]
    handed = to_hand_over(own)
    for standing in visible:
        found += [asked_for(standing, APPOINT, "deputy_appoint")] if standing.dispute.pk in asked else []
        found += (
            [asked_for(standing, HAND_OVER, "fact_record", HAND_OVER.slug)] if standing.dispute.pk in handed else []
        )
        moves = standing.dispute.pk in moved
        found += to_act(standing, actor, moves=moves)
        if moves:
            found += to_record(standing)
    return found


def asked_for(found: Standing, words: Words, page: str, *more: str) -> Attention:
    """One act that this person is asked for today."""
    step = found.step("notice")
    return Attention(
        due_on=found.today,
        title=f"Geschil {found.dispute}: {words.act[:1].lower()}{words.act[1:]}",
        sentence=cited(words.hint, found.book.readings),
        articles=(step.article,) if step else (),
        action_label=words.act,
        url=address(found.dispute, page, *more),
    )


def to_act(found: Standing, actor: Actor, *, moves: bool) -> Iterator[Attention]:
    """The running terms in which this person acts; a right that is not open yet asks nothing."""
    for deadline in found.running:
        due = deadline.day
        if due is None or (deadline.waits and due > found.today):
            continue
        if takes_part(found, actor, deadline.step.actor, moves=moves):
            yield row_of(found, deadline)


def row_of(found: Standing, deadline: Deadline) -> Attention:
    """One running term."""
    return Attention(
        due_on=deadline.day or found.today,
        title=f"Geschil {found.dispute}: {deadline.step.label}",
        sentence=sentence(deadline),
        articles=(deadline.step.article,),
        action_label="Geschil openen",
        url=address(found.dispute, "dispute_detail"),
    )


def to_record(found: Standing) -> Iterator[Attention]:
    """What the serving secretary records next."""
    kind = TO_RECORD.get(found.phase)
    if kind is None:
        return
    yield asked_for(found, WORDS[kind], "fact_record", WORDS[kind].slug)
