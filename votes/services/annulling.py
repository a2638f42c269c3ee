"""Taking a vote back: one person asks with a reason, another confirms; everything stays readable (votes.md, 6)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from meetings.services import annul_decision, reopen_admission
from twente.core import audit
from twente.core.models import User
from twente.core.refusals import Refusal
from twente.core.services import SamePerson
from twente.outbox.models import Message
from twente.outbox.services import queue_message
from votes import pairs, selectors
from votes.messages.annulments import annulled_mail
from votes.models import Annulment, Proposal
from votes.rounds import ANNULLABLE

State = Proposal.State


class NothingToAnnul(Refusal):
    """Before opening a proposal is changed or left as it is; an annulled vote is annulled once."""

    sentence = "Alleen een geopende of afgeronde stemming kan worden vernietigd, en maar één keer."


class AnnulmentAlreadyAsked(Refusal):
    """One request at a time; it is confirmed or taken back first."""

    sentence = "Er staat al een verzoek om deze stemming te vernietigen. Laat dat eerst bevestigen of trek het in."


class AnnulmentSettled(Refusal):
    """It was confirmed or taken back meanwhile."""

    sentence = "Dit verzoek is al afgehandeld."


@transaction.atomic
def ask_annulment(*, proposal: Proposal, reason: str, by: User, now: datetime) -> Annulment:
    """Ask a second person to confirm that a vote is annulled; the same question again is the first one.

    Raises NothingToAnnul, AnnulmentAlreadyAsked.
    """
    vote = selectors.locked(proposal)
    if vote.state not in ANNULLABLE:
        raise NothingToAnnul
    try:
        with transaction.atomic():
            asked = Annulment.objects.create(proposal=vote, reason=reason, asked_by=by, asked_at=now)
    except IntegrityError as error:
        known = pairs.annulment_of(vote)
        if known is None or (known.asked_by_id, known.reason) != (by.pk, reason):
            raise AnnulmentAlreadyAsked from error
        return known
    record(vote, by=by, now=now, action="annulment_asked", reason=reason)
    return asked


@transaction.atomic
def confirm_annulment(*, annulment: Annulment, by: User, now: datetime) -> Proposal:
    """A second person confirms, and the vote is annulled: no more ballots, no decision. Twice changes nothing.

    A delivered decision gets the fact beside it; an admission that it settled is open again (BOK-10). Whoever heard
    of the opening or the result hears of this. Raises AnnulmentSettled, SamePerson.
    """
    vote = selectors.locked(annulment.proposal)
    asked = Annulment.objects.select_related("asked_by").get(pk=annulment.pk)
    if asked.confirmed_at is not None:
        return vote
    if asked.withdrawn_at is not None:
        raise AnnulmentSettled
    if asked.asked_by_id == by.pk:
        raise SamePerson
    asked.confirmed_at, asked.confirmed_by = now, by
    asked.save(update_fields=["confirmed_at", "confirmed_by"])
    vote.state, vote.annulled_at = State.ANNULLED, now
    vote.save(update_fields=["state", "annulled_at"])
    take_back(vote, asked, by=by, now=now)
    for person in informed_of(vote, now):
        queue_message(**annulled_mail(vote, asked, to=person), now=now)
    record(vote, by=by, now=now, action="vote_annulled", reason=asked.reason)
    return vote


@transaction.atomic
def withdraw_annulment(*, annulment: Annulment, by: User, now: datetime) -> None:
    """Take the request back before it is confirmed; twice changes nothing. Raises AnnulmentSettled."""
    vote = selectors.locked(annulment.proposal)
    asked = Annulment.objects.get(pk=annulment.pk)
    if asked.confirmed_at is not None:
        raise AnnulmentSettled
    if asked.withdrawn_at is not None:
        return
    asked.withdrawn_at, asked.withdrawn_by = now, by
    asked.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(vote, by=by, now=now, action="annulment_withdrawn", reason=asked.reason)


def take_back(vote: Proposal, asked: Annulment, *, by: User, now: datetime) -> None:
    """What the vote delivered to the meetings room: its decision, and whether another subject was admitted."""
    delivered = annul_decision(
        source=f"vote:{vote.pk}",
        reason=asked.reason,
        asked_by=asked.asked_by,
        confirmed_by=by,
        annulled_at=now,
        now=now,
    )
    if delivered is not None and selectors.decides_admission(vote):
        reopen_admission(item=vote.item, by=by, now=now)


def informed_of(vote: Proposal, now: datetime) -> list[User]:
    """Who got a mail about the opening or the result, and who leads and keeps the office now."""
    about = Q(key__startswith=f"vote_opened:{vote.pk}:") | Q(key__startswith=f"vote_closed:{vote.pk}:")
    told = Message.objects.filter(about).values("recipient")
    people = [*User.objects.filter(email__in=told, is_active=True), *selectors.informed_of_result(vote, now)]
    return list({person.pk: person for person in people}.values())


def record(vote: Proposal, *, by: User, now: datetime, action: str, reason: str) -> None:
    """One audit entry about the annulment."""
    agreement = selectors.agreement_of(vote)
    audit.record(agreement=agreement, by=by, at=now, action=action, target=vote, detail={"reason": reason})
