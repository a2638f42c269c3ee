"""The page of a dispute, and the forms by which something is recorded or put right."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from disputes.addresses import FileNumber
from disputes.forms.acts import FORMS
from disputes.forms.changes import CORRECTABLE, CorrectionForm
from disputes.forms.events import EventForm
from disputes.models import Dispute
from disputes.presenting.files import address, dispute_page
from disputes.presenting.timeline import title_of
from disputes.rules.facts import Kind
from disputes.selectors.access import MOVE
from disputes.selectors.state import rows_of, standing
from disputes.services.recording import correct, record
from disputes.views.found import dispute_here
from disputes.wording.acts import BY_SLUG, DUTCH, WORDS, reason
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Refusal
from twente.core.render import go

UNREGISTERED = "De overeenkomst vraagt een erkend mediator. Controleer of deze in een register staat."


@require_GET
@member_page()
def dispute_detail(request: AgreementRequest, file: FileNumber) -> HttpResponse:
    """The whole file, for whom it concerns."""
    dispute = dispute_here(request, file)
    return render(request, "disputes/dispute_detail.html", dispute_page(dispute, request.actor, request.actor.on))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@member_page()
def fact_record(request: AgreementRequest, file: FileNumber, act: str) -> HttpResponse:
    """Record something that happened."""
    dispute = dispute_here(request, file, MOVE)
    if act not in BY_SLUG:
        raise Http404
    kind, found = BY_SLUG[act], standing(dispute, request.actor.on)
    form = FORMS[kind](request.POST if request.method == "POST" else None, found=found)
    if form.is_valid() and recorded(request, dispute, form):
        return go(request, address(dispute, "dispute_detail"))
    verdict = found.verdict(kind)
    context = form_page(dispute, form, WORDS[kind].act) | {"hint": WORDS[kind].hint, "why_not": reason(verdict)}
    return render(request, "disputes/fact_form.html", context, status=status_of(form))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@member_page()
def fact_correct(request: AgreementRequest, file: FileNumber, pk: int) -> HttpResponse:
    """Put right a fact: its day, its words, of a cost the amount, of a mediator the register."""
    dispute = dispute_here(request, file, MOVE)
    fact = get_object_or_404(rows_of([dispute]).filter(kind__in=CORRECTABLE), pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = CorrectionForm(posted, fact=fact, found=standing(dispute, request.actor.on))
    if form.is_valid():
        data = form.cleaned_data
        with_form = {"seen": data["version"], "key": data["key"], "by": request.user, "now": clock.now()}
        if done(form, lambda: correct(fact=fact, event=form.event, reason=data["reason"], **with_form)):
            messages.success(request, "Het feit is hersteld. De termijnen zijn opnieuw berekend.")
            return go(request, address(dispute, "dispute_detail"))
    context = form_page(dispute, form, f"Herstellen: {title_of(fact)}")
    return render(request, "disputes/fact_form.html", context, status=status_of(form))


def form_page(dispute: Dispute, form: forms.Form, act: str) -> dict[str, object]:
    """Heading, form and the way back."""
    return {"dispute": dispute, "form": form, "act": act, "back": address(dispute, "dispute_detail")}


def recorded(request: AgreementRequest, dispute: Dispute, form: EventForm) -> bool:
    """Do the act; a refusal is a sentence above the form, and nothing was stored."""
    data, event = form.cleaned_data, form.event()
    act = {"seen": data["version"], "key": data["key"], "by": request.user, "now": clock.now()}
    if not done(form, lambda: record(dispute=dispute, event=event, **act)):
        return False
    messages.success(request, f"Vastgelegd: {DUTCH[event.kind].lower()}.")
    if event.kind is Kind.MEDIATOR and not event.detail["registered"]:
        messages.warning(request, UNREGISTERED)
    return True


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the act was done; what the service refuses stands above the form, with what was typed kept."""
    try:
        act()
    except Refusal as refused:
        form.add_error(None, forms.ValidationError(refused.sentence, code=str(refused.status)))
        return False
    return True


def status_of(form: forms.Form) -> int:
    """The status of a refusal, else 422 for a mistake."""
    if not form.errors:
        return 200
    codes = [str(error.code) for error in form.non_field_errors().as_data()]
    return int(codes[0]) if codes and codes[0].isdigit() else 422
