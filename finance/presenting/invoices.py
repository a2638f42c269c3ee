"""Lists of invoices and the page of one: what it says, what happened to it, what can be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from finance.einvoice.checks import Channel, problems
from finance.models import (
    Allocation,
    BillingProfile,
    CreditRequest,
    Invoice,
    InvoiceFile,
    Reminder,
    ReminderSkip,
)
from finance.selectors.balances import Balance, balances
from finance.selectors.destroyed import destroyed
from finance.selectors.disputed import disputed_among
from finance.selectors.interest import open_calculations, regime_of
from finance.selectors.invoice_facts import for_peppol
from finance.selectors.sent import is_sent
from finance.wording.runs import CHANNELS
from twente.core.dates import day_of, full_date
from twente.core.permissions import Actor
from twente.core.phrases import spaced

Pill = tuple[str, str, str]


@dataclass(frozen=True)
class Row:
    """An invoice in a list."""

    invoice: Invoice
    balance: Balance
    pill: Pill
    address: str


def pill_of(invoice: Invoice, balance: Balance, on: date, *, disputed: bool = False) -> Pill:
    """How an invoice stands, in a word, a colour and an icon."""
    if invoice.kind == Invoice.Kind.CREDIT:
        return "creditnota", "d", "arrow-back-up"
    if disputed:
        return "betwist", "w", "scale"
    if balance.open <= 0:
        if balance.open < 0:
            return "te veel betaald", "b", "info-circle"
        return ("betaald", "g", "check") if balance.paid else ("gecrediteerd", "d", "check")
    if invoice.due_on < on:
        return "te laat", "w", "alert-triangle"
    return ("deels betaald", "b", "clock") if balance.paid else ("open", "", "clock")


def rows_of(invoices: list[Invoice], on: date) -> list[Row]:
    """Invoices as a list shows them; four queries for all of them."""
    return rows_with(invoices, balances(Invoice.objects.filter(pk__in=[row.pk for row in invoices]), on), on)


def rows_with(invoices: list[Invoice], found: Mapping[int, Balance], on: date) -> list[Row]:
    """The same for who read their balances already; one query for what is disputed."""
    disputed = disputed_among(invoices)
    return [
        Row(
            invoice,
            found.get(invoice.pk, Balance()),
            pill_of(invoice, found.get(invoice.pk, Balance()), on, disputed=invoice.pk in disputed),
            reverse("finance:invoice_detail", args=[invoice.agreement.slug, invoice.code]),
        )
        for invoice in invoices
    ]


def invoice_page(invoice: Invoice, actor: Actor) -> dict[str, Any]:
    """Everything about one invoice."""
    row = rows_of([invoice], actor.on)[0]
    file = InvoiceFile.objects.filter(invoice=invoice).select_related("document").first()
    gone = destroyed(invoice.agreement, invoice.year)
    asked = CreditRequest.objects.filter(invoice=invoice, credit__isnull=True, withdrawn_at__isnull=True).first()
    return {
        "invoice": invoice,
        "row": row,
        "lines": list(invoice.lines.all()),
        "marks": list(invoice.marks.select_related("recorded_by")),
        "credits": list(invoice.credits.all()),
        "reminders": list(Reminder.objects.filter(invoice=invoice)),
        "skips": list(ReminderSkip.objects.filter(invoice=invoice)),
        "payments": list(Allocation.objects.filter(invoice=invoice).select_related("line", "manual")),
        "file": None if gone else file,
        "gone": full_date(day_of(gone.destroyed_at)) if gone else "",
        "sha256": spaced(file.document.revisions.values_list("sha256", flat=True)[0]) if file else "",
        "sending": CHANNELS.get(invoice.channel, ""),
        "peppol_lacks": [each.message for each in problems(for_peppol(invoice, actor.on), channel=Channel.PEPPOL)],
        "asked": asked,
        "acts": [] if gone else acts_of(invoice, row, asked, actor),
    }


@dataclass(frozen=True)
class Act:
    """A button: where it leads, its icon and words; `post` for one that does something at once."""

    address: str
    icon: str
    words: str
    main: bool = False
    post: bool = False


WORDS: dict[str, tuple[str, str]] = {
    "send": ("mail", "{kind} mailen"),
    "verzonden": ("send", "Verzending vastleggen"),
    "payment": ("cash", "Betaling vastleggen"),
    "ontvangen": ("mailbox", "Ontvangst vastleggen"),
    "betwist": ("scale", "Betwisting vastleggen"),
    "afgehandeld": ("check", "Betwisting afsluiten"),
    "credit_ask": ("arrow-back-up", "Crediteren"),
    "credit_confirm": ("check", "Creditnota bevestigen"),
    "credit_withdraw": ("x", "Creditverzoek intrekken"),
    "interest_ask": ("calendar-stats", "Rente berekenen"),
    "interest_confirm": ("calendar-stats", "Renteberekening bekijken"),
}
"""What can be done with an invoice, in the order of the page."""


def acts_of(invoice: Invoice, row: Row, asked: CreditRequest | None, actor: Actor) -> list[Act]:
    """What this person can do now."""
    disputed = invoice.pk in disputed_among([invoice])
    mine = asked is not None and actor.user is not None and asked.asked_by_id == actor.user.pk
    owed, makes = invoice.kind == Invoice.Kind.INVOICE, actor.may("invoice_make")
    credit, unsent = actor.may("credit_note") and owed, makes and not is_sent(invoice)
    possible = {
        "send": unsent and invoice.channel == BillingProfile.Channel.MAIL and hasattr(invoice, "file"),
        "verzonden": unsent,
        "payment": actor.may("payment_record") and owed,
        "ontvangen": makes,
        "betwist": makes and owed and not disputed,
        "afgehandeld": makes and disputed,
        "credit_ask": credit and asked is None and row.balance.invoiced > row.balance.credited,
        "credit_confirm": credit and asked is not None and not mine,
        "credit_withdraw": credit and asked is not None,
    } | interest_acts(invoice, row, actor)
    return [act(invoice, what) for what in WORDS if possible[what]]


def mailing(invoice: Invoice) -> dict[str, Any]:
    """What is said before one document goes by mail."""
    return {
        "invoice": invoice,
        "act": f"{invoice.get_kind_display().capitalize()} mailen",
        "question": f"{invoice.code} mailen aan {invoice.buyer['email']}?",
        "consequences": ["De mail heeft de pdf als bijlage. De elektronische factuur zit in de pdf."],
        "recipients": [f"{invoice.buyer['email']} ({invoice.party})"],
        "back": reverse("finance:invoice_detail", args=[invoice.agreement.slug, invoice.code]),
    }


def interest_acts(invoice: Invoice, row: Row, actor: Actor) -> dict[str, bool]:
    """Interest can be calculated once the due date has passed, where the terms know it."""
    waiting = actor.may("credit_note") and open_calculations(actor).filter(invoice=invoice).exists()
    late = invoice.due_on < actor.on and row.balance.invoiced > row.balance.credited
    return {
        "interest_ask": late and actor.may("invoice_make") and not waiting and regime_of(invoice) is not None,
        "interest_confirm": waiting,
    }


def act(invoice: Invoice, what: str) -> Act:
    """One button."""
    (icon, words), address = WORDS[what], address_of(invoice, what)
    words = words.format(kind=invoice.get_kind_display().capitalize())
    return Act(address, icon, words, main=what == "credit_confirm", post=what == "credit_withdraw")


def address_of(invoice: Invoice, what: str) -> str:
    """Where a button leads: a page of its own, the form of a payment, or the form of what happened."""
    place = [invoice.agreement.slug, invoice.code]
    if what == "payment":
        return f"{reverse('finance:manual_create', args=place[:1])}?factuur={invoice.code}"
    if what == "send":
        return reverse("finance:invoice_send", args=place)
    if what.startswith(("credit", "interest")):
        return reverse(f"finance:{what}", args=place)
    return reverse("finance:invoice_mark", args=[*place, what])
