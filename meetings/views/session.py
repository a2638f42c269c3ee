"""Acts of whoever leads: take an item, mark a seat, suspend, close the doors, give the floor."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST
from django_htmx.http import retarget

from meetings import selectors, services
from meetings.forms.pauses import FloorForm, SpeakerForm, SuspendForm
from meetings.models import AgendaItem, Meeting
from meetings.services import pauses, turns
from meetings.views.attendance import marked
from meetings.views.screens import acted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import day_of
from twente.core.selectors import parties_of


def own_meeting(request: AgreementRequest, pk: int) -> Meeting:
    """A meeting that this person may know of, or 404."""
    return get_object_or_404(selectors.meetings_for(request.actor), pk=pk)


def own_item(request: AgreementRequest, pk: int) -> AgendaItem:
    """An item that this person may read, or 404."""
    return get_object_or_404(selectors.items_for(request.actor), pk=pk)


@require_POST
@member_page("attendance_record")
def item_take(request: AgreementRequest, pk: int) -> HttpResponse:
    """Bring an item up."""
    item = own_item(request, pk)
    services.take_item(meeting=item.meeting, item=item, by=request.user, now=clock.now())
    return acted(request, item.meeting_id, f"Punt {item.position} is aan de orde.")


@require_POST
@member_page("attendance_record")
def seat_mark(request: AgreementRequest, pk: int) -> HttpResponse:
    """Somebody came, left, or gave notice: recorded without leaving the screen."""
    meeting = own_meeting(request, pk)
    status, sentence = marked(request, meeting, clock.now())
    return acted(request, pk, sentence, status=status)


@require_POST
@member_page("attendance_record")
def meeting_suspend(request: AgreementRequest, pk: int) -> HttpResponse:
    """Let the meeting stand still, with a reason."""
    meeting, form = own_meeting(request, pk), SuspendForm(request.POST, auto_id="schors-%s")
    if not form.is_valid():
        answer = acted(request, pk, "", status=422, suspend_form=form)
        return retarget(answer, "#live") if request.htmx else answer
    pauses.suspend_meeting(meeting=meeting, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())
    return acted(request, pk, "De vergadering is geschorst.")


@require_POST
@member_page("attendance_record")
def meeting_resume(request: AgreementRequest, pk: int) -> HttpResponse:
    """Go on after a suspension."""
    pauses.resume_meeting(meeting=own_meeting(request, pk), by=request.user, now=clock.now())
    return acted(request, pk, "De vergadering gaat verder.")


@require_POST
@member_page("attendance_record")
def doors_close(request: AgreementRequest, pk: int) -> HttpResponse:
    """The closed part begins."""
    pauses.close_doors(meeting=own_meeting(request, pk), by=request.user, now=clock.now())
    return acted(request, pk, "De deuren zijn gesloten.")


@require_POST
@member_page("attendance_record")
def doors_open(request: AgreementRequest, pk: int) -> HttpResponse:
    """The closed part ends."""
    pauses.open_doors(meeting=own_meeting(request, pk), by=request.user, now=clock.now())
    return acted(request, pk, "De deuren zijn weer open.")


@require_POST
@member_page("attendance_record")
def speaker_add(request: AgreementRequest, pk: int) -> HttpResponse:
    """Put a party on the list of speakers."""
    item, now = own_item(request, pk), clock.now()
    form = SpeakerForm(request.POST, parties=parties_of(request.agreement, day_of(now)))
    if not form.is_valid():
        return wrong_party(request, item, form)
    party = form.cleaned_data["party"]
    turns.ask_to_speak(item=item, party=party, by=request.user, now=now)
    return acted(request, item.meeting_id, f"{party} staat op de sprekerslijst.")


@require_POST
@member_page("attendance_record")
def speaker_remove(request: AgreementRequest, pk: int) -> HttpResponse:
    """Take a party off the list of speakers."""
    item, now = own_item(request, pk), clock.now()
    form = SpeakerForm(request.POST, parties=parties_of(request.agreement, day_of(now)))
    if not form.is_valid():
        return wrong_party(request, item, form)
    party = form.cleaned_data["party"]
    turns.withdraw_speaker(item=item, party=party, by=request.user, now=now)
    return acted(request, item.meeting_id, f"{party} staat niet meer op de sprekerslijst.")


def wrong_party(request: AgreementRequest, item: AgendaItem, form: SpeakerForm) -> HttpResponse:
    """Say what is wrong with the choice."""
    sentence = str(next(iter(form.errors.values()))[0])
    messages.error(request, sentence)
    return acted(request, item.meeting_id, sentence, status=422)


@require_POST
@member_page("attendance_record")
def speaker_next(request: AgreementRequest, pk: int) -> HttpResponse:
    """Give the floor to the first who waits; who has it, has spoken."""
    item, form = own_item(request, pk), FloorForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else None
    turn = turns.next_speaker(item=item, seen=seen, by=request.user, now=clock.now())
    sentence = f"{turn.party} heeft het woord." if turn else "Niemand heeft het woord."
    return acted(request, item.meeting_id, sentence)
