"""The contact of a party's council clerk: shown on the party's page, changed here."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.models import Contact
from twente.core.refusals import StaleVersion
from twente.core.selectors import contacts_of
from twente.partnership import selectors
from twente.partnership.contact_forms import ContactForm
from twente.partnership.contact_services import record_contact

CLERK = Contact.Purpose.COUNCIL_CLERK


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("mandate_record")
def contact_edit(request: AgreementRequest, pk: int) -> HttpResponse:
    """Record where the clerk of this party's council is reached."""
    party = get_object_or_404(selectors.parties_ever(request.agreement), pk=pk)
    current = contacts_of([party], CLERK).get(party.pk)
    form = ContactForm(request.POST if request.method == "POST" else None, initial=ContactForm.initial_of(current))
    status, stale = 422 if form.errors else 200, ""
    if request.method == "POST" and form.is_valid():
        whose: dict[str, Any] = {"agreement": request.agreement, "party": party, "role": CLERK, "by": request.user}
        try:
            record_contact(details=form.details, seen=form.cleaned_data["version"] or 0, now=clock.now(), **whose)
        except StaleVersion as refused:
            status, stale = 409, refused.sentence
        else:
            messages.success(request, f"De griffie van {party} is vastgelegd.")
            return redirect("partnership:party_detail", request.agreement.slug, party.pk)
    context = {"form": form, "party": party, "current": current, "stale": stale}
    context["councils_article"] = selectors.councils_article(request.agreement, request.actor.on)
    return render(request, "partnership/contact_form.html", context, status=status)
