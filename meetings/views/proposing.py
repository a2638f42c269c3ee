"""Items that members propose: the list, offering one, and the secretary's answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings import selectors
from meetings.forms.proposing import AcceptForm, DeclineForm, ProposeForm
from meetings.models import ItemProposal
from meetings.presenting import proposing as presenting
from meetings.presenting.standing import classes_on
from meetings.selectors.proposing import may_propose, meetings_to_come, proposed_for, proposes_for
from meetings.services import proposing as services
from meetings.views.posted import posted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.models import Party
from twente.core.refusals import Forbidden
from twente.core.render import render_part


def only_proposers(request: AgreementRequest) -> None:
    """Raises Forbidden for who may propose nothing."""
    if not may_propose(request.actor):
        raise Forbidden


@require_GET
@member_page()
def proposed_list(request: AgreementRequest) -> HttpResponse:
    """What was proposed: by oneself or one's party, or by all for who makes the agenda."""
    only_proposers(request)
    rows = [presenting.proposed_row(row) for row in proposed_for(request.actor).order_by("-proposed_at")[:200]]
    return render_part(request, "meetings/proposed_list.html", part="proposed_rows", rows=rows)


def propose_form(request: AgreementRequest) -> ProposeForm:
    """The form of an offer, with what came in."""
    offered, labels = classes_on(request.agreement, request.actor.on)
    parties, free = proposes_for(request.actor)
    bodies = selectors.bodies_of(request.agreement)
    return ProposeForm(
        posted(request),
        offered=offered,
        labels=labels,
        bodies=bodies,
        meetings=meetings_to_come(bodies, clock.now()),
        parties=Party.objects.filter(pk__in=[party.pk for party in parties]).order_by("position"),
        free=free,
        initial={"meeting": request.GET.get("vergadering", "")},
    )


@require_http_methods(["GET", "POST"])
@member_page()
def proposed_create(request: AgreementRequest) -> HttpResponse:
    """Offer an item to the secretary."""
    only_proposers(request)
    form = propose_form(request)
    if form.is_valid():
        data = form.cleaned_data
        asked = {name: data[name] for name in ("body", "meeting", "party", "key")}
        row = services.propose_item(offer=form.content, by=request.user, now=clock.now(), **asked)
        messages.success(request, "Uw punt is aangeboden. U krijgt bericht als het is beoordeeld.")
        return redirect("meetings:proposed_detail", request.agreement.slug, row.pk)
    status = 422 if form.is_bound else 200
    back = reverse("meetings:proposed_list", args=[request.agreement.slug])
    return render_part(
        request, "meetings/proposed_form.html", part="proposed_form", status=status, form=form, back=back
    )


def detail(
    request: AgreementRequest,
    proposal: ItemProposal,
    *,
    status: int = 200,
    accept: AcceptForm | None = None,
    decline: DeclineForm | None = None,
) -> HttpResponse:
    """One proposed item, with the forms to answer it."""
    page = presenting.proposed_page(proposal, request.actor)
    page["accept"] = accept or accept_form(request, proposal)
    page["decline"] = decline or DeclineForm()
    return render_part(request, "meetings/proposed_detail.html", part="proposed", status=status, **page)


def accept_form(request: AgreementRequest, proposal: ItemProposal) -> AcceptForm:
    """Where it comes: the wanted meeting, unless one chooses another of the same body."""
    bodies = selectors.bodies_of(request.agreement).filter(pk=proposal.body_id)
    coming = meetings_to_come(bodies, clock.now())
    data = request.POST if request.resolver_match and request.resolver_match.url_name == "proposed_accept" else None
    return AcceptForm(data, meetings=coming, initial={"meeting": proposal.meeting_id})


@require_GET
@member_page()
def proposed_detail(request: AgreementRequest, pk: int) -> HttpResponse:
    """What was proposed, why, and what came of it."""
    only_proposers(request)
    return detail(request, get_object_or_404(proposed_for(request.actor), pk=pk))


@require_POST
@member_page("agenda_edit")
def proposed_accept(request: AgreementRequest, pk: int) -> HttpResponse:
    """Put it on an agenda."""
    proposal = get_object_or_404(proposed_for(request.actor), pk=pk)
    form = accept_form(request, proposal)
    if not form.is_valid():
        return detail(request, proposal, status=422, accept=form)
    item = services.accept_proposal(proposal=proposal, placing=form.placing, by=request.user, now=clock.now())
    messages.success(request, f"“{item.title}” staat als punt {item.position} op de agenda.")
    return redirect("meetings:meeting_detail", request.agreement.slug, item.meeting_id)


@require_POST
@member_page("agenda_edit")
def proposed_decline(request: AgreementRequest, pk: int) -> HttpResponse:
    """Say why it does not come on an agenda."""
    proposal = get_object_or_404(proposed_for(request.actor), pk=pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return detail(request, proposal, status=422, decline=form)
    reason = form.cleaned_data["reason"]
    services.decline_proposal(proposal=proposal, reason=reason, by=request.user, now=clock.now())
    messages.success(request, "De indiener krijgt bericht met de reden.")
    return redirect("meetings:proposed_detail", request.agreement.slug, pk)


@require_POST
@member_page()
def proposed_withdraw(request: AgreementRequest, pk: int) -> HttpResponse:
    """Who proposed it takes it back."""
    only_proposers(request)
    mine = proposed_for(request.actor).filter(proposed_by=request.user)
    services.withdraw_proposal(proposal=get_object_or_404(mine, pk=pk), by=request.user, now=clock.now())
    messages.success(request, "Uw punt is ingetrokken.")
    return redirect("meetings:proposed_detail", request.agreement.slug, pk)
