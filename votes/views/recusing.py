"""Pages about a party that takes no part because of its interest (Awb 2:4): ask, confirm, take back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.render import go
from twente.core.selectors import parties_of
from votes import pairs
from votes.forms.recusals import RecusalForm
from votes.models import Recusal
from votes.services.recusing import RecusalAlreadyAsked, RecusalTooLate, ask_recusal, confirm_recusal, withdraw_recusal
from votes.views.casting import own_proposal, posted
from votes.views.proposals import address


@require_http_methods(["GET", "POST"])
@member_page("exclusion_record")
def recusal_ask(request: AgreementRequest, pk: int) -> HttpResponse:
    """Ask a second person to confirm that a party takes no part."""
    proposal = own_proposal(request, pk)
    if proposal.opened_at is not None:
        raise RecusalTooLate
    form = RecusalForm(posted(request), parties=parties_of(request.agreement, request.actor.on))
    if request.method == "POST" and form.is_valid():
        try:
            ask_recusal(proposal=proposal, interest=form.interest, by=request.user, now=clock.now())
        except RecusalAlreadyAsked as refused:
            form.add_error("party", refused.sentence)
        else:
            messages.success(request, "De uitsluiting staat klaar. Een ander moet haar bevestigen.")
            return go(request, address(request, pk))
    context = {"proposal": proposal, "form": form}
    return render(request, "votes/recusal_form.html", context, status=422 if form.errors else 200)


@require_POST
@member_page("exclusion_record")
def recusal_confirm(request: AgreementRequest, pk: int, code: str) -> HttpResponse:
    """A second person confirms."""
    recusal = confirm_recusal(recusal=own_recusal(request, pk, code), by=request.user, now=clock.now())
    messages.success(request, f"{recusal.party} neemt niet deel aan deze stemming.")
    return go(request, address(request, pk))


@require_POST
@member_page("exclusion_record")
def recusal_withdraw(request: AgreementRequest, pk: int, code: str) -> HttpResponse:
    """Take it back, before the vote opens."""
    recusal = own_recusal(request, pk, code)
    withdraw_recusal(recusal=recusal, by=request.user, now=clock.now())
    messages.success(request, f"De uitsluiting van {recusal.party} is ingetrokken.")
    return go(request, address(request, pk))


def own_recusal(request: AgreementRequest, pk: int, code: str) -> Recusal:
    """What stands about this party in this vote; 404 when nothing does."""
    found = pairs.recusals_of(own_proposal(request, pk)).filter(party__code=code).first()
    if found is None:
        raise Http404
    return found
