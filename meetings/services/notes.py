"""Keeping a note. No entry in the audit trail for what is nobody's business: only sharing is recorded."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from meetings.models import AgendaItem, Paper
from meetings.models.notes import Note
from twente.core import audit
from twente.core.models import Party, User
from twente.core.refusals import StaleVersion


@dataclass(frozen=True)
class Place:
    """Where a note stands: at an item, or at a page (from 1) of one of its papers."""

    item: AgendaItem
    paper: Paper | None = None
    page: int | None = None


class NoteConflict(StaleVersion):
    """The same person saved another text from another device; `theirs` is what was saved."""

    sentence = "U hebt deze notitie intussen ergens anders gewijzigd. Hieronder staan beide teksten."

    def __init__(self, theirs: Note) -> None:
        super().__init__()
        self.theirs = theirs


@transaction.atomic
def save_note(*, place: Place, text: str, shared: str, party: Party | None, seen: int, by: User, now: datetime) -> Note:
    """Keep the text at this place; `seen` is the version that was on the screen, 0 for none. Raises NoteConflict."""
    spot = {"owner": by, "item": place.item, "paper": place.paper, "page": place.page}
    Note.objects.bulk_create([Note(**spot, saved_at=now)], ignore_conflicts=True)
    note = Note.objects.select_for_update(no_key=True).get(**spot)
    with_party = party if shared == Note.Shared.PARTY else None
    if (note.text, note.shared, note.party) == (text, shared, with_party):
        return note
    if note.version != seen:
        raise NoteConflict(note)
    told = note.shared != shared
    note.text, note.shared, note.party = text, shared, with_party
    note.version, note.saved_at = note.version + 1, now
    note.save(update_fields=["text", "shared", "party", "version", "saved_at"])
    if told:
        agreement = place.item.meeting.body.agreement
        audit.record(agreement=agreement, by=by, at=now, action="note_shared", target=note, detail={"with": shared})
    return note
