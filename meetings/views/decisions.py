"""The list of decisions over all meetings, the page of one, and what became of it."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings import selectors
from meetings.forms.decisions import DecisionSearchForm, ProgressForm
from meetings.models import Decision
from meetings.presenting import decisions as page
from meetings.presenting.excerpts import excerpt_panel
from meetings.selectors import decisions as reads
from meetings.services.execution import NothingToExecute, NotTheNextStep, note_progress
from meetings.services.reasons import NoReason
from meetings.views.posted import posted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import day_of
from twente.core.render import render_part
from twente.core.selectors import rulebook_on
from twente.core.spreadsheet import download, lines


@require_GET
@member_page("council_document")
def decision_list(request: AgreementRequest) -> HttpResponse:
    """All decisions that this person may read, newest first; a part of them when something is looked for."""
    rows = reads.decisions_for(request.actor)
    form = search_form(request, rows)
    filters = form.filters()
    found = reads.matching(rows, filters)
    count = found.count() if filters.active else None
    context = {
        "form": form,
        "filters": filters,
        "found": count,
        "asked": form.said() if filters.active else [],
        "query": request.GET.urlencode(),
    } | page.listed(found, request.GET.get("page", "1"), request.actor.on)
    announce = "" if count is None else f"{count} {'besluit' if count == 1 else 'besluiten'} gevonden"
    status = 422 if form.errors else 200
    return render_part(
        request, "meetings/decision_list.html", part="decision_rows", status=status, announce=announce, **context
    )


def search_form(request: AgreementRequest, rows: QuerySet[Decision]) -> DecisionSearchForm:
    """The form with what can be chosen here, filled in from the address."""
    return DecisionSearchForm(
        request.GET,
        years=reads.years_of(rows),
        bodies=selectors.bodies_of(request.agreement),
        subjects=page.subjects_of(rulebook_on(request.agreement, request.actor.on)),
        portfolios=reads.portfolios_of(rows),
        outcomes=reads.outcomes_of(rows),
    )


@require_GET
@member_page("council_document")
def decisions_csv(request: AgreementRequest) -> HttpResponse:
    """The list as a file, with the same filters."""
    rows = reads.decisions_for(request.actor)
    found = reads.matching(rows, search_form(request, rows).filters()).iterator(chunk_size=200)
    labels = page.subjects_of(rulebook_on(request.agreement, request.actor.on))
    return download(lines(page.HEADINGS, page.file_lines(found, labels)), f"besluiten-{clock.today()}.csv")


def decision_here(request: AgreementRequest, year: int, number: int) -> Decision:
    """The decision of this number, if this person may read it."""
    rows = reads.with_progress(reads.decisions_for(request.actor), request.actor)
    return get_object_or_404(rows, year=year, number=number)


@require_GET
@member_page("council_document")
def decision_detail(request: AgreementRequest, year: int, number: int) -> HttpResponse:
    """One decision: what, when, why, and what became of it. Its address never changes."""
    decision = decision_here(request, year, number)
    context = page.decision_page(decision, request.actor)
    if request.actor.may("agenda_draft"):
        args = [request.agreement.slug, year, number]
        context["paper"] = excerpt_panel(decision, request.actor)
        context |= {
            "ask": reverse("meetings:excerpt", args=args),
            "download": reverse("meetings:excerpt_pdf", args=args),
        }
    return render_part(request, "meetings/decision_detail.html", part="decision", **context)


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def progress_note(request: AgreementRequest, year: int, number: int) -> HttpResponse:
    """Note that the decision is being executed, was executed, or was replaced."""
    decision = decision_here(request, year, number)
    if page.stand_of(decision) is None:
        raise NothingToExecute
    form = progress_form(request, decision)
    if form.is_valid():
        data = form.cleaned_data
        try:
            note_progress(
                decision=decision, step=form.step, seen=data["seen"], key=data["key"], by=request.user, now=clock.now()
            )
        except (NoReason, NotTheNextStep) as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            messages.success(request, "De stand van de uitvoering is bijgewerkt.")
            return redirect("meetings:decision_detail", request.agreement.slug, year, number)
    context = page.decision_page(decision, request.actor) | {"form": form}
    status = 422 if form.is_bound else 200
    return render_part(request, "meetings/progress_note.html", part="progress_form", status=status, **context)


def progress_form(request: AgreementRequest, decision: Decision) -> ProgressForm:
    """The form of the next step, with what came in."""
    return ProgressForm(
        posted(request),
        before=decision.stand,  # type: ignore[attr-defined]
        since=day_of(decision.decided_at),
        today=clock.today(),
        later=reads.replaceable_by(decision, request.actor),
        initial={"seen": len(decision.progress.all()), "noted_on": clock.today()},
    )
