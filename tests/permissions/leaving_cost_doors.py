"""The doors of the costs of leaving."""

from typing import Any
from uuid import uuid4

from finance.models import ExitCosts
from finance.services import leaving
from finance.services.leaving import CostDetails
from meetings.models import Decision
from tests.finance.stage import NOW
from tests.permissions.door import Door
from tests.permissions.payment_doors import former
from tests.permissions.world import TODAY, World

COST = {"description": "Onderzoek", "cents": "1,00", "incurred_on": TODAY}


def begun(world: World) -> tuple[Any, ...]:
    """A departure that a former colleague began, with a cost."""
    about = ExitCosts.objects.filter(withdrawn_at__isnull=True).first()
    if about is None:
        facts: dict[str, Any] = {"agreement": world.cast.agreement, "party": world.cast.parties["Borne"]}
        consent = Decision.objects.filter(agreement=world.cast.agreement).earliest("id")
        about = leaving.start_leaving(consent=consent, by=former(), now=NOW, **facts)
        leaving.add_exit_cost(
            key=uuid4(), about=about, details=CostDetails("Onderzoek", 100, TODAY), by=former(), now=NOW
        )
    return (about.pk,)


def line(world: World) -> tuple[Any, ...]:
    """Its cost."""
    (pk,) = begun(world)
    return (pk, ExitCosts.objects.get(pk=pk).lines.latest("id").pk)


def empty(world: World) -> dict[str, Any]:
    """A button without fields."""
    return {}


LEAVING_COSTS = (
    Door("credit_note", "finance:leaving_list"),
    Door("credit_note", "finance:leaving_list", data=empty, opens=(422,)),
    Door("credit_note", "finance:leaving_detail", begun),
    Door("credit_note", "finance:leaving_detail", begun, lambda world: COST | {"form_key": uuid4()}),
    Door("credit_note", "finance:leaving_cost_remove", line, empty),
    Door("credit_note", "finance:leaving_establish", begun),
    Door("credit_note", "finance:leaving_establish", begun, empty, (422,)),
    Door("credit_note", "finance:leaving_ask", begun, empty, (409,)),
    Door("credit_note", "finance:leaving_withdraw", begun, empty),
)
