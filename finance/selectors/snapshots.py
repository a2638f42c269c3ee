"""What a run rests on as one value that can be kept, compared and shown: live for a concept, frozen afterwards."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from finance.models import InvoiceRun
from finance.rules.concept import Concept, Row, concept
from finance.selectors import settings
from finance.selectors.years import Year, costs_of, facts_of, year_of
from twente.core.frozen import digest
from twente.core.selectors import reading_values

Snapshot = dict[str, Any]


@dataclass(frozen=True)
class Live:
    """A run as it stands now: the rows it rests on, the concept that the rules make of them, and both as a value."""

    run: InvoiceRun
    year: Year
    concept: Concept
    snapshot: Snapshot

    @property
    def digest(self) -> str:
        """SHA-256 of the value."""
        return digest(self.snapshot)


def live(run: InvoiceRun, on: date) -> Live:
    """A run by what is known on a day (Amsterdam)."""
    year = year_of(run.agreement, run.contribution, run.year, on)
    draft = concept(facts_of(run, year))
    return Live(run, year, draft, snapshot_of(run, year, draft))


def snapshot_of(run: InvoiceRun, year: Year, draft: Concept) -> Snapshot:
    """Everything that a run rests on, in words and numbers that JSON keeps."""
    contribution = year.contribution
    readings = reading_values(year.agreement, year.on)
    return {
        "contribution": {"key": contribution.key, "label": contribution.label, "kind": contribution.kind},
        "year": year.year,
        "kind": run.kind,
        "article": year.basis.article if year.basis else "",
        "rulebook": {"key": year.book.key, "version": year.book.version, "sha256": year.book.sha256},
        "readings": {number: readings.get(number, "") for number in contribution.readings},
        "rate": _rate(year),
        "share": str(contribution.share or ""),
        "population": _population(year),
        "wanted_on": year.wanted_on.isoformat(),
        "budget": _budget(year, draft),
        "difference_reason": run.difference_reason,
        "counting": year.counting.value,
        "terms": settings.columns(year.terms) | {"payment_days": year.terms.payment_days} if year.terms else {},
        "supplier": settings.columns(year.issuer) if year.issuer else {},
        "costs": [
            [cost.category, cost.description, cost.cents, cost.incurred_on.isoformat()] for cost in costs_of(run)
        ],
        **({"sharers": len(draft.facts.sharers)} if contribution.kind == "equal_share" else {}),
        "rows": [_row(row, year) for row in draft.rows],
        "total": draft.total,
        "due": draft.due,
        "gaps": [
            {"kind": gap.kind.value, "stage": gap.stage.value, "parties": list(gap.parties)} for gap in draft.gaps
        ],
    }


def _rate(year: Year) -> Snapshot:
    decided = {"decided": year.rate.decided, "decided_on": year.rate.decided_on.isoformat()} if year.rate else {}
    parts = [{"label": label, "cents": cents} for label, cents in year.components]
    return {"cents": year.cents, "components": parts, **decided}


def _population(year: Year) -> Snapshot:
    if year.population is None:
        return {}
    return {
        "reference_on": year.population.reference_date.isoformat(),
        "status": year.population.get_status_display(),
        "source": year.population.source,
        "earlier_on": year.earlier.reference_date.isoformat() if year.earlier else "",
    }


def _budget(year: Year, draft: Concept) -> Snapshot:
    if year.budget is None:
        return {}
    return {
        "cents": year.budget.cents,
        "decided": year.budget.decided,
        "decided_on": year.budget.decided_on.isoformat(),
        "difference": draft.difference,
        "within": draft.within,
        "tolerance": draft.facts.tolerance,
    }


def _only_when_known(row: Row) -> Snapshot:
    """What came later: left out when empty, so that what was frozen before compares as the same."""
    found = {
        "period": [day.isoformat() for day in row.facts.period or ()],
        "credits": [list(credited) for credited in row.credits],
    }
    return {name: value for name, value in found.items() if value}


def _row(row: Row, year: Year) -> Snapshot:
    party = next(party for party in year.parties if party.code == row.facts.code)
    council, profile = year.commitments.get(party.pk), year.profiles.get(party.pk)
    return {
        "code": row.facts.code,
        "name": row.facts.name,
        "inhabitants": row.facts.inhabitants,
        "earlier": row.facts.earlier,
        "part": str(row.facts.part),
        "cents": row.cents,
        "due": row.due,
        "invoiced": row.facts.invoiced,
        **_only_when_known(row),
        "state": row.state.value,
        "left_out": row.facts.left_out,
        "choice": row.facts.choice,
        "council": {"document": council.document, "decided_on": council.decided_on.isoformat()}
        if council and council.stands
        else {},
        "buyer": settings.columns(profile) if profile else {},
    }
