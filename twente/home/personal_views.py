"""Pages about the person who is signed in: Mijn overleg, the calendar address, and the calendar behind it."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings.models import CalendarFeed
from meetings.selectors.members import feed_by, feed_of
from meetings.services.feeds import hashed, note_used, renew_feed, revoke_feed
from twente.core import clock
from twente.core.dates import day_of, long_date
from twente.core.models import User
from twente.core.permissions import Actor
from twente.home import desk, wording
from twente.home import mine as my_pages
from twente.home.feed import calendar_for
from twente.home.term_feed import terms_for

Calendar = Callable[[CalendarFeed, list[Actor], datetime], bytes]


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Mijn overleg: the next meeting, what changed, what waits for this person; for a phone first."""
    now = clock.now()
    actors = desk.actors_of(cast("User", request.user), day_of(now))
    sentence = f"{wording.capital(long_date(day_of(now)))}."
    return render(request, "home/mine.html", {"sentence": sentence, **my_pages.page(actors, now)})


@require_http_methods(["GET", "POST"])
@login_required
def calendar_feed(request: HttpRequest) -> HttpResponse:
    """Agenda-abonnement: how it works, whether there is one; a new address is shown once, in the answer to the post."""
    user, now, address, terms = cast("User", request.user), clock.now(), "", ""
    if request.method == "POST":
        token = renew_feed(user=user, by=user, now=now)
        address = settings.SITE_URL + reverse("home:calendar_ics", args=[token])
        terms = settings.SITE_URL + reverse("home:terms_of_person", args=[token])
    takes_part = bool(desk.actors_of(user, day_of(now)))
    context = {"feed": feed_of(user), "address": address, "terms": terms, "takes_part": takes_part}
    response = render(request, "home/calendar_feed.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@login_required
def calendar_feed_revoke(request: HttpRequest) -> HttpResponse:
    """The address stops working at once."""
    user = cast("User", request.user)
    revoke_feed(user=user, by=user, now=clock.now())
    messages.success(request, "Het agenda-abonnement is gestopt. Het oude adres werkt niet meer.")
    return redirect("home:calendar_feed")


@require_safe
def calendar_ics(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar, for who has the secret; without a session. Guessed, revoked and orphaned addresses are all 404.

    The secret is hashed before it is looked up, so the time of an answer tells nothing about it.
    """
    return fed(request, token, calendar_for)


@require_safe
def terms_of_person(request: HttpRequest, token: str) -> HttpResponse:
    """The terms of the list as a calendar of their own, behind the same secret; it stops with it."""
    return fed(request, token, terms_for)


def fed(request: HttpRequest, token: str, calendar: Calendar) -> HttpResponse:
    """What the address of a person opens. Raises Http404."""
    now = clock.now()
    feed = feed_by(hashed(token))
    if feed is None:
        raise Http404
    actors = desk.actors_of(feed.user, day_of(now)) if feed.user.is_active else []
    if not actors:
        revoke_feed(user=feed.user, by=None, now=now)
        raise Http404
    note_used(feed=feed, now=now)
    content = calendar(feed, actors, now)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    return get_conditional_response(request, etag=etag, response=response) or response
