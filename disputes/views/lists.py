"""The list of disputes, and a solution as it was told to all parties."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from disputes.addresses import FileNumber
from disputes.presenting.lists import list_page
from disputes.selectors.access import published_for
from disputes.views.found import book_here
from twente.core.access import AgreementRequest, member_page
from twente.core.phrases import listed


@require_GET
@member_page()
def dispute_list(request: AgreementRequest) -> HttpResponse:
    """The files that this person sees, and what was told to all parties."""
    book_here(request)
    return render(request, "disputes/dispute_list.html", list_page(request.actor, request.actor.on))


@require_GET
@member_page()
def outcome_detail(request: AgreementRequest, file: FileNumber) -> HttpResponse:
    """What was told to all parties about one dispute (BOK-13.3)."""
    rows = published_for(request.actor).prefetch_related("dispute__involved__party")
    outcome = get_object_or_404(rows, year=file.year, number=file.number)
    parties = listed([str(row.party) for row in outcome.dispute.involved.all()])
    return render(request, "disputes/outcome_detail.html", {"outcome": outcome, "parties": parties})
