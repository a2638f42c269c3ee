"""Who is there in a meeting of members (BOK-7.3)."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from meetings import selectors
from meetings.forms.bodies import MemberMarkForm
from meetings.models import Meeting
from meetings.presenting.members_present import members_page
from meetings.selectors.bodies import members_on
from meetings.services import members_present as services
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import day_of
from twente.core.refusals import Refusal
from twente.core.render import render_part


def arrived(data: dict[str, Any], **act: Any) -> str:
    """The member sits down."""
    services.record_member_arrival(member=data["member"], **act)
    return f"{data['member']} is aanwezig."


def left(data: dict[str, Any], **act: Any) -> str:
    """The member leaves."""
    services.record_member_departure(member=data["member"], **act)
    return f"{data['member']} is vertrokken."


def absent(data: dict[str, Any], **act: Any) -> str:
    """The member gave notice."""
    services.record_member_absence(member=data["member"], notice=data["notice"], **act)
    return f"{data['member']} is met kennisgeving afwezig."


ACTS = {"arrived": arrived, "left": left, "absent": absent}
"""Mark of the form → what is recorded; each answers with the sentence for the page."""


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("attendance_record")
def members_present(request: AgreementRequest, pk: int) -> HttpResponse:
    """The members with who is there; a mark changes one of them. Where parties sit the page does not exist."""
    meeting = get_object_or_404(selectors.meetings_for(request.actor), pk=pk)
    if not meeting.body.by_members:
        raise Http404
    now, status, sentence = clock.now(), 200, ""
    if request.method == "POST":
        status, sentence = marked(request, meeting, now)
        if status == 200 and not request.htmx:
            return redirect("meetings:members_present", request.agreement.slug, pk)
        meeting.refresh_from_db()
    context = members_page(meeting, request.actor, now)
    page = "meetings/members_present.html"
    return render_part(request, page, part="members_present", status=status, announce=sentence, **context)


def marked(request: AgreementRequest, meeting: Meeting, now: datetime) -> tuple[int, str]:
    """Record one mark; the status and sentence of the answer, also when it is refused."""
    form = MemberMarkForm(request.POST, members=members_on(meeting.body, day_of(now)))
    if not form.is_valid():
        sentence = str(next(iter(form.errors.values()))[0])
        messages.error(request, sentence)
        return 422, sentence
    try:
        data = form.cleaned_data
        return 200, ACTS[data["mark"]](data, meeting=meeting, by=request.user, now=now)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return refusal.status, refusal.sentence
