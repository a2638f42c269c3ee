"""Placing payments by hand: one bank line, a payment without bank file, undoing."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from finance.forms.payments import AllocateForm, ManualForm, WhyForm
from finance.models import Reminder
from finance.presenting import payments as presenting
from finance.selectors.access import invoices_for
from finance.selectors.payments import allocations_for, aside_for, books_of, lines_for
from finance.services import asides, payments
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Refusal
from twente.documents.serving import document_file


def refused_at(form: Form, refusal: Refusal) -> None:
    """What the service refused, at the amount."""
    form.add_error("cents" if "cents" in form.fields else "reason", refusal.sentence)


@require_safe
@member_page("invoices")
def reminder_pdf(request: AgreementRequest, code: str, level: int) -> HttpResponseBase:
    """The letter of a reminder, for who may read the invoice."""
    invoice = get_object_or_404(invoices_for(request.actor), code=code)
    found = get_object_or_404(Reminder.objects.select_related("document"), invoice=invoice, level=level)
    return document_file(found.document, name=f"{code}-herinnering-{level}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("payment_record")
def line_detail(request: AgreementRequest, pk: int) -> HttpResponse:
    """One bank line: where it counts, and the form to let it count."""
    line = get_object_or_404(lines_for(request.actor).select_related("bank_import__agreement"), pk=pk)
    row = presenting.line_row(request.agreement, line, books_of(request.agreement))
    first, invoices = presenting.first_choice(line, row), invoices_for(request.actor)
    form = AllocateForm(request.POST if request.method == "POST" else None, initial=first, invoices=invoices)
    if request.method == "POST" and form.is_valid():
        try:
            payments.allocate(line=line, by=request.user, now=clock.now(), **form.cleaned_data)
        except Refusal as refusal:
            refused_at(form, refusal)
        else:
            messages.success(request, f"Gekoppeld aan {form.cleaned_data['invoice']}.")
            return redirect("finance:line_detail", request.agreement.slug, pk)
    rows = presenting.allocation_rows(request.agreement, list(allocations_for(request.actor).filter(line=line)))
    aside = aside_for(request.actor).filter(line=line).first()
    context = {"line": line, "row": row, "form": form, "allocations": rows, "aside": aside}
    return render(request, "finance/line_detail.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("payment_record")
def line_aside(request: AgreementRequest, pk: int) -> HttpResponse:
    """Say that a bank line belongs to no invoice."""
    line = get_object_or_404(lines_for(request.actor).select_related("bank_import__agreement"), pk=pk)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        asides.set_aside(line=line, by=request.user, now=clock.now(), **form.cleaned_data)
        messages.success(request, "De regel staat niet meer in de lijst.")
        return redirect("finance:payment_list", request.agreement.slug)
    words = {"h1": "Hoort niet bij een factuur", "act": "Uit de lijst halen", "about": str(line)}
    return render(request, "finance/payment_reason.html", words | {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("payment_record")
def line_back(request: AgreementRequest, pk: int) -> HttpResponse:
    """Put a line that was set aside back in the list."""
    line = get_object_or_404(lines_for(request.actor).select_related("bank_import__agreement"), pk=pk, is_aside=True)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        asides.put_back(line=line, by=request.user, now=clock.now(), **form.cleaned_data)
        messages.success(request, "De regel staat weer in de lijst.")
        return redirect("finance:line_detail", request.agreement.slug, pk)
    words = {"h1": "Terug in de lijst zetten", "act": "Terugzetten", "about": str(line)}
    return render(request, "finance/payment_reason.html", words | {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("payment_record")
def allocation_undo(request: AgreementRequest, pk: int) -> HttpResponse:
    """Take a placed payment off its invoice again."""
    allocation = get_object_or_404(allocations_for(request.actor), pk=pk)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            payments.undo_allocation(allocation=allocation, by=request.user, now=clock.now(), **form.cleaned_data)
        except payments.NothingTakenBack as refusal:
            refused_at(form, refusal)
        else:
            messages.success(request, f"Losgemaakt van {allocation.invoice}. De factuur staat weer open.")
            return redirect("finance:payment_list", request.agreement.slug)
    words = {"h1": "Betaling losmaken", "act": "Losmaken", "about": f"Van factuur {allocation.invoice.code}"}
    return render(request, "finance/payment_reason.html", words | {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("payment_record")
def manual_create(request: AgreementRequest) -> HttpResponse:
    """A payment that no bank file shows."""
    posted, today = request.POST if request.method == "POST" else None, request.actor.on
    first = {"invoice": request.GET.get("factuur", ""), "received_on": today}
    form = ManualForm(posted, initial=first, invoices=invoices_for(request.actor), on=today)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            payments.pay_by_hand(key=data.pop("form_key"), by=request.user, now=clock.now(), **data)
        except Refusal as refusal:
            refused_at(form, refusal)
        else:
            code = data["invoice"].code
            messages.success(request, f"De betaling op {code} is vastgelegd.")
            return redirect("finance:invoice_detail", request.agreement.slug, code)
    return render(request, "finance/manual_form.html", {"form": form}, status=422 if form.errors else 200)
