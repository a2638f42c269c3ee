"""Writes: a bank file, where its lines count, payments by hand, and undoing (BOK-11.2; finance.md 5.6)."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from finance.bank.camt import Statement, StatementRefused, read_statement
from finance.models import Allocation, BankImport, BankLine, Invoice, Issuer, ManualPayment, SetAside
from finance.selectors.balances import credited_on, paid_on
from finance.selectors.destroyed import kept_whole
from finance.selectors.payments import Planned, planned
from finance.services.once import same_form
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import Agreement, User
from twente.core.money import format_amount
from twente.core.refusals import Refusal

HOW = {"reference": Allocation.How.REFERENCE, "number": Allocation.How.NUMBER}


class BankFileRefused(Refusal):
    """The whole file was refused; the sentence says why."""

    status = 422


class AlreadyImported(Refusal):
    """The same file was read before."""

    sentence = "Dit bestand is al ingelezen. Er is niets veranderd."


class LineAside(Refusal):
    """What belongs to no invoice is put back first."""

    status = 422
    sentence = "Deze regel is uit de lijst gehaald. Zet haar eerst terug."


class MoreThanLine(Refusal):
    """More than is left of the bank line."""

    status = 422


class MoreThanOpen(Refusal):
    """More than is open; a person can record that as overpaid."""

    status = 422


class AlreadyUndone(Refusal):
    """Undone before."""

    sentence = "Deze koppeling is al losgemaakt."


class FuturePayment(Refusal):
    """Money that is still to come is no payment."""

    status = 422
    sentence = "Deze dag ligt in de toekomst. Leg een betaling vast als zij er is."


class NothingTakenBack(Refusal):
    """A reversal cannot take back what was not paid."""

    status = 422
    sentence = "Op deze factuur is minder betaald dan u wilt terugboeken."


@dataclass(frozen=True)
class Outcome:
    """What a file brought: lines, those matched, those that an earlier file had."""

    lines: int
    matched: int
    skipped: int


def held(agreement: Agreement) -> None:
    """One at a time decides about the payments of an agreement."""
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)


@transaction.atomic
def upload_statement(*, agreement: Agreement, content: bytes, name: str, by: User, now: datetime) -> BankImport:
    """Keep a file to look at; nothing is paid yet. The same file again is the same look.

    Raises BankFileRefused, AlreadyImported.
    """
    held(agreement)
    statement = readable(agreement, content)
    digest = sha256(content).hexdigest()
    facts = {
        "file_name": name,
        "content": content,
        "iban": statement.iban,
        "opening_cents": statement.opening_cents,
        "closing_cents": statement.closing_cents,
        "uploaded_by": by,
        "uploaded_at": now,
    }
    found, new = BankImport.objects.get_or_create(agreement=agreement, sha256=digest, defaults=facts)
    if found.confirmed_at:
        raise AlreadyImported
    if new:
        audit.record(agreement=agreement, by=by, at=now, action="bank_file_uploaded", target=found)
    return found


def readable(agreement: Agreement, content: bytes) -> Statement:
    """The statement, when it is of an account on which this agreement is paid. Raises BankFileRefused."""
    try:
        statement = read_statement(content)
    except StatementRefused as refused:
        raise BankFileRefused(refused.sentence) from refused
    if not Issuer.objects.filter(agreement=agreement, iban=statement.iban).exists():
        raise BankFileRefused(f"Dit afschrift is van rekening {statement.iban}. Daarop komen geen bijdragen binnen.")
    return statement


@transaction.atomic
def confirm_import(*, bank_import: BankImport, by: User, now: datetime) -> Outcome:
    """Store the lines and let the sure ones count. Raises AlreadyImported."""
    held(bank_import.agreement)
    found = BankImport.objects.select_for_update(of=("self",)).get(pk=bank_import.pk)
    if found.confirmed_at:
        raise AlreadyImported
    plan = planned(found.agreement, readable(found.agreement, bytes(found.content)))
    fresh = [row for row in plan if not row.known]
    found.confirmed_by, found.confirmed_at, found.skipped = by, now, len(plan) - len(fresh)
    found.save(update_fields=["confirmed_by", "confirmed_at", "skipped"])
    lines = BankLine.objects.bulk_create([line_of(found, number, row) for number, row in enumerate(fresh, start=1)])
    sure = [
        Allocation(invoice_id=pk, line=line, cents=cents, how=HOW[row.match.how.value], recorded_by=by, recorded_at=now)
        for line, row in zip(lines, fresh, strict=True)
        if row.match.is_sure
        for pk, cents in row.match.parts
    ]
    Allocation.objects.bulk_create(sure)
    outcome = Outcome(len(fresh), len({row.line_id for row in sure}), found.skipped)
    detail = {"lines": outcome.lines, "matched": outcome.matched, "skipped": outcome.skipped}
    audit.record(agreement=found.agreement, by=by, at=now, action="bank_file_imported", target=found, detail=detail)
    return outcome


def line_of(found: BankImport, number: int, row: Planned) -> BankLine:
    """A line as the bank wrote it, cut to what its columns hold."""
    entry = row.entry
    return BankLine(
        bank_import=found,
        position=number,
        booked_on=entry.booked_on,
        cents=entry.cents,
        name=entry.name[:200],
        iban=entry.iban[:34],
        reference=entry.reference[:40],
        text=entry.text,
        bank_reference=entry.bank_reference[:60],
        reversal=entry.reversal,
    )


@transaction.atomic
def discard_import(*, bank_import: BankImport, by: User, now: datetime) -> None:
    """Throw away a file that was only looked at. Raises AlreadyImported."""
    found = BankImport.objects.select_for_update(of=("self",)).get(pk=bank_import.pk)
    if found.confirmed_at:
        raise AlreadyImported
    audit.record(agreement=found.agreement, by=by, at=now, action="bank_file_discarded", target=found)
    found.delete()


@transaction.atomic
def allocate(*, line: BankLine, invoice: Invoice, cents: int, overpaid: bool, by: User, now: datetime) -> Allocation:
    """Let cents of a bank line count on an invoice.

    Raises YearDestroyed, LineAside, MoreThanLine, MoreThanOpen, NothingTakenBack.
    """
    held(invoice.agreement)
    kept_whole(invoice)
    if SetAside.objects.filter(line=line, put_back__isnull=True).exists():
        raise LineAside
    used = line.allocations.aggregate(total=Sum("cents"))["total"] or 0
    rest = line.cents - used
    if not min(rest, 0) <= cents <= max(rest, 0) or cents == 0:
        raise MoreThanLine(f"Van deze bankregel is nog {format_amount(rest)} te koppelen.")
    check_open(invoice, cents, overpaid=overpaid)
    made = Allocation.objects.create(
        invoice=invoice,
        line=line,
        cents=cents,
        how=Allocation.How.HAND,
        overpaid=overpaid,
        recorded_by=by,
        recorded_at=now,
    )
    written(made, "payment_allocated", by=by, now=now)
    return made


def check_open(invoice: Invoice, cents: int, *, overpaid: bool) -> None:
    """Whether an invoice can take this amount. Raises MoreThanOpen, NothingTakenBack."""
    paid = paid_on([invoice.pk]).get(invoice.pk, 0)
    still = invoice.total_cents - credited_on([invoice.pk]).get(invoice.pk, 0) - paid
    if cents > max(still, 0) and not overpaid:
        raise MoreThanOpen(
            f"Op {invoice.code} staat nog {format_amount(max(still, 0))} open. Vink aan dat er te veel is betaald."
        )
    if paid + cents < 0:
        raise NothingTakenBack


def written(made: Allocation, action: str, *, by: User, now: datetime) -> None:
    """The audit entry of one allocation."""
    detail = {"code": made.invoice.code, "cents": made.cents, "reason": made.reason}
    audit.record(agreement=made.invoice.agreement, by=by, at=now, action=action, target=made.invoice, detail=detail)


@transaction.atomic
def undo_allocation(*, allocation: Allocation, reason: str, by: User, now: datetime) -> Allocation:
    """Take an allocation back with a row of its own.

    Raises YearDestroyed, AlreadyUndone, NothingTakenBack, MoreThanOpen.
    """
    held(allocation.invoice.agreement)
    kept_whole(allocation.invoice)
    if allocation.undoes_id or Allocation.objects.filter(undoes=allocation).exists():
        raise AlreadyUndone
    check_open(allocation.invoice, -allocation.cents, overpaid=allocation.cents < 0)
    made = Allocation.objects.create(
        invoice=allocation.invoice,
        line=allocation.line,
        manual=allocation.manual,
        cents=-allocation.cents,
        how=Allocation.How.HAND,
        overpaid=allocation.cents < 0,
        undoes=allocation,
        reason=reason,
        recorded_by=by,
        recorded_at=now,
    )
    written(made, "payment_undone", by=by, now=now)
    return made


@transaction.atomic
def pay_by_hand(
    *, invoice: Invoice, cents: int, received_on: date, reason: str, overpaid: bool, key: UUID, by: User, now: datetime
) -> Allocation:
    """A payment that no bank file shows; the same form key again is the same one.

    Raises YearDestroyed, FuturePayment, MoreThanOpen, FormUsed.
    """
    held(invoice.agreement)
    if known := ManualPayment.objects.filter(form_key=key).first():
        same_form(known, cents=cents, received_on=received_on, reason=reason)
        return same_form(known.allocations.earliest("id"), invoice=invoice)
    kept_whole(invoice)
    if received_on > day_of(now):
        raise FuturePayment
    check_open(invoice, cents, overpaid=overpaid)
    payment = ManualPayment.objects.create(
        form_key=key,
        agreement=invoice.agreement,
        cents=cents,
        received_on=received_on,
        reason=reason,
        recorded_by=by,
        recorded_at=now,
    )
    made = Allocation.objects.create(
        invoice=invoice,
        manual=payment,
        cents=cents,
        how=Allocation.How.HAND,
        overpaid=overpaid,
        reason=reason,
        recorded_by=by,
        recorded_at=now,
    )
    written(made, "payment_by_hand", by=by, now=now)
    return made
