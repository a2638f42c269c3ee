"""What a rate rests on that went by way of the overleg: the proposal, its vote, the decision that it cites (BOK-8d)."""

from collections.abc import Iterator
from typing import Any

from finance.models import RateProposal
from finance.selectors.proposing import decision_on, stand_of
from finance.wording.proposing import STANDS, cited
from meetings.models import Decision
from twente.core.frozen import written
from twente.core.models import Agreement
from twente.core.money import format_amount
from twente.documents.archive.formats import JSON
from twente.documents.archive.records import Event, Record
from twente.documents.archive.stored import made_file
from votes.models import Proposal

WITHDRAWN = "ingetrokken"


def proposed_years(agreement: Agreement | None) -> set[int]:
    """The years for which a rate was proposed."""
    return set(RateProposal.objects.filter(agreement=agreement).order_by().values_list("year", flat=True))


def rate_records(agreement: Agreement | None, year: int, restriction: str) -> Iterator[Record]:
    """A record per proposal of a year, also one that was rejected or taken back."""
    rows = RateProposal.objects.filter(agreement=agreement, year=year)
    for proposal in rows.select_related("proposed_by", "placed_by", "vote__item__meeting__body", "rate", "budget"):
        yield rate_record(proposal, restriction)


def rate_record(proposal: RateProposal, restriction: str) -> Record:
    """The proposal as it was made, and as data with everything that it led to."""
    decision = decision_on(proposal)
    stand = WITHDRAWN if proposal.withdrawn_at else STANDS[stand_of(proposal, decision)][0]
    content, happened = content_of(proposal, decision), tuple(events(proposal, decision))
    said = f"{format_amount(proposal.cents)}, {stand}"
    return Record(
        identifier=f"tariefvoorstel-{proposal.pk}",
        title=f"Tariefvoorstel {proposal.contribution} {proposal.year}",
        kind="Tariefvoorstel",
        about=f"{said}, {content['besluit']['nummer'].lower()}" if content["besluit"] else said,
        events=happened,
        files=(made_file("Tariefvoorstel", JSON, written(content).encode(), max(event.at for event in happened)),),
        restriction=restriction,
    )


def events(proposal: RateProposal, decision: Decision | None) -> Iterator[Event]:
    """Proposed, put on an agenda, decided, recorded as a rate, taken back."""
    yield Event("Voorgesteld", proposal.proposed_at, proposal.proposed_by.name, proposal.reason)
    if proposal.placed_at and proposal.placed_by and proposal.vote:
        yield Event("Op de agenda", proposal.placed_at, proposal.placed_by.name, str(proposal.vote.item.meeting))
    if decision:
        yield Event("Besluit", decision.decided_at, "", cited(decision.year, decision.number))
    if rate := proposal.rate:
        yield Event("Tarief vastgelegd", rate.recorded_at, rate.recorded_by.name if rate.recorded_by else "")
    if proposal.withdrawn_at:
        yield Event("Ingetrokken", proposal.withdrawn_at)


def content_of(proposal: RateProposal, decision: Decision | None) -> dict[str, Any]:
    """Everything as plain values, amounts in whole cents; what did not come about is empty."""
    rate = proposal.rate
    return {
        "bijdrage": proposal.contribution,
        "jaar": proposal.year,
        "centen": proposal.cents,
        "begrotingInCenten": proposal.budget_cents,
        "toelichting": proposal.reason,
        "voorgesteldDoor": proposal.proposed_by.name,
        "voorgesteldOp": proposal.proposed_at.isoformat(),
        "stemming": vote_of(proposal.vote) if proposal.vote else {},
        "besluit": {
            "nummer": cited(decision.year, decision.number),
            "op": decision.decided_at.isoformat(),
            "bron": decision.source,
        }
        if decision
        else {},
        "tarief": {"centen": rate.cents, "artikel": rate.article, "besluit": rate.decided} if rate else {},
        "ingetrokkenOp": proposal.withdrawn_at.isoformat() if proposal.withdrawn_at else "",
    }


def vote_of(vote: Proposal) -> dict[str, Any]:
    """The vote by number and kind; what was said and counted stands in the dossier of its meeting."""
    return {"nummer": vote.pk, "soort": vote.decision_kind, "vergadering": f"vergadering-{vote.item.meeting_id}"}
