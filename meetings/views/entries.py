"""Quick entry at the table: record at the item at hand, and stay on the page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods
from django_htmx.http import reswap, retarget

from meetings import selectors
from meetings.models import AgendaItem
from meetings.presenting import planning
from meetings.presenting.entries import ENTRIES, at_the_table, entry_forms, filled
from meetings.views.posted import posted
from meetings.views.screens import acted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Refusal
from twente.core.render import render_part


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def entry_create(request: AgreementRequest, pk: int, kind: str) -> HttpResponse:
    """Record a decision, action, promise or statement at an item."""
    if kind not in ENTRIES:
        raise Http404
    item, now = get_object_or_404(selectors.items_for(request.actor), pk=pk), clock.now()
    form, status = filled(kind, posted(request), at_the_table(item, now)), 422
    if form.is_bound and form.is_valid():
        try:
            sentence = ENTRIES[kind].record(item, form, request.user, now)
        except Refusal as refusal:
            status = refusal.status
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, sentence)
            return recorded(request, item)
    return form_page(request, item, kind, form, status if form.is_bound else 200)


def recorded(request: AgreementRequest, item: AgendaItem) -> HttpResponse:
    """Back at the table, with fresh forms; plainly to the page one came from."""
    if not request.htmx:
        return redirect("meetings:meeting_live", request.agreement.slug, item.meeting_id)
    return acted(request, item.meeting_id, "", fresh=True)


def form_page(request: AgreementRequest, item: AgendaItem, kind: str, form: Any, status: int) -> HttpResponse:
    """The form with what is wrong: at the table in its place, or as a page of its own."""
    entry = ENTRIES[kind]
    context: dict[str, Any] = {"item": item, "entry": entry, "form": form, "trail": planning.trail(item.meeting)}
    if not request.htmx:
        return render_part(request, "meetings/entry_form.html", part="entry_form", status=status, **context)
    context["entries"] = entry_forms(item, form.at_the_table, (kind, form))
    answer = render_part(
        request, "meetings/entries.html", part="live_entries", status=status, screen="live_desk", **context
    )
    return reswap(retarget(answer, "#snel"), "outerHTML")
