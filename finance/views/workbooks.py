"""The overviews of finance as workbooks (XLSX), beside the same as CSV: to whom they show, the pages say."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from finance.presenting import accounts, run_exports
from finance.presenting.invoice_exports import overview_tables
from finance.presenting.overview import front_page
from finance.presenting.runs import run_page
from finance.views.accounts import found_account
from finance.views.prognosis import filled, found_year, guesses, prognosis_table
from finance.views.reading import reader_page
from finance.views.runs import found_run
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.tables import Table
from twente.core.workbook import download_workbook, workbook


def file(request: AgreementRequest, tables: list[Table], name: str) -> HttpResponse:
    """These lists as a file with this name."""
    title = f"{name.capitalize()}, {request.agreement.name}"
    return download_workbook(workbook(tables, title=title, made_at=clock.now()), f"{name}.xlsx")


@require_safe
@reader_page
def overview_xlsx(request: AgreementRequest) -> HttpResponse:
    """Years, parties, invoices and ages; a party gets its own invoices."""
    return file(request, overview_tables(front_page(request.actor), request.actor.on), "financien")


@require_safe
@member_page("run_approve")
def run_xlsx(request: AgreementRequest, pk: int) -> HttpResponse:
    """The parties of a run."""
    run = found_run(request, pk)
    table = run_exports.run_table(run_page(run, request.actor))
    return file(request, [table], f"factuurronde-{run.year}-{run.pk}")


@require_safe
@member_page("run_approve")
def prognosis_xlsx(request: AgreementRequest, key: str, year: int) -> HttpResponse:
    """What a year would cost, with what was filled in."""
    known = found_year(request, key, year)
    return file(request, [prognosis_table(guesses(known, filled(request, known)))], f"prognose-{year}")


@require_safe
@member_page("council_document")
def account_xlsx(request: AgreementRequest, year: int) -> HttpResponse:
    """The figures of a yearly account."""
    account = found_account(request, year)
    content = accounts.figures(request.agreement, account, year, request.actor.on)
    return file(request, accounts.account_tables(content), f"verantwoording-{year}")
