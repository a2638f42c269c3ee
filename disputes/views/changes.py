"""Papers of a file, who reads it along, and which disputes belong together."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from disputes.addresses import FileNumber
from disputes.forms.changes import DisputePaperForm, GrantForm, LinkForm
from disputes.presenting.files import address
from disputes.selectors.access import DOCUMENT, MOVE, disputes_for
from disputes.selectors.destroyed import destroyed
from disputes.selectors.people import may_read_along, whose
from disputes.selectors.state import standing
from disputes.services import people
from disputes.services.billing import bill_costs
from disputes.services.letters import request_letter
from disputes.services.papers import add_paper
from disputes.views.found import dispute_here
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.render import go
from twente.documents.selectors import ContentDestroyed
from twente.documents.serving import stored_file


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@member_page()
def paper_add(request: AgreementRequest, file: FileNumber) -> HttpResponse:
    """Put a paper in the file."""
    dispute = dispute_here(request, file, DOCUMENT)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DisputePaperForm(*posted, **whose(standing(dispute, request.actor.on), request.actor))
    if form.is_valid():
        add_paper(dispute=dispute, **form.details, by=request.user, now=clock.now())
        messages.success(request, "Het stuk is toegevoegd.")
        return go(request, address(dispute, "dispute_detail"))
    context = {"dispute": dispute, "form": form, "act": "Stuk toevoegen", "back": address(dispute, "dispute_detail")}
    return render(request, "disputes/fact_form.html", context | {"with_file": True}, status=form.status)


@require_GET
@member_page()
def paper_file(request: AgreementRequest, file: FileNumber, pk: int) -> HttpResponseBase:
    """A paper as it was handed in; the browser only saves it."""
    dispute = dispute_here(request, file)
    paper = get_object_or_404(dispute.papers, pk=pk)
    if destroyed(dispute):
        raise ContentDestroyed
    return stored_file(paper.stored_as, content_type=paper.content_type, name=paper.file_name)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@member_page()
def grant_give(request: AgreementRequest, file: FileNumber) -> HttpResponse:
    """Let a mediator or a civil servant of a party read this one file."""
    dispute = dispute_here(request, file, MOVE)
    found = standing(dispute, request.actor.on)
    form = GrantForm(request.POST if request.method == "POST" else None, people=may_read_along(found))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        people.give_grant(dispute=dispute, user=form.chosen, reason=reason, by=request.user, now=clock.now())
        messages.success(request, f"{form.chosen.name} leest dit geschil mee.")
        return go(request, address(dispute, "dispute_detail"))
    context = {"dispute": dispute, "form": form, "act": "Laten meelezen", "back": address(dispute, "dispute_detail")}
    return render(request, "disputes/fact_form.html", context, status=422 if form.errors else 200)


@require_POST
@member_page()
def grant_end(request: AgreementRequest, file: FileNumber, pk: int) -> HttpResponse:
    """Stop somebody's reading along."""
    dispute = dispute_here(request, file, MOVE)
    grant = get_object_or_404(dispute.grants.select_related("user", "dispute"), pk=pk)
    people.end_grant(grant=grant, by=request.user, now=clock.now())
    messages.success(request, f"{grant.user.name} leest dit geschil niet meer mee.")
    return go(request, address(dispute, "dispute_detail"))


@require_http_methods(["GET", "POST"])
@member_page()
def link_make(request: AgreementRequest, file: FileNumber) -> HttpResponse:
    """Say that another dispute belongs to this one."""
    dispute = dispute_here(request, file, MOVE)
    others = list(disputes_for(request.actor, MOVE).exclude(pk=dispute.pk))
    form = LinkForm(request.POST if request.method == "POST" else None, disputes=others)
    if form.is_valid():
        people.link_disputes(dispute=dispute, other=form.chosen, by=request.user, now=clock.now())
        messages.success(request, f"Geschil {form.chosen} is gekoppeld.")
        return go(request, address(dispute, "dispute_detail"))
    context = {"dispute": dispute, "form": form, "act": "Geschil koppelen", "back": address(dispute, "dispute_detail")}
    return render(request, "disputes/fact_form.html", context, status=422 if form.errors else 200)


@require_POST
@member_page()
def letter_request(request: AgreementRequest, file: FileNumber, kind: str) -> HttpResponse:
    """Have a letter printed; it appears with the file within a minute."""
    dispute = dispute_here(request, file, MOVE)
    request_letter(dispute=dispute, kind=kind, by=request.user, now=clock.now())
    messages.success(request, "De brief wordt gemaakt. Zij staat binnen een minuut bij de brieven.")
    return go(request, address(dispute, "dispute_detail"))


@require_POST
@member_page()
def costs_bill(request: AgreementRequest, file: FileNumber) -> HttpResponse:
    """Ask finance to invoice what each party pays (BOK-13.6)."""
    dispute = dispute_here(request, file, MOVE)
    claims = bill_costs(dispute=dispute, by=request.user, now=clock.now())
    messages.success(request, f"{len(claims)} vorderingen staan klaar. Financiën maakt er facturen van.")
    return go(request, address(dispute, "dispute_detail"))
