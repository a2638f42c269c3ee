"""Take over last year's pattern for a whole new year."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings.presenting import copying
from meetings.presenting.year import HORIZON
from meetings.selectors import first_day
from meetings.services.copying import Accepted, copy_year
from meetings.views.posted import posted
from meetings.wording import count
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.render import go, render_part


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def year_copy(request: AgreementRequest, number: int) -> HttpResponse:
    """Every meeting of the year before as a proposal; what is ticked becomes a meeting in concept."""
    now, today = clock.now(), clock.today()
    if not first_day(request.agreement).year < number <= (today + HORIZON).year:
        raise Http404
    rows = copying.offers(request.actor, number, today, posted(request))
    forms = [row.form for row in rows if row.form.is_bound]
    valid = [form.is_valid() for form in forms]
    accepted = [Accepted(form.pattern, details) for form in forms if form.is_valid() and (details := form.details)]
    if forms and all(valid) and accepted:
        made = copy_year(accepted=accepted, year=number, by=request.user, now=now)
        messages.success(request, f"{count(len(made), 'vergadering staat', 'vergaderingen staan')} in het jaarplan.")
        return go(request, reverse("meetings:year_of", args=[request.agreement.slug, number]))
    status = 422 if request.method == "POST" else 200
    if status == 422 and all(valid):
        messages.error(request, "Vink ten minste één vergadering aan.")
    context = copying.copy_page(request.actor, number, rows)
    return render_part(request, "meetings/year_copy.html", part="year_copy", status=status, **context)
