"""The page of a vote about persons in each of its states (R20)."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from twente.core import clock
from twente.core.access import AgreementRequest
from twente.core.refusals import Forbidden
from votes import selectors
from votes.models import Proposal
from votes.presenting import persons
from votes.presenting.paper import document_panel
from votes.presenting.standing import standing


def ready_page(request: AgreementRequest, proposal: Proposal) -> HttpResponse:
    """Before opening: candidates, who may vote, what the secrecy is worth."""
    now = clock.now()
    context = persons.before(proposal, request.actor, now) | {"standing": standing(proposal, request.actor, now)}
    return render(request, "votes/persons_ready.html", context)


def open_page(request: AgreementRequest, proposal: Proposal) -> HttpResponse:
    """While open: the voter goes to the slip, everybody else follows the turnout and nothing more."""
    now = clock.now()
    mine = selectors.parties_with_vote(proposal, request.actor, now)
    if mine and proposal.way == Proposal.Way.BALLOT:
        return redirect("votes:ballot_receipt", request.agreement.slug, proposal.pk, mine[0].code)
    if not selectors.may_follow(proposal, request.actor, now):
        raise Forbidden
    turnout = selectors.turnout(proposal)
    context = persons.before(proposal, request.actor, now) | {"turnout": turnout, "version": turnout_version(proposal)}
    context["standing"] = standing(proposal, request.actor, now)
    return render(request, "votes/persons_open.html", context)


def turnout_version(proposal: Proposal) -> str:
    """What the turnout line shows, for the poll that asks whether it changed."""
    return f"{proposal.state}-{selectors.took_part(proposal).count()}"


def result_page(request: AgreementRequest, proposal: Proposal) -> HttpResponse:
    """After closing: who was chosen, slips per candidate, what follows."""
    if not request.actor.may("result"):
        raise Forbidden
    context = persons.result_page(proposal, request.actor) | {
        "document": document_panel(proposal, request.actor),
        "standing": standing(proposal, request.actor, clock.now()),
    }
    return render(request, "votes/persons_result.html", context)
