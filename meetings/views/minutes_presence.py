"""Who is typing where: a sign of life from the editor, and the line that everybody else polls."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from meetings.models import AgendaItem
from meetings.presenting.minutes_frame import address
from meetings.presenting.minutes_presence import writing_line
from meetings.selectors import readable
from meetings.services.minutes_presence import keep_alive
from meetings.views.minutes import meeting_here, readable_meeting
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.render import wants_part


@require_POST
@member_page("minutes_edit")
def minutes_busy(request: AgreementRequest, pk: int, item_pk: int) -> HttpResponse:
    """This person is typing at this item; the page asks nothing back."""
    meeting = meeting_here(request, pk)
    items = AgendaItem.objects.filter(readable(request.actor), meeting=meeting)
    keep_alive(item=get_object_or_404(items, pk=item_pk), by=request.user, now=clock.now())
    return HttpResponse(status=204)


@require_GET
@member_page()
def minutes_writers(request: AgreementRequest, pk: int) -> HttpResponse:
    """Who is typing; 204 as long as nothing changed."""
    meeting = readable_meeting(request, pk)
    if not wants_part(request):
        return HttpResponseRedirect(address(meeting, "minutes_detail"))
    line = writing_line(meeting, request.actor, clock.now())
    if request.GET.get("versie") == line["version"]:
        return HttpResponse(status=204)
    return render(request, "meetings/_minutes_writers.html", {"writing": line})
