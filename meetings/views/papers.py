"""Papers as people read them: page by page in the browser, or as the file itself."""

from typing import TypeVar

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from meetings.models import Paper, PaperVersion
from meetings.presenting import papers as page
from meetings.selectors import items_for
from meetings.selectors.papers import may_be_saved, papers_for, standing
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Refusal
from twente.core.render import render_part
from twente.documents import pictures
from twente.documents.serving import ONLY_SAVE, stored_file

Answer = TypeVar("Answer", bound=HttpResponseBase)
PERMISSION = "X-Offline"
"""The header that `static/js/offline.js` asks for before it keeps an answer on a phone."""


class NotOnAPhone(Refusal):
    """A confidential paper leaves no copy on a phone."""

    status = 403
    sentence = "Een vertrouwelijk stuk bewaart u niet op uw telefoon of tablet."


@require_GET
@member_page("council_document")
def item_papers(request: AgreementRequest, pk: int) -> HttpResponse:
    """The papers of an item: a page of its own, and a list that other pages show (the ballot of a vote)."""
    item = get_object_or_404(items_for(request.actor), pk=pk)
    context = page.item_papers(item, request.actor) | {"trail": page.trail(item)}
    return render_part(request, "meetings/item_papers.html", part="paper_list", **context)


@require_GET
@member_page("council_document")
def paper_read(request: AgreementRequest, pk: int, number: int = 1) -> HttpResponse:
    """A page of the current version; of a withdrawn paper only when and why."""
    paper = get_object_or_404(papers_for(request.actor), pk=pk)
    if paper.withdrawn_at is not None:
        context = {"paper": paper, "item": paper.item, "trail": page.trail(paper.item)}
        return render(request, "meetings/paper_withdrawn.html", context, status=410)
    if not 1 <= number <= page.current(paper).pages:
        raise Http404
    context = page.reading(paper, number, request.GET.get("zoom", ""), request.actor)
    return render(request, "meetings/paper_read.html", context)


@require_GET
@member_page("council_document")
def paper_offline(request: AgreementRequest, pk: int) -> HttpResponse:
    """The whole paper on one page, for a phone to keep. Raises NotOnAPhone for what few may read."""
    paper = get_object_or_404(standing(papers_for(request.actor)), pk=pk)
    if not may_be_saved(paper, request.actor):
        raise NotOnAPhone
    response = render(request, "meetings/paper_offline.html", page.whole(paper))
    return permitted(request, paper, response)


@require_GET
@member_page("council_document")
def version_file(request: AgreementRequest, pk: int, number: int) -> HttpResponseBase:
    """The file of a version, as it was handed in. With `tonen` a picture is shown; a PDF is always saved."""
    version = readable_version(request, pk, number)
    shown = "tonen" in request.GET and not version.is_pdf
    response = stored_file(version.stored_as, content_type=version.content_type, name=version.file_name, shown=shown)
    return permitted(request, version.paper, response)


@require_GET
@member_page("council_document")
def page_picture(request: AgreementRequest, pk: int, number: int, page: int) -> HttpResponse:
    """A page of a PDF as PNG; `breedte` chooses one of the widths."""
    version = readable_version(request, pk, number)
    asked = request.GET.get("breedte", "")
    width = next((each for each in pictures.WIDTHS if str(each) == asked), pictures.WIDTHS[1])
    if not version.is_pdf or not 1 <= page <= version.pages:
        raise Http404
    picture = pictures.page_picture(version.stored_as, page, width)
    return permitted(request, version.paper, HttpResponse(picture, content_type="image/png", headers=ONLY_SAVE))


def permitted(request: AgreementRequest, paper: Paper, response: Answer) -> Answer:
    """The same answer, which says whether a phone may keep it."""
    if may_be_saved(paper, request.actor):
        response[PERMISSION] = "toegestaan"
    return response


def readable_version(request: AgreementRequest, pk: int, number: int) -> PaperVersion:
    """A version of a paper that this person may open; 404 for what was withdrawn."""
    papers: list[Paper] = list(papers_for(request.actor).filter(pk=pk, withdrawn_at=None))
    if not papers:
        raise Http404
    return get_object_or_404(papers[0].versions, number=number)
