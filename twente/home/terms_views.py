"""The page of the term list, and the same as a calendar file."""

from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from meetings.feeds import Deadline, calendar_of, deadline_events
from twente.core import clock
from twente.core.dates import day_of
from twente.core.models import User
from twente.home import desk, terms


def rows_of(request: HttpRequest) -> list[terms.Row]:
    """Every term that this person may know of."""
    now = clock.now()
    return terms.listed(desk.actors_of(cast("User", request.user), day_of(now)), now)


@require_safe
@login_required
def term_list(request: HttpRequest) -> HttpResponse:
    """Every term with its computation; `?wie=` keeps those of who acts."""
    rows, on = rows_of(request), clock.today()
    who = request.GET.get("wie", "")
    names = terms.who_acts(rows)
    shown = [row for row in rows if not who or row.term.who == who]
    context = {
        "months": terms.months(shown, on),
        "names": names,
        "who": who if who in names else "",
        "count": len(shown),
    }
    return render(request, "home/terms.html", context)


@require_safe
@login_required
def terms_ics(request: HttpRequest) -> HttpResponse:
    """The coming terms as whole days, for a calendar program."""
    now = clock.now()
    found = [
        Deadline(
            f"{row.slug}-{row.term.key}@bestuurlijk-overleg",
            row.term.day,
            row.term.title,
            settings.SITE_URL + row.term.url,
        )
        for row in rows_of(request)
        if row.term.done_on is None and row.term.day >= day_of(now)
    ]
    headers = {"Content-Disposition": 'attachment; filename="termijnen.ics"', "Cache-Control": "private, no-store"}
    content = calendar_of(deadline_events(found, stamp=now))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
