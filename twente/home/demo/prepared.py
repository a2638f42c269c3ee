"""How the items of the demonstration are prepared before an agenda goes out."""

from meetings.models import AgendaItem
from meetings.services.agenda import Preparation
from twente.home.demo.scenes import Point


def prepared(point: Point) -> Preparation:
    """Subjects on which something is decided say what, with the advice of the secretary; order needs nothing."""
    kind = point.item_class.kind
    if kind == AgendaItem.Kind.ORDER or point.status != AgendaItem.Status.DECIDE:
        return Preparation()
    return Preparation(
        handling=AgendaItem.Handling.DEBATE,
        portfolio="economie",
        presenter="de portefeuillehouder",
        advice="De secretaris adviseert in te stemmen. De gevolgen staan in de toelichting.",
        consultation="De Kring is geraadpleegd en stemt in.",
        proposed_decision="Het overleg stemt in met het voorstel.",
    )
