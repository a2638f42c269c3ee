"""What became of a duty of the agreement: done with its proof, or moved with the reason (BOK-16.3, 12.4)."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.selectors import rulebook_on
from twente.partnership.duty_forms import DutyForm
from twente.partnership.duty_rules import occurrences
from twente.partnership.duty_services import settle_duty


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("agenda_edit")
def duty_settle(request: AgreementRequest, key: str, day: str) -> HttpResponse:
    """Note what became of one occurrence."""
    try:
        due_on = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    duties = rulebook_on(request.agreement, due_on).duties
    found = [due for duty in duties if duty.key == key for due in occurrences(duty, due_on, due_on)]
    if not found:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = DutyForm(posted, today=request.actor.on, initial={"on": request.actor.on})
    if request.method == "POST" and form.is_valid():
        about: dict[str, Any] = {"agreement": request.agreement, "duty": key, "due_on": due_on}
        settle_duty(settled=form.settled, by=request.user, now=clock.now(), **about)
        messages.success(request, "Het is vastgelegd.")
        return redirect("home:terms")
    return render(
        request, "partnership/duty_settle.html", {"form": form, "due": found[0]}, status=422 if form.errors else 200
    )
