"""The standing items of a body: read, add, change, move, delete."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings import selectors
from meetings.forms import MoveForm, SeenForm
from meetings.forms.standing import StandingItemForm
from meetings.models import Body, StandingItem
from meetings.presenting import standing as presenting
from meetings.selectors.preparing import standing_for
from meetings.services import standing as services
from meetings.views.posted import posted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Refusal, StaleVersion
from twente.core.render import render_part


def list_address(request: AgreementRequest, body: Body) -> str:
    """Where one goes back to."""
    return reverse("meetings:standing_list", args=[request.agreement.slug, body.pk])


@require_GET
@member_page("agenda_edit")
def standing_list(request: AgreementRequest, pk: int) -> HttpResponse:
    """What comes on every agenda of a body."""
    body = get_object_or_404(selectors.bodies_of(request.agreement), pk=pk)
    page = presenting.template_page(body, request.actor.on)
    return render_part(request, "meetings/standing_list.html", part="standing", **page)


@require_POST
@member_page("agenda_edit")
def standing_start(request: AgreementRequest, pk: int) -> HttpResponse:
    """Begin with the items that most agendas have."""
    body = get_object_or_404(selectors.bodies_of(request.agreement), pk=pk)
    if services.start_standing(body=body, by=request.user, now=clock.now()):
        messages.success(request, "De gebruikelijke punten staan klaar. Pas ze aan waar dat nodig is.")
    return redirect(list_address(request, body))


def standing_form(request: AgreementRequest, item: StandingItem | None = None) -> StandingItemForm:
    """The form of a standing item, with what came in; classes by the rulebook of today."""
    offered, labels = presenting.classes_on(request.agreement, request.actor.on)
    initial = StandingItemForm.initial_of(item) if item else None
    return StandingItemForm(posted(request), offered=offered, labels=labels, initial=initial)


def form_page(
    request: AgreementRequest, form: StandingItemForm, body: Body, status: int, **context: Any
) -> HttpResponse:
    """The form on its page."""
    back = list_address(request, body)
    return render_part(
        request,
        "meetings/standing_form.html",
        part="standing_form",
        status=status,
        form=form,
        body=body,
        back=back,
        **context,
    )


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def standing_create(request: AgreementRequest, pk: int) -> HttpResponse:
    """Add a standing item, last of its part."""
    body = get_object_or_404(selectors.bodies_of(request.agreement), pk=pk)
    form = standing_form(request)
    if form.is_valid():
        key = form.cleaned_data["key"]
        services.add_standing(body=body, details=form.details, key=key, by=request.user, now=clock.now())
        messages.success(request, "Het vaste punt is toegevoegd.")
        return redirect(list_address(request, body))
    return form_page(request, form, body, 422 if form.is_bound else 200, h1="Vast punt toevoegen")


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def standing_edit(request: AgreementRequest, pk: int) -> HttpResponse:
    """Change a standing item; a newer version of somebody else is shown beside one's own."""
    item = get_object_or_404(standing_for(request.actor), pk=pk)
    form, status, newer = standing_form(request, item), 422 if request.method == "POST" else 200, []
    if form.is_valid():
        seen = form.cleaned_data["version"] or 0
        try:
            services.edit_standing(item=item, details=form.details, seen=seen, by=request.user, now=clock.now())
        except StaleVersion:
            status, newer = 409, presenting.as_saved(item)
            form = presenting.with_version(form, item.version)
        else:
            messages.success(request, "Het vaste punt is gewijzigd.")
            return redirect(list_address(request, item.body))
    return form_page(request, form, item.body, status, newer=newer, item=item, h1="Vast punt wijzigen")


@require_POST
@member_page("agenda_edit")
def standing_move(request: AgreementRequest, pk: int) -> HttpResponse:
    """One place up or down within its part."""
    item = get_object_or_404(standing_for(request.actor), pk=pk)
    form, status, sentence = MoveForm(request.POST), 422, "Op deze plaats kan het punt niet staan."
    if form.is_valid():
        try:
            services.move_standing(item=item, by=request.user, now=clock.now(), **form.cleaned_data)
        except Refusal as refusal:
            status, sentence = refusal.status, refusal.sentence
        else:
            status, sentence = 200, f"Punt verplaatst naar plaats {form.cleaned_data['to']}."
    if status == 200 and not request.htmx:
        return redirect(list_address(request, item.body))
    if status != 200:
        messages.error(request, sentence)
    page = presenting.template_page(item.body, request.actor.on)
    return render_part(
        request, "meetings/standing_list.html", part="standing", status=status, announce=sentence, **page
    )


@require_POST
@member_page("agenda_edit")
def standing_delete(request: AgreementRequest, pk: int) -> HttpResponse:
    """Take it out of the template; agendas keep theirs."""
    item = get_object_or_404(standing_for(request.actor), pk=pk)
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise StaleVersion
    services.delete_standing(item=item, seen=form.cleaned_data["version"], by=request.user, now=clock.now())
    messages.success(request, f"“{item.title}” is geen vast punt meer. Agenda’s die het al hebben houden het.")
    return redirect(list_address(request, item.body))
