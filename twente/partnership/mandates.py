"""What rests on a standing mandate: who sat at the table under it, which votes are open while it ends (BOK-1f)."""

from datetime import date

from django.db.models import QuerySet

from meetings.models import Attendance
from twente.core.dates import end_of_day
from twente.core.models import Mandate
from votes.models import Proposal


def used_after(mandate: Mandate, day: date) -> bool:
    """Whether somebody still sat at the table under this mandate after a day."""
    return Attendance.objects.filter(mandate=mandate, arrived_at__gte=end_of_day(day)).exists()


def open_votes_under(mandate: Mandate) -> QuerySet[Proposal]:
    """Votes of the agreement that are open: after the last day only a successor can still vote for the party."""
    meetings = Proposal.objects.filter(item__meeting__body__agreement=mandate.agreement)
    return meetings.filter(state=Proposal.State.OPEN).order_by("pk")
