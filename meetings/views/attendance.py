"""Who is at the table, and who stands in for whom."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from meetings import selectors, services
from meetings.forms import MarkForm, SubstitutionForm
from meetings.models import Meeting, Substitution
from meetings.presenting import planning, table
from meetings.views.posted import posted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import day_of
from twente.core.models import Party
from twente.core.refusals import Refusal
from twente.core.render import render_part
from twente.core.selectors import parties_of


def arrived(data: dict[str, Any], **act: Any) -> str:
    """The party sits down."""
    row = services.record_arrival(party=data["party"], **act)
    return f"{row.party} is aanwezig: {row.user}."


def left(data: dict[str, Any], **act: Any) -> str:
    """The party leaves."""
    services.record_departure(party=data["party"], **act)
    return f"{data['party']} is vertrokken."


def absent(data: dict[str, Any], **act: Any) -> str:
    """The party gave notice."""
    services.record_absence(party=data["party"], notice=data["notice"], **act)
    return f"{data['party']} is met kennisgeving afwezig."


ACTS = {"arrived": arrived, "left": left, "absent": absent}
"""Mark of the form → what is recorded; each answers with the sentence for the page."""


@require_http_methods(["GET", "POST"])
@member_page("attendance_record")
def attendance(request: AgreementRequest, pk: int) -> HttpResponse:
    """The parties with who may speak for them; a mark changes one seat."""
    meeting = get_object_or_404(selectors.meetings_for(request.actor), pk=pk)
    if meeting.body.by_members:
        return redirect("meetings:members_present", request.agreement.slug, pk)
    now, status, sentence = clock.now(), 200, ""
    if request.method == "POST":
        status, sentence = marked(request, meeting, now)
        if status == 200 and not request.htmx:
            return redirect("meetings:attendance", request.agreement.slug, pk)
        meeting.refresh_from_db()
    context = table.table_page(meeting, request.actor, now)
    return render_part(
        request, "meetings/attendance.html", part="attendance", status=status, announce=sentence, **context
    )


def marked(request: AgreementRequest, meeting: Meeting, now: datetime) -> tuple[int, str]:
    """Record one mark; the status and sentence of the answer, also when it is refused."""
    form = MarkForm(request.POST, parties=parties_of(request.agreement, day_of(now)))
    if not form.is_valid():
        sentence = str(next(iter(form.errors.values()))[0])
        messages.error(request, sentence)
        return 422, sentence
    try:
        data = form.cleaned_data
        return 200, ACTS[data["mark"]](data, meeting=meeting, by=request.user, now=now)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return refusal.status, refusal.sentence


def substitution_form(request: AgreementRequest, meeting: Meeting, party: Party) -> SubstitutionForm:
    """The form of a substitution, with what came in."""
    people = selectors.registered_for(agreement=meeting.body.agreement, party_id=party.pk, on=clock.today())
    items = meeting.items.filter(selectors.readable(request.actor)).order_by("position")
    return SubstitutionForm(posted(request), people=people, items=items)


@require_http_methods(["GET", "POST"])
@member_page("mandate_record")
def substitution_create(request: AgreementRequest, pk: int, party_pk: int) -> HttpResponse:
    """Record who stands in for a party, for the meeting or for one item."""
    meeting = get_object_or_404(selectors.meetings_for(request.actor), pk=pk)
    party = get_object_or_404(parties_of(request.agreement, clock.today()), pk=party_pk)
    form = substitution_form(request, meeting, party)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        data, now = form.cleaned_data, clock.now()
        act = {"user": data["person"], "document": data["document"], "item": data["item"]}
        try:
            services.record_substitution(meeting=meeting, party=party, by=request.user, now=now, **act)
        except Refusal as refusal:
            status = refusal.status
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"{data['person']} vervangt voor {party}.")
            return redirect("meetings:attendance", request.agreement.slug, pk)
    body = selectors.rulebook_of(meeting).body(meeting.body.key)
    context: dict[str, Any] = {"form": form, "party": party, "meeting": meeting, "trail": planning.trail(meeting)}
    context["mandate_article"] = body.article
    return render_part(request, "meetings/substitution_form.html", part="substitution_form", status=status, **context)


@require_POST
@member_page("mandate_record")
def substitution_withdraw(request: AgreementRequest, pk: int) -> HttpResponse:
    """Take a substitution back that nobody used."""
    mine = Substitution.objects.filter(meeting__in=selectors.meetings_for(request.actor))
    row = get_object_or_404(mine.select_related("meeting__body__agreement", "party"), pk=pk)
    services.withdraw_substitution(substitution=row, by=request.user, now=clock.now())
    messages.success(request, f"De vervanging voor {row.party} is ingetrokken.")
    return redirect(reverse("meetings:attendance", args=[request.agreement.slug, row.meeting_id]))
