"""What the pages show of notes: one's own form, what others shared, and all of a meeting."""

from typing import Any

from django.urls import reverse

from meetings.forms.notes import NoteForm
from meetings.models import AgendaItem, Meeting, Paper
from meetings.models.notes import Note
from meetings.selectors.notes import own_note, own_notes, own_party, shared_notes
from twente.core.dates import clock_time
from twente.core.permissions import Actor


def beside(actor: Actor, item: AgendaItem, paper: Paper | None = None, page: int | None = None) -> dict[str, Any]:
    """One's own note at this place, and what others shared here."""
    note = own_note(actor, item, paper, page)
    return {
        "note_form": NoteForm(initial=NoteForm.initial_of(note), party=own_party(actor)),
        "note_state": state(note),
        "note_address": address(item, paper, page),
        "remarks": list(shared_notes(actor).filter(item=item, paper=paper, page=page)),
        "notes_address": reverse("meetings:note_list", args=[slug_of(item.meeting), item.meeting_id]),
    }


def form_of(actor: Actor, item: AgendaItem, paper: Paper | None, page: int | None) -> NoteForm:
    """The form of one's own note at this place."""
    return NoteForm(initial=NoteForm.initial_of(own_note(actor, item, paper, page)), party=own_party(actor))


def state(note: Note | None) -> str:
    """Whether and when it was saved, and who reads it."""
    if note is None or not note.text:
        return "Nog niets opgeslagen."
    return f"Opgeslagen om {clock_time(note.saved_at)}, {note.get_shared_display().replace('delen', 'gedeeld')}."


def address(item: AgendaItem, paper: Paper | None, page: int | None) -> str:
    """Where the note is sent."""
    slug = slug_of(item.meeting)
    if paper is None:
        return reverse("meetings:item_note", args=[slug, item.pk])
    return reverse("meetings:page_note", args=[slug, paper.pk, page])


def slug_of(meeting: Meeting) -> str:
    """The agreement in an address."""
    slug: str = meeting.body.agreement.slug
    return slug


def rows(actor: Actor, meeting: Meeting) -> list[dict[str, Any]]:
    """Everything this person wrote about a meeting, each with where it stands and the way to it."""
    return [
        {"note": note, "where": where(note), "address": way_to(note, meeting)} for note in own_notes(actor, meeting)
    ]


def where(note: Note) -> str:
    """Punt 3: Begroting, or with the paper and its page."""
    place = f"Punt {note.item.position}: {note.item.title}"
    return f"{place}, {note.paper.title}, blz. {note.page}" if note.paper else place


def way_to(note: Note, meeting: Meeting) -> str:
    """The page on which the note was written."""
    slug = slug_of(meeting)
    if note.paper_id is None:
        return reverse("meetings:item_detail", args=[slug, note.item_id]) + "#notitie"
    return reverse("meetings:paper_page", args=[slug, note.paper_id, note.page]) + "#notitie"
