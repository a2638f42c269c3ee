"""A run becomes final: numbers and invoices in one short transaction, files in the background (BOK-11.1, 8f)."""

from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db import transaction

from finance.models import Invoice, InvoiceRun
from finance.rules.concept import RowState, Stage
from finance.rules.lines import Line, Owed, line, revision_line
from finance.selectors.snapshots import Live, Snapshot, live
from finance.services.issuing import Content, Letterhead, issue
from finance.services.numbering import counter
from finance.services.runs import GapsLeft, NotInCheck, locked_run
from finance.wording import grounds
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import Party, User
from twente.core.refusals import Refusal
from twente.outbox.services import queue_job

RUN_FILES = "invoice_run_files"
INVOICE_FILES = "invoice_files"


class AlreadyFinal(Refusal):
    """Somebody was first; no second numbers."""

    sentence = "Deze factuurronde is al definitief. De facturen hebben een nummer."


class ChangedSinceCheck(Refusal):
    """Something that the run rests on changed after it was submitted."""

    sentence = (
        "Na de controle is iets veranderd waarop de ronde rust. "
        "Haal haar terug naar concept en laat haar opnieuw controleren."
    )


@transaction.atomic
def finalise_run(*, run: InvoiceRun, by: User, now: datetime) -> list[Invoice]:
    """Number every document of an approved run, in the order of the agreement; all or nothing.

    The invoice date is today (Amsterdam). Raises AlreadyFinal, NotInCheck, ChangedSinceCheck, GapsLeft, DateBeforeLast.
    """
    locked = locked_run(run)
    if locked.state == InvoiceRun.State.FINAL:
        raise AlreadyFinal
    if locked.state != InvoiceRun.State.APPROVED:
        raise NotInCheck
    known = live(locked, day_of(now))
    if known.digest != locked.inputs_sha256:
        raise ChangedSinceCheck
    if gaps := known.concept.blocked(Stage.FINAL):
        raise GapsLeft(gaps)
    head = letterhead(known, day_of(now))
    numbers = counter(agreement=locked.agreement, prefix=known.snapshot["terms"]["series"], issued_on=head.issued_on)
    made = [issue(numbers, head, content, by=by, now=now) for content in contents(locked, known)]
    numbers.keep()
    locked.state, locked.issued_on = InvoiceRun.State.FINAL, head.issued_on
    locked.finalised_by, locked.finalised_at = by, now
    locked.save(update_fields=["state", "issued_on", "finalised_by", "finalised_at"])
    detail = {"first": made[0].code, "last": made[-1].code, "documents": len(made)}
    audit.record(agreement=locked.agreement, by=by, at=now, action="invoice_run_final", target=locked, detail=detail)
    queue_job(agreement=locked.agreement, kind=RUN_FILES, target_id=locked.pk, owner=by, now=now)
    return made


def letterhead(known: Live, issued_on: date) -> Letterhead:
    """What every document of the run has in common."""
    terms = known.snapshot["terms"]
    return Letterhead(
        agreement=known.run.agreement,
        supplier=known.snapshot["supplier"],
        vat=terms["vat"],
        vat_reason=terms["vat_reason"],
        payment_days=terms["payment_days"],
        issued_on=issued_on,
    )


def contents(run: InvoiceRun, known: Live) -> Iterator[Content]:
    """Every document of the run: of who is ready, in the order of the agreement."""
    parties = {party.code: party for party in known.year.parties}
    before = [found for found in charged(run) if run.kind == InvoiceRun.Kind.REVISION]
    by_code = {found.code: found for found in before}
    first = {found.party_id: found for found in before if found.refers_to_id is None}
    for row in known.snapshot["rows"]:
        if row["state"] == RowState.READY.value:
            party = parties[row["code"]]
            credited = [(by_code[code], cents) for code, cents in row.get("credits", ())]
            for original, cents in credited or [(first.get(party.pk), row["due"])]:
                yield content(known, row, party, original, cents)


def charged(run: InvoiceRun) -> Any:
    """The invoices of this charge: the first of each party, to which a supplement refers, and the supplements."""
    rows = Invoice.objects.filter(agreement=run.agreement, charge=run.contribution, year=run.year)
    return rows.filter(kind=Invoice.Kind.INVOICE)


def content(known: Live, row: Snapshot, party: Party, original: Invoice | None, cents: int) -> Content:
    """One document: an invoice, or after a revision a supplement or a credit note on an invoice that has room."""
    snapshot = known.snapshot
    label = snapshot["contribution"]["label"]
    return Content(
        party=party,
        buyer=row["buyer"],
        year=known.run.year,
        subject=f"{f'Herziening {label.lower()}' if original else label} {known.run.year}",
        line=line_of(snapshot, row, revised=cents if original else 0),
        grounds=grounds.of_run(snapshot, row, agreement=known.run.agreement.name),
        charge=known.run.contribution,
        kind=Invoice.Kind.CREDIT if row["due"] < 0 else Invoice.Kind.INVOICE,
        refers_to=original,
        run=known.run,
        period=period_of(row, known.run.year),
    )


def period_of(row: Snapshot, year: int) -> tuple[date, date]:
    """The days that a document is about: the year, or the part in which the party took part."""
    first, last = map(date.fromisoformat, row.get("period", (f"{year}-01-01", f"{year}-12-31")))
    return first, last


def line_of(snapshot: Snapshot, row: Snapshot, *, revised: int) -> Line:
    """The line of a row, from what was frozen; `revised` the cents that a document of a revision settles, else 0."""
    owed = Owed(
        label=snapshot["contribution"]["label"],
        year=snapshot["year"],
        cents=row["cents"],
        inhabitants=row["inhabitants"] or 0,
        rate=snapshot["rate"]["cents"] or 0,
        share=Fraction(snapshot["share"] or 1),
        part=Fraction(row["part"]),
        components=[(part["label"], part["cents"]) for part in snapshot["rate"]["components"]],
        costs=sum(cost[2] for cost in snapshot["costs"]),
        parties=snapshot.get("sharers", 1),
    )
    if revised:
        source = grounds.population(snapshot) or "nieuwe grondslag"
        return revision_line(owed, before=row["invoiced"], cents=revised, source=source)
    return line(snapshot["contribution"]["kind"], owed)
