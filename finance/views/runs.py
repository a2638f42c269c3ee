"""Pages of a run: as it stands, what is chosen for a party, and its way from concept to final (BOK-8f, 11.1)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from finance.forms.runs import CostForm, DifferenceForm, PartyForm
from finance.models import Cost, InvoiceRun
from finance.presenting import run_exports
from finance.presenting.run_files import files_of
from finance.presenting.runs import run_page
from finance.selectors.access import runs_for
from finance.selectors.settings import contribution
from finance.selectors.years import costs_of
from finance.services import runs as services
from finance.services.runs import CostDetails
from finance.views.settings import known_contribution
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.models import Party
from twente.core.refusals import Refusal
from twente.core.spreadsheet import download, table_lines


def found_run(request: AgreementRequest, pk: int) -> InvoiceRun:
    """The run, if this person reads all invoices; else 404."""
    return get_object_or_404(runs_for(request.actor), pk=pk)


def back(request: AgreementRequest, run: InvoiceRun) -> HttpResponse:
    """To the page of the run."""
    return redirect("finance:run_detail", request.agreement.slug, run.pk)


@require_safe
@member_page("run_approve")
def run_detail(request: AgreementRequest, pk: int) -> HttpResponse:
    """A run with its gaps, parties and what can be done."""
    page = run_page(found_run(request, pk), request.actor)
    files = files_of(page.run, request.actor)
    return render(request, "finance/run_detail.html", {"page": page, "run": page.run, "files": files})


@require_safe
@member_page("run_approve")
def run_csv(request: AgreementRequest, pk: int) -> HttpResponse:
    """The parties of a run for a spreadsheet."""
    run = found_run(request, pk)
    page = run_page(run, request.actor)
    return download(table_lines(run_exports.run_table(page)), f"factuurronde-{run.year}-{run.pk}.csv")


@require_POST
@member_page("invoice_make")
def run_start(request: AgreementRequest, key: str, year: int) -> HttpResponse:
    """Begin the run of a year."""
    known_contribution(request, key, year)
    start = services.start_revision if request.POST.get("soort") == "herziening" else services.start_run
    about: dict[str, Any] = {"agreement": request.agreement, "contribution": key, "year": year}
    run = start(by=request.user, now=clock.now(), **about)
    messages.success(request, "De factuurronde is begonnen als concept.")
    return back(request, run)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("invoice_make")
def run_party(request: AgreementRequest, pk: int, code: str) -> HttpResponse:
    """What is chosen for one party in a concept."""
    run, party = found_run(request, pk), get_object_or_404(Party, code=code)
    row = next((row for row in run_page(run, request.actor).rows if row.name == party.short_name), None)
    if row is None:
        raise Http404
    _, about = contribution(request.agreement, run.contribution, request.actor.on)
    form = party_form(request, run, party, about.kind)
    status, refused = 422 if form.errors else 200, ""
    if request.method == "POST" and form.is_valid():
        try:
            keep_choice(request, run, party, form, row.inhabitants)
        except Refusal as error:
            status, refused = error.status, error.sentence
        else:
            messages.success(request, f"De keuze voor {party} is vastgelegd.")
            return back(request, run)
    context = {"form": form, "run": run, "party": party, "row": row, "refused": refused}
    return render(request, "finance/run_party.html", context, status=status)


def party_form(request: AgreementRequest, run: InvoiceRun, party: Party, kind: str) -> PartyForm:
    """The form with the fields that matter for this kind of contribution."""
    chosen = run.chosen.filter(party=party).first()
    initial: dict[str, Any] = {"version": run.version}
    if chosen:
        initial |= {"left_out": chosen.left_out, "choice": chosen.choice, "figure_seen": bool(chosen.figure_seen)}
    leave_out = {"per_inhabitant": ("choice",), "in_kind_or_fixed": ("figure_seen",)}.get(
        kind, ("choice", "figure_seen")
    )
    return PartyForm(request.POST if request.method == "POST" else None, initial=initial, leave_out=leave_out)


def keep_choice(
    request: AgreementRequest, run: InvoiceRun, party: Party, form: PartyForm, inhabitants: int | None
) -> None:
    """Store what was filled in, in one go."""
    data = form.cleaned_data
    chosen: dict[str, Any] = {"left_out": data["left_out"]}
    if "figure_seen" in data:
        chosen["figure_seen"] = inhabitants if data["figure_seen"] else None
    if "choice" in data:
        chosen["choice"] = data["choice"]
    services.choose(run=run, party=party, chosen=chosen, seen=data["version"], by=request.user, now=clock.now())


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("invoice_make")
def run_difference(request: AgreementRequest, pk: int) -> HttpResponse:
    """Why the total differs from the budget."""
    run = found_run(request, pk)
    initial = {"reason": run.difference_reason, "version": run.version}
    form = DifferenceForm(request.POST if request.method == "POST" else None, initial=initial)
    status, refused = 422 if form.errors else 200, ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.explain_difference(
                run=run, reason=data["reason"], seen=data["version"], by=request.user, now=clock.now()
            )
        except Refusal as error:
            status, refused = error.status, error.sentence
        else:
            return back(request, run)
    return render(request, "finance/run_difference.html", {"form": form, "run": run, "refused": refused}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("invoice_make")
def run_costs(request: AgreementRequest, pk: int) -> HttpResponse:
    """The costs that the parties share (UHO-7.4)."""
    run = found_run(request, pk)
    _, about = contribution(request.agreement, run.contribution, request.actor.on)
    if not about.categories:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = CostForm(posted, initial={"version": run.version}, categories=about.categories, on=request.actor.on)
    status, refused = 422 if form.errors else 200, ""
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        seen = data.pop("version")
        try:
            services.add_cost(run=run, details=CostDetails(**data), seen=seen, by=request.user, now=clock.now())
        except Refusal as error:
            status, refused = error.status, error.sentence
        else:
            return redirect("finance:run_costs", request.agreement.slug, run.pk)
    earlier = costs_of(run).exclude(run=run)
    context = {"form": form, "run": run, "costs": run.costs.all(), "earlier": earlier, "refused": refused}
    return render(request, "finance/run_costs.html", context, status=status)


@require_POST
@member_page("invoice_make")
def cost_remove(request: AgreementRequest, pk: int, cost_pk: int) -> HttpResponse:
    """Take a cost out of a concept."""
    run = found_run(request, pk)
    cost = get_object_or_404(Cost, run=run, pk=cost_pk)
    services.remove_cost(cost=cost, seen=run.version, by=request.user, now=clock.now())
    return redirect("finance:run_costs", request.agreement.slug, run.pk)
