"""Which mails a person gets: on a page of one's own, or by the link in a mail that needs no sign-in."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from meetings.forms.mails import MailForm
from meetings.models import MailStop
from meetings.selectors.members import stopped
from meetings.services.digests import choose_mails, meant_by, stop_mails
from meetings.views.posted import posted
from twente.core import clock
from twente.core.models import User


@require_http_methods(["GET", "POST"])
@login_required
def mail_preferences(request: HttpRequest) -> HttpResponse:
    """A tick for every kind of news; mails that convene are named, and cannot be stopped."""
    user = cast("User", request.user)
    form = MailForm(posted(request), wanted=set(MailStop.Kind.values) - stopped(user))
    if form.is_valid():
        choose_mails(user=user, wanted=form.wanted, now=clock.now())
        messages.success(request, "Uw keuze is opgeslagen.")
        return redirect("home:mail_preferences")
    return render(request, "home/mail_preferences.html", {"form": form})


@never_cache
@csrf_exempt
@require_http_methods(["GET", "POST"])
def mail_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask on GET, because mail scanners open links; stop on POST, also by the mail program itself (RFC 8058).

    Without CSRF: the signature is the permission, and it permits nothing but fewer mails. Not signed here: 404.
    """
    meant = meant_by(token)
    if meant is None:
        raise Http404
    user, kinds = meant
    if request.method == "POST":
        stop_mails(user=user, kinds=kinds, now=clock.now())
    labels = [str(MailStop.Kind(kind).label) for kind in kinds]
    return render(request, "home/mail_stop.html", {"labels": labels, "done": request.method == "POST"})
