"""Pages of the inhabitants: which set counts, where it comes from, and a CBS file from upload to confirmation."""

import uuid
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twente.core import clock, statline
from twente.core import selectors as core
from twente.core import services as core_services
from twente.core.access import AgreementRequest, member_page
from twente.core.models import PopulationSet
from twente.core.refusals import Refusal
from twente.partnership import selectors, services
from twente.partnership.forms import MOST_BYTES, UploadForm


class UploadTooLarge(Refusal):
    """A StatLine download of municipalities is small; this is something else."""

    status = 413
    sentence = "Dit bestand is groter dan 5 MB. Kies in StatLine alleen de gemeenten en jaren die u nodig hebt."


@require_safe
@member_page()
def population_list(request: AgreementRequest) -> HttpResponse:
    """Every set with its date, status, source and the two persons behind it."""
    context = {
        "rows": selectors.set_rows(request.actor.on),
        "may_change": request.actor.may("population_change"),
        "year": request.actor.on.year,
        "used": core.population_for(request.actor.on),
    }
    return render(request, "partnership/population_list.html", context)


@require_safe
@member_page()
def population_detail(request: AgreementRequest, pk: int) -> HttpResponse:
    """One set per party beside the set in use; a second person confirms it here."""
    population = get_object_or_404(PopulationSet.objects.select_related("recorded_by", "confirmed_by"), pk=pk)
    parties = core.parties_of(request.agreement, request.actor.on)
    offered = {figure.party.code: figure.inhabitants for figure in population.figures.select_related("party")}
    own = population.recorded_by_id == request.user.pk
    waits = population.confirmed_at is None
    beside = population.reference_date - timedelta(days=0 if waits else 1)
    context = {
        "population": population,
        "rows": selectors.differences(parties, offered, beside),
        "total": sum(offered.values()),
        "waits": waits,
        "known_label": "In gebruik voor dat jaar" if waits else "Een jaar eerder",
        "may_confirm": request.actor.may("population_change") and not own,
        "own": own and request.actor.may("population_change"),
    }
    return render(request, "partnership/population_detail.html", context)


@require_POST
@member_page("population_change")
def population_confirm(request: AgreementRequest, pk: int) -> HttpResponse:
    """A second person confirms the figures."""
    population = get_object_or_404(PopulationSet, pk=pk)
    core_services.confirm_population(population=population, by=request.user, now=clock.now())
    messages.success(request, "De inwonertallen zijn bevestigd en kunnen nu tellen.")
    return redirect("partnership:population_list", request.agreement.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("population_change")
def population_upload(request: AgreementRequest) -> HttpResponse:
    """Read a CBS file; nothing counts before it is proposed and confirmed."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise UploadTooLarge
        content = file.read()
        parties = core.parties_of(request.agreement, request.actor.on)
        preview = statline.preview(content, [statline.Wanted(party.code, party.short_name) for party in parties])
        facts = {"agreement": request.agreement, "file_name": file.name, "content": content, "preview": preview}
        try:
            upload = services.keep_upload(by=request.user, now=clock.now(), **facts)
        except services.NothingReadable as refused:
            form.add_error("file", refused.sentence)
        else:
            return redirect("partnership:population_preview", request.agreement.slug, upload.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "partnership/population_upload.html", {"form": form}, status=status)


@require_safe
@member_page("population_change")
def population_preview(request: AgreementRequest, pk: uuid.UUID) -> HttpResponse:
    """What the file holds per year, beside the set in use, with every objection."""
    upload = get_object_or_404(selectors.uploads_of(request.user, request.agreement, clock.now()), pk=pk)
    parties = list(core.parties_of(request.agreement, request.actor.on))
    years = [(year, selectors.differences(parties, year.figures, year.reference_date)) for year in upload.years.all()]
    context = {"upload": upload, "years": years, "ready": [year for year, _ in years if year.ready]}
    context["known_label"] = "In gebruik voor dat jaar"
    return render(request, "partnership/population_preview.html", context)


@require_POST
@member_page("population_change")
def population_propose(request: AgreementRequest, pk: uuid.UUID, year_pk: int) -> HttpResponse:
    """Put one year forward for a second person."""
    years = selectors.years_of(request.user, request.agreement, clock.now())
    chosen = get_object_or_404(years, upload=pk, pk=year_pk)
    population = services.propose_year(year=chosen, by=request.user, now=clock.now())
    messages.success(request, "De inwonertallen staan klaar. Een ander moet ze bevestigen.")
    return redirect("partnership:population_detail", request.agreement.slug, population.pk)
