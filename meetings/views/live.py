"""The meeting from opening to closing, and what it decides without a vote."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings import selectors, services
from meetings.forms import DecisionForm, OpenForm
from meetings.presenting import planning, table
from meetings.selectors.bodies import leading
from meetings.services.decisions import decide_at_table
from meetings.views.posted import posted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.models import User
from twente.core.refusals import Refusal
from twente.core.render import go, render_part
from twente.core.selectors import rulebook_on


@require_http_methods(["GET", "POST"])
@member_page("attendance_record")
def meeting_open(request: AgreementRequest, pk: int) -> HttpResponse:
    """Say who presides, and open."""
    meeting = get_object_or_404(selectors.meetings_for(request.actor), pk=pk)
    on = clock.today()
    able = leading(meeting.body, on)
    people = User.objects.filter(pk__in=[person.pk for person in able]).order_by("pk")
    votes = selectors.votes_of_presiders(request.agreement, on)
    form = OpenForm(posted(request), people=people, votes=votes, initial={"presided_by": request.user})
    if form.is_valid():
        services.open_meeting(
            meeting=meeting, presided_by=form.cleaned_data["presided_by"], by=request.user, now=clock.now()
        )
        messages.success(request, "De vergadering is geopend.")
        return go(request, reverse("meetings:meeting_live", args=[request.agreement.slug, pk]))
    book = rulebook_on(request.agreement, on)
    context: dict[str, Any] = {"meeting": meeting, "form": form, "trail": planning.trail(meeting)}
    context |= {"chair": book.chair, "deputy": book.deputy_chair}
    status = 422 if form.is_bound else 200
    return render_part(request, "meetings/meeting_open.html", part="meeting_open", status=status, **context)


@require_http_methods(["GET", "POST"])
@member_page("attendance_record")
def meeting_close(request: AgreementRequest, pk: int) -> HttpResponse:
    """Ask first, then end the meeting."""
    meeting = get_object_or_404(selectors.meetings_for(request.actor), pk=pk)
    if request.method == "POST":
        services.close_meeting(meeting=meeting, by=request.user, now=clock.now())
        messages.success(request, "De vergadering is gesloten.")
        return go(request, reverse("meetings:meeting_detail", args=[request.agreement.slug, pk]))
    undecided = table.undecided(meeting, request.actor)
    context: dict[str, Any] = {"meeting": meeting, "trail": planning.trail(meeting), "undecided": undecided}
    return render_part(request, "meetings/meeting_close.html", part="meeting_close", **context)


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def decision_create(request: AgreementRequest, pk: int) -> HttpResponse:
    """Record what was settled without a vote."""
    item = get_object_or_404(selectors.items_for(request.actor), pk=pk)
    form = DecisionForm(posted(request))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            decision = decide_at_table(item=item, by=request.user, now=clock.now(), **form.cleaned_data)
        except Refusal as refusal:
            status = refusal.status
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"Besluit {decision.year}-{decision.number} is vastgelegd.")
            return go(request, table.after_decision(item))
    context: dict[str, Any] = {"item": item, "form": form, "trail": planning.trail(item.meeting)}
    return render_part(request, "meetings/decision_form.html", part="decision_form", status=status, **context)
