"""Invoices: the list, one of them with its files, and what can be done with it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from finance.einvoice.checks import Channel, problems
from finance.einvoice.ubl import Variant, write_ubl
from finance.forms.invoices import CreditForm, MarkForm
from finance.models import CreditRequest, Invoice, InvoiceFile, InvoiceMark
from finance.presenting.invoices import invoice_page, mailing, rows_of
from finance.selectors.access import invoices_for
from finance.selectors.invoice_facts import for_peppol
from finance.services import crediting
from finance.services.claims import mark
from finance.services.sending import check_one, send_one
from finance.views.reading import reader_page
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Refusal
from twente.documents.selectors import ContentDestroyed
from twente.documents.serving import document_file

PER_PAGE = 50


def found_invoice(request: AgreementRequest, code: str) -> Invoice:
    """The invoice, if this person may read it; else 404, also for one of another party."""
    return get_object_or_404(invoices_for(request.actor), code=code)


def back(request: AgreementRequest, code: str) -> HttpResponse:
    """To the page of the invoice."""
    return redirect("finance:invoice_detail", request.agreement.slug, code)


@require_safe
@reader_page
def invoice_list(request: AgreementRequest) -> HttpResponse:
    """Newest first, fifty at a time."""
    invoices = invoices_for(request.actor).order_by("-issued_on", "-series_id", "-number")
    page = Paginator(invoices, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"page": page, "rows": rows_of(list(page.object_list), request.actor.on)}
    return render(request, "finance/invoice_list.html", context)


@require_http_methods(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
@reader_page
def invoice_detail(request: AgreementRequest, code: str) -> HttpResponse:
    """One invoice or credit note. Whoever tries to change it is told that it stands, and where to credit it (403)."""
    invoice = found_invoice(request, code)
    if request.method not in ("GET", "HEAD"):
        return render(request, "finance/invoice_stands.html", {"invoice": invoice}, status=403)
    return render(request, "finance/invoice_detail.html", invoice_page(invoice, request.actor))


def found_file(request: AgreementRequest, code: str) -> InvoiceFile:
    """The files of an invoice, once the worker made them. Raises ContentDestroyed after their term."""
    rows = InvoiceFile.objects.select_related("document", "invoice")
    found: InvoiceFile = get_object_or_404(rows, invoice=found_invoice(request, code))
    if not found.ubl:
        raise ContentDestroyed
    return found


@require_safe
@reader_page
def invoice_pdf(request: AgreementRequest, code: str) -> HttpResponseBase:
    """The PDF/A-3 as it was sent."""
    return document_file(found_file(request, code).document, name=f"{code}.pdf")


@require_safe
@reader_page
def invoice_ubl(request: AgreementRequest, code: str) -> HttpResponse:
    """The UBL, for an access point of Peppol or for the bookkeeping of the receiver."""
    found = found_file(request, code)
    headers = {"Content-Disposition": f'attachment; filename="{code}.xml"', "Cache-Control": "private, no-store"}
    return HttpResponse(bytes(found.ubl), content_type="application/xml", headers=headers)


class NotForPeppol(Refusal):
    """What Peppol asks is not known yet; the sentences name it."""


@require_safe
@reader_page
def invoice_peppol(request: AgreementRequest, code: str) -> HttpResponse:
    """The same invoice as Peppol BIS Billing 3, for an access point."""
    facts = for_peppol(found_file(request, code).invoice, request.actor.on)
    if found := problems(facts, channel=Channel.PEPPOL):
        raise NotForPeppol(" ".join(problem.message for problem in found))
    name = f'attachment; filename="{code}-peppol.xml"'
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return HttpResponse(write_ubl(facts, Variant.PEPPOL), content_type="application/xml", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("invoice_make")
def invoice_send(request: AgreementRequest, code: str) -> HttpResponse:
    """Mail one invoice or credit note; to whom is named first."""
    invoice = found_invoice(request, code)
    if request.method == "POST":
        send_one(invoice=invoice, by=request.user, now=clock.now())
        messages.success(request, f"{invoice.code} staat klaar om te verzenden.")
        return back(request, code)
    check_one(invoice)
    return render(request, "finance/invoice_send.html", mailing(invoice))


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("credit_note")
def credit_ask(request: AgreementRequest, code: str) -> HttpResponse:
    """Ask to credit an invoice in full or in part."""
    invoice = found_invoice(request, code)
    left = invoice.net_cents - crediting.net_credited(invoice)
    form = CreditForm(request.POST if request.method == "POST" else None, initial={"cents": left})
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            crediting.ask_credit(invoice=invoice, by=request.user, now=clock.now(), **form.cleaned_data)
        except Refusal as refused:
            form.add_error("cents", refused.sentence)
            status = 422
        else:
            messages.success(request, "De creditnota is gevraagd. Een ander moet haar bevestigen.")
            return back(request, code)
    context = {"form": form, "invoice": invoice, "left": left}
    return render(request, "finance/credit_ask.html", context, status=status)


def open_request(request: AgreementRequest, code: str) -> CreditRequest:
    """The request that waits, or 404."""
    rows = CreditRequest.objects.filter(credit__isnull=True, withdrawn_at__isnull=True).select_related("asked_by")
    return get_object_or_404(rows, invoice=found_invoice(request, code))


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("credit_note")
def credit_confirm(request: AgreementRequest, code: str) -> HttpResponse:
    """A second person makes the credit note."""
    asked = open_request(request, code)
    if request.method == "POST":
        credit = crediting.confirm_credit(asked=asked, by=request.user, now=clock.now())
        messages.success(request, f"Creditnota {credit.code} is gemaakt.")
        return back(request, credit.code)
    return render(request, "finance/credit_confirm.html", {"asked": asked, "invoice": asked.invoice})


@require_POST
@member_page("credit_note")
def credit_withdraw(request: AgreementRequest, code: str) -> HttpResponse:
    """Take the request back, or refuse it."""
    crediting.withdraw_credit(asked=open_request(request, code), by=request.user, now=clock.now())
    messages.success(request, "Het verzoek om een creditnota is ingetrokken.")
    return back(request, code)


MARKS: dict[str, tuple[str, str, str]] = {
    "verzonden": (InvoiceMark.Kind.SENT, "Verzending vastleggen", "De verzending is vastgelegd."),
    "ontvangen": (InvoiceMark.Kind.RECEIVED, "Ontvangst vastleggen", "De ontvangst is vastgelegd."),
    "betwist": (
        InvoiceMark.Kind.DISPUTED,
        "Betwisting vastleggen",
        "De factuur is betwist. Er gaan geen herinneringen uit.",
    ),
    "afgehandeld": (InvoiceMark.Kind.UNDISPUTED, "Betwisting afsluiten", "De factuur is niet meer betwist."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("invoice_make")
def invoice_mark(request: AgreementRequest, code: str, what: str) -> HttpResponse:
    """Note that an invoice was received, disputed, or is no longer disputed."""
    if what not in MARKS:
        raise Http404
    kind, act, done = MARKS[what]
    invoice = found_invoice(request, code)
    posted: Any = request.POST if request.method == "POST" else None
    form = MarkForm(posted, initial={"on": request.actor.on}, on=request.actor.on)
    if request.method == "POST" and form.is_valid():
        mark(invoice=invoice, kind=kind, by=request.user, now=clock.now(), **form.cleaned_data)
        messages.success(request, done)
        return back(request, code)
    context = {"form": form, "invoice": invoice, "act": act}
    return render(request, "finance/invoice_mark.html", context, status=422 if form.errors else 200)
