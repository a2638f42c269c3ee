"""The secret slip on the phone: cast once, never shown again (R20)."""

from typing import Any

from allauth.core.ratelimit import consume
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from twente.core import clock
from twente.core.access import AgreementRequest
from twente.core.models import Party
from twente.core.render import go, refusal, render_part
from votes import presenting, selectors
from votes.forms.persons import SlipForm
from votes.models import Proposal
from votes.presenting import persons as presenting_persons
from votes.services.electing import AlreadyVoted, VoteOnPaper, cast_slip

State = Proposal.State


def slip_cast(request: AgreementRequest, proposal: Proposal, party: Party, posted: QueryDict | None) -> HttpResponse:
    """The slip of one party; who took part already is told so, and nobody sees what was chosen."""
    form = SlipForm(posted, candidates=presenting_persons.names_of(proposal))
    if posted is not None:
        if not consume(request, action="ballot", user=request.user):
            return refusal(request, 429)
        if form.is_valid():
            cast_slip(proposal=proposal, party=party, by=request.user, now=clock.now(), **form.cleaned_data)
            return go(request, reverse("votes:ballot_receipt", args=[request.agreement.slug, proposal.pk, party.code]))
    elif proposal.way == Proposal.Way.PAPER:
        raise VoteOnPaper
    elif party.pk in selectors.voted(proposal):
        raise AlreadyVoted
    context = slip_page(proposal, party, form)
    status = 422 if form.errors else 200
    return render_part(request, "votes/persons_cast.html", part="slip", status=status, **context)


def slip_page(proposal: Proposal, party: Party, form: SlipForm) -> dict[str, Any]:
    """What the voting screen shows."""
    now = clock.now()
    return {
        "proposal": proposal,
        "party": party,
        "form": form,
        "closed": proposal.state != State.OPEN,
        "turnout": selectors.turnout(proposal),
        "preview": presenting.how_decided(proposal, now),
        "secrecy": presenting_persons.SECRECY[proposal.way],
    }


def slip_received(request: AgreementRequest, proposal: Proposal, party: Party) -> HttpResponse:
    """That the party took part; nothing on this page proves a choice."""
    if party.pk not in selectors.voted(proposal):
        return redirect("votes:ballot_cast", request.agreement.slug, proposal.pk, party.code)
    context: dict[str, Any] = {
        "proposal": proposal,
        "party": party,
        "turnout": selectors.turnout(proposal),
        "is_open": proposal.state == State.OPEN,
    }
    return render_part(request, "votes/persons_received.html", part="received", **context)
