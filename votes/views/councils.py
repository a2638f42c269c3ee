"""The round along the councils: one overview per proposal, a form per council, a reminder to the clerks (BOK-12.5)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import day_of
from twente.core.permissions import Context
from twente.core.refusals import Forbidden, StaleVersion
from twente.core.selectors import parties_of
from votes import selectors
from votes.forms.councils import CouncilForm
from votes.models import Proposal
from votes.presenting.councils import council_page, recipients
from votes.services.consulting import PreparationFrozen, record_council, remind_councils
from votes.views.casting import own_proposal, posted


def own_round(request: AgreementRequest, pk: int) -> Proposal:
    """The vote of the address, when councils are asked about it; 404 otherwise, 403 for who may not open its page."""
    proposal = own_proposal(request, pk)
    _, rule = selectors.rule_of(proposal, clock.now())
    if rule.gate is None or rule.gate.kind != "councils":
        raise Http404
    if not (request.actor.may("council_consent") or selectors.has_page(proposal, request.actor, clock.now())):
        raise Forbidden
    return proposal


@require_GET
@member_page()
def council_list(request: AgreementRequest, pk: int) -> HttpResponse:
    """All councils of one proposal: who was asked, when, and what each answered."""
    proposal = own_round(request, pk)
    context = {"proposal": proposal, "item": proposal.item} | council_page(proposal, request.actor, clock.now())
    return render(request, "votes/council_list.html", context)


@require_http_methods(["GET", "POST"])
@member_page("council_consent")
def council_edit(request: AgreementRequest, pk: int, code: str) -> HttpResponse:
    """The facts about one council; an official only those of the own municipality."""
    proposal = own_round(request, pk)
    party = get_object_or_404(parties_of(request.agreement, request.actor.on), code=code)
    if not request.actor.may("council_consent", Context(party=party)):
        raise Forbidden
    row = proposal.consultations.filter(party=party).first()
    form = CouncilForm(posted(request), initial=CouncilForm.initial_of(row), on=day_of(clock.now()))
    context: dict[str, Any] = {"proposal": proposal, "party": party, "form": form, "row": row}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        whose: dict[str, Any] = {"proposal": proposal, "party": party, "by": request.user}
        try:
            record_council(facts=form.facts, version=version, now=clock.now(), **whose)
        except StaleVersion as stale:
            return render(request, "votes/council_edit.html", context | {"stale": stale.sentence}, status=409)
        messages.success(request, f"De raad van {party} is bijgewerkt.")
        return redirect("votes:council_list", request.agreement.slug, pk)
    return render(request, "votes/council_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@member_page("distribute")
def council_remind(request: AgreementRequest, pk: int) -> HttpResponse:
    """A reminder to the clerks; the page first names to whom it goes and what it asks."""
    proposal = own_round(request, pk)
    if proposal.opened_at is not None:
        raise PreparationFrozen
    found = recipients(proposal, clock.now())
    if request.method == "POST":
        sent = remind_councils(proposal=proposal, contacts=found.everybody, by=request.user, now=clock.now())
        words = "Eén griffie krijgt een mail." if sent == 1 else f"{sent} griffies krijgen een mail."
        messages.success(request, words if sent else "Vandaag is al een herinnering verstuurd.")
        return redirect("votes:council_list", request.agreement.slug, pk)
    return render(request, "votes/council_remind.html", {"proposal": proposal, "found": found})
