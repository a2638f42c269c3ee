"""Whether a registered document, or a copy of it, is whole and signed as registered; and the document as a file."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Refusal
from twente.documents import presenting as page
from twente.documents import selectors
from twente.documents.forms import CopyForm
from twente.documents.kinds import KINDS
from twente.documents.models import Document
from twente.documents.serving import document_file
from twente.documents.trust import TrustMissing
from twente.documents.validation import Verdict
from twente.documents.views.found import document_here


class NoCertificates(Refusal):
    """This installation has no certificates to check with."""

    sentence = "Controleren kan nu niet: op deze installatie zijn geen certificaten ingesteld."


@require_http_methods(["GET", "POST"])
@member_page("council_document")
def verify(request: AgreementRequest, public_id: UUID) -> HttpResponse:
    """The verdict on the registered document, or on a copy that somebody drops; the copy is not kept."""
    return verify_page(request, document_here(request, public_id))


@require_GET
@member_page("council_document")
def download(request: AgreementRequest, public_id: UUID) -> HttpResponse:
    """The latest revision as a file; its name says so while a signature is missing."""
    document = document_here(request, public_id)
    name = KINDS[document.kind].place(document, request.actor).file_name
    stem = name.removesuffix(".pdf")
    return document_file(document, name=name if selectors.is_signed(document) else f"{stem}-niet-ondertekend.pdf")


def verify_page(request: AgreementRequest, document: Document) -> HttpResponse:
    """The page of the check; rooms with an address of their own for it call this."""
    form = CopyForm(request.POST, request.FILES) if request.method == "POST" else CopyForm()
    copy = form.cleaned_data["copy"] if form.is_valid() else None
    verdict = None if form.errors else judge(document, copy)
    signed, kind = selectors.is_signed(document), KINDS[document.kind]
    context = page.frame(document, request.actor, "Controleren") | {
        "form": form,
        "verdict": verdict and page.verdict_page(verdict, kind, signed=signed, of_copy=copy is not None),
        "revisions": page.revision_rows(selectors.revisions(document)),
    }
    return render(request, "documents/verify.html", context, status=copy_status(form))


def judge(document: Document, copy: bytes | None) -> Verdict:
    """The verdict on a copy, or on the registered document itself. Raises NoCertificates."""
    try:
        return selectors.verdict(document) if copy is None else selectors.verdict_of_copy(document, copy)
    except TrustMissing as error:
        raise NoCertificates from error


def copy_status(form: forms.Form) -> int:
    """413 for a file that is too large, 422 for another mistake."""
    if form.has_error("copy", "size"):
        return 413
    return 422 if form.errors else 200
