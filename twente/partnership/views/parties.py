"""Pages of the parties: who takes part, who speaks for whom, since when, on which document."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from twente.core import clock
from twente.core import selectors as core
from twente.core.access import AgreementRequest, member_page
from twente.core.permissions import Context
from twente.core.refusals import Refusal
from twente.core.services import MandateOverlaps
from twente.partnership import selectors, services
from twente.partnership.forms import EndMandateForm, MandateForm
from twente.partnership.mandates import open_votes_under


@require_safe
@member_page("mandates")
def party_list(request: AgreementRequest) -> HttpResponse:
    """The parties in their fixed order, with inhabitants and mandate."""
    population = core.population_for(request.actor.on)
    rows = selectors.party_rows(request.actor, population)
    context = {
        "rows": rows,
        "population": population,
        "this_year": population is not None and population.reference_date.year == request.actor.on.year,
        "year": request.actor.on.year,
        "total": sum(row.inhabitants or 0 for row in rows),
        "gaps": [row.party for row in rows if row.mandate_visible and row.mandate is None],
        "may_record": request.actor.may("mandate_record"),
        "one_vote": core.rulebook_on(request.agreement, request.actor.on).one_vote_article,
    }
    return render(request, "partnership/party_list.html", context)


@require_safe
@member_page("mandates")
def party_detail(request: AgreementRequest, pk: int) -> HttpResponse:
    """One party: its facts and every mandate it gave."""
    party = get_object_or_404(selectors.parties_ever(request.agreement), pk=pk)
    visible = request.actor.may("mandates", Context(party=party))
    mandates = selectors.mandates_of(request.agreement, party) if visible else []
    context = {
        "party": party,
        "mandates": mandates,
        "standing": core.mandates_on(request.agreement, request.actor.on).get(party.pk) if visible else None,
        "endable": selectors.endable(mandates, request.actor),
        "visible": visible,
        "figures": selectors.figures_of(party),
        "contacts": selectors.contacts_ever(party),
        "may_record": request.actor.may("mandate_record"),
        "sees_votes": request.actor.may("result"),
        "sees_council": request.actor.may("council_document"),
        "mandate_article": selectors.mandate_article(request.agreement, request.actor.on),
    }
    return render(request, "partnership/party_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("mandate_record")
def mandate_create(request: AgreementRequest, pk: int) -> HttpResponse:
    """Record who speaks and votes for a party."""
    party = get_object_or_404(core.parties_of(request.agreement, request.actor.on), pk=pk)
    form = MandateForm(request.POST or None, agreement=request.agreement, party=party, on=request.actor.on)
    if request.method == "POST" and form.is_valid():
        try:
            mandate = services.record_mandate(
                agreement=request.agreement, party=party, by=request.user, now=clock.now(), **form.cleaned_data
            )
        except (MandateOverlaps, services.NotAParty) as refused:
            form.add_error("since", refused.sentence)
        else:
            messages.success(request, f"Het mandaat van {mandate.user} voor {party} is vastgelegd.")
            return redirect("partnership:party_detail", request.agreement.slug, party.pk)
    status = 422 if form.errors else 200
    article = selectors.mandate_article(request.agreement, request.actor.on)
    context = {"form": form, "party": party, "mandate_article": article}
    return render(request, "partnership/mandate_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("mandate_record")
def mandate_end(request: AgreementRequest, pk: int, mandate_pk: int) -> HttpResponse:
    """End a mandate with a last day."""
    party = get_object_or_404(selectors.parties_ever(request.agreement), pk=pk)
    mandate = get_object_or_404(selectors.mandates_of(request.agreement, party), pk=mandate_pk)
    form = EndMandateForm(request.POST or None, mandate=mandate, initial={"last_day": request.actor.on})
    if request.method == "POST" and form.is_valid():
        try:
            services.end_mandate(mandate=mandate, by=request.user, now=clock.now(), **form.cleaned_data)
        except Refusal as refused:
            form.add_error("last_day", refused.sentence)
        else:
            messages.success(request, f"De laatste dag van het mandaat van {mandate.user} is vastgelegd.")
            return redirect("partnership:party_detail", request.agreement.slug, party.pk)
    article = selectors.mandate_article(request.agreement, request.actor.on)
    votes = open_votes_under(mandate)
    context = {"form": form, "party": party, "mandate": mandate, "mandate_article": article, "open_votes": votes}
    return render(request, "partnership/mandate_end.html", context, status=422 if form.errors else 200)
