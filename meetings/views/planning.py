"""The list of meetings, one meeting with its agenda, and planning one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import reswap, retarget

from meetings import selectors, services
from meetings.forms import MeetingForm
from meetings.forms.due import DueForm
from meetings.forms.standing import WithStandingForm
from meetings.models import Meeting
from meetings.presenting import editor, moving, planning
from meetings.presenting.year import HORIZON, year_context
from meetings.selectors.preparing import standing_of
from meetings.services.filling import fill_agenda
from meetings.services.looking import note_look
from meetings.services.planning import plan_meeting
from meetings.views.posted import posted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import day_of, long_date
from twente.core.render import go, render_part, wants_part


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
    note_look(meeting=meeting, user=request.user, now=clock.now())
    page = editor.editor_page(meeting, request.actor, clock.now())
    return render_part(request, "meetings/meeting_detail.html", part="agenda", **page)


def meeting_form(
    request: AgreementRequest, meeting: Meeting | None = None, sent: QueryDict | None = None
) -> MeetingForm:
    """The form of a meeting, with what came in."""
    return MeetingForm(
        posted(request) if sent is None else sent,
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
    return go(request, reverse("meetings:meeting_detail", args=[request.agreement.slug, meeting.pk]))


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def meeting_create(request: AgreementRequest) -> HttpResponse:
    """Plan a meeting: on its own page, or beside the year plan, which then shows it at once."""
    now = clock.now()
    services.ensure_bodies(agreement=request.agreement, by=request.user, now=now)
    form, choice = meeting_form(request), WithStandingForm(posted(request))
    days = DueForm(posted(request), meets_on=form.wanted_day()) if form.is_bound else moving.shown_days(form)
    if form.is_valid() and days.is_valid() and choice.is_valid():
        meeting = made(request, form, days, filled=choice.cleaned_data["standing"])
        if wants_part(request):
            return year_again(request, meeting)
        return planned(request, meeting, "De vergadering is gepland.")
    back = reverse("meetings:year", args=[request.agreement.slug])
    context = {
        "back": back,
        "choice": choice,
        "h1": "Vergadering plannen",
        **moving.follows(moving.Planned(form, days), day_of(now)),
    }
    return form_page(request, form, 422 if form.is_bound else 200, **context)


def made(request: AgreementRequest, form: MeetingForm, days: DueForm, *, filled: bool) -> Meeting:
    """The new meeting with its days, and the standing items when they were asked for."""
    data, now = form.cleaned_data, clock.now()
    meeting = plan_meeting(
        body=data["body"], details=form.details, key=data["key"], days=days.by_hand or {}, by=request.user, now=now
    )
    standing = list(standing_of(meeting.body)) if filled else []
    fill_agenda(meeting=meeting, standing=standing, carried=(), by=request.user, now=now)
    return meeting


def year_again(request: AgreementRequest, meeting: Meeting) -> HttpResponse:
    """The year plan with the new meeting in it: months, gauge and matrix."""
    day = day_of(meeting.starts_at)
    context = year_context(request.agreement, request.actor, year=day.year, today=clock.today())
    messages.success(request, f"{long_date(day).capitalize()} staat in het jaarplan.")
    return render_part(request, "meetings/year.html", part="year", **context)


def form_page(request: AgreementRequest, form: MeetingForm, status: int, **context: Any) -> HttpResponse:
    """The form on its page, or beside the year plan; errors answer 422, a conflict 409."""
    answer = render_part(
        request, "meetings/meeting_form.html", part="meeting_plan", status=status, form=form, **context
    )
    return retarget(reswap(answer, "innerHTML"), "#plan") if status != 200 and wants_part(request) else answer
