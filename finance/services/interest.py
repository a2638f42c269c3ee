"""Interest on a late invoice: calculated by one, approved by another, then a claim (spec/finance.md 1).

Nothing here runs by itself: a reminder never charges interest.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from finance.models import Claim, InterestCalculation, InterestRate, Invoice
from finance.rules.interest import RateUnknown
from finance.selectors.destroyed import kept_whole
from finance.selectors.disputed import disputed_among
from finance.selectors.interest import Calculated, calculated, regime_of
from finance.services import claims
from finance.services.claims import ClaimDetails
from finance.services.crediting import RequestSettled
from finance.services.payments import held
from finance.wording import interest as wording
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import Agreement, User
from twente.core.refusals import Refusal
from twente.core.services import SamePerson


class NoInterest(Refusal):
    """The terms of this invoice know no interest, or it is a credit note or itself about interest."""

    status = 422
    sentence = "Over deze factuur wordt geen rente berekend. De factuurvoorwaarden van haar datum kennen geen rente."


class InDispute(Refusal):
    """What is disputed may turn out not to be owed."""

    status = 422
    sentence = "Deze factuur is betwist. Reken pas rente als de betwisting is afgehandeld."


class FutureInterest(Refusal):
    """Interest is about days that passed."""

    status = 422
    sentence = "Deze dag ligt in de toekomst. Reken tot en met vandaag of eerder."


class RateMissing(Refusal):
    """A percentage of the law is needed for every day."""

    status = 422
    sentence = "Voor de eerste dag is geen rentepercentage vastgelegd. Leg dat eerst vast, met de bron."


class NothingDue(Refusal):
    """Paid in time, too little to charge, or charged already."""

    status = 422
    sentence = "Tot en met deze dag is er geen rente in rekening te brengen."


class FactsChanged(Refusal):
    """A payment, credit note or percentage came after the calculation."""

    sentence = "De feiten zijn veranderd na deze berekening. Maak haar opnieuw."


@transaction.atomic
def record_rate(*, agreement: Agreement, details: dict[str, Any], by: User | None, now: datetime) -> InterestRate:
    """A percentage of the law from a day, with its source. What was approved before keeps its own."""
    row = InterestRate.objects.create(agreement=agreement, recorded_by=by, recorded_at=now, **details)
    detail = {"from": row.valid_from.isoformat(), "hundredths": row.hundredths}
    audit.record(agreement=agreement, by=by, at=now, action="interest_rate_recorded", target=row, detail=detail)
    return row


@transaction.atomic
def calculate(*, invoice: Invoice, until: date, by: User, now: datetime) -> InterestCalculation:
    """Make a calculation for a second person; one that waited is withdrawn.

    Raises YearDestroyed, NoInterest, InDispute, FutureInterest, RateMissing, NothingDue.
    """
    held(invoice.agreement)
    kept_whole(invoice)
    if until > day_of(now):
        raise FutureInterest
    found = counted(invoice, until)
    for earlier in InterestCalculation.objects.filter(invoice=invoice, claim__isnull=True, withdrawn_at__isnull=True):
        earlier.withdrawn_at = now
        earlier.save(update_fields=["withdrawn_at"])
    made = InterestCalculation.objects.create(
        invoice=invoice,
        until=until,
        cents=found.cents,
        content=found.content,
        content_sha256=found.digest,
        made_by=by,
        made_at=now,
    )
    written(made, "interest_calculated", by=by, now=now)
    return made


def counted(invoice: Invoice, until: date) -> Calculated:
    """The calculation by the facts of this moment. Raises NoInterest, InDispute, RateMissing, NothingDue."""
    terms = regime_of(invoice)
    if terms is None:
        raise NoInterest
    if disputed_among([invoice]):
        raise InDispute
    try:
        found = calculated(invoice, until, terms)
    except RateUnknown as error:
        raise RateMissing from error
    if found.cents <= 0:
        raise NothingDue
    return found


def changed_since(made: InterestCalculation) -> bool:
    """Whether the facts of today give another calculation, or none."""
    try:
        return counted(made.invoice, made.until).digest != made.content_sha256
    except Refusal:
        return True


@transaction.atomic
def approve(*, made: InterestCalculation, by: User, now: datetime) -> Invoice:
    """A second person agrees with exactly this calculation; it becomes a claim and that an invoice.

    Raises RequestSettled, SamePerson, FactsChanged, and what confirming a claim raises.
    """
    held(made.invoice.agreement)
    locked = _open(made)
    if locked.made_by_id == by.pk:
        raise SamePerson
    if changed_since(locked):
        raise FactsChanged
    asked = claims.claim(
        agreement=locked.invoice.agreement,
        party=locked.invoice.party,
        details=details_of(locked),
        by=locked.made_by,
        now=now,
    )
    invoice = claims.confirm_claim(asked=asked, by=by, now=now)
    locked.claim, locked.confirmed_by = asked, by
    locked.save(update_fields=["claim", "confirmed_by"])
    written(locked, "interest_approved", by=by, now=now)
    return invoice


def details_of(made: InterestCalculation) -> ClaimDetails:
    """The claim of a calculation: damages, so outside VAT, on the article of the invoice."""
    invoice = made.invoice
    return ClaimDetails(
        article=article_of(invoice),
        subject=f"Rente over factuur {invoice.code}",
        cents=made.cents,
        explanation=wording.explanation(made.content),
        source=f"interest:{made.pk}",
        outside_vat=True,
    )


def article_of(invoice: Invoice) -> str:
    """On which article an invoice rests: that of its run, or of its claim."""
    if invoice.run is not None and invoice.run.inputs:
        return str(invoice.run.inputs["article"])
    return Claim.objects.get(invoice=invoice).article


@transaction.atomic
def withdraw(*, made: InterestCalculation, by: User, now: datetime) -> None:
    """Take a calculation back, or refuse it. Raises RequestSettled."""
    locked = _open(made)
    locked.withdrawn_at = now
    locked.save(update_fields=["withdrawn_at"])
    written(locked, "interest_withdrawn", by=by, now=now)


def written(made: InterestCalculation, action: str, *, by: User, now: datetime) -> None:
    """The audit entry of one calculation."""
    detail = {"code": made.invoice.code, "cents": made.cents, "sha256": made.content_sha256}
    audit.record(agreement=made.invoice.agreement, by=by, at=now, action=action, target=made, detail=detail)


def _open(made: InterestCalculation) -> InterestCalculation:
    rows = InterestCalculation.objects.select_for_update(no_key=True, of=("self",))
    locked = rows.select_related("invoice__agreement", "invoice__party", "invoice__run", "made_by").get(pk=made.pk)
    if locked.claim_id or locked.withdrawn_at:
        raise RequestSettled
    return locked
