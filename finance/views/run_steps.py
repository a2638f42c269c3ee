"""The way of a run: to the second person, approved or given back, final, withdrawn. Each asks first."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from finance.forms.runs import ReasonForm, SeenForm, SubmitForm
from finance.models import InvoiceRun
from finance.presenting import run_steps as steps
from finance.presenting.run_files import files_of
from finance.selectors.people import checkers
from finance.services import runs as services
from finance.services.finalising import RUN_FILES, finalise_run
from finance.services.sending import send_run
from finance.views.runs import back, found_run
from finance.wording.counting import counted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.outbox.services import queue_job


def asked(
    request: AgreementRequest, run: InvoiceRun, step: steps.Step, form: Any = None, status: int = 200
) -> HttpResponse:
    """The page that asks before an act; `refused` is why it was not done."""
    home = reverse("finance:run_detail", args=[request.agreement.slug, run.pk])
    context = {"run": run, "step": step, "form": form, "back": home, "action": request.path}
    return render(request, "finance/run_step.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("invoice_make")
def run_submit(request: AgreementRequest, pk: int) -> HttpResponse:
    """Ask a second person; what the run rests on is frozen."""
    run = found_run(request, pk)
    people = checkers(request.agreement, request.actor.on, but=request.user)
    form = SubmitForm(
        request.POST if request.method == "POST" else None, initial={"version": run.version}, people=people
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        services.submit_run(run=run, checker=data["checker"], seen=data["version"], by=request.user, now=clock.now())
        messages.success(request, f"{data['checker'].name} is gevraagd de ronde te controleren.")
        return back(request, run)
    return asked(request, run, steps.submitting(run, request.actor), form, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("run_approve")
def run_approve(request: AgreementRequest, pk: int) -> HttpResponse:
    """A second person agrees with exactly what was submitted."""
    run = found_run(request, pk)
    form = SeenForm(request.POST if request.method == "POST" else None, initial={"version": run.version})
    if request.method == "POST" and form.is_valid():
        services.approve_run(run=run, seen=form.cleaned_data["version"], by=request.user, now=clock.now())
        messages.success(request, "U bent akkoord. De ronde kan nu definitief worden.")
        return back(request, run)
    return asked(request, run, steps.approving(run), form, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("run_approve")
def run_give_back(request: AgreementRequest, pk: int) -> HttpResponse:
    """Back to concept, with what must change."""
    run = found_run(request, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.give_back(run=run, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())
        messages.success(request, "De ronde is weer een concept.")
        return back(request, run)
    return asked(request, run, steps.giving_back(run), form, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("invoice_make")
def run_finalise(request: AgreementRequest, pk: int) -> HttpResponse:
    """Numbers and invoices: the number range, the total and the recipients are named first."""
    run = found_run(request, pk)
    if request.method == "POST":
        try:
            made = finalise_run(run=run, by=request.user, now=clock.now())
        except services.GapsLeft as refused:
            return asked(request, run, steps.refused(run, refused), status=refused.status)
        messages.success(request, steps.finalised(made))
        return back(request, run)
    return asked(request, run, steps.finalising(run, request.actor.on))


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("invoice_make")
def run_withdraw(request: AgreementRequest, pk: int) -> HttpResponse:
    """Stop a concept."""
    run = found_run(request, pk)
    if request.method == "POST":
        services.withdraw_run(run=run, by=request.user, now=clock.now())
        messages.success(request, "De factuurronde is ingetrokken.")
        return back(request, run)
    return asked(request, run, steps.withdrawing(run))


@require_safe
@member_page("run_approve")
def run_files(request: AgreementRequest, pk: int) -> HttpResponse:
    """How far the files are, for the page that asks every two seconds."""
    run = found_run(request, pk)
    context = {"run": run, "files": files_of(run, request.actor)}
    return render(request, "finance/_run_files.html", context)


@require_POST
@member_page("invoice_make")
def run_files_again(request: AgreementRequest, pk: int) -> HttpResponse:
    """Ask the worker once more for the files that are missing."""
    run = found_run(request, pk)
    queue_job(agreement=request.agreement, kind=RUN_FILES, target_id=run.pk, owner=request.user, now=clock.now())
    return back(request, run)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("invoice_make")
def run_send(request: AgreementRequest, pk: int) -> HttpResponse:
    """Mail the invoices that go by mail; the recipients are named first."""
    run = found_run(request, pk)
    if request.method == "POST":
        sent = send_run(run=run, by=request.user, now=clock.now())
        messages.success(request, f"{counted(len(sent), 'factuur staat', 'facturen staan')} klaar om te verzenden.")
        return back(request, run)
    return asked(request, run, steps.sending(run))
