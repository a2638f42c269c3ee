"""Pages of a stemverklaring: the voter's own, and the secretary's for a party. Nobody else reads one before closing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.models import Party
from twente.core.render import go, render_part
from votes import selectors
from votes.forms.statements import StatementForm
from votes.models import Proposal
from votes.services.stating import Statement, StatementTooLate, VoteFirst, enter_statement, state_vote
from votes.statements import statement_of
from votes.views.casting import own_party, own_proposal, posted

KEPT = "De stemverklaring is vastgelegd. Iedereen leest haar na het sluiten."


def check_may_state(proposal: Proposal, party: Party) -> None:
    """An open vote in which the party voted. Raises StatementTooLate, VoteFirst."""
    if proposal.state != Proposal.State.OPEN:
        raise StatementTooLate
    if not proposal.ballots.filter(party=party).exists():
        raise VoteFirst


@require_http_methods(["GET", "POST"])
@member_page()
def statement_write(request: AgreementRequest, pk: int, code: str) -> HttpResponse:
    """The voter explains the vote that was cast; what stood there is shown, a new text replaces it."""
    proposal = own_proposal(request, pk)
    party = own_party(request, proposal, code)
    form = StatementForm(posted(request))
    back = reverse("votes:ballot_receipt", args=[request.agreement.slug, pk, code])
    if request.method == "POST" and form.is_valid():
        statement = Statement(party=party, **form.cleaned_data)
        state_vote(proposal=proposal, statement=statement, by=request.user, now=clock.now())
        messages.success(request, KEPT)
        return go(request, back)
    check_may_state(proposal, party)
    context: dict[str, Any] = {"proposal": proposal, "party": party, "form": form, "back": back}
    context["last"] = statement_of(proposal, party)
    status = 422 if form.errors else 200
    return render_part(request, "votes/statement_write.html", part="statement", status=status, **context)


@require_http_methods(["GET", "POST"])
@member_page("vote_enter")
def statement_enter(request: AgreementRequest, pk: int, code: str) -> HttpResponse:
    """The secretary writes down what a party said; what the party itself wrote is not shown here."""
    proposal = own_proposal(request, pk)
    party = get_object_or_404(selectors.seats_of(proposal), party__code=code).party
    form = StatementForm(posted(request))
    back = reverse("votes:proposal_detail", args=[request.agreement.slug, pk])
    if request.method == "POST" and form.is_valid():
        statement = Statement(party=party, **form.cleaned_data)
        enter_statement(proposal=proposal, statement=statement, by=request.user, now=clock.now())
        messages.success(request, KEPT)
        return go(request, back)
    check_may_state(proposal, party)
    context: dict[str, Any] = {"proposal": proposal, "party": party, "form": form, "back": back}
    status = 422 if form.errors else 200
    return render_part(request, "votes/statement_enter.html", part="statement", status=status, **context)
