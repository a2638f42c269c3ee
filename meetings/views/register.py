"""The mandate register: who may act for which college, on a chosen day and over the years."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from meetings.forms.register import RegisterForm, chosen_meeting
from meetings.presenting import register_file
from meetings.presenting.register import register_page
from meetings.selectors.register import meetings_on, parties_ever
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.render import render_part
from twente.core.spreadsheet import download, lines


@require_safe
@member_page("mandates")
def mandate_register(request: AgreementRequest) -> HttpResponse:
    """Who may act on a day and why, the line of time, and every mandate with the gaps between them."""
    filled = request.GET if {"dag", "partij"} & request.GET.keys() else None
    form = RegisterForm(filled, parties=parties_ever(request.actor), initial={"dag": request.actor.on})
    valid = form.is_valid()
    day = (form.cleaned_data["dag"] if valid else None) or request.actor.on
    meeting = chosen_meeting(meetings_on(request.actor, day), request.GET.get("vergadering", ""))
    party = form.party if valid else None
    context = register_page(request.actor, request.agreement, on=day, party=party, meeting=meeting)
    status = 422 if form.errors else 200
    page = "meetings/mandate_register.html"
    return render_part(request, page, part="mandate_register", status=status, form=form, party=party, **context)


@require_safe
@member_page("mandates")
def mandate_csv(request: AgreementRequest) -> HttpResponse:
    """The register as a file: every mandate and substitution that this person may see."""
    found = register_file.rows(request.actor, request.agreement)
    return download(lines(register_file.HEADINGS, found), f"mandaten-{clock.today()}.csv")
