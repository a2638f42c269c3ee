"""A rate by way of the overleg: propose, put on the agenda, record what was decided (BOK-8d, 12.4; UHO-6)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from finance.forms.proposing import PlaceForm, RateProposalForm
from finance.models import RateProposal
from finance.presenting.settings import year_page
from finance.selectors.proposing import meetings_open, proposals_for
from finance.services import proposing as services
from finance.views.settings import known_contribution
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Refusal


def found_proposal(request: AgreementRequest, pk: int) -> RateProposal:
    """A proposal that was not taken back, or 404."""
    return get_object_or_404(proposals_for(request.actor), pk=pk)


def back(request: AgreementRequest, proposal: RateProposal) -> HttpResponse:
    """To the page of its year."""
    return redirect(year_page(request.agreement, proposal.contribution, proposal.year))


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("run_approve")
def rate_propose(request: AgreementRequest, key: str, year: int) -> HttpResponse:
    """Propose a rate for a year; the secretariat puts it on an agenda."""
    about = known_contribution(request, key, year)
    posted = request.POST if request.method == "POST" else None
    form = RateProposalForm(posted, per_inhabitant=about.kind == "per_inhabitant")
    status, refused, now = 422 if form.errors else 200, "", clock.now()
    if request.method == "POST" and form.is_valid():
        place: dict[str, Any] = {"agreement": request.agreement, "contribution": key, "year": year}
        try:
            made = services.propose_rate(proposed=form.proposed(), by=request.user, now=now, **place)
        except Refusal as error:
            status, refused = error.status, error.sentence
        else:
            messages.success(request, "Het voorstel is gemaakt. De secretaris zet het op de agenda.")
            return back(request, made)
    context = {"form": form, "about": about, "year": year, "refused": refused}
    context["back"] = year_page(request.agreement, key, year)
    return render(request, "finance/rate_propose.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("agenda_edit")
def rate_place(request: AgreementRequest, pk: int) -> HttpResponse:
    """Put a proposal on an agenda, with its vote."""
    proposal, now = found_proposal(request, pk), clock.now()
    posted = request.POST if request.method == "POST" else None
    form = PlaceForm(posted, meetings=meetings_open(request.agreement, now))
    if request.method == "POST" and form.is_valid():
        try:
            placed = services.place_on_agenda(
                proposal=proposal, meeting=form.cleaned_data["meeting"], by=request.user, now=now
            )
        except Refusal as error:
            form.add_error("meeting", error.sentence)
        else:
            messages.success(request, "Het voorstel staat op de agenda, met een stemming in concept.")
            vote = placed.vote.pk if placed.vote else 0
            return redirect(reverse("votes:proposal_detail", args=[request.agreement.slug, vote]))
    context = {
        "form": form,
        "proposal": proposal,
        "back": year_page(request.agreement, proposal.contribution, proposal.year),
    }
    return render(request, "finance/rate_place.html", context, status=422 if form.errors else 200)


@require_POST
@member_page("invoice_make")
def rate_by_decision(request: AgreementRequest, pk: int) -> HttpResponse:
    """Record the rate by the decision of the overleg."""
    proposal = found_proposal(request, pk)
    rate = services.record_decided_rate(proposal=proposal, by=request.user, now=clock.now())
    messages.success(request, f"Het tarief is vastgelegd volgens {rate.decided.lower()}.")
    return back(request, proposal)


@require_POST
@member_page("run_approve")
def rate_withdraw(request: AgreementRequest, pk: int) -> HttpResponse:
    """Take a proposal back, or close one that was rejected."""
    proposal = found_proposal(request, pk)
    services.withdraw_proposal(proposal=proposal, by=request.user, now=clock.now())
    messages.success(request, "Het voorstel is ingetrokken.")
    return back(request, proposal)
