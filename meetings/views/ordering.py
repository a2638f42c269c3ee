"""The order of an agenda: one item to a place, the whole list at once, and back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from meetings import selectors, services
from meetings.forms import MoveForm
from meetings.forms.ordering import OrderForm
from meetings.models import Meeting
from meetings.presenting import editor
from meetings.selectors.preparing import undos_of
from meetings.services.ordering import reorder_items, undo_change
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Refusal
from twente.core.render import render_part


def in_order(request: AgreementRequest, meeting: Meeting, status: int, sentence: str, anchor: str = "") -> HttpResponse:
    """The agenda in its new order; a refusal is said in the status line, above the order as it is now."""
    if status == 200 and not request.htmx:
        messages.success(request, sentence)
        return redirect(reverse("meetings:meeting_detail", args=[request.agreement.slug, meeting.pk]) + anchor)
    if status != 200:
        messages.error(request, sentence)
    page = editor.editor_page(meeting, request.actor, clock.now())
    return render_part(request, "meetings/meeting_detail.html", part="agenda", status=status, announce=sentence, **page)


@require_POST
@member_page("agenda_edit")
def item_move(request: AgreementRequest, pk: int) -> HttpResponse:
    """Put an item one place up or down, or anywhere; the list comes back in its new order."""
    item = get_object_or_404(selectors.items_for(request.actor), pk=pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        last = item.meeting.items.count()
        return in_order(request, item.meeting, 422, f"Kies een plaats van 1 tot en met {last}.")
    to, seen = form.cleaned_data["to"], form.cleaned_data["seen"]
    try:
        services.move_item(item=item, to=to, seen=seen, by=request.user, now=clock.now())
    except Refusal as refusal:
        return in_order(request, item.meeting, refusal.status, refusal.sentence)
    return in_order(request, item.meeting, 200, f"Punt verplaatst naar plaats {to}.", f"#punt-{pk}")


@require_POST
@member_page("agenda_edit")
def agenda_order(request: AgreementRequest, pk: int) -> HttpResponse:
    """The whole agenda in a new order, as one list with the order that the person saw."""
    meeting = get_object_or_404(selectors.meetings_for(request.actor), pk=pk)
    form = OrderForm(request.POST)
    if not form.is_valid():
        return in_order(request, meeting, 422, "Deze volgorde is niet te lezen. Verplaats het punt opnieuw.")
    try:
        reorder_items(meeting=meeting, by=request.user, now=clock.now(), **form.cleaned_data)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return in_order(request, meeting, refusal.status, refusal.sentence)
    return in_order(request, meeting, 200, "De volgorde is gewijzigd.")


@require_POST
@member_page("agenda_edit")
def agenda_undo(request: AgreementRequest, pk: int) -> HttpResponse:
    """Take back what one moved or deleted oneself, up to ten minutes ago."""
    undo = get_object_or_404(undos_of(request.actor, clock.now()), pk=pk)
    try:
        undo_change(undo=undo, by=request.user, now=clock.now())
    except Refusal as refusal:
        return in_order(request, undo.meeting, refusal.status, refusal.sentence)
    return in_order(request, undo.meeting, 200, "Ongedaan gemaakt. De agenda is weer zoals hij was.")
