"""The round along the councils and the written request: recorded before the vote opens, never after (BOK-12.5, 14)."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import Contact, Party, User
from twente.core.refusals import Refusal, StaleVersion
from twente.outbox.models import Message
from twente.outbox.services import queue_message
from votes import selectors
from votes.messages.councils import council_mail
from votes.models import AccessionRequest, CouncilConsultation, Proposal
from votes.rules.consulting import CouncilFacts, flaws
from votes.wording.consulting import FLAWS


class PreparationFrozen(Refusal):
    """What preceded a vote is frozen when it opens."""

    sentence = "De stemming is al geopend. Wat eraan voorafging, verandert niet meer."


class ImpossibleFacts(Refusal):
    """Days or documents that cannot be so; the sentence names the first of them."""


class NotInTheFuture(Refusal):
    """A request that still has to come was not received."""

    sentence = "Deze dag ligt in de toekomst. Vul de dag in waarop het verzoek binnenkwam."


def locked_before_opening(proposal: Proposal) -> Proposal:
    """The vote under its lock. Raises PreparationFrozen."""
    vote = selectors.locked(proposal)
    if vote.opened_at is not None:
        raise PreparationFrozen
    return vote


@transaction.atomic
def record_council(
    *, proposal: Proposal, party: Party, facts: CouncilFacts, version: int, by: User, now: datetime
) -> CouncilConsultation:
    """Keep what is known of one council; `version` is that of the row that was looked at, 0 when there was none.

    The same facts again change nothing. Raises PreparationFrozen, ImpossibleFacts, StaleVersion.
    """
    vote = locked_before_opening(proposal)
    wrong = flaws(facts, day_of(now))
    if wrong:
        raise ImpossibleFacts(FLAWS[wrong[0][1]])
    row = CouncilConsultation.objects.filter(proposal=vote, party=party).first()
    if row is not None and all(getattr(row, name) == value for name, value in asdict(facts).items()):
        return row
    if (row.version if row else 0) != version:
        raise StaleVersion
    row = row or CouncilConsultation(proposal=vote, party=party)
    for name, value in asdict(facts).items():
        setattr(row, name, value)
    row.version = version + 1
    row.save()
    detail = {"party": party.code, "reply": facts.reply, "submitted": facts.submitted_on is not None}
    audit.record(
        agreement=selectors.agreement_of(vote), by=by, at=now, action="council_recorded", target=vote, detail=detail
    )
    return row


@transaction.atomic
def remind_councils(*, proposal: Proposal, contacts: Iterable[Contact], by: User, now: datetime) -> int:
    """A mail to the clerks of these councils: to answer, or to put the proposal before the council. Once a day each.

    Returns how many mails are new: the same button twice sends nothing more. Raises PreparationFrozen.
    """
    vote, on = locked_before_opening(proposal), day_of(now)
    _, rule = selectors.rule_of(vote, now)
    asked = {council.party for council in selectors.preparation_of(vote).councils if council.submitted}
    mails = [
        (one, council_mail(vote, one, article=rule.article, submitted=one.party.code in asked, on=on))
        for one in contacts
    ]
    known = set(Message.objects.filter(key__in=[mail["key"] for _, mail in mails]).values_list("key", flat=True))
    new = [one.party.code for one, mail in mails if mail["key"] not in known]
    for _, mail in mails:
        queue_message(**mail, now=now)
    if new:
        audit.record(
            agreement=selectors.agreement_of(vote),
            by=by,
            at=now,
            action="councils_reminded",
            target=vote,
            detail={"parties": new},
        )
    return len(new)


@transaction.atomic
def record_request(
    *, proposal: Proposal, applicant: str, document: str, received_on: date, by: User, now: datetime
) -> AccessionRequest:
    """Keep the written request of who wants to join (BOK-14); until the vote opens it can be corrected.

    The same request again changes nothing. Raises PreparationFrozen, NotInTheFuture.
    """
    vote = locked_before_opening(proposal)
    if received_on > day_of(now):
        raise NotInTheFuture
    facts = {"applicant": applicant, "document": document, "received_on": received_on}
    known = AccessionRequest.objects.filter(proposal=vote, **facts).first()
    if known is not None:
        return known
    request, _ = AccessionRequest.objects.update_or_create(
        proposal=vote, defaults={**facts, "recorded_by": by, "recorded_at": now}
    )
    audit.record(
        agreement=selectors.agreement_of(vote), by=by, at=now, action="accession_requested", target=vote, detail={}
    )
    return request
