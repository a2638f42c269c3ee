"""Bank files: look first, read then. Their lines, and payments that were placed."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from finance.forms.payments import StatementForm
from finance.models import BankImport
from finance.presenting import payments as presenting
from finance.selectors.payments import aside_for, imports_for, lines_for, planned, unmatched
from finance.services import payments
from finance.wording.counting import counted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page

PER_PAGE = 100


def found_import(request: AgreementRequest, pk: int) -> BankImport:
    """A bank file of this agreement, or 404."""
    return get_object_or_404(imports_for(request.actor), pk=pk)


@require_safe
@member_page("payment_record")
def payment_list(request: AgreementRequest) -> HttpResponse:
    """What came in and is still to be placed, and the bank files."""
    lines = unmatched(lines_for(request.actor))
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": presenting.line_rows(request.agreement, list(page.object_list)),
        "aside": aside_for(request.actor)[:20],
        "files": imports_for(request.actor)[:20],
    }
    return render(request, "finance/payment_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("bank_import")
def import_upload(request: AgreementRequest) -> HttpResponse:
    """Hand in a bank file; the next page shows what it would do."""
    posted = request.method == "POST"
    form = StatementForm(request.POST, request.FILES) if posted else StatementForm()
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        about: dict[str, Any] = {"agreement": request.agreement, "by": request.user, "now": clock.now()}
        try:
            found = payments.upload_statement(content=file.read(), name=(file.name or "")[:200], **about)
        except (payments.BankFileRefused, payments.AlreadyImported) as refused:
            form.add_error("file", refused.sentence)
        else:
            return redirect("finance:import_detail", request.agreement.slug, found.pk)
    return render(request, "finance/import_upload.html", {"form": form}, status=form.status)


@require_safe
@member_page("bank_import")
def import_detail(request: AgreementRequest, pk: int) -> HttpResponse:
    """What a file will do, or did."""
    found = found_import(request, pk)
    context: dict[str, Any] = {"found": found, "facts": presenting.file_facts(found)}
    if found.confirmed_at:
        page = Paginator(lines_for(request.actor).filter(bank_import=found).order_by("position"), PER_PAGE)
        context["page"] = page.get_page(request.GET.get("page"))
        lines = list(context["page"].object_list)
        return render(
            request,
            "finance/import_detail.html",
            context | {"rows": presenting.line_rows(request.agreement, lines)},
        )
    plan = planned(request.agreement, payments.readable(request.agreement, bytes(found.content)))
    context["page"] = Paginator(plan, PER_PAGE).get_page(request.GET.get("page"))
    context["rows"] = presenting.plan_rows(request.agreement, context["page"].object_list)
    return render(request, "finance/import_preview.html", context | {"counts": presenting.plan_counts(plan)})


@require_POST
@member_page("bank_import")
def import_confirm(request: AgreementRequest, pk: int) -> HttpResponse:
    """Read the file."""
    found = found_import(request, pk)
    outcome = payments.confirm_import(bank_import=found, by=request.user, now=clock.now())
    lines = counted(outcome.lines, "regel", "regels")
    messages.success(request, f"Ingelezen: {lines}, {outcome.matched} gekoppeld aan een factuur.")
    return redirect("finance:import_detail", request.agreement.slug, found.pk)


@require_POST
@member_page("bank_import")
def import_discard(request: AgreementRequest, pk: int) -> HttpResponse:
    """Throw a file away that was only looked at."""
    payments.discard_import(bank_import=found_import(request, pk), by=request.user, now=clock.now())
    messages.success(request, "Het bestand is weggegooid. Er is niets ingelezen.")
    return redirect("finance:payment_list", request.agreement.slug)
