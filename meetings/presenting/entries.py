"""The quick entries at the table: which there are, their forms, and how each is recorded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse

from meetings import selectors
from meetings.forms.entries import ActionEntryForm, AtTheTable, QuickDecisionForm, StatementEntryForm
from meetings.models import Action, AgendaItem
from meetings.services.actions import record_action, record_statement
from meetings.services.decisions import decide_at_table
from twente.core.dates import day_of
from twente.core.models import Party, User
from twente.core.selectors import parties_of

Record = Callable[[AgendaItem, Any, User, datetime], str]


@dataclass(frozen=True)
class Entry:
    """A kind of quick entry: its word, icon, form, and what records it; `record` answers with the sentence to show."""

    word: str
    icon: str
    form: Callable[..., Any]
    record: Record


def decided(item: AgendaItem, form: QuickDecisionForm, by: User, now: datetime) -> str:
    """A decision without a vote."""
    row = decide_at_table(item=item, by=by, now=now, **form.cleaned_data)
    return f"Besluit {row.year}-{row.number} is vastgelegd."


def agreed(item: AgendaItem, form: ActionEntryForm, by: User, now: datetime) -> str:
    """An action."""
    key = form.cleaned_data["key"]
    record_action(item=item, details=form.details(Action.Kind.ACTION), key=key, by=by, now=now)
    return "Het actiepunt is vastgelegd."


def promised(item: AgendaItem, form: ActionEntryForm, by: User, now: datetime) -> str:
    """A promise."""
    key = form.cleaned_data["key"]
    record_action(item=item, details=form.details(Action.Kind.PROMISE), key=key, by=by, now=now)
    return "De toezegging is vastgelegd."


def declared(item: AgendaItem, form: StatementEntryForm, by: User, now: datetime) -> str:
    """A statement; without a name it is of whoever speaks for the party."""
    data, party = form.cleaned_data, form.spoken_for()
    speaker = data["speaker"]
    if party is not None and not speaker:
        seated = selectors.attendances_at(meeting=item.meeting, at=now).filter(party=party).first()
        speaker = seated.user.name if seated else party.short_name
    record_statement(item=item, speaker=speaker, party=party, text=data["text"], key=data["key"], by=by, now=now)
    return "De verklaring is vastgelegd."


ENTRIES = {
    "besluit": Entry("Besluit", "gavel", QuickDecisionForm, decided),
    "actiepunt": Entry("Actiepunt", "list-check", ActionEntryForm, agreed),
    "toezegging": Entry("Toezegging", "message", ActionEntryForm, promised),
    "verklaring": Entry("Verklaring", "blockquote", StatementEntryForm, declared),
}
"""Word in the address → the entry."""


@dataclass(frozen=True)
class EntryForm:
    """An entry with its form on the page; `opened` when it came back with something to correct."""

    key: str
    entry: Entry
    form: forms.Form
    address: str
    opened: bool


def at_the_table(item: AgendaItem, now: datetime, parties: Sequence[Party] = ()) -> AtTheTable:
    """Whom an entry of this item can name; `parties` when the page knows them already."""
    agreement, on = item.meeting.body.agreement, day_of(now)
    people = selectors.recipients_of(agreement=agreement, body=item.meeting.body, on=on)
    return AtTheTable(tuple(parties or parties_of(agreement, on)), tuple(people), on)


def filled(key: str, data: Any, table: AtTheTable) -> Any:
    """The form of an entry with what came in; its fields have names of their own on a page with four forms."""
    return ENTRIES[key].form(data, at_the_table=table, auto_id=f"{key}-%s")


def entry_forms(item: AgendaItem, table: AtTheTable, returned: tuple[str, forms.Form] | None = None) -> list[EntryForm]:
    """All entries for this item, empty; but the one that came back as it was filled in."""
    slug = item.meeting.body.agreement.slug
    found = []
    for key, entry in ENTRIES.items():
        back = returned[1] if returned and returned[0] == key else None
        address = reverse("meetings:entry_create", args=[slug, item.pk, key])
        found.append(EntryForm(key, entry, back or filled(key, None, table), address, back is not None))
    return found
