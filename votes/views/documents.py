"""The PDF of an established result: how far it is, and the file itself (BOK-5.6, 8h, 17)."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Forbidden
from twente.core.render import go, wants_part
from twente.documents.serving import document_file
from votes.presenting.paper import document_panel, file_name
from votes.printed import result_document as document_of
from votes.services.documenting import NotEstablished, request_document
from votes.views.casting import own_proposal


@require_http_methods(["GET", "POST"])
@member_page("result")
def result_document(request: AgreementRequest, pk: int) -> HttpResponse:
    """GET: how far the document is, asked by the page while it waits. POST: ask the worker for it."""
    proposal, here = own_proposal(request, pk), reverse("votes:proposal_detail", args=[request.agreement.slug, pk])
    if request.method == "POST":
        if not request.actor.may("agenda_edit"):
            raise Forbidden
        request_document(proposal=proposal, by=request.user, now=clock.now())
        return go(request, here)
    if not wants_part(request):
        return HttpResponseRedirect(here)
    panel = document_panel(proposal, request.actor)
    unchanged = panel is None or request.GET.get("versie") == panel["state"]
    return HttpResponse(status=204) if unchanged else HttpResponseClientRefresh()


@require_GET
@member_page("result")
def result_pdf(request: AgreementRequest, pk: int) -> HttpResponse:
    """The document as a file. Raises NotEstablished, and NoDocumentYet while the worker is busy."""
    proposal = own_proposal(request, pk)
    if proposal.established_at is None:
        raise NotEstablished
    return document_file(document_of(proposal), name=file_name(proposal))
