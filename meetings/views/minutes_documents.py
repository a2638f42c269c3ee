"""Pages about the document of adopted minutes: follow, sign, verify, download (BOK-5.6, 8h, 17)."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from meetings.models import Meeting, Minutes
from meetings.presenting import minutes_documents as page
from meetings.presenting.minutes_frame import address
from meetings.selectors import minutes as selectors
from meetings.services import minutes as services
from meetings.services.leaving import MayNotLeave
from meetings.signed_documents import minutes_readable
from meetings.views.minutes import meeting_here, readable_meeting
from meetings.wording import minutes as wording
from meetings.wording.leaving import FLAWS
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Forbidden
from twente.core.render import go, wants_part
from twente.documents import selectors as stored
from twente.documents.models import Document
from twente.documents.serving import document_file
from twente.documents.views.checking import verify_page
from twente.documents.views.signing import sign_page


@require_http_methods(["GET", "POST"])
@member_page()
def minutes_pdf(request: AgreementRequest, pk: int) -> HttpResponse:
    """GET: how far the document is, asked by the page while it waits. POST: ask the worker again."""
    meeting = readable_meeting(request, pk)
    minutes, here = adopted_minutes(meeting), address(meeting, "minutes_detail")
    if request.method == "POST":
        if not request.actor.may("minutes_edit"):
            raise Forbidden
        services.request_document(minutes=minutes, by=request.user, now=clock.now())
        return go(request, here)
    if not wants_part(request):
        return HttpResponseRedirect(here)
    state = page.document_panel(meeting, minutes, request.actor)["document"]["state"]
    return HttpResponse(status=204) if request.GET.get("versie") == state else HttpResponseClientRefresh()


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@member_page("minutes_sign")
def minutes_sign(request: AgreementRequest, pk: int) -> HttpResponse:
    """Sign as chair or as secretary, after the password once more."""
    meeting = meeting_here(request, pk)
    return sign_page(request, made(adopted_minutes(meeting).document))


@require_http_methods(["GET", "POST"])
@member_page("council_document")
def minutes_verify(request: AgreementRequest, pk: int) -> HttpResponse:
    """The verdict on the registered document, or on a copy that somebody drops; the copy is not kept."""
    meeting = meeting_here(request, pk)
    return verify_page(request, readable_document(request, meeting))


@require_http_methods(["GET", "POST"])
@member_page()
def minutes_annex_verify(request: AgreementRequest, pk: int) -> HttpResponse:
    """The same for the annex; for who may not read every item in it, it does not exist."""
    meeting = readable_meeting(request, pk)
    return verify_page(request, made(annex_here(request, meeting).annex_document))


@require_GET
@member_page("council_document")
def minutes_download(request: AgreementRequest, pk: int) -> HttpResponse:
    """The latest revision as a file; its name says so while a signature is missing."""
    meeting = meeting_here(request, pk)
    document = readable_document(request, meeting)
    name = wording.file_name(meeting.starts_at, signed=stored.is_signed(document))
    return document_file(document, name=name)


@require_GET
@member_page()
def minutes_annex(request: AgreementRequest, pk: int) -> HttpResponse:
    """The annex as a file; for who may not read every item in it, it does not exist."""
    meeting = readable_meeting(request, pk)
    document = made(annex_here(request, meeting).annex_document)
    name = wording.file_name(meeting.starts_at, signed=stored.is_signed(document), annex=True)
    return document_file(document, name=name)


def annex_here(request: AgreementRequest, meeting: Meeting) -> Minutes:
    """Minutes with an annex that this person may read; 404 otherwise."""
    minutes = selectors.minutes_of(meeting)
    if minutes is None or not selectors.may_read_annex(request.actor, minutes):
        raise Http404
    return minutes


def adopted_minutes(meeting: Meeting) -> Minutes:
    """The minutes once they were adopted. Raises NotAdoptedYet."""
    minutes = selectors.minutes_of(meeting)
    if minutes is None or minutes.state != Minutes.State.ADOPTED:
        raise services.NotAdoptedYet
    return minutes


def made(document: Document | None) -> Document:
    """The document, once the worker has made it. Raises NoDocumentYet."""
    if document is None:
        raise stored.NoDocumentYet
    return document


def readable_document(request: AgreementRequest, meeting: Meeting) -> Document:
    """The document: for everybody with council papers once both signed, before that for readers of the draft.

    Raises NotSignedYet for others, NotAdoptedYet and NoDocumentYet; MayNotLeave when an item in it became confidential.
    """
    minutes = selectors.minutes_of(meeting)
    if not selectors.is_signed(minutes) and not selectors.may_read_draft(request.actor, meeting):
        raise stored.NotSignedYet
    document = made(adopted_minutes(meeting).document)
    if not minutes_readable(request.actor, document):
        raise MayNotLeave(FLAWS["confidential"])
    return document
