"""The year plan of a calendar year."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from meetings import selectors
from meetings.presenting.year import year_page
from meetings.views.planning import HORIZON
from twente.core import clock
from twente.core.access import AgreementRequest, member_page

VIEWS = ("kalender", "lijst")


@require_GET
@member_page("agenda_draft")
def year(request: AgreementRequest, number: int | None = None) -> HttpResponse:
    """A year as calendar or list; without a choice a phone shows the list. Years without agreement are 404."""
    today = clock.today()
    first, last = selectors.first_day(request.agreement).year, (today + HORIZON).year
    shown = number or today.year
    if not first <= shown <= last:
        raise Http404
    chosen = request.GET.get("weergave", "")
    context = {
        "years": [other for other in (shown - 1, shown, shown + 1) if first <= other <= last],
        "chosen": chosen if chosen in VIEWS else "",
        "may_plan": request.actor.may("agenda_edit"),
    }
    return render(
        request, "meetings/year.html", context | year_page(request.agreement, request.actor, year=shown, today=today)
    )
