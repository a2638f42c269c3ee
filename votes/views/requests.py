"""The written request of who wants to join, recorded before the vote (BOK-14)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import day_of
from votes import selectors
from votes.forms.councils import RequestForm
from votes.models import AccessionRequest
from votes.services.consulting import record_request
from votes.views.casting import own_proposal, posted


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def request_record(request: AgreementRequest, pk: int) -> HttpResponse:
    """Who asks to join, in which document, received when."""
    proposal = own_proposal(request, pk)
    _, rule = selectors.rule_of(proposal, clock.now())
    if rule.gate is None or rule.gate.kind != "request":
        raise Http404
    known = AccessionRequest.objects.filter(proposal=proposal).first()
    form = RequestForm(posted(request), initial=RequestForm.initial_of(known), on=day_of(clock.now()))
    if request.method == "POST" and form.is_valid():
        record_request(proposal=proposal, by=request.user, now=clock.now(), **form.cleaned_data)
        messages.success(request, "Het verzoek is vastgelegd.")
        return redirect("votes:proposal_detail", request.agreement.slug, pk)
    context = {"proposal": proposal, "form": form, "gate_article": rule.gate.article}
    return render(request, "votes/request_record.html", context, status=422 if form.errors else 200)
