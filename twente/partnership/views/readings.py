"""Pages of the readings: what the software does where the text is open, and the decision that made it so (BOK-18)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twente.core import clock
from twente.core import selectors as core
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Refusal
from twente.core.selectors import rulebook_on
from twente.partnership import selectors, services
from twente.partnership.forms import ReadingForm
from twente.partnership.models import ReadingRequest


@require_safe
@member_page()
def reading_list(request: AgreementRequest) -> HttpResponse:
    """Every open point with the reading in use."""
    rows = selectors.reading_rows(request.agreement, request.actor.on)
    context = {
        "rows": rows,
        "adopted": sum(row.adoption is not None for row in rows),
        "may_adopt": request.actor.may("reading_adopt"),
        "may_see_parties": request.actor.may("mandates"),
        "gaps_article": rulebook_on(request.agreement, request.actor.on).gaps_article,
    }
    return render(request, "partnership/reading_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("reading_adopt")
def reading_request(request: AgreementRequest, reading: str) -> HttpResponse:
    """Ask a second person to confirm that the overleg adopted a reading."""
    rows = selectors.reading_rows(request.agreement, request.actor.on)
    row = next((row for row in rows if row.rule.id == reading), None)
    if row is None:
        raise Http404
    first = core.version_on(request.agreement, request.actor.on).valid_from
    form = ReadingForm(request.POST or None, rule=row.rule, in_force_on=first, on=request.actor.on)
    if request.method == "POST" and form.is_valid():
        facts = {"agreement": request.agreement, "reading": reading, **form.cleaned_data}
        try:
            services.request_reading(by=request.user, now=clock.now(), **facts)
        except Refusal as refused:
            form.add_error("value", refused.sentence)
        else:
            messages.success(request, "Uw verzoek staat klaar. Een ander moet het bevestigen.")
            return redirect("partnership:reading_list", request.agreement.slug)
    status = 422 if form.errors else 200
    return render(request, "partnership/reading_form.html", {"form": form, "row": row}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("reading_adopt")
def reading_confirm(request: AgreementRequest, pk: int) -> HttpResponse:
    """A second person confirms the request."""
    asked = get_object_or_404(ReadingRequest, agreement=request.agreement, pk=pk)
    rows = selectors.reading_rows(request.agreement, request.actor.on)
    row = next((row for row in rows if row.rule.id == asked.reading), None)
    if row is None:
        raise Http404
    if request.method == "POST":
        services.confirm_reading(request=asked, by=request.user, now=clock.now())
        messages.success(request, f"Lezing {asked.reading} is bekrachtigd.")
        return redirect("partnership:reading_list", request.agreement.slug)
    context = {"asked": asked, "row": row, "label": row.rule.values.get(asked.value, asked.value)}
    return render(request, "partnership/reading_confirm.html", context | {"own": asked.asked_by_id == request.user.pk})


@require_POST
@member_page("reading_adopt")
def reading_withdraw(request: AgreementRequest, pk: int) -> HttpResponse:
    """Take a request back."""
    asked = get_object_or_404(ReadingRequest, agreement=request.agreement, pk=pk)
    services.withdraw_reading(request=asked, by=request.user, now=clock.now())
    messages.success(request, f"Het verzoek over lezing {asked.reading} is ingetrokken.")
    return redirect("partnership:reading_list", request.agreement.slug)
