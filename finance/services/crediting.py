"""Credit an invoice in full or in part: asked by one person, made by another (finance.md 5.8)."""

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Sum

from finance.models import CreditRequest, Invoice
from finance.rules.lines import PIECE, Line, capped, euros
from finance.selectors import settings
from finance.selectors.destroyed import kept_whole
from finance.services.finalising import INVOICE_FILES
from finance.services.issuing import Content, Letterhead, issue
from finance.services.numbering import counter
from finance.wording import grounds
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.refusals import Refusal
from twente.core.services import SamePerson
from twente.outbox.services import queue_job


class CreditOfCredit(Refusal):
    """Only an invoice is credited."""

    sentence = "Een creditnota kunt u niet crediteren. Maak een nieuwe vordering als er toch betaald moet worden."


class MoreThanLeft(Refusal):
    """Credits together never exceed the invoice."""

    sentence = "Dit is meer dan er nog te crediteren is."


class CreditAsked(Refusal):
    """One request at a time."""

    sentence = "Voor deze factuur is al een creditnota gevraagd. Een ander moet die eerst bevestigen of weigeren."


class RequestSettled(Refusal):
    """The request was confirmed or withdrawn already."""

    sentence = "Dit verzoek is al afgehandeld."


class TermsMissing(Refusal):
    """Without terms and a sender no document can be made."""

    sentence = "Leg eerst de factuurvoorwaarden en de afzender vast."


@transaction.atomic
def ask_credit(*, invoice: Invoice, cents: int, reason: str, by: User, now: datetime) -> CreditRequest:
    """Ask for a credit note of whole cents excluding VAT.

    Raises YearDestroyed, CreditOfCredit, MoreThanLeft, CreditAsked.
    """
    kept_whole(invoice)
    if invoice.kind != Invoice.Kind.INVOICE:
        raise CreditOfCredit
    if not capped(cents, invoiced=invoice.net_cents, credited=net_credited(invoice)):
        raise MoreThanLeft(grounds.remaining(invoiced=invoice.net_cents, credited=net_credited(invoice)))
    try:
        with transaction.atomic():
            asked = CreditRequest.objects.create(invoice=invoice, cents=cents, reason=reason, asked_by=by, asked_at=now)
    except IntegrityError as error:
        raise CreditAsked from error
    audit.record(
        agreement=invoice.agreement,
        by=by,
        at=now,
        action="credit_asked",
        target=asked,
        detail={"code": invoice.code, "cents": cents},
    )
    return asked


@transaction.atomic
def confirm_credit(*, asked: CreditRequest, by: User, now: datetime) -> Invoice:
    """A second person makes the credit note. Raises RequestSettled, SamePerson, MoreThanLeft, TermsMissing."""
    locked = _open(asked)
    if locked.asked_by_id == by.pk:
        raise SamePerson
    invoice = locked.invoice
    head = head_of(invoice, now)
    numbers = counter(agreement=invoice.agreement, prefix=invoice.series.prefix, issued_on=head.issued_on)
    if not capped(locked.cents, invoiced=invoice.net_cents, credited=net_credited(invoice)):
        raise MoreThanLeft
    text = f"Creditering van factuur {invoice.code}: {invoice.subject.lower()}"
    content = Content(
        party=invoice.party,
        buyer=invoice.buyer,
        year=invoice.year,
        subject=f"Creditnota bij {invoice.code}",
        line=Line(text, Decimal(1), PIECE, euros(locked.cents), locked.cents),
        grounds=grounds.of_credit(agreement=invoice.agreement.name, code=invoice.code, reason=locked.reason),
        charge=invoice.charge,
        kind=Invoice.Kind.CREDIT,
        refers_to=invoice,
    )
    credit = issue(numbers, head, content, by=by, now=now)
    numbers.keep()
    locked.credit, locked.confirmed_by = credit, by
    locked.save(update_fields=["credit", "confirmed_by"])
    queue_job(agreement=invoice.agreement, kind=INVOICE_FILES, target_id=credit.pk, owner=by, now=now)
    return credit


@transaction.atomic
def withdraw_credit(*, asked: CreditRequest, by: User, now: datetime) -> None:
    """Take a request back, or refuse it. Raises RequestSettled."""
    locked = _open(asked)
    locked.withdrawn_at = now
    locked.save(update_fields=["withdrawn_at"])
    audit.record(agreement=locked.invoice.agreement, by=by, at=now, action="credit_withdrawn", target=locked)


def net_credited(invoice: Invoice) -> int:
    """Cents without VAT credited on an invoice; `balances.credited_on` counts what is to be paid, with VAT."""
    found = invoice.credits.filter(kind=Invoice.Kind.CREDIT).aggregate(total=Sum("net_cents"))["total"]
    return int(found or 0)


def head_of(invoice: Invoice, now: datetime) -> Letterhead:
    """A credit note has the VAT of its invoice and the sender of today. Raises TermsMissing."""
    today = day_of(now)
    issuer = settings.issuer_on(invoice.agreement, today)
    if issuer is None:
        raise TermsMissing
    return Letterhead(
        agreement=invoice.agreement,
        supplier=settings.columns(issuer),
        vat=invoice.vat,
        vat_reason=invoice.vat_reason,
        payment_days=(invoice.due_on - invoice.issued_on).days,
        issued_on=today,
    )


def _open(asked: CreditRequest) -> CreditRequest:
    locked = (
        CreditRequest.objects.select_for_update(no_key=True, of=("self",))
        .select_related("invoice__agreement", "invoice__party", "invoice__series")
        .get(pk=asked.pk)
    )
    if locked.credit_id or locked.withdrawn_at:
        raise RequestSettled
    return locked
