"""Excerpts of decisions and the list of a meeting: ask, follow, download (BOK-5.6)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from meetings import selectors
from meetings.models import Meeting
from meetings.presenting import decisions as rows
from meetings.presenting import planning
from meetings.presenting.excerpts import excerpt_panel, list_panel
from meetings.selectors.decisions import decisions_for
from meetings.services.excerpts import request_excerpt, request_list
from meetings.views.decisions import decision_here
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.render import render_part, wants_part
from twente.core.selectors import rulebook_on
from twente.documents.serving import document_file


@require_http_methods(["GET", "POST"])
@member_page("agenda_draft")
def excerpt(request: AgreementRequest, year: int, number: int) -> HttpResponse:
    """GET: how far the excerpt is, asked by the page while it waits. POST: ask the worker for it."""
    decision = decision_here(request, year, number)
    here = reverse("meetings:decision_detail", args=[request.agreement.slug, year, number])
    if request.method == "POST":
        request_excerpt(decision=decision, by=request.user, now=clock.now())
        return redirect(here)
    return followed(request, excerpt_panel(decision, request.actor), here)


@require_GET
@member_page("agenda_draft")
def excerpt_pdf(request: AgreementRequest, year: int, number: int) -> HttpResponse:
    """The excerpt as a file. Raises NoDocumentYet."""
    panel = excerpt_panel(decision_here(request, year, number), request.actor)
    return document_file(panel["document"], name=panel["name"])


def meeting_here(request: AgreementRequest, pk: int) -> Meeting:
    """The meeting, if this person may know of it."""
    return get_object_or_404(selectors.meetings_for(request.actor).select_related("presided_by"), pk=pk)


@require_GET
@member_page("agenda_draft")
def meeting_decisions(request: AgreementRequest, pk: int) -> HttpResponse:
    """The decisions of one meeting, with the list as a document."""
    meeting = meeting_here(request, pk)
    found = decisions_for(request.actor).filter(item__meeting=meeting).order_by("year", "number")
    labels = rows.subjects_of(rulebook_on(request.agreement, request.actor.on))
    context: dict[str, Any] = {
        "meeting": meeting,
        "trail": planning.trail(meeting),
        "rows": [rows.row(decision, labels) for decision in found],
        "paper": list_panel(meeting, request.actor),
        "ask": reverse("meetings:decisions_document", args=[request.agreement.slug, pk]),
        "download": reverse("meetings:decisions_pdf", args=[request.agreement.slug, pk]),
    }
    return render_part(request, "meetings/meeting_decisions.html", part="meeting_decisions", **context)


@require_http_methods(["GET", "POST"])
@member_page("agenda_draft")
def decisions_document(request: AgreementRequest, pk: int) -> HttpResponse:
    """GET: how far the list is, asked by the page while it waits. POST: ask the worker for it."""
    meeting = meeting_here(request, pk)
    here = reverse("meetings:meeting_decisions", args=[request.agreement.slug, pk])
    if request.method == "POST":
        request_list(meeting=meeting, by=request.user, now=clock.now())
        return redirect(here)
    return followed(request, list_panel(meeting, request.actor), here)


@require_GET
@member_page("agenda_draft")
def decisions_pdf(request: AgreementRequest, pk: int) -> HttpResponse:
    """The list as a file. Raises NoDocumentYet."""
    panel = list_panel(meeting_here(request, pk), request.actor)
    return document_file(panel["document"], name=panel["name"])


def followed(request: AgreementRequest, panel: Mapping[str, Any], here: str) -> HttpResponse:
    """To the page for a browser; for polling nothing while it is the same, else the page again."""
    if not wants_part(request):
        return HttpResponseRedirect(here)
    return HttpResponse(status=204) if request.GET.get("versie") == panel["state"] else HttpResponseClientRefresh()
