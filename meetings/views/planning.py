"""The list of meetings, one meeting with its agenda, and planning one."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings import selectors, services
from meetings.forms import MeetingForm
from meetings.forms.standing import WithStandingForm
from meetings.models import Meeting
from meetings.presenting import editor, planning
from meetings.selectors.preparing import standing_of
from meetings.services.filling import fill_agenda
from meetings.views.posted import posted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import day_of
from twente.core.refusals import StaleVersion
from twente.core.render import render_part

HORIZON = timedelta(days=3 * 366)
"""How far ahead a meeting can be planned."""


@require_GET
@member_page("council_document")
def meeting_list(request: AgreementRequest) -> HttpResponse:
    """Coming and past meetings."""
    now = clock.now()
    meetings = selectors.listed_meetings(request.actor)
    coming, past = planning.split(meetings, now)
    return render_part(
        request,
        "meetings/meeting_list.html",
        part="meetings",
        coming=coming,
        past=past,
        gauges=planning.gauges(request.agreement, day_of(now)),
        may_plan=request.actor.may("agenda_edit"),
    )


@require_GET
@member_page("council_document")
def meeting_detail(request: AgreementRequest, pk: int) -> HttpResponse:
    """The agenda as it stands; who may not see drafts reads the version that was sent."""
    meeting = get_object_or_404(selectors.meetings_for(request.actor), pk=pk)
    if not request.actor.may("agenda_draft"):
        return redirect("meetings:agenda_version", request.agreement.slug, pk, selectors.version_number(meeting))
    page = editor.editor_page(meeting, request.actor, clock.now())
    return render_part(request, "meetings/meeting_detail.html", part="agenda", **page)


def meeting_form(request: AgreementRequest, meeting: Meeting | None = None) -> MeetingForm:
    """The form of a meeting, with what came in."""
    return MeetingForm(
        posted(request),
        bodies=selectors.bodies_of(request.agreement, clock.today() if meeting is None else None),
        first=selectors.first_day(request.agreement),
        last=clock.today() + HORIZON,
        initial=MeetingForm.initial_of(meeting) if meeting else planning.as_last_time(request.actor, request.GET),
    )


def planned(request: AgreementRequest, meeting: Meeting, sentence: str) -> HttpResponse:
    """To the meeting, with a warning for what the person may not have seen."""
    messages.success(request, sentence)
    for warning in planning.warnings(meeting):
        messages.warning(request, warning)
    return redirect("meetings:meeting_detail", request.agreement.slug, meeting.pk)


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def meeting_create(request: AgreementRequest) -> HttpResponse:
    """Plan a meeting."""
    now = clock.now()
    services.ensure_bodies(agreement=request.agreement, by=request.user, now=now)
    form, choice = meeting_form(request), WithStandingForm(posted(request))
    if form.is_valid() and choice.is_valid():
        data = form.cleaned_data
        meeting = services.plan_meeting(
            body=data["body"], details=form.details, key=data["key"], by=request.user, now=now
        )
        standing = list(standing_of(meeting.body)) if choice.cleaned_data["standing"] else []
        fill_agenda(meeting=meeting, standing=standing, carried=(), by=request.user, now=now)
        return planned(request, meeting, "De vergadering is gepland.")
    back = reverse("meetings:meeting_list", args=[request.agreement.slug])
    return form_page(request, form, 422 if form.is_bound else 200, back=back, choice=choice, h1="Vergadering plannen")


def form_page(request: AgreementRequest, form: MeetingForm, status: int, **context: Any) -> HttpResponse:
    """The form on its page; errors answer 422, a conflict 409."""
    return render_part(request, "meetings/meeting_form.html", part="meeting_form", status=status, form=form, **context)


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def meeting_edit(request: AgreementRequest, pk: int) -> HttpResponse:
    """Change when and where; somebody else's newer version is shown beside one's own."""
    meeting = get_object_or_404(selectors.meetings_for(request.actor), pk=pk)
    form = meeting_form(request, meeting)
    context = {
        "back": reverse("meetings:meeting_detail", args=[request.agreement.slug, pk]),
        "h1": "Vergadering wijzigen",
        "trail": planning.trail(meeting),
    }
    if not form.is_valid():
        return form_page(request, form, 422 if form.is_bound else 200, **context)
    try:
        seen = form.cleaned_data["version"] or 0
        services.replan_meeting(meeting=meeting, details=form.details, seen=seen, by=request.user, now=clock.now())
    except StaleVersion:
        newer = planning.as_saved(meeting)
        return form_page(request, planning.with_version(form, meeting.version), 409, newer=newer, **context)
    meeting.refresh_from_db()
    return planned(request, meeting, "De vergadering is gewijzigd.")
