"""Sending the agenda, and reading what was sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings import selectors, services
from meetings.forms import PublishForm
from meetings.presenting import planning, publishing
from meetings.rules import digest
from meetings.selectors.minutes import is_signed, minutes_of
from meetings.services.looking import note_look
from meetings.views.posted import posted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Refusal
from twente.core.render import go, render_part


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def agenda_publish(request: AgreementRequest, pk: int) -> HttpResponse:
    """Name the recipients and what changed, then send."""
    meeting = get_object_or_404(selectors.meetings_for(request.actor), pk=pk)
    now, status = clock.now(), 422 if request.method == "POST" else 200
    form = PublishForm(posted(request))
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            version = services.publish_agenda(meeting=meeting, seen=seen, by=request.user, now=now)
        except Refusal as refusal:
            status = refusal.status
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, publishing.sent_sentence(version))
            return go(request, reverse("meetings:meeting_detail", args=[request.agreement.slug, pk]))
    form = PublishForm(initial={"seen": digest(selectors.agenda_content(meeting))})
    context = publishing.confirm_page(meeting, request.user, clock.today())
    return render_part(
        request, "meetings/agenda_publish.html", part="agenda_publish", status=status, form=form, **context
    )


@require_GET
@member_page("council_document")
def agenda_version(request: AgreementRequest, pk: int, number: int) -> HttpResponse:
    """An agenda as it was sent, with what changed since the one before."""
    meeting = get_object_or_404(selectors.meetings_for(request.actor), pk=pk)
    version = get_object_or_404(meeting.agenda_versions, number=number)
    note_look(meeting=meeting, user=request.user, now=clock.now())
    return render_part(
        request,
        "meetings/agenda_version.html",
        part="agenda_version",
        meeting=meeting,
        trail=planning.trail(meeting),
        signed=request.actor.may("council_document") and is_signed(minutes_of(meeting)),
        **publishing.version_page(version, request.actor),
    )
