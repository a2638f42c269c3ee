"""Filling an agenda, and items that are not treated after all."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from meetings import selectors
from meetings.forms import SeenForm
from meetings.forms.standing import DisposeForm, FillForm
from meetings.models import AgendaItem
from meetings.presenting import planning, standing
from meetings.selectors.preparing import not_yet_on, unfinished
from meetings.services.disposing import dispose_item, restore_item
from meetings.services.filling import fill_agenda
from meetings.views.posted import posted
from meetings.wording import preparing as wording
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import StaleVersion
from twente.core.render import go, render_part


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit", several=("standing", "carried"))
def agenda_fill(request: AgreementRequest, pk: int) -> HttpResponse:
    """Choose standing items, and what the last meeting did not finish."""
    meeting = get_object_or_404(selectors.meetings_for(request.actor), pk=pk)
    form = FillForm(posted(request), standing=not_yet_on(meeting), carried=unfinished(meeting, request.actor))
    page = standing.fill_page(meeting)
    if form.is_valid():
        chosen = {name: list(form.cleaned_data.get(name, ())) for name in ("standing", "carried")}
        added = fill_agenda(meeting=meeting, by=request.user, now=clock.now(), **chosen)
        messages.success(request, wording.filled(added))
        return go(request, page["back"])
    status = 422 if form.is_bound else 200
    return render_part(request, "meetings/agenda_fill.html", part="agenda_fill", status=status, form=form, **page)


def dispose_page(request: AgreementRequest, pk: int, how: AgendaItem.Disposal) -> HttpResponse:
    """Ask why, then defer or withdraw the item."""
    item = get_object_or_404(selectors.items_for(request.actor), pk=pk)
    form = DisposeForm(posted(request), initial={"version": item.version})
    back = reverse("meetings:item_detail", args=[request.agreement.slug, pk])
    if form.is_valid():
        data = form.cleaned_data
        seen, reason = data["version"], data["reason"]
        dispose_item(item=item, how=how, reason=reason, seen=seen, by=request.user, now=clock.now())
        messages.success(request, wording.disposed(item.title, how))
        return go(request, back)
    context: dict[str, Any] = {"item": item, "trail": planning.trail(item.meeting), "back": back}
    context |= wording.DISPOSING[how]
    status = 422 if form.is_bound else 200
    return render_part(request, "meetings/item_dispose.html", part="item_dispose", status=status, form=form, **context)


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def item_defer(request: AgreementRequest, pk: int) -> HttpResponse:
    """To a later meeting: it is offered when the next agenda is filled."""
    return dispose_page(request, pk, AgendaItem.Disposal.DEFERRED)


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def item_withdraw(request: AgreementRequest, pk: int) -> HttpResponse:
    """Off the agenda, with its number kept."""
    return dispose_page(request, pk, AgendaItem.Disposal.WITHDRAWN)


@require_POST
@member_page("agenda_edit")
def item_restore(request: AgreementRequest, pk: int) -> HttpResponse:
    """On the agenda again."""
    item = get_object_or_404(selectors.items_for(request.actor), pk=pk)
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise StaleVersion
    restore_item(item=item, seen=form.cleaned_data["version"], by=request.user, now=clock.now())
    messages.success(request, f"“{item.title}” staat weer op de agenda.")
    return go(request, reverse("meetings:item_detail", args=[request.agreement.slug, pk]))
