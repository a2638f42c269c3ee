"""A party takes no part in a vote because of its interest (Awb 2:4): asked by one, confirmed by another."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from twente.core import audit
from twente.core.models import Party, User
from twente.core.refusals import Refusal
from twente.core.services import SamePerson
from votes import pairs, selectors
from votes.electorate import SEATED
from votes.models import Proposal, Recusal


class RecusalTooLate(Refusal):
    """From opening on it is fixed who takes part."""

    sentence = "De stemming is al geopend. Wie meedoet, ligt vast; vernietig de stemming zo nodig met een reden."


class RecusalAlreadyAsked(Refusal):
    """One recusal per party and vote; it is confirmed or taken back first."""

    sentence = "Voor deze partij staat al een uitsluiting klaar. Laat die eerst bevestigen, of trek haar in."


class RecusalSettled(Refusal):
    """It was taken back meanwhile."""

    sentence = "Deze uitsluiting is ingetrokken."


class NobodySeated(Refusal):
    """Where parties do not vote at the table, none can be left out of it."""

    sentence = "Bij deze vorm van besluiten stemmen de partijen niet. Uitsluiten kan daar niet."


@dataclass(frozen=True)
class Interest:
    """Which party, what its interest is, and who decided that it takes no part."""

    party: Party
    ground: str
    decided_by: str


@transaction.atomic
def ask_recusal(*, proposal: Proposal, interest: Interest, by: User, now: datetime) -> Recusal:
    """Ask a second person to confirm that a party takes no part; the same question again is the first one.

    Raises RecusalTooLate, NobodySeated, RecusalAlreadyAsked.
    """
    vote = unopened(proposal)
    _, rule = selectors.rule_of(vote, now)
    if rule.procedure not in SEATED:
        raise NobodySeated
    facts = {"party": interest.party, "ground": interest.ground, "decided_by": interest.decided_by, "asked_by": by}
    try:
        with transaction.atomic():
            recusal = Recusal.objects.create(proposal=vote, asked_at=now, **facts)
    except IntegrityError as error:
        known = pairs.recusals_of(vote).filter(**facts).first()
        if known is None:
            raise RecusalAlreadyAsked from error
        return known
    record(vote, recusal, by=by, now=now, action="recusal_asked")
    return recusal


@transaction.atomic
def confirm_recusal(*, recusal: Recusal, by: User, now: datetime) -> Recusal:
    """A second person confirms; from then on the party has no seat at opening. Twice changes nothing.

    Raises RecusalTooLate, RecusalSettled, SamePerson.
    """
    vote = unopened(recusal.proposal)
    asked = Recusal.objects.select_related("party").get(pk=recusal.pk)
    if asked.withdrawn_at is not None:
        raise RecusalSettled
    if asked.confirmed_at is not None:
        return asked
    if asked.asked_by_id == by.pk:
        raise SamePerson
    asked.confirmed_at, asked.confirmed_by = now, by
    asked.save(update_fields=["confirmed_at", "confirmed_by"])
    record(vote, asked, by=by, now=now, action="recusal_confirmed")
    return asked


@transaction.atomic
def withdraw_recusal(*, recusal: Recusal, by: User, now: datetime) -> None:
    """Take it back before the vote opens, confirmed or not; twice changes nothing. Raises RecusalTooLate."""
    vote = unopened(recusal.proposal)
    asked = Recusal.objects.select_related("party").get(pk=recusal.pk)
    if asked.withdrawn_at is not None:
        return
    asked.withdrawn_at, asked.withdrawn_by = now, by
    asked.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(vote, asked, by=by, now=now, action="recusal_withdrawn")


def unopened(proposal: Proposal) -> Proposal:
    """The vote under its lock, so that nobody opens it meanwhile. Raises RecusalTooLate."""
    vote = selectors.locked(proposal)
    if vote.opened_at is not None:
        raise RecusalTooLate
    return vote


def record(vote: Proposal, recusal: Recusal, *, by: User, now: datetime, action: str) -> None:
    """One audit entry about a recusal."""
    detail = {"party": recusal.party.code, "ground": recusal.ground, "decided_by": recusal.decided_by}
    audit.record(agreement=selectors.agreement_of(vote), by=by, at=now, action=action, target=vote, detail=detail)
