"""Sinds gisteren about disputes: number and act, only to who may read the file; a told outcome to all parties."""

from collections.abc import Callable, Mapping

from disputes.selectors.access import disputes_for, published_for
from twente.core.permissions import Actor


def dispute(did: str) -> Callable[[Actor, str], str]:
    """About a dispute of which this person may know; never what it is about."""

    def tell(actor: Actor, target: str) -> str:
        row = disputes_for(actor).filter(pk=target).first()
        return f"Geschil {row} {did}." if row else ""

    return tell


def outcome(actor: Actor, target: str) -> str:
    """That a solution was told to all parties, under the number that it has for all of them."""
    row = published_for(actor).filter(pk=target).first()
    return f"Uitkomst {row} van een geschil bekendgemaakt." if row else ""


TOLD: Mapping[str, Callable[[Actor, str], str]] = {
    "dispute_filed": dispute("gemeld"),
    "dispute_fact_recorded": dispute("bijgewerkt"),
    "dispute_outcome_told": outcome,
    "dispute_fact_corrected": dispute("hersteld"),
    "dispute_paper_added": dispute("aangevuld met een stuk"),
}
"""Action of the audit trail → its sentence."""
