"""Pages of the outbox: the local mailbox of a demonstration, the state of what is sent, and a sign of life."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.outbox import mailbox, selectors, wording
from twente.outbox.bouncing.rules import still_so
from twente.outbox.deadlines.selectors import watched


def only_in_demonstration() -> None:
    """Outside a demonstration nobody reads another's mail: the page does not exist."""
    if not settings.DEMO:
        raise Http404


@require_safe
@login_required
def mail_list(request: HttpRequest) -> HttpResponse:
    """The mails that this demonstration sent, newest first."""
    only_in_demonstration()
    return render(request, "outbox/mail_list.html", {"mails": mailbox.newest(settings.MAIL_FOLDER)})


@require_safe
@login_required
def mail_detail(request: HttpRequest, key: str) -> HttpResponse:
    """One mail with its attachments, as text."""
    only_in_demonstration()
    mail = mailbox.one(settings.MAIL_FOLDER, key)
    if mail is None:
        raise Http404
    return render(request, "outbox/mail_detail.html", {"mail": mail})


@require_safe
@member_page("outbox_state")
def outbox_state(request: AgreementRequest) -> HttpResponse:
    """How many messages wait, went out or failed, what was given up and can be tried again; never what is in them."""
    now = clock.now()
    given_up = selectors.dead_letters(request.agreement)
    dead = [(row, wording.mail(row.kind), still_so(row.queued_at, now)) for row in given_up]
    context = {
        "pulse": selectors.pulse(now),
        "watched": watched(request.agreement),
        "states": selectors.counts(request.agreement),
        "dead": dead,
        "again": [row for row, _, fresh in dead if fresh],
        "undone": [(job, wording.job(job.kind)) for job in selectors.undone(request.agreement)],
        "waiting": [(row, wording.mail(row.kind)) for row in selectors.retried(request.agreement)],
    }
    return render(request, "outbox/state.html", context)


@require_safe
@login_required
def heartbeat(request: HttpRequest) -> HttpResponse:
    """The line in the footer: does sending run, and when was it last seen?"""
    return render(request, "_heartbeat.html", {"pulse": selectors.pulse(clock.now())})


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """For an outside monitor: 200 while the database answers and sending runs, else 503; strangers learn no more."""
    return sign(web_is_well() and selectors.pulse(clock.now()).healthy)


@require_safe
@never_cache
def health_of_web(request: HttpRequest) -> JsonResponse:
    """For who starts or restarts the web alone: 200 while it reaches its database, whatever the worker does."""
    return sign(web_is_well())


def web_is_well() -> bool:
    """Whether the database answers."""
    try:
        selectors.database_answers()
    except DatabaseError:
        return False
    return True


def sign(well: bool) -> JsonResponse:
    """The answer of a health page."""
    return JsonResponse({"status": "goed" if well else "storing"}, status=200 if well else 503)
