"""Making a document public, and taking it back with a reason; both by the secretary (Woo)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from meetings.services import leaving as services
from meetings.views.posted import posted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.outbox.publishing.services import withdraw_document
from twente.partnership.dispatch_forms import WithdrawForm
from twente.partnership.presenting.publications import publishing_page
from twente.partnership.views.dispatches import paper_here


@require_http_methods(["GET", "POST"])
@member_page("minutes_publish")
def publication(request: AgreementRequest, document: UUID) -> HttpResponse:
    """Whether everybody can read it, and what becomes public; the post makes it so. Raises MayNotLeave."""
    paper = paper_here(request, document)
    if request.method == "POST":
        services.publish(paper=paper, by=request.user, now=clock.now())
        messages.success(request, "Het stuk is gepubliceerd. Iedereen kan het nu lezen.")
        return redirect("partnership:publication", request.agreement.slug, document)
    return render(request, "partnership/publication.html", publishing_page(paper, request.actor.on))


@require_http_methods(["GET", "POST"])
@member_page("minutes_publish")
def publication_withdraw(request: AgreementRequest, document: UUID) -> HttpResponse:
    """Take it back, with a reason that everybody can read. Raises NotPublished."""
    paper = paper_here(request, document)
    form = WithdrawForm(posted(request))
    if form.is_valid():
        withdraw_document(document=paper.document, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())
        messages.success(request, "Het stuk is ingetrokken. Op zijn adres staat nu wanneer en waarom.")
        return redirect("partnership:publication", request.agreement.slug, document)
    context = publishing_page(paper, request.actor.on) | {"form": form}
    return render(request, "partnership/publication_withdraw.html", context, status=422 if form.is_bound else 200)
