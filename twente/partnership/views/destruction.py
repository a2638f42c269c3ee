"""Pages of destruction: what is past its term, a list that one proposes and another approves (BOK-17)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Refusal
from twente.documents.serving import document_file
from twente.partnership.archive import destroying, discarding
from twente.partnership.archive.expired import lists_of
from twente.partnership.archive.models import Destruction


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("destruction_approve", several=("dossier",))
def destruction_list(request: AgreementRequest) -> HttpResponse:
    """What is past its term. POST: put the chosen dossiers on a list for somebody else to approve."""
    wrong = ""
    if request.method == "POST":
        chosen = request.POST.getlist("dossier")
        try:
            made = destroying.propose_destruction(
                agreement=request.agreement, keys=chosen, by=request.user, now=clock.now()
            )
        except Refusal as refused:
            wrong = refused.sentence
        else:
            messages.success(request, "De lijst staat klaar. Een ander moet haar goedkeuren.")
            return redirect("partnership:destruction_detail", request.agreement.slug, made.pk)
    context = discarding.page(request.agreement, request.actor) | {"wrong": wrong}
    return render(request, "partnership/destruction_list.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("destruction_approve")
def destruction_detail(request: AgreementRequest, pk: int) -> HttpResponse:
    """One list. POST: a second person approves it, which cannot be undone; or has a list that was given up go on."""
    found = list_here(request, pk)
    if request.method == "POST":
        approved = "" if found.approved_at else "De lijst is goedgekeurd. "
        destroying.approve_destruction(destruction=found, by=request.user, now=clock.now())
        messages.success(request, f"{approved}De dossiers worden nu vernietigd.")
        return redirect("partnership:destruction_detail", request.agreement.slug, pk)
    return render(request, "partnership/destruction_detail.html", discarding.detail(found, request.actor))


@require_POST
@member_page("destruction_approve")
def destruction_withdraw(request: AgreementRequest, pk: int) -> HttpResponse:
    """Take a list back before it is approved."""
    destroying.withdraw_destruction(destruction=list_here(request, pk), by=request.user, now=clock.now())
    messages.success(request, "De lijst is ingetrokken. Er is niets vernietigd.")
    return redirect("partnership:destruction_list", request.agreement.slug)


@require_GET
@member_page("archive_export")
def certificate_file(request: AgreementRequest, pk: int) -> HttpResponse:
    """The statement of what was destroyed; its titles are for who may read the archive."""
    found = list_here(request, pk)
    if found.certificate is None:
        raise Http404
    return document_file(found.certificate, name=f"verklaring-van-vernietiging-{pk}.pdf")


def list_here(request: AgreementRequest, pk: int) -> Destruction:
    """The list of the address."""
    found: Destruction = get_object_or_404(lists_of(request.agreement), pk=pk)
    return found
