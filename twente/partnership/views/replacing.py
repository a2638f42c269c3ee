"""Passing a mandate on, or putting a wrong one right: one act ends the old and records the new (BOK-1f)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Refusal
from twente.partnership import selectors
from twente.partnership.forms import ReplaceMandateForm
from twente.partnership.mandate_services import replace_mandate


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("mandate_record")
def mandate_replace(request: AgreementRequest, pk: int, mandate_pk: int) -> HttpResponse:
    """Somebody else holds the mandate of a party from a day on."""
    party = get_object_or_404(selectors.parties_ever(request.agreement), pk=pk)
    mandate = get_object_or_404(selectors.mandates_of(request.agreement, party), pk=mandate_pk)
    on = request.actor.on
    filled = request.POST if request.method == "POST" else None
    form = ReplaceMandateForm(filled, mandate=mandate, on=on, initial={"since": on})
    if request.method == "POST" and form.is_valid():
        try:
            new = replace_mandate(mandate=mandate, by=request.user, now=clock.now(), **form.cleaned_data)
        except Refusal as refused:
            form.add_error("since", refused.sentence)
        else:
            messages.success(request, f"Het mandaat van {party} is nu van {new.user}.")
            return redirect("partnership:party_detail", request.agreement.slug, party.pk)
    article = selectors.mandate_article(request.agreement, on)
    context = {"form": form, "party": party, "mandate": mandate, "mandate_article": article}
    return render(request, "partnership/mandate_replace.html", context, status=422 if form.errors else 200)
