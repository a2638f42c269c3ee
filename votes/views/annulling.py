"""Pages with which a vote is taken back: one person asks, another confirms, or the request is withdrawn."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.render import go
from votes import pairs
from votes.answered import words_of
from votes.forms.annulments import AnnulmentForm
from votes.models import Annulment
from votes.presenting.standing import effects, standing
from votes.rounds import ANNULLABLE
from votes.services.annulling import (
    AnnulmentAlreadyAsked,
    NothingToAnnul,
    ask_annulment,
    confirm_annulment,
    withdraw_annulment,
)
from votes.views.casting import own_proposal, posted
from votes.views.proposals import address


@require_http_methods(["GET", "POST"])
@member_page("vote_annul")
def annulment_ask(request: AgreementRequest, pk: int) -> HttpResponse:
    """Ask to annul, with a reason; a second person confirms."""
    proposal, form = own_proposal(request, pk), AnnulmentForm(posted(request))
    if proposal.state not in ANNULLABLE:
        raise NothingToAnnul
    if request.method == "POST" and form.is_valid():
        try:
            ask_annulment(proposal=proposal, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())
        except AnnulmentAlreadyAsked as refused:
            form.add_error("reason", refused.sentence)
        else:
            messages.success(request, "Uw verzoek staat klaar. Een ander moet het bevestigen.")
            return go(request, address(request, pk))
    status = 422 if form.errors else 200
    context = {"proposal": proposal, "form": form, "words": words_of(proposal, request.actor.on)}
    return render(request, "votes/annulment_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
@member_page("vote_annul")
def annulment_confirm(request: AgreementRequest, pk: int) -> HttpResponse:
    """A second person reads what it undoes, and confirms."""
    asked, now = own_annulment(request, pk), clock.now()
    if request.method == "POST":
        confirm_annulment(annulment=asked, by=request.user, now=now)
        messages.success(request, "De vernietiging is bevestigd. Wie eerder bericht kreeg, krijgt nu ook een mail.")
        return go(request, address(request, pk))
    stand = standing(asked.proposal, request.actor, now)
    words = words_of(asked.proposal, request.actor.on)
    context = {"proposal": asked.proposal, "asked": asked, "standing": stand, "words": words}
    own = asked.asked_by_id == request.user.pk
    return render(request, "votes/annulment_confirm.html", context | {"own": own, "effects": effects(asked)})


@require_POST
@member_page("vote_annul")
def annulment_withdraw(request: AgreementRequest, pk: int) -> HttpResponse:
    """Take the request back."""
    withdraw_annulment(annulment=own_annulment(request, pk), by=request.user, now=clock.now())
    messages.success(request, "Het verzoek om te vernietigen is ingetrokken.")
    return go(request, address(request, pk))


def own_annulment(request: AgreementRequest, pk: int) -> Annulment:
    """The request that stands at this vote; 404 when there is none."""
    found = pairs.annulment_of(own_proposal(request, pk))
    if found is None:
        raise Http404
    return found
