"""The reading page per council: everything that was ever sent to it (BOK-8h)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from meetings.selectors.leaving import all_open
from meetings.services.leaving import MayNotLeave
from meetings.wording.leaving import FLAWS
from twente.core.access import AgreementRequest, member_page
from twente.core.models import Party
from twente.documents.serving import revision_file
from twente.outbox.dispatching import selectors
from twente.partnership.presenting.councils import council_page, council_rows
from twente.partnership.presenting.dispatches import file_name
from twente.partnership.selectors import councils_article, parties_ever


@require_safe
@member_page("council_document")
def council_list(request: AgreementRequest) -> HttpResponse:
    """All councils and the last that was sent; for the secretariat also the clerks and the answers that are open."""
    context = {
        "rows": council_rows(request.actor),
        "article": councils_article(request.agreement, request.actor.on),
        "sends": request.actor.may("distribute"),
    }
    return render(request, "partnership/council_list.html", context)


def party_here(request: AgreementRequest, code: str) -> Party:
    """A party of this agreement, also one that left: what was sent to it stands."""
    return get_object_or_404(parties_ever(request.agreement), code=code)


@require_safe
@member_page("council_document")
def council_detail(request: AgreementRequest, code: str) -> HttpResponse:
    """Everything that one council ever got, newest first, with version, checksum and file."""
    context = council_page(request.actor, party_here(request, code))
    context["article"] = councils_article(request.agreement, request.actor.on)
    return render(request, "partnership/council_detail.html", context)


@require_safe
@member_page("council_document")
def council_file(request: AgreementRequest, code: str, pk: UUID) -> HttpResponse:
    """The very bytes that were sent. Raises MayNotLeave once an item in it is confidential."""
    sent = selectors.sent_to(request.agreement, party_here(request, code))
    dispatch = get_object_or_404(sent, pk=pk)
    if not all_open(dispatch.items, request.actor.on):
        raise MayNotLeave(FLAWS["confidential"])
    return revision_file(selectors.revision_of(dispatch), name=file_name(dispatch.document))
