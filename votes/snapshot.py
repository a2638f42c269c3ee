"""What a vote rests on, frozen at opening: one JSON value that explains the vote without this database (BOK-12, 18)."""

from datetime import datetime
from typing import Any

from twente.core.dates import day_of
from twente.core.selectors import version_on
from votes import chain, selectors
from votes.electorate import Electorate, SeatAtOpening
from votes.models import Proposal


def snapshot(proposal: Proposal, who: Electorate, *, opened_at: datetime) -> dict[str, Any]:
    """Rules, readings, text, parties, inhabitants and mandates at the moment of opening; plain JSON values only."""
    agreement = selectors.agreement_of(proposal)
    version = version_on(agreement, day_of(opened_at))
    return {
        "format": 1,
        "vote": proposal.pk,
        "round": proposal.round,
        "agreement": {"key": agreement.rulebook, "version": version.number, "sha256": version.sha256},
        "decision": who.rule.key,
        "readings": dict(sorted(who.readings.items())),
        "subject": selectors.subject_article(proposal),
        "financial": proposal.financial,
        "financial_reason": proposal.financial_reason,
        "title": proposal.title,
        "text": proposal.text,
        "opened_at": chain.instant(opened_at),
        "population": {
            "reference_date": who.population.reference_date.isoformat(),
            "status": who.population.status,
            "source": who.population.source,
        },
        "parties": [party(seat) for seat in who.seats],
    }


def party(seat: SeatAtOpening) -> dict[str, Any]:
    """One party of the snapshot; the mandate is the document behind its voter at opening."""
    return {
        "code": seat.party.code,
        "name": seat.party.short_name,
        "inhabitants": seat.inhabitants,
        "excluded": seat.excluded,
        "voter": seat.voter.user.name if seat.voter else "",
        "mandate": seat.voter.document if seat.voter else "",
    }
