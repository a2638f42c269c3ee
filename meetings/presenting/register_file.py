"""The mandate register as a file for a spreadsheet: one line per mandate or substitution that one may see."""

from collections.abc import Iterator

from meetings.selectors import register as reads
from twente.core.dates import day_of, start_of_day
from twente.core.models import Agreement
from twente.core.permissions import Actor
from twente.core.spreadsheet import Cell, moment

HEADINGS = (
    "Partij",
    "Partijcode",
    "Soort",
    "Wie",
    "Eerste dag",
    "Laatste dag",
    "Agendapunt",
    "Besluit",
    "Vastgelegd door",
    "Vastgelegd op",
)


def rows(actor: Actor, agreement: Agreement) -> Iterator[list[Cell]]:
    """Standing mandates in the fixed order of the parties, then substitutions, the last meeting first."""
    parties = reads.parties_ever(actor)
    history = reads.mandates_ever(agreement, parties)
    for party in parties:
        for row in history[party.pk]:
            until = row.valid_until.isoformat() if row.valid_until else ""
            days = [row.valid_from.isoformat(), until]
            by = [row.document, row.recorded_by.name, moment(row.recorded_at)]
            yield [party.short_name, party.code, "mandaat", row.user.name, *days, None, *by]
    first = min((start_of_day(row.valid_from) for found in history.values() for row in found), default=None)
    for stand_in in reads.substitutions_ever(actor, parties, since=first) if first else ():
        day = day_of(stand_in.meeting.starts_at).isoformat()
        number = stand_in.item.position if stand_in.item else None
        by = [stand_in.document, stand_in.recorded_by.name, moment(stand_in.recorded_at)]
        party = stand_in.party
        yield [party.short_name, party.code, "vervanging", stand_in.user.name, day, day, number, *by]
