"""One item of the agenda: read, add, change, move, delete."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings import selectors, services, wording
from meetings.forms import ItemForm, SeenForm
from meetings.models import AgendaItem, Meeting
from meetings.presenting import editor, pages, papers, planning, preparing
from meetings.presenting.openness import openness_panel
from meetings.rules import ItemClass
from meetings.services.openness import LiftSeparately
from meetings.views.posted import posted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import StaleVersion
from twente.core.render import go, render_part


@require_GET
@member_page("council_document")
def item_detail(request: AgreementRequest, pk: int) -> HttpResponse:
    """An item with its class, explanation, decisions and vote."""
    item = get_object_or_404(selectors.items_for(request.actor), pk=pk)
    labels = selectors.subject_labels(item.meeting)
    return render_part(
        request,
        "meetings/item_detail.html",
        part="item",
        trail=planning.trail(item.meeting),
        pills=(*pages.openness_pills(item, request.actor.on), *pages.pills_of(item)),
        openness=openness_panel(item, request.actor),
        cited=ItemClass(item.kind, item.subject, item.article).cited(selectors.articles_offered(item.meeting)),
        class_label=wording.class_label(item.kind, item.subject, labels),
        time=wording.duration(item.minutes_planned),
        prepared=preparing.prepared(item),
        decisions=[(row, pages.outcome_pill(row)) for row in item.decisions.select_related("annulment")],
        framework=wording.FRAMEWORK_NOTE,
        below=selectors.article_above(item),
        panel=pages.panel_address(item, request.agreement.slug),
        **editor.item_acts(item, request.actor),
        may_edit=request.actor.may("agenda_edit")
        and item.meeting.state not in (Meeting.State.HELD, Meeting.State.CANCELLED),
        **papers.item_papers(item, request.actor),
    )


def item_form(request: AgreementRequest, meeting: Meeting, item: AgendaItem | None = None) -> ItemForm:
    """The form of an item, with what came in."""
    return ItemForm(
        posted(request),
        offered=selectors.classes_offered(meeting),
        labels=selectors.subject_labels(meeting),
        today=clock.today(),
        initial=ItemForm.initial_of(item) if item else None,
    )


def agenda_address(request: AgreementRequest, meeting: Meeting) -> str:
    """Where one goes back to."""
    return reverse("meetings:meeting_detail", args=[request.agreement.slug, meeting.pk])


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def item_create(request: AgreementRequest, pk: int) -> HttpResponse:
    """Add an item at the end."""
    meeting = get_object_or_404(selectors.meetings_for(request.actor), pk=pk)
    form = item_form(request, meeting)
    back = agenda_address(request, meeting)
    if form.is_valid():
        item = services.add_item(
            meeting=meeting, details=form.details, key=form.cleaned_data["key"], by=request.user, now=clock.now()
        )
        messages.success(request, f"Punt {item.position} staat op de agenda.")
        return redirect(back)
    return render_part(
        request,
        "meetings/item_form.html",
        part="item_form",
        status=422 if form.is_bound else 200,
        form=form,
        back=back,
        trail=planning.trail(meeting),
        h1="Agendapunt toevoegen",
        admission_article=selectors.admission_article(meeting),
    )


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def item_edit(request: AgreementRequest, pk: int) -> HttpResponse:
    """Change an item; somebody else's newer version is shown beside one's own."""
    item = get_object_or_404(selectors.items_for(request.actor), pk=pk)
    form = item_form(request, item.meeting, item)
    status, newer = 422 if form.is_bound else 200, []
    back = agenda_address(request, item.meeting)
    if form.is_valid():
        try:
            seen = form.cleaned_data["version"] or 0
            services.edit_item(item=item, details=form.details, seen=seen, by=request.user, now=clock.now())
        except StaleVersion:
            status, newer = 409, planning.item_as_saved(item)
            form = planning.with_version(form, item.version)
        except LiftSeparately as refusal:
            form.add_error("confidentiality", refusal.sentence)
        else:
            messages.success(request, "Het punt is gewijzigd.")
            return redirect(back)
    context: dict[str, Any] = {"form": form, "back": back, "newer": newer, "h1": f"Punt {item.position} wijzigen"}
    context["admission_article"] = selectors.admission_article(item.meeting)
    trail = planning.trail(item.meeting)
    return render_part(
        request, "meetings/item_form.html", part="item_form", status=status, trail=trail, item=item, **context
    )


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def item_delete(request: AgreementRequest, pk: int) -> HttpResponse:
    """Ask first, then take the item off the agenda."""
    item = get_object_or_404(selectors.items_for(request.actor), pk=pk)
    form = SeenForm(posted(request), initial={"version": item.version})
    back = agenda_address(request, item.meeting)
    if form.is_valid():
        seen = form.cleaned_data["version"]
        services.delete_item(item=item, seen=seen, by=request.user, now=clock.now())
        messages.success(request, f"“{item.title}” staat niet meer op de agenda.")
        return go(request, back)
    status = 422 if form.is_bound else 200
    return render_part(
        request,
        "meetings/item_delete.html",
        part="item_delete",
        status=status,
        item=item,
        form=form,
        back=back,
        trail=planning.trail(item.meeting),
    )
