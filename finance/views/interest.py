"""Interest on a late invoice: asked for by one, approved by another; and the percentages of the law."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from finance.forms.interest import InterestRateForm, UntilForm
from finance.models import InterestCalculation
from finance.presenting import interest as presenting
from finance.selectors.interest import open_calculations
from finance.services import interest as services
from finance.views.invoices import found_invoice
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Refusal


def found_calculation(request: AgreementRequest, code: str) -> InterestCalculation:
    """The calculation that waits on an invoice, or 404."""
    return get_object_or_404(open_calculations(request.actor), invoice=found_invoice(request, code))


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("invoice_make")
def interest_ask(request: AgreementRequest, code: str) -> HttpResponse:
    """Make a calculation up to and including a day; a second person approves it."""
    invoice = found_invoice(request, code)
    form = UntilForm(request.POST if request.method == "POST" else None, initial={"until": request.actor.on})
    if request.method == "POST" and form.is_valid():
        try:
            services.calculate(invoice=invoice, by=request.user, now=clock.now(), **form.cleaned_data)
        except Refusal as refused:
            form.add_error("until", refused.sentence)
        else:
            messages.success(request, "De renteberekening is gemaakt. Een ander moet haar goedkeuren.")
            return redirect("finance:interest_confirm", request.agreement.slug, code)
    context = {"form": form, "invoice": invoice} | presenting.ask_page(invoice, request.actor.on)
    return render(request, "finance/interest_ask.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("credit_note")
def interest_confirm(request: AgreementRequest, code: str) -> HttpResponse:
    """The calculation, piece by piece; a second person approves it and the invoice is made."""
    made = found_calculation(request, code)
    if request.method == "POST":
        invoice = services.approve(made=made, by=request.user, now=clock.now())
        messages.success(request, f"Factuur {invoice.code} is gemaakt.")
        return redirect("finance:invoice_detail", request.agreement.slug, invoice.code)
    return render(request, "finance/interest_confirm.html", presenting.calculation_page(made, request.actor))


@require_POST
@member_page("credit_note")
def interest_withdraw(request: AgreementRequest, code: str) -> HttpResponse:
    """Take the calculation back, or refuse it."""
    services.withdraw(made=found_calculation(request, code), by=request.user, now=clock.now())
    messages.success(request, "De renteberekening is ingetrokken.")
    return redirect("finance:invoice_detail", request.agreement.slug, code)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("invoice_make")
def interest_rates(request: AgreementRequest) -> HttpResponse:
    """The percentages of the law with their sources, and the form for a new one."""
    form = InterestRateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.record_rate(agreement=request.agreement, details=form.cleaned_data, by=request.user, now=clock.now())
        messages.success(request, "Het percentage is vastgelegd. Goedgekeurde berekeningen veranderen niet.")
        return redirect("finance:interest_rates", request.agreement.slug)
    context = {"form": form, "rows": presenting.rate_rows(request.agreement)}
    return render(request, "finance/interest_rates.html", context, status=422 if form.errors else 200)
