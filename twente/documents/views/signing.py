"""Signing a document as chair or as secretary, here or elsewhere; the same pages for every kind (BOK-5.6)."""

from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.permissions import Actor
from twente.core.refusals import Forbidden, Refusal
from twente.core.render import go
from twente.documents import presenting as page
from twente.documents.acceptance import RefusedFor, uploaded
from twente.documents.forms import ElsewhereForm, SigningForm, name_of
from twente.documents.kinds import KINDS, Act
from twente.documents.models import Document
from twente.documents.rules import field_to_fill
from twente.documents.selectors import filled
from twente.documents.services import sign_document
from twente.documents.serving import document_file
from twente.documents.signing import ChairSignsFirst, SigningRefused
from twente.documents.trust import TrustMissing
from twente.documents.views.found import document_here
from twente.documents.wording import BUSY

REFUSALS = (SigningRefused, TrustMissing, Refusal, OperationalError)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@member_page()
def sign(request: AgreementRequest, public_id: UUID) -> HttpResponse:
    """Sign with a key of this installation, after the password once more."""
    return sign_page(request, to_sign(request, public_id))


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@member_page()
def elsewhere(request: AgreementRequest, public_id: UUID) -> HttpResponse:
    """Download the bytes, sign them with a program of one's own, hand in the result."""
    document = to_sign(request, public_id)
    field = office_to_fill(request.actor, document)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ElsewhereForm(*posted, user=request.user, documents=KINDS[document.kind].together(document))
    slow_down(request, form)
    if form.is_valid() and (act := judged(request, field, form)) and signed(request, document, field, act, form):
        return go(request, KINDS[document.kind].place(document, request.actor).back)
    context = page.signing_page(document, request.actor, field) | {"form": form}
    return render(request, "documents/elsewhere.html", context, status=status_of(form))


@require_GET
@member_page()
def original(request: AgreementRequest, public_id: UUID) -> HttpResponse:
    """Exactly the bytes to sign: the latest revision."""
    document = to_sign(request, public_id)
    name = f"te-ondertekenen-{KINDS[document.kind].place(document, request.actor).file_name}"
    return document_file(document, name=name)


def to_sign(request: AgreementRequest, public_id: UUID) -> Document:
    """The document, for who holds an office that signs, or signs this one. Raises Http404 and Forbidden."""
    if request.actor.may("minutes_sign"):
        return document_here(request, public_id)
    rows = Document.objects.select_related("agreement").filter(agreement=request.agreement, kind__in=KINDS)
    document = rows.filter(public_id=public_id).first()
    if document is None or not KINDS[document.kind].offices(request.actor, document):
        raise Forbidden
    return document_here(request, public_id)


def sign_page(request: AgreementRequest, document: Document) -> HttpResponse:
    """The page and the act of signing here; rooms with an address of their own for it call this."""
    field = office_to_fill(request.actor, document)
    form = SigningForm(request.POST if request.method == "POST" else None, user=request.user)
    slow_down(request, form)
    if form.is_valid() and signed(request, document, field, sign_document, form):
        return go(request, KINDS[document.kind].place(document, request.actor).back)
    context = page.signing_page(document, request.actor, field) | {"form": form}
    return render(request, "documents/sign.html", context, status=status_of(form))


def office_to_fill(actor: Actor, document: Document) -> str:
    """The field this person signs now, or signed before. Raises ChairSignsFirst when the turn is another's."""
    field = field_to_fill(page.offices_for(actor, document), filled(document))
    if field is None:
        raise ChairSignsFirst
    return field


def slow_down(request: AgreementRequest, form: SigningForm) -> None:
    """Guessing a password is stopped."""
    if form.is_bound and not ratelimit.consume(request, action="reauthenticate", user=request.user):
        form.add_error("password", "Te veel pogingen. Wacht een minuut en probeer het opnieuw.")


def judged(request: AgreementRequest, field: str, form: ElsewhereForm) -> Act | None:
    """The act of handing in, once everything about the uploads is right; a refusal is a sentence at its field."""
    try:
        return uploaded(form.uploads(), field=field, by=request.user, now=clock.now())
    except REFUSALS as error:
        form.add_error(*complaint(error))
        return None


def signed(request: AgreementRequest, document: Document, field: str, act: Act, form: SigningForm) -> bool:
    """Do the act; a refusal is a sentence at its field, and nothing was signed."""
    kind = KINDS[document.kind]
    try:
        kind.sign(document=document, field=field, by=request.user, now=clock.now(), act=act)
    except REFUSALS as error:
        form.add_error(*complaint(error))
        return False
    messages.success(request, page.signed_message(kind, field))
    return True


def complaint(error: Any) -> tuple[str | None, str]:
    """The field and the sentence of a refusal."""
    if isinstance(error, OperationalError):
        return None, BUSY
    reason = error if isinstance(error, RefusedFor) else error.__cause__
    if isinstance(reason, RefusedFor):
        return name_of(reason.document_id), str(reason)
    return None, str(error)


def status_of(form: SigningForm) -> int:
    """409 for what could not be signed now, 413 for a file too large, 422 for another mistake."""
    if any(form.has_error(name, "size") for name in form.fields):
        return 413
    if form.non_field_errors():
        return 409
    return 422 if form.errors else 200
