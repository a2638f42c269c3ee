"""What the pages per council show: the last that was sent, open answers, everything that was ever sent (BOK-8h)."""

from dataclasses import dataclass
from typing import Any

from meetings.selectors.leaving import visible
from twente.core.models import Contact, Party
from twente.core.permissions import Actor, Context
from twente.core.selectors import contacts_of, parties_of
from twente.outbox.dispatching import selectors
from twente.outbox.dispatching.models import Dispatch
from twente.partnership.presenting.dispatches import Row, rows_of
from votes.models import CouncilConsultation, Proposal


@dataclass(frozen=True)
class CouncilRow:
    """One council in the list."""

    party: Party
    contact: Contact | None
    last: Dispatch | None
    count: int
    open_answers: int


def council_rows(actor: Actor) -> list[CouncilRow]:
    """All councils in the fixed order of the parties; six reads, however much was sent."""
    if actor.agreement is None:
        return []
    parties = list(parties_of(actor.agreement, actor.on))
    contacts = contacts_of(parties, Contact.Purpose.COUNCIL_CLERK)
    last, papers = selectors.last_per_council(actor.agreement), selectors.papers_per_council(actor.agreement)
    waiting = [row.party_id for row in selectors.open_questions(actor.agreement)]
    waiting += [row.party_id for row in open_consultations(actor)]
    return [
        CouncilRow(
            party=party,
            contact=contacts.get(party.pk),
            last=last.get(party.pk),
            count=papers.get(party.pk, 0),
            open_answers=waiting.count(party.pk),
        )
        for party in parties
    ]


def open_consultations(actor: Actor, party: Party | None = None) -> list[CouncilConsultation]:
    """Councils that got a proposal and did not answer, in votes that are still to open (BOK-12.5)."""
    rows = CouncilConsultation.objects.filter(
        proposal__item__meeting__body__agreement=actor.agreement,
        proposal__opened_at__isnull=True,
        proposal__state__in=(Proposal.State.CONCEPT, Proposal.State.READY),
        submitted_on__isnull=False,
        reply=CouncilConsultation.Reply.OPEN,
    )
    rows = rows.filter(party=party) if party else rows
    return list(rows.select_related("proposal", "party").order_by("submitted_on", "pk"))


def sees_addresses(actor: Actor, party: Party) -> bool:
    """Whether this person sees the clerk's address and what was downloaded: who sends, and the council's own clerk."""
    return actor.may("distribute") or (actor.is_a("clerk") and party.pk in actor.party_ids)


def council_page(actor: Actor, party: Party) -> dict[str, Any]:
    """Everything that was ever sent to one council, newest first."""
    agreement = actor.agreement
    if agreement is None:
        return {}
    sent = list(selectors.sent_to(agreement, party))
    rows: list[Row] = rows_of(sent, actor.on)
    readable = {dispatch.pk for dispatch in visible(actor, sent)}
    own = sees_addresses(actor, party)
    tracker = actor.may("council_consent", Context(party=party))
    return {
        "party": party,
        "rows": rows,
        "asked": [row for row in rows if row.answerable and row.dispatch.pk in readable],
        "consultations": open_consultations(actor, party) if tracker else [],
        "own": own,
        "contact": contacts_of([party], Contact.Purpose.COUNCIL_CLERK).get(party.pk) if own else None,
        "sees_party": actor.may("mandates"),
    }
