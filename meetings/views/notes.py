"""Notes: kept while one types, read by the owner alone, shared when the owner says so."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import reswap, retarget

from meetings.forms.notes import NoteForm
from meetings.presenting import notes as page
from meetings.presenting import papers, planning
from meetings.selectors import items_for, meetings_for
from meetings.selectors.notes import own_party
from meetings.selectors.papers import papers_for, standing
from meetings.services.notes import NoteConflict, Place, save_note
from meetings.views.posted import posted
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.render import render_part, wants_part


@require_GET
@member_page("council_document")
def note_list(request: AgreementRequest, pk: int) -> HttpResponse:
    """Everything one wrote about a meeting."""
    meeting = get_object_or_404(meetings_for(request.actor), pk=pk)
    context = {"meeting": meeting, "trail": planning.trail(meeting), "rows": page.rows(request.actor, meeting)}
    return render(request, "meetings/note_list.html", context)


@require_http_methods(["GET", "POST"])
@member_page("council_document")
def item_note(request: AgreementRequest, pk: int) -> HttpResponse:
    """The note at an item."""
    item = get_object_or_404(items_for(request.actor), pk=pk)
    return keep(request, Place(item))


@require_http_methods(["GET", "POST"])
@member_page("council_document")
def page_note(request: AgreementRequest, pk: int, number: int) -> HttpResponse:
    """The note at a page of a paper."""
    paper = get_object_or_404(standing(papers_for(request.actor)), pk=pk)
    if not 1 <= number <= papers.current(paper).pages:
        raise Http404
    return keep(request, Place(paper.item, paper, number))


def keep(request: AgreementRequest, place: Place) -> HttpResponse:
    """Save, and say when; 422 for a text that cannot be kept, 409 with both texts."""
    party = own_party(request.actor)
    if request.method == "GET":
        return again(request, place, page.form_of(request.actor, place.item, place.paper, place.page), 200)
    form = NoteForm(posted(request), party=party)
    if not form.is_valid():
        return again(request, place, form, 422)
    try:
        note = save_note(place=place, by=request.user, now=clock.now(), **form.details)
    except NoteConflict as conflict:
        newer = [("Opgeslagen tekst", conflict.theirs.text)]
        form = NoteForm(initial=form.cleaned_data | {"version": conflict.theirs.version}, party=party)
        return again(request, place, form, 409, newer=newer)
    if wants_part(request):
        return render_part(request, "meetings/note_form.html", part="note_saved", note=note, state=page.state(note))
    messages.success(request, page.state(note))
    return HttpResponseRedirect(page.way_to(note, place.item.meeting))


def again(
    request: AgreementRequest, place: Place, form: NoteForm, status: int, newer: list[tuple[str, str]] | None = None
) -> HttpResponse:
    """The form once more: in place of the one on the page, or on a page of its own."""
    context = page.beside(request.actor, place.item, place.paper, place.page)
    context |= {"note_form": form, "newer": newer or [], "item": place.item, "trail": papers.trail(place.item)}
    response = render_part(request, "meetings/note_form.html", part="note", status=status, **context)
    return reswap(retarget(response, "#notitie"), "outerHTML")
