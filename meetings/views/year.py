"""The year plan of a calendar year."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from meetings.presenting.year import NoSuchYear, year_context
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.render import render_part


@require_GET
@member_page("agenda_draft")
def year(request: AgreementRequest, number: int | None = None) -> HttpResponse:
    """A year as calendar or list; without a choice a phone shows the list. Years without agreement are 404."""
    today, chosen = clock.today(), request.GET.get("weergave", "")
    try:
        context = year_context(request.agreement, request.actor, year=number or today.year, today=today, chosen=chosen)
    except NoSuchYear as unknown:
        raise Http404 from unknown
    return render_part(request, "meetings/year.html", part="year", **context)
