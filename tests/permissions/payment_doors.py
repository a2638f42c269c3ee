"""The doors of payments: bank files, their lines, payments by hand, undoing."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from finance.models import Allocation, BankImport, BankLine, Invoice
from finance.services import payments
from finance.services.asides import set_aside
from tests.finance.stage import ISSUER, NOW
from tests.finance.statements import Paid, statement
from tests.permissions.door import Door
from tests.permissions.world import World
from twente.core.models import User


def former() -> User:
    """A former colleague, who is none of the visitors."""
    return User.objects.get(username="oud-financien")


def uploaded(world: World) -> BankImport:
    """A file that a former colleague looked at, with one line that fits nothing and one that pays."""
    by = former()
    code = Invoice.objects.get(code=world.treasury.invoice)
    content = statement(Paid(500, text="los"), Paid(100, reference=code.payment_reference), account=ISSUER["iban"])
    about = {"agreement": world.cast.agreement, "by": by, "now": NOW}
    return payments.upload_statement(content=content, name="maart.xml", **about)


def read(world: World) -> None:
    """The same, read."""
    if not BankLine.objects.exists():
        payments.confirm_import(bank_import=uploaded(world), by=former(), now=NOW)


def file(world: World) -> tuple[Any, ...]:
    """A file that waits."""
    return (uploaded(world).pk,)


def line(world: World) -> tuple[Any, ...]:
    """A line that fits nothing."""
    read(world)
    return (BankLine.objects.get(position=1).pk,)


def aside(world: World) -> tuple[Any, ...]:
    """The same line, out of the list."""
    (pk,) = line(world)
    set_aside(line=BankLine.objects.get(pk=pk), reason="Bankkosten.", by=former(), now=NOW)
    return (pk,)


def placed(world: World) -> tuple[Any, ...]:
    """A payment on an invoice."""
    read(world)
    return (Allocation.objects.earliest("id").pk,)


def form(**fields: Any) -> Callable[[World], dict[str, Any]]:
    """A form with these fields."""
    return lambda world: fields


def on_invoice(**fields: Any) -> Callable[[World], dict[str, Any]]:
    """A form about the invoice of Almelo."""
    return lambda world: {"invoice": world.treasury.invoice, "cents": "1,00", "form_key": uuid4()} | fields


PAYMENTS = (
    Door("invoices", "finance:reminder_pdf", lambda world: (world.treasury.invoice, 1), opens=(404,), party="Almelo"),
    Door("payment_record", "finance:payment_list"),
    Door("bank_import", "finance:import_upload"),
    Door("bank_import", "finance:import_upload", data=form(), opens=(422,)),
    Door("bank_import", "finance:import_detail", file),
    Door("bank_import", "finance:import_confirm", file, form()),
    Door("bank_import", "finance:import_discard", file, form()),
    Door("payment_record", "finance:line_detail", line),
    Door("payment_record", "finance:line_detail", line, on_invoice()),
    Door("payment_record", "finance:line_aside", line),
    Door("payment_record", "finance:line_aside", line, form(reason="Bankkosten.")),
    Door("payment_record", "finance:line_back", aside),
    Door("payment_record", "finance:line_back", aside, form(reason="Toch niet.")),
    Door("payment_record", "finance:allocation_undo", placed),
    Door("payment_record", "finance:allocation_undo", placed, form(reason="Verkeerd.")),
    Door("payment_record", "finance:manual_create"),
    Door("payment_record", "finance:manual_create", data=on_invoice(received_on=date(2026, 1, 5), reason="Verrekend.")),
)
