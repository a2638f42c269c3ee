"""The costs of leaving: which departures there are, the costs of one, and its claim (UHO-9, 10; BOK-15)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from finance.forms.leaving import ConsultedForm, ExitCostForm, LeavingForm
from finance.models import ExitCosts
from finance.presenting.accounts import decisions
from finance.presenting.leaving import leaving_page
from finance.selectors.leaving import leaving_for
from finance.services import leaving as services
from finance.services.leaving import CostDetails
from meetings.selectors.decisions import decisions_for
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.models import Party
from twente.core.refusals import Refusal
from twente.core.selectors import parties_of


def found_leaving(request: AgreementRequest, pk: int) -> ExitCosts:
    """A departure that was not taken back, or 404."""
    return get_object_or_404(leaving_for(request.actor), pk=pk)


def back(request: AgreementRequest, pk: int) -> HttpResponse:
    """To the page of the departure."""
    return redirect("finance:leaving_detail", request.agreement.slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("credit_note")
def leaving_list(request: AgreementRequest) -> HttpResponse:
    """The departures, and the form that begins one."""
    parties = list(parties_of(request.agreement, request.actor.on))
    posted = request.POST if request.method == "POST" else None
    form = LeavingForm(posted, parties=parties, decisions=decisions(request.actor))
    if request.method == "POST" and form.is_valid():
        party = Party.objects.get(code=form.cleaned_data["party"])
        consent = get_object_or_404(decisions_for(request.actor), pk=form.cleaned_data["consent"])
        about: dict[str, Any] = {"agreement": request.agreement, "party": party, "consent": consent}
        try:
            made = services.start_leaving(by=request.user, now=clock.now(), **about)
        except Refusal as refused:
            form.add_error("party", refused.sentence)
        else:
            return back(request, made.pk)
    context = {"form": form, "rows": leaving_for(request.actor)}
    return render(request, "finance/leaving_list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("credit_note")
def leaving_detail(request: AgreementRequest, pk: int) -> HttpResponse:
    """The legs of the computation, and the form for a cost."""
    about = found_leaving(request, pk)
    form = ExitCostForm(request.POST if request.method == "POST" else None, on=request.actor.on)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        key = data.pop("form_key")
        services.add_exit_cost(about=about, details=CostDetails(**data), key=key, by=request.user, now=clock.now())
        return back(request, pk)
    context = leaving_page(about, request.actor) | {"form": form}
    return render(request, "finance/leaving_detail.html", context, status=422 if form.errors else 200)


@require_POST
@member_page("credit_note")
def leaving_cost_remove(request: AgreementRequest, pk: int, cost_pk: int) -> HttpResponse:
    """Take a cost out again."""
    line = get_object_or_404(found_leaving(request, pk).lines.select_related("exit_costs"), pk=cost_pk)
    services.remove_exit_cost(line=line, by=request.user, now=clock.now())
    return back(request, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("credit_note")
def leaving_establish(request: AgreementRequest, pk: int) -> HttpResponse:
    """Fix the costs after consultation; the claim is asked for."""
    about = found_leaving(request, pk)
    form = ConsultedForm(request.POST if request.method == "POST" else None, on=request.actor.on)
    if request.method == "POST" and form.is_valid():
        try:
            services.establish(about=about, by=request.user, now=clock.now(), **form.cleaned_data)
        except services.NoCosts as refused:
            form.add_error("consulted_on", refused.sentence)
        else:
            messages.success(request, "De kosten zijn vastgesteld. Een ander moet van de vordering een factuur maken.")
            return back(request, pk)
    context = leaving_page(about, request.actor) | {"form": form}
    return render(request, "finance/leaving_establish.html", context, status=422 if form.errors else 200)


@require_POST
@member_page("credit_note")
def leaving_ask(request: AgreementRequest, pk: int) -> HttpResponse:
    """Ask again, after the claim was taken back."""
    services.ask(about=found_leaving(request, pk), by=request.user, now=clock.now())
    messages.success(request, "De vordering staat klaar. Een ander moet er een factuur van maken.")
    return back(request, pk)


@require_POST
@member_page("credit_note")
def leaving_withdraw(request: AgreementRequest, pk: int) -> HttpResponse:
    """The party stays, or this was made by mistake."""
    services.withdraw_leaving(about=found_leaving(request, pk), by=request.user, now=clock.now())
    messages.success(request, "De uittreding is ingetrokken.")
    return redirect("finance:leaving_list", request.agreement.slug)
