"""Acts of the secretariat and the chair around a vote about persons: candidates, paper, lot, rounds (R20, Gw 31)."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from meetings import selectors as meetings
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import StaleVersion
from twente.core.render import go
from votes import elections, selectors
from votes.forms.persons import CandidatesForm, LotForm, TotalsForm, UnopposedForm
from votes.models import Proposal
from votes.presenting import persons as presenting
from votes.services.appointing import VoteNeeded, appoint_unopposed
from votes.services.drawing_lots import NoLotNeeded, draw_lot, hold_next_round
from votes.services.nominating import nominate
from votes.services.preparing import ProposalFrozen
from votes.services.tallying import NotOnPaper, entitled_present, record_totals
from votes.views.casting import own_proposal, posted


def own_election(request: AgreementRequest, pk: int) -> Proposal:
    """The vote about persons of the address, when this person may see it; else 404."""
    proposal = own_proposal(request, pk)
    if selectors.rule_of(proposal, clock.now())[1].procedure != elections.PERSONS:
        raise Http404
    return proposal


def address(request: AgreementRequest, proposal: Proposal) -> str:
    """The page of one vote."""
    return reverse("votes:proposal_detail", args=[request.agreement.slug, proposal.pk])


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def candidates_edit(request: AgreementRequest, pk: int) -> HttpResponse:
    """The names on the slip and the way of voting; a stale version comes back with both lists."""
    proposal = own_election(request, pk)
    if proposal.opened_at is not None:
        raise ProposalFrozen
    names = presenting.names_of(proposal)
    initial = {"names": "\n".join(names), "way": proposal.way, "version": proposal.version}
    form = CandidatesForm(posted(request), initial=initial)
    context: dict[str, Any] = {"form": form, "bound": elections.bound(proposal), "names": names}
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        how: dict[str, Any] = {"nomination": form.nomination(), "version": version, "by": request.user}
        try:
            nominate(proposal=proposal, now=clock.now(), **how)
            return go(request, address(request, proposal))
        except StaleVersion as stale:
            status, context = 409, context | {"stale": stale.sentence}
    context |= presenting.page(proposal, request.actor)
    return render(request, "votes/persons_candidates.html", context, status=status)


@require_http_methods(["GET", "POST"])
@member_page("vote_open")
@reauthentication_required
def appoint(request: AgreementRequest, pk: int) -> HttpResponse:
    """Benoemen zonder stemming: the page names who is present and asks whether somebody wants a vote."""
    proposal, now = own_election(request, pk), clock.now()
    form = UnopposedForm(posted(request))
    if request.method == "POST" and form.is_valid():
        appoint_unopposed(proposal=proposal, by=request.user, now=now)
        messages.success(request, "De benoeming is vastgelegd. De voorzitter stelt haar vast.")
        return go(request, address(request, proposal))
    if not presenting.unopposed(proposal) or proposal.opened_at is not None:
        raise VoteNeeded
    there = [row.party.short_name for row in meetings.attendances_at(meeting=proposal.item.meeting, at=now)]
    context = presenting.before(proposal, request.actor, now) | {"form": form, "there": there}
    return render(request, "votes/persons_appoint.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@member_page("vote_enter")
def slips_count(request: AgreementRequest, pk: int) -> HttpResponse:
    """The count of paper slips: filled in, shown once more, and then kept for good."""
    proposal = own_election(request, pk)
    if proposal.way != Proposal.Way.PAPER or proposal.opened_at is None:
        raise NotOnPaper
    most = entitled_present(proposal, clock.now())
    form = TotalsForm(posted(request), candidates=presenting.names_of(proposal), most=most)
    context = presenting.page(proposal, request.actor) | {"form": form}
    if request.method == "POST" and form.is_valid():
        if "sure" not in request.POST:
            return render(request, "votes/persons_count_sure.html", context | {"said": form.said()})
        record_totals(proposal=proposal, count=form.count(), by=request.user, now=clock.now())
        messages.success(request, "De telling is vastgelegd. De voorzitter kan de stemming nu sluiten.")
        return go(request, address(request, proposal))
    return render(request, "votes/persons_count.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@member_page("vote_close")
def lot_draw(request: AgreementRequest, pk: int) -> HttpResponse:
    """Loting: who came out, who drew, who watched; recorded once."""
    proposal = own_election(request, pk)
    if elections.ended(proposal) is None or not proposal.result["result"].startswith("LOTING"):
        raise NoLotNeeded
    form = LotForm(posted(request), names=proposal.result["names"])
    if request.method == "POST" and form.is_valid():
        draw_lot(proposal=proposal, draw=form.draw(), by=request.user, now=clock.now())
        messages.success(request, "De loting is vastgelegd. Alle leden krijgen hierover een mail.")
        return go(request, address(request, proposal))
    context = presenting.page(proposal, request.actor) | {"form": form}
    return render(request, "votes/persons_lot.html", context, status=422 if form.errors else 200)


@require_POST
@member_page("vote_open")
def next_round(request: AgreementRequest, pk: int) -> HttpResponse:
    """Volgende ronde: ready to open, between exactly the people that the outcome names."""
    following = hold_next_round(proposal=own_election(request, pk), by=request.user, now=clock.now())
    messages.success(request, "De volgende ronde staat klaar. Open de stemming in dezelfde vergadering.")
    return go(request, address(request, following))
