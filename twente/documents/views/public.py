"""The page where anybody checks a document: did this overleg sign it, and is it the registered version?"""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from twente.core.render import refusal
from twente.documents.forms import AnyPdfForm
from twente.documents.presenting import recognition_page
from twente.documents.recognition import recognise
from twente.documents.trust import TrustMissing
from twente.documents.views.checking import NoCertificates, copy_status

TOO_OFTEN = "U controleerde veel bestanden achter elkaar."


@never_cache
@csrf_protect
@require_http_methods(["GET", "POST"])
def checked(request: HttpRequest) -> HttpResponse:
    """The form, and after a post what is known of the file. The file stays in memory and is gone with the answer."""
    form = AnyPdfForm(request.POST, request.FILES) if request.method == "POST" else AnyPdfForm()
    if form.is_bound and not ratelimit.consume(request, action="document_check"):
        return refusal(request, 429, TOO_OFTEN)
    try:
        found = recognition_page(recognise(form.cleaned_data["copy"])) if form.is_valid() else None
    except TrustMissing as error:
        raise NoCertificates from error
    context = {"form": form, "verdict": found}
    return render(request, "documents/public_check.html", context, status=copy_status(form))


# The middleware may not read the body before it knows that the file stays in memory; `checked` guards it itself.
document = csrf_exempt(checked)
document.memory_only = True  # type: ignore[attr-defined]
