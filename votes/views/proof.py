"""Checking a vote without this software: its export, the verifier, and the page that explains both to everybody."""

import hashlib
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Refusal
from twente.documents.archive import checker
from votes import chain, verifier
from votes.export import CONTENT_TYPE, export, file_name
from votes.models import Proposal
from votes.views.casting import own_proposal

VERIFIER = Path(verifier.__file__).read_bytes()
CHECKER = Path(checker.__file__).read_bytes()


class NothingToExport(Refusal):
    """Only a closed vote has a result to recompute."""

    sentence = "Deze stemming is niet gesloten. Narekenen kan na het sluiten."


@require_GET
@member_page("result")
def vote_export(request: AgreementRequest, pk: int) -> HttpResponse:
    """The export of a closed vote. Raises NothingToExport."""
    return export_response(own_proposal(request, pk))


def export_response(proposal: Proposal) -> HttpResponse:
    """The export as a download; also for the public page of a published vote. Raises NothingToExport."""
    if proposal.closed_at is None:
        raise NothingToExport
    return download(export(proposal), file_name(proposal), CONTENT_TYPE)


@require_safe
def explanation(request: HttpRequest) -> HttpResponse:
    """How a vote is counted, what the codes mean, how to check it yourself, and what is not promised."""
    context = {"verifier_code": chain.spaced(hashlib.sha256(VERIFIER).hexdigest()), "lines": VERIFIER.count(b"\n")}
    return render(request, "votes/explanation.html", context)


@require_safe
def verifier_file(request: HttpRequest) -> HttpResponse:
    """The verifier itself: one file that needs nothing but Python."""
    return download(VERIFIER, "narekenen.py", "text/x-python; charset=utf-8")


@require_safe
def checker_file(request: HttpRequest) -> HttpResponse:
    """The program that checks an exported archive, for who does not trust the one in it."""
    return download(CHECKER, "nagaan.py", "text/x-python; charset=utf-8")


def download(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file to keep, under this name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
