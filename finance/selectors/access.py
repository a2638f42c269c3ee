"""Which runs, invoices and requests a person may see: everything, or what is about the own party."""

from django.db.models import QuerySet

from finance.models import Claim, CreditRequest, Invoice, InvoiceRun
from meetings.selectors.proposing import standing_in_for
from twente.core.models import Party
from twente.core.permissions import Actor, Cell, Context, policy
from twente.core.selectors import parties_of


def sees_all(actor: Actor) -> bool:
    """Whether this person reads the invoices of every party."""
    row = policy()["invoices"]
    return any(row.get(holding.role) is Cell.YES for holding in actor.holdings)


def reads_for(actor: Actor) -> list[Party]:
    """The own parties whose invoices this person may read; a substitute only while registered."""
    if actor.agreement is None:
        return []
    acting = standing_in_for(actor)
    mine = [party for party in parties_of(actor.agreement, actor.on) if party.pk in actor.party_ids | acting]
    return [party for party in mine if actor.may("invoices", Context(party=party, substitute=party.pk in acting))]


def payers_for(actor: Actor) -> list[Party]:
    """The parties of which this person reads what they owe: all that ever took part, or the own ones."""
    if not sees_all(actor):
        return reads_for(actor)
    return list(Party.objects.filter(memberships__agreement=actor.agreement).distinct().order_by("position"))


def may_read(actor: Actor) -> bool:
    """Whether this person reads any invoice at all."""
    return sees_all(actor) or bool(reads_for(actor))


def invoices_for(actor: Actor) -> QuerySet[Invoice]:
    """The invoices and credit notes that this person may read; of a party only those of its own."""
    rows = Invoice.objects.filter(agreement=actor.agreement).select_related("party", "refers_to", "agreement")
    return rows if sees_all(actor) else rows.filter(party__in=reads_for(actor))


def runs_for(actor: Actor) -> QuerySet[InvoiceRun]:
    """The runs of this agreement, for who reads all invoices."""
    rows = InvoiceRun.objects.filter(agreement=actor.agreement).select_related(
        "agreement", "checker", "started_by", "submitted_by", "approved_by", "finalised_by"
    )
    return rows if sees_all(actor) else rows.none()


def claims_for(actor: Actor) -> QuerySet[Claim]:
    """One-off claims, for who reads all invoices."""
    rows = Claim.objects.filter(agreement=actor.agreement).select_related("party", "asked_by", "invoice")
    return rows if sees_all(actor) else rows.none()


def credit_requests_for(actor: Actor) -> QuerySet[CreditRequest]:
    """Requests for a credit note, for who reads all invoices."""
    rows = CreditRequest.objects.filter(invoice__agreement=actor.agreement)
    return rows.select_related("invoice", "asked_by", "credit") if sees_all(actor) else rows.none()
