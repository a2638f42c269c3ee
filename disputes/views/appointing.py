"""The page on which the chair appoints who serves in one file (R14)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from disputes.addresses import FileNumber
from disputes.forms.appointing import AppointForm
from disputes.models import Dispute
from disputes.presenting.files import address
from disputes.selectors.appointing import candidates, chairs_now, to_appoint
from disputes.selectors.state import standing
from disputes.services.appointing import appoint_deputy
from disputes.views.files import done, form_page, status_of
from disputes.views.found import dispute_here
from disputes.wording.acts import APPOINT, FITS, NOBODY_LEFT
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Forbidden
from twente.core.render import go


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@member_page()
def deputy_appoint(request: AgreementRequest, file: FileNumber) -> HttpResponse:
    """Choose somebody; only for who chairs."""
    dispute = dispute_here(request, file)
    found = standing(dispute, request.actor.on)
    if not chairs_now(request.actor):
        raise Forbidden
    people = candidates(found)
    posted = request.POST if request.method == "POST" else None
    form = AppointForm(posted, people=people, version=dispute.version)
    if form.is_valid() and appointed(request, dispute, form):
        return go(request, address(dispute, "dispute_detail"))
    why_not = "" if people else NOBODY_LEFT
    context = form_page(dispute, form, APPOINT.act) | {"hint": APPOINT.hint}
    context["why_not"] = why_not if to_appoint([found]) else FITS
    return render(request, "disputes/fact_form.html", context, status=status_of(form))


def appointed(request: AgreementRequest, dispute: Dispute, form: AppointForm) -> bool:
    """Do it; a refusal is a sentence above the form."""
    data = form.cleaned_data
    act = {"seen": data["version"], "key": data["key"], "by": request.user, "now": clock.now()}
    if not done(form, lambda: appoint_deputy(dispute=dispute, person=form.chosen, reason=data["text"], **act)):
        return False
    messages.success(request, f"{form.chosen.name} behandelt dit geschil als secretaris.")
    return True
