"""One-off claims: asked by one, made into an invoice by another (BOK-13.6, 17.2)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from finance.forms.invoices import ClaimForm
from finance.models import Claim
from finance.selectors.access import claims_for
from finance.services import claims as services
from finance.services.claims import ClaimDetails
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.models import Party
from twente.core.selectors import rulebook_on


def found_claim(request: AgreementRequest, pk: int) -> Claim:
    """A claim that waits, or 404."""
    return get_object_or_404(claims_for(request.actor), pk=pk, invoice__isnull=True, withdrawn_at__isnull=True)


@require_safe
@member_page("credit_note")
def claim_list(request: AgreementRequest) -> HttpResponse:
    """Claims that wait for a second person, and those that were made."""
    rows = claims_for(request.actor)
    context = {
        "waiting": rows.filter(invoice__isnull=True, withdrawn_at__isnull=True),
        "made": rows.filter(invoice__isnull=False).order_by("-asked_at"),
    }
    return render(request, "finance/claim_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("credit_note")
def claim_create(request: AgreementRequest) -> HttpResponse:
    """Ask a party to bear a cost."""
    book = rulebook_on(request.agreement, request.actor.on)
    posted = request.POST if request.method == "POST" else None
    form = ClaimForm(posted, agreement=request.agreement, on=request.actor.on, articles=book.articles)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        party = Party.objects.get(code=data.pop("party"))
        data["source"] = f"{services.FORM}{data.pop('form_key')}"
        about: dict[str, Any] = {"agreement": request.agreement, "party": party, "details": ClaimDetails(**data)}
        services.claim(by=request.user, now=clock.now(), **about)
        messages.success(request, "De vordering staat klaar. Een ander moet er een factuur van maken.")
        return redirect("finance:claim_list", request.agreement.slug)
    return render(request, "finance/claim_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("credit_note")
def claim_confirm(request: AgreementRequest, pk: int) -> HttpResponse:
    """A second person makes the invoice."""
    asked = found_claim(request, pk)
    if request.method == "POST":
        invoice = services.confirm_claim(asked=asked, by=request.user, now=clock.now())
        messages.success(request, f"Factuur {invoice.code} is gemaakt.")
        return redirect("finance:invoice_detail", request.agreement.slug, invoice.code)
    own = asked.asked_by_id == request.user.pk
    return render(request, "finance/claim_confirm.html", {"asked": asked, "own": own})


@require_POST
@member_page("credit_note")
def claim_withdraw(request: AgreementRequest, pk: int) -> HttpResponse:
    """Take a claim back, or refuse it."""
    services.withdraw_claim(asked=found_claim(request, pk), by=request.user, now=clock.now())
    messages.success(request, "De vordering is ingetrokken.")
    return redirect("finance:claim_list", request.agreement.slug)
