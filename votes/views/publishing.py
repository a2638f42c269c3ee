"""Publishing a result, taking it back, and the pages that anybody can read without signing in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.models import Agreement
from twente.core.render import go
from twente.outbox.publishing.metadata import as_json, pairs
from votes import publicity
from votes.export import is_public
from votes.forms.withdrawals import WithdrawalForm
from votes.models import Proposal
from votes.models.publicity import Withdrawal
from votes.presenting import publication
from votes.services.publishing import NotEstablished, check_open, publish_result
from votes.services.withdrawing import NotPublic, withdraw_result
from votes.views.casting import own_proposal
from votes.views.proof import export_response
from votes.views.proposals import address


@require_http_methods(["GET", "POST"])
@member_page("minutes_publish")
def result_publish(request: AgreementRequest, pk: int) -> HttpResponse:
    """Publiceren: the page says what becomes public, the post makes it so."""
    proposal = own_proposal(request, pk)
    if request.method == "POST":
        publish_result(proposal=proposal, by=request.user, now=clock.now())
        messages.success(request, "De uitslag is gepubliceerd. Iedereen kan hem nu lezen.")
        return go(request, address(request, pk))
    check_open(proposal, clock.today())
    if proposal.published_at is None and proposal.state != Proposal.State.ESTABLISHED:
        raise NotEstablished
    context = {"proposal": proposal, "shown": publication.becomes_public(proposal)}
    return render(request, "votes/result_publish.html", context)


@require_http_methods(["GET", "POST"])
@member_page("minutes_publish")
def result_withdraw(request: AgreementRequest, pk: int) -> HttpResponse:
    """Take a published result back, with a reason that everybody can read. Raises NotPublic."""
    proposal = own_proposal(request, pk)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        withdraw_result(proposal=proposal, reason=reason, by=request.user, now=clock.now())
        messages.success(request, "De uitslag is ingetrokken. Op haar adres staat nu wanneer en waarom.")
        return go(request, address(request, pk))
    if proposal.published_at is None or publicity.withdrawal_of(proposal):
        raise NotPublic
    context = {"proposal": proposal, "form": form}
    return render(request, "votes/result_withdraw.html", context, status=422 if form.errors else 200)


@require_safe
def public_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every published result of one overleg, newest first."""
    agreement = get_object_or_404(Agreement, slug=slug)
    rows = publication.public_rows(publicity.published_proposals(agreement, clock.today()))
    return render(request, "votes/public_list.html", {"overleg": agreement, "years": rows})


def result_here(slug: str, pk: int) -> tuple[Agreement, Proposal, Withdrawal | None]:
    """A result that is or was public, and why it no longer is; what was never published does not exist here."""
    agreement = get_object_or_404(Agreement, slug=slug)
    proposal = get_object_or_404(publicity.ever_published(agreement, clock.today()), pk=pk)
    return agreement, proposal, publicity.withdrawal_of(proposal)


def gone(request: HttpRequest, agreement: Agreement, proposal: Proposal, withdrawal: Withdrawal) -> HttpResponse:
    """410: it was public, and no longer is."""
    context = {"overleg": agreement, "proposal": proposal, "withdrawal": withdrawal}
    return render(request, "votes/public_gone.html", context, status=410)


@require_safe
def public_result(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One published result, or what is left of it."""
    agreement, proposal, withdrawal = result_here(slug, pk)
    if withdrawal:
        return gone(request, agreement, proposal, withdrawal)
    context = {"overleg": agreement, "proposal": proposal, "page": publication.public_page(proposal)}
    context["metadata"] = pairs(publication.metadata_of(proposal))
    return render(request, "votes/public_result.html", context)


@require_safe
def public_metadata(request: HttpRequest, slug: str, pk: int) -> JsonResponse:
    """What the result is, for a program (Woo); 410 with the reason once it was taken back."""
    _, proposal, withdrawal = result_here(slug, pk)
    if withdrawal:
        return JsonResponse(publication.gone_json(proposal, withdrawal), status=410)
    return JsonResponse(dict(as_json(publication.metadata_of(proposal))))


@require_safe
def public_export(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The file to recompute a published vote with; 404 when its lines name persons (AVG), 410 once taken back."""
    agreement, proposal, withdrawal = result_here(slug, pk)
    if withdrawal:
        return gone(request, agreement, proposal, withdrawal)
    if not is_public(proposal):
        raise Http404
    return export_response(proposal)
