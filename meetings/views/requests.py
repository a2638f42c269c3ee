"""A representative asks for a substitute; the secretary answers in one click (BOK-1f)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from meetings import selectors
from meetings.forms.requests import DeclineForm, RequestForm
from meetings.models import SubstitutionRequest
from meetings.presenting import planning
from meetings.selectors.requests import open_requests_for, own_parties
from meetings.services import requests as services
from meetings.views.posted import posted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Forbidden, Refusal
from twente.core.render import render_part


@require_http_methods(["GET", "HEAD", "POST"])
@member_page()
def request_create(request: AgreementRequest, pk: int) -> HttpResponse:
    """Who speaks for a party names its registered substitute for a meeting, or for one item of it."""
    meeting = get_object_or_404(selectors.meetings_for(request.actor), pk=pk)
    party = next(iter(own_parties(request.user, meeting, request.actor.on)), None)
    if party is None:
        raise Forbidden
    people = selectors.registered_for(agreement=request.agreement, party_id=party.pk, on=request.actor.on)
    items = selectors.items_for(request.actor).filter(meeting=meeting).order_by("position")
    form = RequestForm(posted(request), people=people.exclude(pk=request.user.pk), items=items)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        data = form.cleaned_data
        asked = {"user": data["person"], "document": data["document"], "item": data["item"], "key": data["key"]}
        try:
            services.ask_substitution(meeting=meeting, party=party, by=request.user, now=clock.now(), **asked)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"Gevraagd: {data['person']} vervangt voor {party}. De secretaris bevestigt het.")
            return redirect("meetings:meeting_detail", request.agreement.slug, pk)
    context: dict[str, Any] = {"form": form, "party": party, "meeting": meeting, "trail": planning.trail(meeting)}
    page = "meetings/substitution_request.html"
    return render_part(request, page, part="substitution_request", status=status, **context)


def asked_here(request: AgreementRequest, pk: int) -> SubstitutionRequest:
    """A request of a meeting that this person may know of, or 404."""
    rows = SubstitutionRequest.objects.filter(meeting__in=selectors.meetings_for(request.actor))
    return get_object_or_404(rows.select_related("meeting__body__agreement", "party", "user", "item"), pk=pk)


@require_POST
@member_page("mandate_record")
def request_grant(request: AgreementRequest, pk: int) -> HttpResponse:
    """Record what was asked, in one click."""
    row = services.grant_request(request=asked_here(request, pk), by=request.user, now=clock.now())
    messages.success(request, f"{row.user} vervangt voor {row.party}.")
    return redirect("meetings:mandate_register", request.agreement.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("mandate_record")
def request_decline(request: AgreementRequest, pk: int) -> HttpResponse:
    """Say no, with the reason."""
    row = asked_here(request, pk)
    form = DeclineForm(posted(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        services.decline_request(request=row, reason=reason, by=request.user, now=clock.now())
        messages.success(request, "Het verzoek is afgewezen. De aanvrager krijgt bericht.")
        return redirect("meetings:mandate_register", request.agreement.slug)
    back = reverse("meetings:mandate_register", args=[request.agreement.slug])
    context: dict[str, Any] = {
        "form": form,
        "back": back,
        "h1": f"Verzoek voor {row.party} afwijzen",
        "button": "Verzoek afwijzen",
    }
    status = 422 if form.is_bound else 200
    return render_part(request, "meetings/body_form.html", part="body_form", status=status, here="Afwijzen", **context)


@require_POST
@member_page()
def request_withdraw(request: AgreementRequest, pk: int) -> HttpResponse:
    """Take one's own request back."""
    row = get_object_or_404(open_requests_for(request.actor), pk=pk)
    services.withdraw_request(request=row, by=request.user, now=clock.now())
    messages.success(request, "Uw verzoek is ingetrokken.")
    return redirect("meetings:mandate_register", request.agreement.slug)
