"""Pages of minutes: read, write, adopt (BOK-5.6, 8h)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import reswap, retarget

from meetings.forms.minutes import IN_MEETING, UNCHANGED, AdoptionForm, MinutesTextForm
from meetings.models import AgendaItem, Meeting, Minutes
from meetings.presenting import minutes as page
from meetings.presenting.minutes_frame import address, frame
from meetings.presenting.minutes_items import shown
from meetings.selectors import minutes as selectors
from meetings.selectors import readable
from meetings.selectors.review import checks_before_adoption
from meetings.services import minutes as services
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.refusals import Forbidden
from twente.core.render import go, render_part, wants_part

DETAIL = "meetings/minutes_detail.html"
TEXT = "meetings/minutes_text.html"


def meeting_here(request: AgreementRequest, pk: int) -> Meeting:
    """A meeting of this agreement that was convened; 404 otherwise."""
    return get_object_or_404(selectors.meetings_with_minutes(request.actor), pk=pk)


def readable_meeting(request: AgreementRequest, pk: int) -> Meeting:
    """The same, for people who may read minutes before they are signed; 403 for others."""
    meeting = meeting_here(request, pk)
    if not selectors.may_read_draft(request.actor, meeting):
        raise Forbidden
    return meeting


@require_GET
@member_page()
def minutes_detail(request: AgreementRequest, pk: int) -> HttpResponse:
    """The minutes of one meeting: concept to write in, or adopted with its document."""
    meeting = readable_meeting(request, pk)
    return render(request, DETAIL, page.whole(meeting, request.actor, clock.now()))


@require_POST
@member_page("minutes_edit")
def minutes_text_save(request: AgreementRequest, pk: int, item_pk: int) -> HttpResponse:
    """Save the text of one item, typed or autosaved."""
    meeting = meeting_here(request, pk)
    items = AgendaItem.objects.filter(readable(request.actor), meeting=meeting).select_related("minutes_text")
    item = get_object_or_404(items, pk=item_pk)
    form = MinutesTextForm(request.POST, standing=selectors.markup_of(getattr(item, "minutes_text", None)))
    if not form.is_valid():
        return text_not_saved(request, meeting, item, form)
    now, typed, version = clock.now(), form.cleaned_data["text"], form.cleaned_data["version"]
    try:
        services.save_text(item=item, text=typed, version=version, by=request.user, now=now)
    except services.TextConflict as conflict:
        return text_conflict(request, meeting, item, typed, conflict)
    if not wants_part(request):
        return HttpResponseRedirect(f"{address(meeting, 'minutes_detail')}#punt-{item.position}")
    full = selectors.content_of(meeting)
    content = selectors.content_for(meeting, request.actor, full)
    rest = page.after_saving(meeting, full, content, now) | {"block": page.saved_block(meeting, content, item.pk, now)}
    return render_part(request, DETAIL, part="minutes_saved", **rest)


def text_not_saved(
    request: AgreementRequest, meeting: Meeting, item: AgendaItem, form: MinutesTextForm
) -> HttpResponse:
    """422: the text comes back with the reason at the field."""
    return text_again(request, meeting, item, form, status=422, theirs=None)


def text_conflict(
    request: AgreementRequest, meeting: Meeting, item: AgendaItem, typed: str, conflict: services.TextConflict
) -> HttpResponse:
    """409: both texts; saving again goes over the other's version, knowingly."""
    form = MinutesTextForm(initial={"text": typed, "version": conflict.theirs.version})
    form.fields["text"].label = "Uw tekst"
    theirs = {"theirs": conflict.theirs, "their_text": shown(selectors.markup_of(conflict.theirs))}
    return text_again(request, meeting, item, form, status=409, sentence=conflict.sentence, **theirs)


def text_again(
    request: AgreementRequest, meeting: Meeting, item: AgendaItem, form: MinutesTextForm, *, status: int, **more: Any
) -> HttpResponse:
    """The form of one text once more: a page of its own, or in place of the editor."""
    context = frame(meeting, "Tekst opslaan") | {"item": item, "form": form, "save_at": request.path} | more
    context["beside_page"] = wants_part(request)
    response = render_part(request, TEXT, part="minutes_text_form", status=status, **context)
    if not wants_part(request):
        return response
    return reswap(retarget(response, f"#bespreking-{item.pk}"), "innerHTML")


@require_http_methods(["GET", "POST"])
@member_page("minutes_edit")
def minutes_adopt(request: AgreementRequest, pk: int) -> HttpResponse:
    """Record that the overleg adopted the minutes."""
    meeting = meeting_here(request, pk)
    form = adoption_form(request, meeting)
    if request.method == "POST" and form.is_valid():
        adopt(request, meeting, form.cleaned_data)
        messages.success(request, "Het verslag is vastgesteld. Het document wordt gemaakt.")
        return go(request, address(meeting, "minutes_detail"))
    status = 422 if form.is_bound else 200
    context = frame(meeting, "Vaststellen") | {"form": form, "signals": form.signals}
    return render(request, "meetings/minutes_adopt.html", context, status=status)


def adoption_form(request: AgreementRequest, meeting: Meeting) -> AdoptionForm:
    """The form with the meetings to choose from and what is still missing; adopted minutes have none."""
    minutes = selectors.minutes_of(meeting)
    if request.method == "GET" and minutes is not None and minutes.state == Minutes.State.ADOPTED:
        raise services.MinutesStand
    return AdoptionForm(
        request.POST if request.method == "POST" else None,
        initial=standing(minutes),
        meeting=meeting,
        later=selectors.later_meetings(meeting),
        checks=checks_before_adoption(meeting, selectors.content_of(meeting), clock.today()),
        today=clock.today(),
    )


def standing(minutes: Minutes | None) -> dict[str, Any]:
    """What the form proposes: in the meeting on whose agenda the minutes stand, unchanged."""
    planned = minutes.on_agenda if minutes else None
    version = minutes.version if minutes else 1
    return {"how": IN_MEETING, "later": planned and planned.meeting, "result": UNCHANGED, "version": version}


def adopt(request: AgreementRequest, meeting: Meeting, chosen: dict[str, Any]) -> None:
    """Call the service of the chosen way."""
    given = {"meeting": meeting, "version": chosen["version"], "by": request.user, "now": clock.now()}
    given["changes"] = chosen["changes"]
    if chosen["how"] == IN_MEETING:
        services.adopt_in_meeting(later=chosen["later"], **given)
    else:
        services.adopt_in_writing(on=chosen["on"], **given)
