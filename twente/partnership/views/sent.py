"""The page behind the link in a mail to a clerk: one document, to read and keep, without signing in (BOK-8h)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from meetings.selectors.leaving import reasons_shut
from meetings.wording.leaving import CLOSED
from twente.core import clock
from twente.documents.serving import revision_file
from twente.outbox.dispatching import selectors, services
from twente.outbox.dispatching.models import Dispatch
from twente.partnership.pace import brake
from twente.partnership.presenting.dispatches import file_name, link_page

PAGE = "partnership/sent_paper.html"


def sent_here(request: HttpRequest, token: str) -> Dispatch:
    """The dispatch of this link; for a guess it does not exist."""
    dispatch = selectors.by_token(token)
    if dispatch is None:
        raise Http404
    return dispatch


def closed(request: HttpRequest, dispatch: Dispatch) -> HttpResponse | None:
    """410 once an item in the document is confidential, or it was destroyed: the mail cannot be called back."""
    (reason,) = reasons_shut([dispatch], clock.today())
    if not reason:
        return None
    return render(request, PAGE, {"closed": CLOSED[reason], "overleg": dispatch.document.agreement}, status=410)


@never_cache
@require_safe
def paper(request: HttpRequest, token: str) -> HttpResponse:
    """What was sent, with its version and checksum. Looking is not opening: mail scanners follow links."""
    dispatch = sent_here(request, token)
    return closed(request, dispatch) or render(request, PAGE, link_page(dispatch, token, clock.today()))


@csrf_exempt
@never_cache
@require_POST
def paper_file(request: HttpRequest, token: str) -> HttpResponse:
    """The document as it was sent; only this counts as opened, and only a person presses the button.

    Without CSRF: the secret in the address is the permission, and it permits nothing but reading this document.
    Raises TooManyFiles.
    """
    dispatch = sent_here(request, token)
    if refusal := closed(request, dispatch):
        return refusal
    brake(request, clock.now())
    file = revision_file(selectors.revision_of(dispatch), name=file_name(dispatch.document))
    services.note_opened(dispatch=dispatch, now=clock.now())
    return file
