"""The reading copy of a meeting: ask for it, see how far it is, save it."""

from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings.models import Meeting
from meetings.presenting import copies as page
from meetings.presenting import planning
from meetings.selectors import meetings_for
from meetings.selectors.copies import copies_for, plan_for
from meetings.services.copies import CopyNotReady, ask_copy
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import day_of
from twente.core.render import render_part, wants_part
from twente.documents.serving import stored_file


@require_http_methods(["GET", "POST"])
@member_page("council_document")
def reading_copy(request: AgreementRequest, pk: int) -> HttpResponse:
    """GET: how far the copy of this reader is, asked by the page while it waits. POST: ask the worker for it."""
    meeting = meeting_here(request, pk)
    if request.method == "POST":
        plan = plan_for(request.actor, meeting)
        ask_copy(meeting=meeting, plan=plan, by=request.user, now=clock.now())
        if not wants_part(request):
            return HttpResponseRedirect(reverse("meetings:reading_copy", args=[request.agreement.slug, pk]))
    context = page.panel(meeting, request.actor) | {"meeting": meeting, "trail": planning.trail(meeting)}
    if request.GET.get("versie") and context["copy"] and request.GET["versie"] == context["copy"]["state"]:
        return HttpResponse(status=204)
    return render_part(request, "meetings/copy.html", part="copy", **context)


@require_GET
@member_page("council_document")
def reading_copy_file(request: AgreementRequest, pk: int) -> HttpResponseBase:
    """The copy of exactly what this person may read now. Raises CopyNotReady."""
    meeting = meeting_here(request, pk)
    copy = copies_for(request.actor, meeting, plan_for(request.actor, meeting)).exclude(stored_as="").first()
    if copy is None:
        raise CopyNotReady
    name = f"leesexemplaar-{day_of(meeting.starts_at).isoformat()}.pdf"
    return stored_file(copy.stored_as, content_type="application/pdf", name=name)


def meeting_here(request: AgreementRequest, pk: int) -> Meeting:
    """The meeting of the address; 404 when this person may not know of it."""
    meeting: Meeting = get_object_or_404(meetings_for(request.actor), pk=pk)
    return meeting
