"""Items that members propose: offered, then on an agenda or declined with a reason; the proposer gets word."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from meetings.models import AgendaItem, Body, ItemProposal, Meeting
from meetings.rules import ItemClass
from meetings.rules.ordering import moved
from meetings.services.agenda import ItemDetails, NoSuchPlace, Preparation, add_item
from meetings.services.ordering import arrange, order_of
from meetings.services.reasons import need_reason
from meetings.wording import proposing as wording
from meetings.wording.openness import HIDDEN
from twente.core import audit
from twente.core.models import Party, User
from twente.core.refusals import Refusal
from twente.outbox.services import queue_message


class AlreadyAnswered(Refusal):
    """A proposal is answered once; the other way round is a new one."""

    sentence = "Dit aangeboden punt is al beantwoord of ingetrokken."


class OtherBody(Refusal):
    """A proposal is for the meetings of one body."""

    status = 422
    sentence = "Deze vergadering is van een ander overleg."


@dataclass(frozen=True)
class Offer:
    """What somebody proposes: title, why, class, and the decision it asks."""

    title: str
    why: str
    item_class: ItemClass
    proposed_decision: str = ""


@dataclass(frozen=True)
class Placing:
    """Where an accepted item comes: meeting, place (from one; 0 is the end), status (HER-5) and minutes."""

    meeting: Meeting
    place: int
    status: str
    minutes: int


@transaction.atomic
def propose_item(
    *, body: Body, meeting: Meeting | None, party: Party | None, offer: Offer, key: uuid.UUID, by: User, now: datetime
) -> ItemProposal:
    """Offer an item to the secretary; the same form key again is the same offer. Raises OtherBody."""
    if meeting is not None and meeting.body_id != body.pk:
        raise OtherBody
    kind = offer.item_class
    proposal, made = ItemProposal.objects.get_or_create(
        form_key=key,
        defaults={
            "body": body,
            "meeting": meeting,
            "party": party,
            "title": offer.title,
            "why": offer.why,
            "kind": kind.kind,
            "subject": kind.subject,
            "article": kind.article,
            "proposed_decision": offer.proposed_decision,
            "proposed_by": by,
            "proposed_at": now,
        },
    )
    if made:
        audit.record(agreement=body.agreement, by=by, at=now, action="item_proposed", target=proposal)
    return proposal


def lock_offered(proposal: ItemProposal) -> ItemProposal:
    """The proposal, kept still until the transaction ends. Raises AlreadyAnswered."""
    rows = ItemProposal.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.select_related("body__agreement", "proposed_by").get(pk=proposal.pk)
    if locked.state != ItemProposal.State.OFFERED:
        raise AlreadyAnswered
    return locked


def title_in_mail(proposal: ItemProposal) -> str:
    """Mail is not encrypted: of what became a confidential item it does not hold the title."""
    item = proposal.item
    public = item is None or item.confidentiality == AgendaItem.Confidentiality.PUBLIC
    return proposal.title if public else HIDDEN


def answer(proposal: ItemProposal, state: ItemProposal.State, by: User, now: datetime) -> None:
    """Keep who answered what and when, and tell who proposed it, unless that is the same person."""
    proposal.state, proposal.answered_by, proposal.answered_at = state, by, now
    proposal.save(update_fields=["state", "reason", "item", "answered_by", "answered_at"])
    agreement = proposal.body.agreement
    audit.record(agreement=agreement, by=by, at=now, action=f"proposed_item_{state}", target=proposal)
    if by == proposal.proposed_by:
        return
    title = title_in_mail(proposal)
    address = settings.SITE_URL + reverse("meetings:proposed_detail", args=[agreement.slug, proposal.pk])
    queue_message(
        agreement=agreement,
        key=f"proposed-item:{proposal.pk}:{state}",
        kind="proposed_item",
        recipient=proposal.proposed_by.email,
        subject=wording.answer_subject(title, accepted=state == ItemProposal.State.ACCEPTED),
        body=wording.answer_body(
            name=proposal.proposed_by.name,
            title=title,
            reason=proposal.reason,
            meets_at=proposal.item.meeting.starts_at if proposal.item else None,
            address=address,
        ),
        now=now,
    )


@transaction.atomic
def accept_proposal(*, proposal: ItemProposal, placing: Placing, by: User, now: datetime) -> AgendaItem:
    """Put the item on an agenda, as its class asks: another subject still waits for admission (BOK-10).

    Raises AlreadyAnswered, OtherBody, MeetingOver, NoSuchPlace.
    """
    locked = lock_offered(proposal)
    if placing.meeting.body_id != locked.body_id:
        raise OtherBody
    details = ItemDetails(
        title=locked.title,
        item_class=ItemClass(locked.kind, locked.subject, locked.article),
        status=placing.status,
        explanation=locked.why,
        minutes_planned=placing.minutes,
        preparation=Preparation(proposed_decision=locked.proposed_decision),
    )
    item = add_item(meeting=placing.meeting, details=details, key=locked.form_key, by=by, now=now)
    order = order_of(item.meeting)
    if placing.place > len(order):
        raise NoSuchPlace
    if placing.place:
        arrange(item.meeting, moved(order, item.pk, placing.place))
        item.position = placing.place
    locked.item = item
    answer(locked, ItemProposal.State.ACCEPTED, by, now)
    return item


@transaction.atomic
def decline_proposal(*, proposal: ItemProposal, reason: str, by: User, now: datetime) -> ItemProposal:
    """Not on an agenda, and why. Raises AlreadyAnswered, NoReason."""
    locked = lock_offered(proposal)
    need_reason(reason, "Vul de reden in. De indiener krijgt die te lezen.")
    locked.reason = reason
    answer(locked, ItemProposal.State.DECLINED, by, now)
    return locked


@transaction.atomic
def withdraw_proposal(*, proposal: ItemProposal, by: User, now: datetime) -> ItemProposal:
    """Who proposed it does not want it any more. Raises AlreadyAnswered."""
    locked = lock_offered(proposal)
    answer(locked, ItemProposal.State.WITHDRAWN, by, now)
    return locked
