"""What a vote rests on, frozen at opening: one JSON value that explains the vote without this database (BOK-12, 18)."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from twente.core.dates import day_of
from twente.core.models import PopulationSet
from twente.core.selectors import version_on
from votes import chain, elections, selectors
from votes.electorate import Electorate, SeatAtOpening
from votes.models import Proposal


def snapshot(proposal: Proposal, who: Electorate, *, opened_at: datetime) -> dict[str, Any]:
    """Rules, readings, text, parties, inhabitants and mandates at the moment of opening; plain JSON values only."""
    agreement = selectors.agreement_of(proposal)
    version = version_on(agreement, day_of(opened_at))
    return {
        "format": chain.FORMAT,
        "vote": proposal.pk,
        "round": proposal.round,
        "agreement": {"key": agreement.rulebook, "version": version.number, "sha256": version.sha256},
        "decision": who.rule.key,
        "procedure": who.rule.procedure,
        "secret": who.rule.secret,
        "way": proposal.way,
        "about": proposal.about,
        "readings": dict(sorted(who.readings.items())),
        "subject": selectors.subject_article(proposal),
        "financial": proposal.financial,
        "financial_reason": proposal.financial_reason,
        "new_subject": proposal.new_subject,
        "new_subject_reason": proposal.new_subject_reason,
        "title": proposal.title,
        "text": proposal.text,
        "opened_at": chain.instant(opened_at),
        "opens_at": chain.instant(proposal.opens_at or opened_at),
        "closes_at": chain.instant(proposal.closes_at) if proposal.closes_at else None,
        "population": figures(who.population),
        "parties": [party(seat) for seat in who.seats],
        "voices": [asdict(voice) for voice in who.voices],
        "candidates": [candidate.name for candidate in proposal.candidates.all()],
        "election": elections.frozen(who.rule, proposal),
        "preparation": preparation(proposal),
    }


def figures(population: PopulationSet | None) -> dict[str, str] | None:
    """Which inhabitants count (R5); None where nothing is weighed."""
    if population is None:
        return None
    return {
        "reference_date": population.reference_date.isoformat(),
        "status": population.status,
        "source": population.source,
    }


def preparation(proposal: Proposal) -> dict[str, Any]:
    """What preceded the vote, in the form that is frozen (BOK-12.5, 14, 10)."""
    found = selectors.preparation_of(proposal)
    councils = [
        {"party": council.party, "submitted": council.submitted, "answer": str(council.answer)}
        for council in found.councils
    ]
    return {"councils": councils, "requested": found.requested, "admitted": found.admitted}


def party(seat: SeatAtOpening) -> dict[str, Any]:
    """One party of the snapshot: no name of a person, only the code of who spoke for it on which document."""
    return {
        "code": seat.party.code,
        "name": seat.party.short_name,
        "inhabitants": seat.inhabitants,
        "excluded": seat.excluded,
        "because": seat.because,
        "mandate": chain.mandate_code(seat.voter_name, seat.mandate),
    }
