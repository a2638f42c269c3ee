"""The agendas of the demonstration as a secretary prepares them: standing items, and offers of members."""

from meetings.models import Body, ItemProposal, Meeting
from meetings.rules import ItemClass
from meetings.services.proposing import Offer, decline_proposal, propose_item
from meetings.services.standing import start_standing
from twente.home.demo.sessions import key
from twente.home.demo.stage import Stage

OFFERS = (
    Offer("Fietsroutes tussen bedrijventerreinen", "De aanvraag sluit dit voorjaar.", ItemClass("subject", "8a")),
    Offer("Gezamenlijke nieuwjaarsreceptie", "Het scheelt kosten.", ItemClass("order")),
)
"""The first waits for an answer; the second was declined."""


def standing(stage: Stage) -> None:
    """What stands on every agenda of the overleg."""
    body = Body.objects.filter(agreement=stage.main).order_by("pk")[0]
    start_standing(body=body, by=stage.users["secretaris"], now=stage.earlier)


def offers(stage: Stage) -> None:
    """One item that waits for an answer, and one that was declined with a reason."""
    if ItemProposal.objects.filter(form_key=key("offer", 0)).exists():
        return
    body = Body.objects.filter(agreement=stage.main).order_by("pk")[0]
    coming = body.meetings.exclude(state=Meeting.State.HELD).order_by("starts_at").first()
    rows = [
        propose_item(
            body=body,
            meeting=coming,
            party=None,
            offer=offer,
            key=key("offer", number),
            by=stage.users["voorzitter"],
            now=stage.now,
        )
        for number, offer in enumerate(OFFERS)
    ]
    reason = "Dit hoort niet bij het overleg. De Kring bespreekt het."
    decline_proposal(proposal=rows[-1], reason=reason, by=stage.users["secretaris"], now=stage.now)
