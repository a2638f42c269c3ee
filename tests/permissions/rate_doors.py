"""The doors of a rate by way of the overleg: propose, put on the agenda, record the decision, take back."""

from typing import Any

from finance.models import RateProposal
from finance.services.proposing import Proposed, propose_rate
from tests.finance.stage import KEY, NOW
from tests.permissions.door import Door
from tests.permissions.payment_doors import former
from tests.permissions.world import World

YEAR = 2029


def year(world: World) -> tuple[Any, ...]:
    """A year without a proposal."""
    return (KEY, YEAR)


def proposed(world: World) -> tuple[Any, ...]:
    """A proposal of a former colleague."""
    standing = RateProposal.objects.first()
    if standing is None:
        place: dict[str, Any] = {"agreement": world.cast.agreement, "contribution": KEY, "year": YEAR + 1}
        standing = propose_rate(proposed=Proposed(945, "Lonen."), by=former(), now=NOW, **place)
    return (standing.pk,)


def empty(world: World) -> dict[str, Any]:
    """A button without fields."""
    return {}


RATES = (
    Door("run_approve", "finance:rate_propose", year),
    Door("run_approve", "finance:rate_propose", year, lambda world: {"cents": "9,45", "reason": "Lonen."}),
    Door("agenda_edit", "finance:rate_place", proposed),
    Door("invoice_make", "finance:rate_by_decision", proposed, empty, (409,)),
    Door("run_approve", "finance:rate_withdraw", proposed, empty),
)
