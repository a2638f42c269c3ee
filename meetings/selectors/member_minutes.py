"""Who was there and who was not, as minutes of a meeting of members keep it: by person, for whom (BOK-7.3)."""

from meetings.models import Meeting
from meetings.rules import minutes as rules
from meetings.selectors.bodies import member_absences, members_on, members_present
from meetings.wording.bodies import behalf
from twente.core.dates import day_of


def present(meeting: Meeting) -> list[rules.Presence]:
    """One line per stay; `ground` is empty, for nobody sits there on a mandate. None in a meeting of parties."""
    if not meeting.body.by_members:
        return []
    return [
        {
            "party": behalf([seat.party.short_name for seat in row.member.seats.all()], row.member.organisation, ""),
            "name": str(row.member),
            "ground": "",
            "substitute": False,
            "arrived_at": row.arrived_at.isoformat(),
            "left_at": row.left_at.isoformat() if row.left_at else "",
        }
        for row in members_present(meeting)
    ]


def absent(meeting: Meeting) -> list[rules.Absentee]:
    """Members of the day who never came, with their notice if they sent one; substitutes and guests are not missed."""
    came = set(members_present(meeting).values_list("member_id", flat=True))
    notices = {row.member_id: row.notice for row in member_absences(meeting)}
    members = members_on(meeting.body, day_of(meeting.starts_at)).exclude(office__in=("guest", "substitute"))
    return [{"party": str(member), "notice": notices.get(member.pk, "")} for member in members if member.pk not in came]
