"""Pages of what finance rests on: terms, sender, rates, budgets, council decisions, billing data (BOK-18)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.forms.models import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from finance import agreed
from finance.forms.settings import BudgetForm, CommitmentForm, IssuerForm, ProfileForm, RateForm, TermsForm
from finance.models.rates import FIRST_YEAR, LAST_YEAR
from finance.presenting import settings as presenting
from finance.selectors import settings as selectors
from finance.services import settings as services
from finance.services.settings import CouncilDetails, RateDetails
from finance.views.reading import reader_page
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.agreement import Contribution
from twente.core.models import Party
from twente.core.permissions import Context
from twente.core.refusals import Forbidden, Refusal
from twente.core.selectors import parties_of

Keep = Callable[[dict[str, Any], int], object]


def edited(request: AgreementRequest, form: forms.Form, keep: Keep, page: presenting.SettingsPage) -> HttpResponse:
    """Show the form, or keep what was filled in and go on; a refusal is shown above the form and loses nothing."""
    status, refused = 422 if form.errors else 200, ""
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        seen = data.pop("version", 0)
        try:
            keep(data, seen)
        except Refusal as error:
            status, refused = error.status, error.sentence
        else:
            messages.success(request, page.kept)
            return redirect(page.back)
    return render(
        request, "finance/settings_form.html", {"form": form, "page": page, "refused": refused}, status=status
    )


def posted(request: AgreementRequest) -> Any:
    """What was sent, or nothing when the page is opened."""
    return request.POST if request.method == "POST" else None


def initial_of(row: Model | None, **otherwise: Any) -> dict[str, Any]:
    """A form as the latest row stands; `version` is its id."""
    return (model_to_dict(row) | {"version": row.pk}) if row else {"version": 0, **otherwise}


def acts(request: AgreementRequest) -> dict[str, Any]:
    """Who and when, for a service."""
    return {"by": request.user, "now": clock.now()}


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("invoice_make")
def terms_edit(request: AgreementRequest) -> HttpResponse:
    """The terms of the invoices."""
    known = selectors.terms_on(request.agreement, presenting.LAST_DAY)
    initial = initial_of(known, valid_from=request.actor.on)
    if known:
        initial["reminder_days"] = ", ".join(map(str, known.reminder_days))
    form = TermsForm(posted(request), initial=initial)

    def keep(data: dict[str, Any], seen: int) -> object:
        return services.record_terms(agreement=request.agreement, details=data, seen=seen, **acts(request))

    return edited(request, form, keep, presenting.terms(request.agreement))


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("invoice_make")
def issuer_edit(request: AgreementRequest) -> HttpResponse:
    """Who sends the invoices."""
    known = selectors.issuer_on(request.agreement, presenting.LAST_DAY)
    form = IssuerForm(posted(request), initial=initial_of(known, valid_from=request.actor.on))

    def keep(data: dict[str, Any], seen: int) -> object:
        return services.record_issuer(agreement=request.agreement, details=data, seen=seen, **acts(request))

    return edited(request, form, keep, presenting.issuer(request.agreement))


def known_contribution(request: AgreementRequest, key: str, year: int) -> Contribution:
    """The contribution of the address, or 404."""
    try:
        _, found = selectors.contribution(request.agreement, key, request.actor.on)
    except selectors.NoSuchContribution as error:
        raise Http404 from error
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("invoice_make")
def rate_edit(request: AgreementRequest, key: str, year: int) -> HttpResponse:
    """The rate of a year, by its decision (BOK-8d, R19)."""
    about = known_contribution(request, key, year)
    known = selectors.rates_of(request.agreement, key).get(year)
    asked: dict[str, Any] = {"per_inhabitant": about.kind == "per_inhabitant", "on": request.actor.on}
    form = RateForm(posted(request), initial=presenting.rate_initial(known), **asked)

    def keep(data: dict[str, Any], seen: int) -> object:
        article = agreed.article_of(about, year)
        details = RateDetails(data["cents"], article, data["decided"], data["decided_on"], form.components)
        place: dict[str, Any] = {"agreement": request.agreement, "contribution": key, "year": year}
        return services.record_rate(details=details, seen=seen, **place, **acts(request))

    return edited(request, form, keep, presenting.rate(request.agreement, about, year))


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("invoice_make")
def budget_edit(request: AgreementRequest, key: str, year: int) -> HttpResponse:
    """The budget of a year."""
    about = known_contribution(request, key, year)
    known = selectors.budgets_of(request.agreement, key).get(year)
    form = BudgetForm(posted(request), initial=initial_of(known), on=request.actor.on)

    def keep(data: dict[str, Any], seen: int) -> object:
        place: dict[str, Any] = {"agreement": request.agreement, "contribution": key, "year": year}
        return services.record_budget(details=data, seen=seen, **place, **acts(request))

    return edited(request, form, keep, presenting.budget(request.agreement, about, year))


@require_safe
@reader_page
def commitment_list(request: AgreementRequest, key: str, year: int) -> HttpResponse:
    """What every council decided about a year, with its history (BOK-11.1, 15.1)."""
    about = known_contribution(request, key, year)
    return render(
        request, "finance/commitment_list.html", presenting.commitments(request.agreement, request.actor, about, year)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("council_consent")
def commitment_create(request: AgreementRequest, key: str, year: int, code: str) -> HttpResponse:
    """Record what the council of a party decided; an officer only for the own party."""
    about = known_contribution(request, key, year)
    party = get_object_or_404(parties_of(request.agreement, request.actor.on), code=code)
    if not request.actor.may("council_consent", Context(party=party)):
        raise Forbidden
    form = CommitmentForm(posted(request), initial={"first_year": year, "last_year": year}, on=request.actor.on)

    def keep(data: dict[str, Any], seen: int) -> object:
        place: dict[str, Any] = {"agreement": request.agreement, "contribution": key, "party": party}
        return services.record_commitment(details=CouncilDetails(**data), **place, **acts(request))

    return edited(request, form, keep, presenting.commitment(request.agreement, about, year, party))


@require_safe
@member_page("invoice_make")
def profile_list(request: AgreementRequest) -> HttpResponse:
    """Where the invoices of every party go."""
    return render(request, "finance/profile_list.html", presenting.profiles(request.agreement, request.actor.on))


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("invoice_make")
def profile_edit(request: AgreementRequest, code: str) -> HttpResponse:
    """Where the invoices of a party go."""
    party = get_object_or_404(Party, code=code, memberships__agreement=request.agreement)
    known = selectors.profiles_on(request.agreement, presenting.LAST_DAY).get(party.pk)
    form = ProfileForm(
        posted(request), initial=initial_of(known, valid_from=request.actor.on, name=party.official_name)
    )

    def keep(data: dict[str, Any], seen: int) -> object:
        place: dict[str, Any] = {"agreement": request.agreement, "party": party}
        return services.record_profile(details=data, seen=seen, **place, **acts(request))

    return edited(request, form, keep, presenting.profile(request.agreement, party))
