"""One-off claims, which other rooms make too: mediation (BOK-13.6), archive (17.2), leaving (UHO-9)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from finance.models import BillingTerms, Claim, Invoice, InvoiceMark
from finance.rules.lines import PIECE, Line, euros
from finance.selectors import settings
from finance.selectors.destroyed import kept_whole
from finance.services.crediting import RequestSettled, TermsMissing
from finance.services.finalising import INVOICE_FILES
from finance.services.issuing import Content, Letterhead, issue
from finance.services.numbering import counter
from finance.services.once import same_form
from finance.wording import grounds
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import Agreement, Party, User
from twente.core.refusals import Refusal
from twente.core.services import SamePerson
from twente.outbox.services import queue_job

FORM = "form:"
"""How the source of a claim begins that somebody filled in."""
DAMAGES = "Schadevergoeding, buiten de heffing van omzetbelasting"
"""Why no VAT is charged on interest (BR-O-02: then the sender shows no VAT number either)."""


class NoBillingProfile(Refusal):
    """A claim needs an addressee."""

    sentence = "Van deze partij zijn geen factuurgegevens bekend. Leg die eerst vast."


@dataclass(frozen=True)
class ClaimDetails:
    """A cost in whole cents that a party owes once; `source` names the record behind it ("dispute:3").

    `outside_vat`: damages, on which no VAT is charged whatever the terms say.
    """

    article: str
    subject: str
    cents: int
    explanation: str = ""
    source: str = ""
    outside_vat: bool = False


@transaction.atomic
def claim(*, agreement: Agreement, party: Party, details: ClaimDetails, by: User, now: datetime) -> Claim:
    """Ask a party to bear a cost; somebody else makes the invoice. The same source and party is the same claim.

    Raises FormUsed when the form of a claim came back with something else in it.
    """
    if standing := standing_claim(party, details):
        return standing
    try:
        with transaction.atomic():
            row = Claim.objects.create(agreement=agreement, party=party, asked_by=by, asked_at=now, **vars(details))
    except IntegrityError:
        if standing := standing_claim(party, details):
            return standing
        raise
    audit.record(agreement=agreement, by=by, at=now, action="claim_asked", target=row, detail={"cents": row.cents})
    return row


def standing_claim(party: Party, details: ClaimDetails) -> Claim | None:
    """The claim for this source that was not taken back; of a form there is one, whoever it is for. Raises FormUsed."""
    rows = Claim.objects.filter(source=details.source, withdrawn_at__isnull=True)
    if not details.source.startswith(FORM):
        return rows.filter(party=party).first() if details.source else None
    found = rows.first()
    return same_form(found, party=party, **vars(details)) if found else None


@transaction.atomic
def confirm_claim(*, asked: Claim, by: User, now: datetime) -> Invoice:
    """A second person makes the invoice. Raises RequestSettled, SamePerson, TermsMissing, NoBillingProfile."""
    locked = _open(asked)
    if locked.asked_by_id == by.pk:
        raise SamePerson
    terms, head = letterhead(locked, day_of(now))
    profile = settings.profiles_on(locked.agreement, head.issued_on).get(locked.party_id)
    if profile is None:
        raise NoBillingProfile
    numbers = counter(agreement=locked.agreement, prefix=terms.series, issued_on=head.issued_on)
    name, about = locked.agreement.name, {"article": locked.article, "explanation": locked.explanation}
    content = Content(
        party=locked.party,
        buyer=settings.columns(profile),
        year=head.issued_on.year,
        subject=locked.subject,
        line=Line(locked.subject, Decimal(1), PIECE, euros(locked.cents), locked.cents),
        grounds=grounds.of_claim(agreement=name, **about),
    )
    invoice = issue(numbers, head, content, by=by, now=now)
    numbers.keep()
    locked.invoice, locked.confirmed_by = invoice, by
    locked.save(update_fields=["invoice", "confirmed_by"])
    queue_job(agreement=locked.agreement, kind=INVOICE_FILES, target_id=invoice.pk, owner=by, now=now)
    return invoice


def letterhead(asked: Claim, today: date) -> tuple[BillingTerms, Letterhead]:
    """The terms of today and what stands above the invoice; damages carry no VAT. Raises TermsMissing."""
    terms, issuer = settings.terms_on(asked.agreement, today), settings.issuer_on(asked.agreement, today)
    if terms is None or issuer is None:
        raise TermsMissing
    supplier, vat, reason = settings.columns(issuer), terms.vat, terms.vat_reason
    if asked.outside_vat and vat != BillingTerms.Vat.OUTSIDE:
        supplier, vat, reason = supplier | {"vat_id": ""}, BillingTerms.Vat.OUTSIDE, DAMAGES
    return terms, Letterhead(asked.agreement, supplier, vat, reason, terms.payment_days, today)


@transaction.atomic
def withdraw_claim(*, asked: Claim, by: User, now: datetime) -> None:
    """Take a claim back, or refuse it. Raises RequestSettled."""
    locked = _open(asked)
    locked.withdrawn_at = now
    locked.save(update_fields=["withdrawn_at"])
    audit.record(agreement=locked.agreement, by=by, at=now, action="claim_withdrawn", target=locked)


@transaction.atomic
def mark(
    *,
    invoice: Invoice,
    kind: str,
    detail: str,
    by: User | None,
    now: datetime,
    on: date | None = None,
    source: str = "",
) -> InvoiceMark:
    """Note what happened to an invoice: sent, received, disputed (which stops reminders), no longer disputed.

    Raises YearDestroyed.
    """
    kept_whole(invoice)
    row = InvoiceMark.objects.create(
        invoice=invoice,
        kind=kind,
        on=on or day_of(now),
        detail=detail,
        source=source,
        recorded_by=by,
        recorded_at=now,
    )
    audit.record(
        agreement=invoice.agreement,
        by=by,
        at=now,
        action=f"invoice_{kind}",
        target=invoice,
        detail={"code": invoice.code},
    )
    return row


def _open(asked: Claim) -> Claim:
    locked = (
        Claim.objects.select_for_update(no_key=True, of=("self",)).select_related("agreement", "party").get(pk=asked.pk)
    )
    if locked.invoice_id or locked.withdrawn_at:
        raise RequestSettled
    return locked
