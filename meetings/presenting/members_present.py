"""What the table of a meeting of members shows: who sits in the body, who is there, who gave notice."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from meetings.models import BodyMember, Meeting, MemberAbsence, MemberAttendance
from meetings.presenting import planning
from meetings.presenting.pages import STATES, Pill
from meetings.selectors import bodies as reads
from meetings.wording import bodies as wording
from meetings.wording.phrases import count
from twente.core.dates import day_of
from twente.core.permissions import Actor

GATHERING = (Meeting.State.CONVENED, Meeting.State.OPEN)


@dataclass(frozen=True)
class MemberSeatRow:
    """A member at the table: for whom, since when, or why not."""

    member: BodyMember
    behalf: str
    present: MemberAttendance | None
    absence: MemberAbsence | None
    pill: Pill


def seat_rows(meeting: Meeting, at: datetime) -> list[MemberSeatRow]:
    """Everybody who sits in the body on that day, and who was there; the same number of reads for any number."""
    stays = list(reads.members_present(meeting))
    held = meeting.state == Meeting.State.HELD
    there = {row.member_id: row for row in stays if held or row.left_at is None}
    absent = {row.member_id: row for row in reads.member_absences(meeting)}
    members = list(reads.members_on(meeting.body, day_of(at)))
    left = {row.member_id: row.member for row in stays}
    members += [member for pk, member in left.items() if pk not in {found.pk for found in members}]
    return [seat_row(member, there.get(member.pk), absent.get(member.pk)) for member in members]


def seat_row(member: BodyMember, present: MemberAttendance | None, absence: MemberAbsence | None) -> MemberSeatRow:
    """One member with the words of the pill."""
    parties = [seat.party.short_name for seat in member.seats.all()]
    behalf = wording.behalf(parties, member.organisation, str(member.stands_in_for) if member.stands_in_for else "")
    pill = Pill("Niet aanwezig", "d")
    if present:
        pill = Pill("Aanwezig", "g", "check")
    elif absence:
        pill = Pill("Met kennisgeving afwezig", "", "minus")
    return MemberSeatRow(member, behalf, present, absence, pill)


def counted(rows: list[MemberSeatRow]) -> str:
    """9 leden aanwezig, namens 8 partijen"""
    there = [row for row in rows if row.present]
    parties = {seat.party_id for row in there for seat in row.member.seats.all()}
    return f"{count(len(there), 'lid', 'leden')} aanwezig, namens {count(len(parties), 'partij', 'partijen')}"


def members_page(meeting: Meeting, actor: Actor, at: datetime) -> dict[str, Any]:
    """The table of members and what this person may record."""
    rows = seat_rows(meeting, meeting.closed_at or at)
    return {
        "meeting": meeting,
        "trail": planning.trail(meeting),
        "member_rows": rows,
        "counting": counted(rows),
        "marking": meeting.state in GATHERING and actor.may("attendance_record"),
        "state": STATES[Meeting.State(meeting.state)],
    }
