"""Pages of the archive: make and fetch an export, whose records they are, how long they are kept (BOK-17)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from meetings.selectors.bodies import bodies_for
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Refusal
from twente.core.render import render_part
from twente.documents.serving import stored_file
from twente.partnership.archive import exporting, forms, presenting, services
from twente.partnership.archive.models import ArchiveExport


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("archive_export")
def archive(request: AgreementRequest) -> HttpResponse:
    """The archive of this overleg. POST: ask the worker for a year or a meeting."""
    form = presenting.export_form(request.actor, request.agreement, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            export = exporting.ask_export(agreement=request.agreement, by=request.user, now=clock.now(), **form.scope())
        except Refusal as refused:
            form.add_error("what", refused.sentence)
        else:
            return redirect("partnership:archive_export", request.agreement.slug, export.pk)
    context = presenting.page(request.actor, request.agreement, form)
    return render(request, "partnership/archive.html", context, status=422 if form.errors else 200)


@require_safe
@member_page("archive_export")
def archive_export(request: AgreementRequest, pk: int) -> HttpResponse:
    """How far one archive is, asked by the page while it waits."""
    export = presenting.export_panel(export_here(request, pk))
    if request.GET.get("versie") == export["state"]:
        return HttpResponse(status=204)
    return render_part(request, "partnership/archive_export.html", part="archive_export", export=export)


@require_GET
@member_page("archive_export")
def archive_file(request: AgreementRequest, pk: int) -> HttpResponseBase:
    """The archive itself, as a file to save. Raises ExportNotReady."""
    export = export_here(request, pk)
    if not export.stored_as:
        raise exporting.ExportNotReady
    file = stored_file(export.stored_as, content_type="application/zip", name=f"{presenting.file_name(export)}.zip")
    exporting.note_download(export=export, by=request.user, now=clock.now())
    return file


def export_here(request: AgreementRequest, pk: int) -> ArchiveExport:
    """The archive of the address; 404 when this person may not have all that is in it."""
    found = next((each for each in exporting.exports_for(request.actor) if each.pk == pk), None)
    if found is None:
        raise Http404
    return found


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
    """Record how long dossiers are kept; `overleg` in the address chooses the body or the kind of dossier."""
    first = forms.first_words(request.GET.get("overleg", "")[:30], request.actor.on)
    form = forms.RetentionForm(request.POST or None, initial=first, bodies=bodies_for(request.actor))
    if request.method == "POST" and form.is_valid():
        services.record_class(
            agreement=request.agreement,
            keeping=form.keeping(),
            since=form.cleaned_data["since"],
            by=request.user,
            now=clock.now(),
            **form.about(),
        )
        messages.success(request, "De bewaartermijn is vastgelegd.")
        return redirect("partnership:archive", request.agreement.slug)
    return form_page(request, "partnership/archive_retention.html", form, listed=presenting.listed_rows())


def form_page(request: AgreementRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    """A form, with status 422 when something in it is wrong."""
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)
