"""The screens of a running meeting: the secretary's table, the chair's, the members', and the one on the wall."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET
from django_htmx.http import trigger_client_event

from meetings import selectors
from meetings.forms.pauses import SuspendForm
from meetings.models import Meeting
from meetings.presenting import live, wall
from meetings.presenting.entries import at_the_table, entry_forms
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.render import render_part

UNCHANGED = 204
MOVED_ON = "vergadering"
"""Event that tells the vote panel to look again; see `hx-trigger` in the templates."""


def unchanged(request: AgreementRequest, pk: int) -> bool:
    """Whether the version on screen is still the newest: one read of one column, without building a page."""
    seen = request.GET.get("versie", "")
    versions = selectors.meetings_for(request.actor).filter(pk=pk).values_list("version", flat=True)
    return bool(seen) and seen in [str(version) for version in versions]


def loaded(request: AgreementRequest, pk: int) -> Meeting:
    """The meeting as it is now."""
    rows = selectors.meetings_for(request.actor).select_related("body__agreement", "current_item", "presided_by")
    return get_object_or_404(rows, pk=pk)


def polled(request: AgreementRequest, pk: int, name: str) -> HttpResponse:
    """One screen; a poll with the version that is on screen gets 204 while nothing changed."""
    if unchanged(request, pk):
        return HttpResponse(status=UNCHANGED)
    meeting = loaded(request, pk)
    context = live.screen(meeting, request.actor, clock.now(), name)
    moved = bool(request.htmx) and request.GET.get("punt", "") != context["shown"]
    return drawn(request, meeting, context, moved=moved)


def drawn(
    request: AgreementRequest, meeting: Meeting, context: dict[str, Any], *, moved: bool, **more: Any
) -> HttpResponse:
    """The page of a screen, or its parts for htmx. Entry forms come along when the item moved on, or one was sent."""
    if context["may_record"] and context["current"] and (moved or not request.htmx or context.get("fresh")):
        item, parties = context["current"].item, [row.party for row in context["rows"]]
        context["entries"] = entry_forms(item, at_the_table(item, clock.now(), parties))
    context.setdefault("suspend_form", SuspendForm(auto_id="schors-%s"))
    name = context["screen"]
    answer = render_part(request, f"meetings/{name}.html", part=name, moved=moved, **context | more)
    return trigger_client_event(answer, MOVED_ON) if request.htmx else answer


def acted(request: AgreementRequest, pk: int, sentence: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """After an act: the screen it was done on, as it is now; without htmx the way back to that screen."""
    name = request.POST.get("scherm", "")
    name = name if name in live.SCREENS else live.own_screen(request.actor)
    if not request.htmx and status == 200:
        return redirect(f"meetings:{name}", request.agreement.slug, pk)
    meeting = loaded(request, pk)
    context = live.screen(meeting, request.actor, clock.now(), name) | more
    moved = request.POST.get("punt", context["shown"]) != context["shown"]
    return drawn(request, meeting, context, moved=moved, status=status, announce=sentence)


@require_GET
@member_page("agenda_draft")
def meeting_live(request: AgreementRequest, pk: int) -> HttpResponse:
    """The screen that fits this person: the table, the chair, or following."""
    return polled(request, pk, live.own_screen(request.actor))


@require_GET
@member_page("agenda_edit")
def live_desk(request: AgreementRequest, pk: int) -> HttpResponse:
    """The secretary's table: lead, record and keep time on one page."""
    return polled(request, pk, "live_desk")


@require_GET
@member_page("attendance_record")
def live_chair(request: AgreementRequest, pk: int) -> HttpResponse:
    """The chair's screen: what is at hand, who speaks, how much time is left."""
    return polled(request, pk, "live_chair")


@require_GET
@member_page("agenda_draft")
def live_follow(request: AgreementRequest, pk: int) -> HttpResponse:
    """The members' page: the item at hand with its papers, and the own vote first."""
    return polled(request, pk, "live_follow")


@require_GET
@member_page("agenda_draft")
def live_wall(request: AgreementRequest, pk: int) -> HttpResponse:
    """What the room sees; whoever opens it, it never shows more than guests may know."""
    if unchanged(request, pk):
        return HttpResponse(status=UNCHANGED)
    meeting = loaded(request, pk)
    context = wall.wall(meeting, clock.now())
    return render_part(request, "meetings/live_wall.html", part="live_wall", **context)
