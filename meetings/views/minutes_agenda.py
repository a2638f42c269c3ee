"""Pages around the adoption of minutes: put them on a later agenda; mend adopted minutes beside them (BOK-5.6, 17)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from meetings.forms.minutes_agenda import ErratumForm, ScheduleForm
from meetings.presenting.minutes_frame import address, frame
from meetings.selectors import minutes as selectors
from meetings.services import errata as errata_services
from meetings.services import minutes_agenda as services
from meetings.views.minutes import meeting_here
from meetings.views.minutes_documents import adopted_minutes
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import day_of, full_date
from twente.core.render import go


@require_http_methods(["GET", "POST"])
@member_page("minutes_edit")
def minutes_schedule(request: AgreementRequest, pk: int) -> HttpResponse:
    """Put the minutes on the agenda of a later meeting."""
    meeting = meeting_here(request, pk)
    later = selectors.schedulable_meetings(meeting)
    form = ScheduleForm(request.POST if request.method == "POST" else None, later=later)
    if form.is_valid():
        filled = form.cleaned_data
        item = services.put_on_agenda(meeting=meeting, by=request.user, now=clock.now(), **filled)
        day = full_date(day_of(item.meeting.starts_at))
        messages.success(request, f"Het verslag staat op de agenda van {day}, punt {item.position}.")
        return go(request, address(meeting, "minutes_detail"))
    context = frame(meeting, "Op agenda zetten") | {"form": form, "some": later.exists()}
    return render(request, "meetings/minutes_schedule.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@member_page("minutes_edit")
def minutes_erratum(request: AgreementRequest, pk: int) -> HttpResponse:
    """Mend a mistake beside adopted minutes."""
    meeting = meeting_here(request, pk)
    content = adopted_minutes(meeting).content or {"items": []}
    later = selectors.later_meetings(meeting)
    form = ErratumForm(request.POST if request.method == "POST" else None, items=content["items"], later=later)
    if form.is_valid():
        given = {"correction": form.correction(), "key": form.cleaned_data["key"]}
        errata_services.record_erratum(meeting=meeting, by=request.user, now=clock.now(), **given)
        messages.success(request, "Het erratum staat bij het verslag. Het verslag zelf is niet veranderd.")
        return go(request, address(meeting, "minutes_detail"))
    context = frame(meeting, "Erratum") | {"form": form}
    return render(request, "meetings/minutes_erratum.html", context, status=422 if form.is_bound else 200)
