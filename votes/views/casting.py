"""Casting on the phone: the form, the receipt, the turnout that refreshes by itself."""

from datetime import datetime
from typing import Any

from allauth.core.ratelimit import consume
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.models import Party
from twente.core.refusals import Forbidden
from twente.core.render import go, refusal, render_part
from votes import presenting, selectors, services
from votes.discretion import discreet
from votes.forms import BallotForm, EntryForm
from votes.models import Proposal
from votes.presenting.window import situation
from votes.services.casting import SecretVote
from votes.statements import statement_of
from votes.views import slips

TOO_OFTEN = "U stuurde te vaak een stem achter elkaar. Deze laatste is niet vastgelegd; de stem daarvoor telt."


def posted(request: AgreementRequest) -> QueryDict | None:
    """The form data of a post, also when it is empty; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def own_proposal(request: AgreementRequest, pk: int) -> Proposal:
    """The vote of the address, when this person may see it; else 404."""
    return get_object_or_404(selectors.proposals_for(request.actor), pk=pk)


def own_party(request: AgreementRequest, proposal: Proposal, code: str) -> Party:
    """The party of the address: 404 for one that this person does not speak for, 403 without mandate or vote."""
    mine = selectors.parties_voted_for(proposal, request.actor, clock.now())
    if not mine:
        raise services.NotAVoter
    party = next((party for party in mine if party.code == code), None)
    if party is None:
        raise Http404
    if selectors.seats_of(proposal).filter(party=party).exclude(excluded="").exists():
        raise services.PartyExcluded
    return party


@discreet
@require_http_methods(["GET", "POST"])
@member_page()
def ballot_cast(request: AgreementRequest, pk: int, code: str) -> HttpResponse:
    """The ballot of one party; nothing chosen beforehand, one confirm button."""
    proposal = own_proposal(request, pk)
    party = own_party(request, proposal, code)
    if selectors.is_secret(proposal, clock.now()):
        return slips.slip_cast(request, proposal, party, posted(request))
    form = BallotForm(posted(request))
    if request.method == "POST":
        if not consume(request, action="ballot", user=request.user):
            return refusal(request, 429, TOO_OFTEN)
        if form.is_valid():
            return taken(request, proposal, party, form)
    if is_spoken(proposal):
        return spoken_page(request, proposal, party)
    status = 422 if form.errors else 200
    context = ballot_page(proposal, party, form)
    return render_part(request, "votes/ballot_cast.html", part="ballot", status=status, **context)


def taken(request: AgreementRequest, proposal: Proposal, party: Party, form: BallotForm) -> HttpResponse:
    """The vote is cast and the receipt shown; who is too late reads that on a page of its own."""
    try:
        services.cast_ballot(proposal=proposal, party=party, by=request.user, now=clock.now(), **form.cleaned_data)
    except services.VoteClosed as late:
        context: dict[str, Any] = {"proposal": proposal, "sentence": late.sentence}
        return render_part(request, "votes/ballot_late.html", part="late", status=late.status, **context)
    return go(request, reverse("votes:ballot_receipt", args=[request.agreement.slug, proposal.pk, party.code]))


def is_spoken(proposal: Proposal) -> bool:
    """Whether votes are spoken now: phones follow a roll call and offer nothing to press."""
    return proposal.way == Proposal.Way.ROLL_CALL and proposal.state == Proposal.State.OPEN


def spoken_page(request: AgreementRequest, proposal: Proposal, party: Party) -> HttpResponse:
    """What somebody sees on the phone during a roll call: that one votes aloud, and what was recorded."""
    ballot = selectors.ballot_of(proposal, party)
    context = {
        "proposal": proposal,
        "party": party,
        "receipt": presenting.receipt(ballot) if ballot else None,
        "turnout": selectors.turnout(proposal),
        **own_statement(proposal, party, may_state=ballot is not None),
    }
    return render(request, "votes/ballot_spoken.html", context)


def own_statement(proposal: Proposal, party: Party, *, may_state: bool) -> dict[str, Any]:
    """The party's own stemverklaring and whether it can be written or replaced now."""
    open_now = selectors.takes_ballots(proposal, clock.now())
    return {"statement": statement_of(proposal, party), "may_state": may_state and open_now}


def ballot_page(proposal: Proposal, party: Party, form: BallotForm) -> dict[str, Any]:
    """What the voting screen shows."""
    now = clock.now()
    return live(proposal, now) | {
        "proposal": proposal,
        "party": party,
        "form": form,
        "preview": presenting.how_decided(proposal, now),
    }


def live(proposal: Proposal, now: datetime) -> dict[str, Any]:
    """What changes while somebody looks: the window, the turnout, and the version that the live part asks with."""
    stand, found = situation(proposal, now), selectors.turnout(proposal)
    return {"situation": stand, "turnout": found, "version": stand.version(found.cast)}


@require_GET
@member_page()
def ballot_receipt(request: AgreementRequest, pk: int, code: str) -> HttpResponse:
    """The receipt of the ballot that counts for this party."""
    proposal = own_proposal(request, pk)
    party = own_party(request, proposal, code)
    if selectors.is_secret(proposal, clock.now()):
        return slips.slip_received(request, proposal, party)
    ballot = None if is_spoken(proposal) else selectors.ballot_of(proposal, party)
    if ballot is None:
        return redirect("votes:ballot_cast", request.agreement.slug, pk, code)
    context: dict[str, Any] = live(proposal, clock.now()) | {
        "proposal": proposal,
        "party": party,
        **own_statement(proposal, party, may_state=True),
        "receipt": presenting.receipt(ballot),
    }
    return render_part(request, "votes/ballot_receipt.html", part="receipt", **context)


@require_GET
@member_page()
def turnout(request: AgreementRequest, pk: int) -> HttpResponse:
    """The turnout line, asked every two seconds with the version shown; unchanged is an empty answer.

    Who waited for the window to begin is told so; the form comes when he or she asks for it.
    """
    proposal = own_proposal(request, pk)
    if not selectors.may_follow(proposal, request.actor, clock.now()):
        raise Forbidden
    shown, seen = live(proposal, clock.now()), request.GET.get("versie", "")
    waited = shown["situation"].open and seen.startswith("planned-")
    version = f"planned-{shown['version']}" if waited else shown["version"]
    if seen == version:
        return HttpResponse(status=204)
    context = shown | {"proposal": proposal, "version": version, "waited": waited}
    return render_part(request, "votes/turnout.html", part="turnout", **context)


@require_http_methods(["GET", "POST"])
@member_page("vote_enter")
def ballot_enter(request: AgreementRequest, pk: int, code: str) -> HttpResponse:
    """The secretary enters a vote for a party, with reason and written notice."""
    proposal = own_proposal(request, pk)
    seat = get_object_or_404(selectors.seats_of(proposal), party__code=code)
    if is_spoken(proposal):
        return redirect("votes:roll_call", request.agreement.slug, pk)
    if selectors.is_secret(proposal, clock.now()):
        raise SecretVote
    form = EntryForm(posted(request))
    if request.method == "POST" and form.is_valid():
        services.enter_ballot(
            proposal=proposal,
            party=seat.party,
            by=request.user,
            choice=form.cleaned_data["choice"],
            key=form.cleaned_data["key"],
            entry=form.entry(),
            now=clock.now(),
        )
        return go(request, reverse("votes:proposal_detail", args=[request.agreement.slug, pk]))
    context: dict[str, Any] = {"proposal": proposal, "party": seat.party, "form": form}
    status = 422 if form.errors else 200
    return render_part(request, "votes/ballot_enter.html", part="entry", status=status, **context)
