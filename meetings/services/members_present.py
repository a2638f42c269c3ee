"""Who is there in a meeting of members: by person, not by party (BOK-7.3)."""

from datetime import datetime

from django.db import transaction

from meetings.models import BodyMember, Meeting, MemberAbsence, MemberAttendance
from meetings.selectors.bodies import members_on
from meetings.services.attendance import gathering
from meetings.services.locks import changed
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.refusals import Refusal


class NotAMember(Refusal):
    """Members of the day sit at the table."""

    status = 422
    sentence = "Deze persoon is vandaag geen lid van dit overleg."


class PartiesSitHere(Refusal):
    """In the overleg parties are present, through who holds their mandate (BOK-5.1)."""

    status = 422
    sentence = "In dit overleg zitten partijen aan tafel. Houd de aanwezigheid per partij bij."


class MemberStillPresent(Refusal):
    """Somebody who sits at the table is not absent."""

    status = 422
    sentence = "Dit lid is aanwezig. Meld eerst het vertrek."


def seated(meeting: Meeting, member: BodyMember, now: datetime) -> Meeting:
    """The locked meeting in which this member may sit. Raises PartiesSitHere, NotAMember, NotConvened, MeetingOver."""
    locked = gathering(meeting)
    if not locked.body.by_members:
        raise PartiesSitHere
    if not members_on(locked.body, day_of(now)).filter(pk=member.pk).exists():
        raise NotAMember
    return locked


@transaction.atomic
def record_member_arrival(*, meeting: Meeting, member: BodyMember, by: User, now: datetime) -> MemberAttendance:
    """A member sits down; twice is once. Raises what `seated` raises."""
    locked = seated(meeting, member, now)
    there = MemberAttendance.objects.filter(meeting=locked, member=member, left_at=None).first()
    if there is not None:
        return there
    MemberAbsence.objects.filter(meeting=locked, member=member).delete()
    row = MemberAttendance.objects.create(meeting=locked, member=member, arrived_at=now)
    changed(locked.pk)
    audit.record(agreement=locked.body.agreement, by=by, at=now, action="member_arrived", target=row)
    return row


@transaction.atomic
def record_member_departure(
    *, meeting: Meeting, member: BodyMember, by: User, now: datetime
) -> MemberAttendance | None:
    """A member leaves the table; None when he or she did not sit there (any more)."""
    locked = gathering(meeting)
    there = MemberAttendance.objects.filter(meeting=locked, member=member, left_at=None).first()
    if there is None:
        return None
    there.left_at = max(now, there.arrived_at)
    there.save(update_fields=["left_at"])
    changed(locked.pk)
    audit.record(agreement=locked.body.agreement, by=by, at=now, action="member_left", target=there)
    return there


@transaction.atomic
def record_member_absence(
    *, meeting: Meeting, member: BodyMember, notice: str, by: User, now: datetime
) -> MemberAbsence:
    """A member said that he or she would not come. Raises MemberStillPresent and what `seated` raises."""
    locked = seated(meeting, member, now)
    if MemberAttendance.objects.filter(meeting=locked, member=member, left_at=None).exists():
        raise MemberStillPresent
    row, _ = MemberAbsence.objects.update_or_create(meeting=locked, member=member, defaults={"notice": notice})
    changed(locked.pk)
    audit.record(agreement=locked.body.agreement, by=by, at=now, action="member_absence_noted", target=row)
    return row
