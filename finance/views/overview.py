"""The front page of finance and the page of a year (BOK-11.2)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from finance.presenting import overview as presenting
from finance.presenting.invoice_exports import invoices_table
from finance.presenting.invoices import rows_of
from finance.selectors.access import invoices_for
from finance.views.reading import reader_page
from finance.views.settings import known_contribution
from twente.core.access import AgreementRequest, member_page
from twente.core.spreadsheet import download, table_lines


@require_safe
@reader_page
def overview(request: AgreementRequest) -> HttpResponse:
    """All years for who reads everything; its own invoices for a party."""
    return render(request, "finance/overview.html", presenting.front_page(request.actor))


@require_safe
@member_page("run_approve")
def year_detail(request: AgreementRequest, key: str, year: int) -> HttpResponse:
    """One contribution in one year: what it rests on, its runs, every party."""
    known_contribution(request, key, year)
    return render(request, "finance/year_detail.html", presenting.year_page(request.actor, key, year))


@require_safe
@reader_page
def invoices_csv(request: AgreementRequest) -> HttpResponse:
    """Every invoice that this person may read, for a spreadsheet."""
    rows = invoices_for(request.actor).order_by("issued_on", "series_id", "number")
    return download(table_lines(invoices_table(rows_of(list(rows), request.actor.on))), "facturen.csv")
