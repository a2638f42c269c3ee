"""Which certificates people sign elsewhere with: the list, and recording one. For the administrator."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import day_of
from twente.core.models import Role, User
from twente.core.selectors import in_force
from twente.documents.forms import CertificateForm
from twente.documents.models import SigningCertificate
from twente.documents.presenting import certificate_rows
from twente.documents.registration import CertificateNotTaken, register_certificate
from twente.documents.rules import SIGNING_ROLES


@require_GET
@member_page("users_manage")
def certificates(request: AgreementRequest) -> HttpResponse:
    """Every registered certificate of who signs in this agreement."""
    rows = SigningCertificate.objects.filter(user__in=signers_of(request)).select_related("user", "registered_by")
    return render(request, "documents/certificates.html", {"rows": certificate_rows(rows, clock.now())})


@require_http_methods(["GET", "POST"])
@member_page("users_manage")
def certificate_create(request: AgreementRequest) -> HttpResponse:
    """Record with which certificate somebody signs."""
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CertificateForm(*posted, people=signers_of(request))
    if form.is_valid() and registered(request, form):
        messages.success(request, "Het certificaat is geregistreerd.")
        return redirect("documents:certificates", request.agreement.slug)
    return render(request, "documents/certificate_form.html", {"form": form}, status=422 if form.errors else 200)


def registered(request: AgreementRequest, form: CertificateForm) -> bool:
    """Record it; a refusal is a sentence at the file."""
    data, now = form.cleaned_data, clock.now()
    try:
        register_certificate(
            agreement=request.agreement, user=data["person"], content=data["certificate"], by=request.user, now=now
        )
    except CertificateNotTaken as refusal:
        form.add_error("certificate", refusal.sentence)
        return False
    return True


def signers_of(request: AgreementRequest) -> QuerySet[User]:
    """Who holds an office that signs, or will be in charge of one."""
    today = day_of(clock.now())
    roles = Role.objects.filter(in_force(today), agreement=request.agreement, kind__in=SIGNING_ROLES)
    return User.objects.filter(pk__in=roles.values("user"), is_active=True).order_by("name", "pk")
