"""What hangs on a meeting while it is planned; moving it, and calling it off."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings import selectors, services
from meetings.forms import MeetingForm
from meetings.forms.cancelling import CancelForm
from meetings.forms.due import DueForm
from meetings.models import Meeting
from meetings.presenting import moving, planning
from meetings.selectors.planning import can_take_items
from meetings.services.cancelling import cancel_meeting
from meetings.views.planning import form_page, meeting_form, planned
from meetings.views.posted import posted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import day_of, full_date
from twente.core.refusals import Refusal, StaleVersion
from twente.core.render import go, render_part


@require_GET
@member_page("agenda_edit")
def meeting_follows(request: AgreementRequest) -> HttpResponse:
    """The days and conflicts of the meeting in a form that is still being filled in, as a fragment."""
    number = request.GET.get("vergadering", "")
    known = selectors.meetings_for(request.actor).filter(pk=number) if number.isdecimal() and len(number) < 10 else []
    meeting = next(iter(known), None)
    form = meeting_form(request, meeting, request.GET)
    days, wrong = moving.days_again(DueForm(request.GET, meets_on=form.wanted_day()))
    context = moving.follows(moving.Planned(form, days, meeting), clock.today())
    return render(request, "meetings/_follows.html", {**context, "wrong": wrong})


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def meeting_edit(request: AgreementRequest, pk: int) -> HttpResponse:
    """Change when and where; a convened meeting asks first, because everybody who was invited gets mail."""
    meeting = get_object_or_404(selectors.meetings_for(request.actor), pk=pk)
    form = meeting_form(request, meeting)
    days = DueForm(posted(request), meets_on=form.wanted_day()) if form.is_bound else moving.shown_days(form, meeting)
    context = edit_context(request, meeting, moving.Planned(form, days, meeting))
    if not (form.is_valid() and days.is_valid()):
        return form_page(request, form, 422 if form.is_bound else 200, **context)
    if moves(meeting, form) and "confirmed" not in request.POST:
        context |= moving.move_page(meeting, form.details, days.by_hand, clock.now())
        return render_part(request, "meetings/meeting_move.html", part="meeting_move", form=form, **context)
    return replan(request, meeting, form, context)


def edit_context(request: AgreementRequest, meeting: Meeting, plan: moving.Planned) -> dict[str, Any]:
    """What the form of a known meeting stands between."""
    return {
        "back": reverse("meetings:meeting_detail", args=[request.agreement.slug, meeting.pk]),
        "h1": "Vergadering wijzigen",
        "trail": planning.trail(meeting),
        "instead_of": meeting.pk,
        **moving.follows(plan, clock.today()),
    }


def moves(meeting: Meeting, form: MeetingForm) -> bool:
    """Whether people who were invited will hear of this."""
    before = services.MeetingDetails(meeting.starts_at, meeting.ends_at, meeting.place)
    return meeting.state == Meeting.State.CONVENED and form.details != before


def replan(request: AgreementRequest, meeting: Meeting, form: MeetingForm, context: dict[str, Any]) -> HttpResponse:
    """Save; somebody else's newer version is shown beside one's own."""
    days, seen = context["days"], form.cleaned_data["version"] or 0
    try:
        services.replan_meeting(
            meeting=meeting, details=form.details, seen=seen, by=request.user, now=clock.now(), days=days.by_hand
        )
    except StaleVersion:
        newer = planning.as_saved(meeting)
        return form_page(request, planning.with_version(form, meeting.version), 409, **{**context, "newer": newer})
    meeting.refresh_from_db()
    return planned(request, meeting, "De vergadering is gewijzigd.")


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit", several=("items",))
def meeting_cancel(request: AgreementRequest, pk: int) -> HttpResponse:
    """Name who gets mail and where the items go, then call the meeting off."""
    meeting = get_object_or_404(selectors.meetings_for(request.actor), pk=pk)
    items = selectors.items_for(request.actor).filter(meeting=meeting).order_by("position")
    form = CancelForm(posted(request), meeting=meeting, items=items, others=can_take_items(meeting))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            return call_off(request, meeting, form)
        except Refusal as refusal:
            status = refusal.status
            messages.error(request, refusal.sentence)
    context = moving.cancel_page(meeting) | {"form": form}
    return render_part(request, "meetings/meeting_cancel.html", part="meeting_cancel", status=status, **context)


def call_off(request: AgreementRequest, meeting: Meeting, form: CancelForm) -> HttpResponse:
    """Do it, and go to the year plan. Raises what `cancel_meeting` raises."""
    items, to = form.carried
    cancel_meeting(
        meeting=meeting,
        reason=form.cleaned_data["reason"],
        seen=form.cleaned_data["version"],
        by=request.user,
        now=clock.now(),
        items=items,
        to=to,
    )
    day = day_of(meeting.starts_at)
    messages.success(request, f"De vergadering van {full_date(day)} is afgelast.")
    return go(request, reverse("meetings:year_of", args=[request.agreement.slug, day.year]))
