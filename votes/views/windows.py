"""The votes of a meeting that open or close at a planned moment, for whoever moves that meeting."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from meetings.selectors import meetings_for
from twente.core.access import AgreementRequest, member_page
from votes import selectors
from votes.models import Proposal
from votes.wording import windows

RUNNING = (Proposal.State.READY, Proposal.State.OPEN)


@require_GET
@member_page("agenda_edit")
def meeting_windows(request: AgreementRequest, pk: int) -> HttpResponse:
    """What does not move along with the meeting, as a fragment; a vote without a window is closed by hand."""
    meeting = get_object_or_404(meetings_for(request.actor), pk=pk)
    planned = Q(opens_at__isnull=False) | Q(closes_at__isnull=False)
    found = selectors.proposals_for(request.actor).filter(planned, item__meeting=meeting, state__in=RUNNING)
    rows = [(row, windows.opens(row.opens_at) if row.opens_at else "", windows.closes(row.closes_at)) for row in found]
    return render(request, "votes/_meeting_windows.html", {"rows": rows})
