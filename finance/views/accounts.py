"""The yearly account: as it stands, its explanation, closing, adopting (BOK-8f)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from finance.forms.accounts import AdoptForm, NotesForm
from finance.models import YearAccount
from finance.models.rates import FIRST_YEAR, LAST_YEAR
from finance.presenting import accounts as presenting
from finance.selectors.accounts import accounts_for, content_of
from finance.services import accounts as services
from meetings.selectors.decisions import decisions_for
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Refusal
from twente.core.spreadsheet import download, table_lines


def found_account(request: AgreementRequest, year: int) -> YearAccount | None:
    """The account, if this person may see it; who may not approve a run sees only a signed one, else 404."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    account = accounts_for(request.actor).filter(year=year).first()
    if account is None and not request.actor.may("run_approve"):
        raise Http404
    return account


def back(request: AgreementRequest, year: int) -> HttpResponse:
    """To the page of the account."""
    return redirect("finance:account_detail", request.agreement.slug, year)


@require_safe
@member_page("council_document")
def account_detail(request: AgreementRequest, year: int) -> HttpResponse:
    """The figures of the year, live until it is closed."""
    account = found_account(request, year)
    context = presenting.account_page(request.agreement, request.actor, account, year)
    return render(request, "finance/account_detail.html", context)


@require_safe
@member_page("council_document")
def account_csv(request: AgreementRequest, year: int) -> HttpResponse:
    """The same figures for a spreadsheet, in whole cents."""
    account = found_account(request, year)
    tables = presenting.account_tables(presenting.figures(request.agreement, account, year, request.actor.on))
    return download(table_lines(tables[0]), f"verantwoording-{year}.csv")


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("invoice_make")
def account_explain(request: AgreementRequest, year: int) -> HttpResponse:
    """The explanation in words."""
    found_account(request, year)
    account = services.account_of(request.agreement, year)
    initial = {"notes": account.notes, "version": account.version}
    form = NotesForm(request.POST if request.method == "POST" else None, initial=initial)
    status, refused = 422 if form.errors else 200, ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.explain(
                account=account, notes=data["notes"], seen=data["version"], by=request.user, now=clock.now()
            )
        except Refusal as error:
            status, refused = error.status, error.sentence
        else:
            return back(request, year)
    context = {"form": form, "year": year, "refused": refused}
    return render(request, "finance/account_explain.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("invoice_make")
def account_close(request: AgreementRequest, year: int) -> HttpResponse:
    """Freeze the figures; asked first."""
    found_account(request, year)
    if request.method == "POST":
        account = services.account_of(request.agreement, year)
        services.close_account(account=account, by=request.user, now=clock.now())
        messages.success(request, "De verantwoording is afgesloten. Het stuk wordt nu gemaakt.")
        return back(request, year)
    content = content_of(request.agreement, year, request.actor.on)
    return render(request, "finance/account_close.html", {"year": year, "content": content})


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("agenda_edit")
def account_adopt(request: AgreementRequest, year: int) -> HttpResponse:
    """Record the decision by which the overleg adopted it."""
    account = get_object_or_404(accounts_for(request.actor), year=year)
    posted = request.POST if request.method == "POST" else None
    form = AdoptForm(posted, decisions=presenting.decisions(request.actor))
    if request.method == "POST" and form.is_valid():
        decision = get_object_or_404(decisions_for(request.actor), pk=form.cleaned_data["decision"])
        services.adopt_account(account=account, decision=decision, by=request.user, now=clock.now())
        messages.success(request, "De verantwoording is vastgesteld.")
        return back(request, year)
    return render(
        request, "finance/account_adopt.html", {"form": form, "year": year}, status=422 if form.errors else 200
    )
