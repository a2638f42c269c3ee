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
from meetings.services.digests import choose_mails
from meetings.views.posted import posted
from twente.core import clock
from twente.core.dates import day_of
from twente.core.models import User
from twente.home import desk, mails
from twente.outbox.choosing.forms import PaceForm
from twente.outbox.choosing.links import meant_by
from twente.outbox.choosing.rules import EVERY
from twente.outbox.choosing.selectors import chosen
from twente.outbox.choosing.services import choose_pace


@require_http_methods(["GET", "POST"])
@login_required
def mail_preferences(request: HttpRequest) -> HttpResponse:
    """The pace of mails about terms, a tick for every kind of news; what is fixed is named with its reason."""
    user, now = cast("User", request.user), clock.now()
    actors = desk.actors_of(user, day_of(now))
    choice, data = chosen(user), posted(request)
    form = MailForm(data, wanted=set(MailStop.Kind.values) - stopped(user))
    pace = PaceForm(data, initial={"pace": choice.pace if choice else EVERY}) if mails.gets_terms(actors) else None
    if form.is_valid() and (pace is None or pace.is_valid()):
        choose_mails(user=user, wanted=form.wanted, now=now)
        if pace is not None:
            choose_pace(user=user, pace=pace.cleaned_data["pace"], now=now)
        messages.success(request, "Uw keuze is opgeslagen.")
        return redirect("home:mail_preferences")
    fixed, first = mails.fixed_for(actors), mails.first_overview(choice, day_of(now))
    context = {"form": form, "pace": pace, "fixed": fixed, "first": first}
    return render(request, "home/mail_preferences.html", context, status=422 if data is not None else 200)


@never_cache
@csrf_exempt
@require_http_methods(["GET", "POST"])
def mail_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask on GET, because mail scanners open links; stop on POST, also by the mail program itself (RFC 8058).

    Without CSRF: the signature is the permission, and it permits nothing but fewer mails. Not signed here: 404.
    """
    meant = meant_by(token)
    if meant is None or meant[1] not in mails.STOPS:
        raise Http404
    user, stop = meant[0], mails.STOPS[meant[1]]
    if request.method == "POST":
        stop.act(user, clock.now())
    return render(request, "home/mail_stop.html", {"stop": stop, "done": request.method == "POST"})
