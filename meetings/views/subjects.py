"""Inplannen: a subject that no agenda of the year holds."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings import selectors, services
from meetings.forms.subjects import SubjectForm
from meetings.models import AgendaItem
from meetings.presenting.planning import PLANNED
from meetings.rules import SUBJECT, ItemClass
from meetings.views.posted import posted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import day_of, full_date
from twente.core.render import go, render_part
from twente.core.selectors import rulebook_on


@require_http_methods(["GET", "POST"])
@member_page("agenda_edit")
def subject_plan(request: AgreementRequest, subject: str) -> HttpResponse:
    """Put the subject on the agenda of a coming meeting; subjects that the agreement does not name are 404."""
    now, today = clock.now(), clock.today()
    labels = {rule.key: rule.label for rule in rulebook_on(request.agreement, today).subjects}
    if subject not in labels:
        raise Http404
    coming = selectors.meetings_for(request.actor).filter(state__in=PLANNED, ends_at__gte=now).order_by("starts_at")
    start = {"title": labels[subject], "status": AgendaItem.Status.DISCUSS}
    form = SubjectForm(posted(request), meetings=coming, initial=start)
    if form.is_valid():
        data = form.cleaned_data
        details = services.ItemDetails(
            data["title"], ItemClass(SUBJECT, subject=subject), data["status"], "", data["minutes_planned"]
        )
        item = services.add_item(meeting=data["meeting"], details=details, key=data["key"], by=request.user, now=now)
        day = day_of(item.meeting.starts_at)
        messages.success(request, f"Punt {item.position} staat op de agenda van {full_date(day)}.")
        return go(request, reverse("meetings:year_of", args=[request.agreement.slug, day.year]))
    context: dict[str, Any] = {"form": form, "subject": subject, "label": labels[subject], "coming": coming}
    return render_part(
        request, "meetings/subject_plan.html", part="subject_plan", status=422 if form.is_bound else 200, **context
    )
