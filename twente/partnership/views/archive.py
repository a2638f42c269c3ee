"""Pages of the archive: whose records they are, how long they are kept (BOK-17)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from meetings.selectors.bodies import bodies_for
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.partnership.archive import forms, presenting, services


@require_safe
@member_page("archive_export")
def archive(request: AgreementRequest) -> HttpResponse:
    """The archive of this overleg: make an export, whose it is, how long it is kept."""
    return render(request, "partnership/archive.html", presenting.page(request.actor, request.agreement))


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("archive_export")
def owner_record(request: AgreementRequest) -> HttpResponse:
    """From a day on the records belong to another organisation."""
    form = forms.OwnerForm(request.POST or None, initial={"since": request.actor.on})
    if request.method == "POST" and form.is_valid():
        owner = services.hand_over(agreement=request.agreement, by=request.user, now=clock.now(), **form.cleaned_data)
        messages.success(request, f"Het archief hoort vanaf de gekozen dag bij {owner.name}.")
        return redirect("partnership:archive", request.agreement.slug)
    return form_page(request, "partnership/archive_owner.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("archive_export")
def retention_record(request: AgreementRequest) -> HttpResponse:
    """Record how long dossiers are kept; `overleg` in the address chooses the body."""
    bodies = bodies_for(request.actor)
    asked = request.GET.get("overleg", "")
    chosen = bodies.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 10 else None
    first = forms.first_words(chosen, request.actor.on)
    form = forms.RetentionForm(request.POST or None, initial=first, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        services.record_class(
            agreement=request.agreement,
            body=form.cleaned_data["body"],
            keeping=form.keeping(),
            since=form.cleaned_data["since"],
            by=request.user,
            now=clock.now(),
        )
        messages.success(request, "De bewaartermijn is vastgelegd.")
        return redirect("partnership:archive", request.agreement.slug)
    return form_page(request, "partnership/archive_retention.html", form, listed=presenting.listed_rows())


def form_page(request: AgreementRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    """A form, with status 422 when something in it is wrong."""
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)
