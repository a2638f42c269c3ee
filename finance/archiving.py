"""What finance leaves to the archive of a year: runs with their basis, invoices, payments, reminders, the account."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from django.template.loader import render_to_string

from finance.exit_archiving import exit_records
from finance.models import (
    Allocation,
    InterestCalculation,
    Invoice,
    InvoiceFile,
    InvoiceRun,
    Reminder,
    YearAccount,
)
from finance.rate_archiving import proposed_years, rate_records
from finance.selectors.access import invoices_for, runs_for, sees_all
from finance.selectors.accounts import accounts_for
from finance.selectors.destroyed import KEY, destroyed
from twente.core.articles import full
from twente.core.dates import day_of, full_date
from twente.core.frozen import written
from twente.core.money import format_amount
from twente.core.permissions import Actor
from twente.core.spreadsheet import lines
from twente.documents.archive.formats import CSV, HTML, JSON, PDF_A_WITH_FILES, XML
from twente.documents.archive.records import Event, File, Record
from twente.documents.archive.rooms import Gathered, Subject, calendar_year, yearly
from twente.documents.archive.stored import made_file, record_of

SUBJECT = Subject("financien", "Financiën")
READERS = "Bevat gegevens van facturen: alleen voor wie alle facturen mag lezen"
DONE = (InvoiceRun.State.FINAL, InvoiceRun.State.WITHDRAWN)
FROZEN = ("code", "subject", "supplier", "buyer", "grounds", "vat", "net_cents", "vat_cents", "total_cents")
PAID = ("Factuur", "Partij", "Geteld op", "Centen", "Hoe", "Herkomst", "Reden", "Vastgelegd door")


def years(actor: Actor) -> set[int]:
    """The years of which there is an invoice, a proposed rate or an account."""
    if not sees_all(actor):
        return set()
    proposed = proposed_years(actor.agreement)
    invoiced = Invoice.objects.filter(agreement=actor.agreement).order_by().values_list("year", flat=True).distinct()
    return {*proposed, *invoiced, *accounts_for(actor).filter(document__isnull=False).values_list("year", flat=True)}


def keys(actor: Actor, year: int) -> list[str]:
    """One dossier a year."""
    return [KEY.format(year=year)] if year in years(actor) else []


def readable(actor: Actor, keys: Collection[str]) -> list[str]:
    """Who reads every invoice, reads the dossier of every year."""
    return yearly(KEY, years(actor), keys)


def dossiers(actor: Actor, year: int, now: datetime) -> Iterator[Gathered]:
    """The finances of a year as one dossier, until it is destroyed; its term runs from the last day of that year."""
    if not keys(actor, year) or (actor.agreement and destroyed(actor.agreement, year)):
        return
    yield Gathered(
        key=KEY.format(year=year),
        title=f"Financiën {year}",
        about="Bijdragen, facturen, betalingen en verantwoording",
        **calendar_year(year, now),
        records=tuple(records(actor, year, now)),
        restriction=READERS,
    )


def records(actor: Actor, year: int, now: datetime) -> Iterator[Record]:
    """Everything of a year in the order in which it came about."""
    yield from rate_records(actor.agreement, year, READERS)
    for run in runs_for(actor).filter(year=year, state__in=DONE).order_by("pk"):
        yield run_record(run)
    invoices = list(invoices_for(actor).filter(year=year).select_related("made_by").order_by("code"))
    files = {
        row.invoice_id: row
        for row in InvoiceFile.objects.filter(invoice__in=invoices).select_related("document").defer("ubl")
    }
    for invoice in invoices:
        yield invoice_record(invoice, files[invoice.pk], now) if invoice.pk in files else unprinted(invoice)
    yield from reminders(invoices, now)
    yield from payments(invoices)
    yield from interest(invoices)
    yield from exit_records(actor, year, READERS)
    for account in accounts_for(actor).filter(year=year, document__isnull=False).distinct():
        yield account_record(account, now)


def run_record(run: InvoiceRun) -> Record:
    """A run: exactly as the second person approved it, and as a page that reads."""
    at = run.finalised_at or run.submitted_at or run.started_at
    title = f"Factuurronde {run.contribution} {run.year}"
    inputs = run.inputs or {}
    context = {
        "title": title,
        "state": f"{run.get_kind_display().capitalize()}, {run.get_state_display()}",
        "facts": run_facts(inputs, run.inputs_sha256),
        "content": inputs,
        "events": run_events(run),
    }
    page = render_to_string("archive/run.html", context).encode()
    files = [made_file("Factuurronde", HTML, page, at)]
    if run.inputs:
        files.append(made_file("Grondslag zoals vastgelegd", JSON, written(run.inputs).encode(), at))
    return Record(
        identifier=f"factuurronde-{run.pk}",
        title=title,
        kind="Factuurronde",
        about=f"{run.get_kind_display().capitalize()}; controlegetal {run.inputs_sha256 or 'geen'}",
        events=tuple(run_events(run)),
        files=tuple(files),
        restriction=READERS,
    )


def run_facts(inputs: dict[str, Any], sha256: str) -> list[tuple[str, str]]:
    """What a run rests on: article, rate and budget with their decisions, inhabitants with their source."""
    if not inputs:
        return []
    people, book = inputs["population"], inputs["rulebook"]
    counted = f"{people['source']}, {people['status']}, per {day_in(people['reference_on'])}" if people else ""
    found = (
        ("Bijdrage", f"{inputs['contribution']['label']}, {inputs['year']}"),
        ("Grondslag", full(inputs["article"]) if inputs["article"] else ""),
        ("Tarief", decided(inputs["rate"])),
        ("Begroting", decided(inputs["budget"])),
        ("Reden van het verschil", inputs["difference_reason"]),
        ("Inwoners", counted),
        ("Regelboek", f"{book['key']}, versie {book['version']}; controlegetal {book['sha256']}"),
        ("Lezingen", ", ".join(f"{number}: {value}" for number, value in inputs["readings"].items() if value)),
        ("Controlegetal van de grondslag", sha256),
    )
    return [(name, value) for name, value in found if value]


def decided(amount: dict[str, Any]) -> str:
    """€ 9,25, besluit 2026-04 van 2 december 2026; empty when there is none."""
    if not amount.get("cents"):
        return ""
    ground = f", {amount['decided']} van {day_in(amount['decided_on'])}" if amount.get("decided") else ""
    return f"{format_amount(amount['cents'])}{ground}"


def day_in(text: str) -> str:
    """A day as JSON keeps it, in words."""
    return full_date(date.fromisoformat(text))


def run_events(run: InvoiceRun) -> list[Event]:
    """Begun, handed to the second person, approved, final."""
    issued = f"facturen van {full_date(run.issued_on)}" if run.issued_on else ""
    happened = (
        ("Begonnen", run.started_at, run.started_by, ""),
        ("Voorgelegd aan een tweede persoon", run.submitted_at, run.submitted_by, ""),
        ("Akkoord", run.approved_at, run.approved_by, "door een ander dan wie de ronde voorlegde"),
        ("Definitief", run.finalised_at, run.finalised_by, issued),
    )
    return [Event(kind, at, by.name if by else "", said) for kind, at, by, said in happened if at]


def invoice_record(invoice: Invoice, file: InvoiceFile, now: datetime) -> Record:
    """An invoice or credit note with its UBL, which lies inside the PDF too, and what became of it."""
    ubl = File(f"{invoice.code} ubl", XML, file.ubl_sha256, file.made_at, partial(ubl_of, file.pk))
    refers = f", bij {invoice.refers_to.code}" if invoice.refers_to else ""
    marks = invoice.marks.select_related("recorded_by")
    return record_of(
        file.document,
        kind=invoice.get_kind_display().capitalize(),
        about=f"{invoice.subject}, aan {invoice.party.short_name}{refers}",
        now=now,
        restriction=READERS,
        form=PDF_A_WITH_FILES,
        more=(ubl,),
        happened=tuple(
            Event(
                mark.get_kind_display().capitalize(),
                mark.recorded_at,
                mark.recorded_by.name if mark.recorded_by else "",
                f"op {full_date(mark.on)}; {mark.detail}",
            )
            for mark in marks
        ),
    )


def unprinted(invoice: Invoice) -> Record:
    """An invoice that is final while the worker did not make its files yet: everything that it says, as data."""
    content = {
        "lines": list(invoice.lines.values("position", "description", "unit", "base_quantity", "cents", "parts")),
        **{name: getattr(invoice, name) for name in FROZEN},
        "issued_on": invoice.issued_on.isoformat(),
        "due_on": invoice.due_on.isoformat(),
    }
    return Record(
        identifier=f"factuur-{invoice.pk}",
        title=f"{invoice.get_kind_display().capitalize()} {invoice.code}",
        kind=invoice.get_kind_display().capitalize(),
        about=f"{invoice.subject}, aan {invoice.party.short_name}; de bestanden waren nog niet gemaakt",
        events=(Event("Definitief", invoice.made_at, invoice.made_by.name),),
        files=(made_file(invoice.code, JSON, written(content).encode(), invoice.made_at),),
        restriction=READERS,
    )


def ubl_of(pk: int) -> bytes:
    """The bytes of a UBL, read when it is their turn."""
    return bytes(InvoiceFile.objects.only("ubl").get(pk=pk).ubl)


def reminders(invoices: list[Invoice], now: datetime) -> Iterator[Record]:
    """Every letter about an invoice that was not paid in time."""
    rows = Reminder.objects.filter(invoice__in=invoices).select_related("document", "invoice__party")
    for row in rows.order_by("invoice__code", "level"):
        about = f"Stap {row.level} bij {row.invoice.code}, aan {row.invoice.party.short_name}"
        yield record_of(row.document, kind="Herinnering", about=about, now=now, restriction=READERS)


def payments(invoices: list[Invoice]) -> Iterator[Record]:
    """On which invoice every cent counts, undone matches too: one list."""
    rows = Allocation.objects.filter(invoice__in=invoices)
    rows = rows.select_related("invoice__party", "line", "manual", "recorded_by").order_by("recorded_at", "pk")
    found = list(rows)
    if found:
        last = found[-1].recorded_at
        content = "".join(lines(PAID, [payment_line(row) for row in found])).encode()
        yield Record(
            identifier=f"betalingen-{found[0].invoice.year}-{found[-1].pk}",
            title="Betalingen",
            kind="Overzicht van betalingen",
            about="Wat op welke factuur telt; een ongedaan gemaakte koppeling staat er als eigen regel in",
            events=(Event("Laatste koppeling", last, found[-1].recorded_by.name),),
            files=(made_file("Betalingen", CSV, content, last),),
            restriction=READERS,
        )


def payment_line(row: Allocation) -> tuple[str | int, ...]:
    """One match: on which invoice, when it came in, how much."""
    booked = row.line.booked_on if row.line else row.manual.received_on if row.manual else day_of(row.recorded_at)
    origin = "bankregel" if row.line else f"handmatig: {row.manual.reason}" if row.manual else ""
    how = "ongedaan gemaakt" if row.undoes_id else row.get_how_display()
    invoice = row.invoice
    return (
        *(invoice.code, invoice.party.short_name, booked.isoformat(), row.cents, how),
        *(origin, row.reason, row.recorded_by.name),
    )


def interest(invoices: list[Invoice]) -> Iterator[Record]:
    """Every calculation of interest, also what was taken back: exactly as it was made and approved."""
    rows = InterestCalculation.objects.filter(invoice__in=invoices)
    for row in rows.select_related("invoice__party", "made_by", "confirmed_by").order_by("invoice__code", "made_at"):
        stand = "ingetrokken" if row.withdrawn_at else "akkoord" if row.confirmed_by else "wacht op akkoord"
        approved = f"akkoord van {row.confirmed_by.name}" if row.confirmed_by else ""
        yield Record(
            identifier=f"rente-{row.pk}",
            title=f"Renteberekening {row.invoice.code}",
            kind="Renteberekening",
            about=f"{format_amount(row.cents)} tot en met {full_date(row.until)}, {stand}; {row.content_sha256}",
            events=(Event("Berekening", row.made_at, row.made_by.name, approved),),
            files=(made_file("Berekening", JSON, written(row.content).encode(), row.made_at),),
            restriction=READERS,
        )


def account_record(account: YearAccount, now: datetime) -> Record:
    """The account as it was signed, with its figures as data."""
    if account.document is None or account.closed_at is None:
        raise LookupError(f"{account} has no document")
    decision = account.adopted_in
    adopted = f"Vastgesteld met besluit {decision.year}-{decision.number:02}" if decision else "Nog niet vastgesteld"
    figures = made_file("Cijfers", JSON, written(account.content).encode(), account.closed_at)
    closed = Event("Cijfers vastgelegd", account.closed_at, account.closed_by.name if account.closed_by else "")
    about = f"{adopted}; controlegetal van de cijfers {account.content_sha256}"
    return record_of(
        account.document,
        kind="Financiële verantwoording",
        about=about,
        now=now,
        more=(figures,),
        happened=(closed,),
    )
