"""The facts behind the checklist of a meeting."""

from collections.abc import Iterable
from datetime import date

from meetings import rules, selectors
from meetings.models import AgendaItem, AgendaVersion, Meeting, Minutes
from meetings.presenting.readying import gaps_of
from meetings.selectors import bodies as reads
from meetings.selectors.planning import by_hand, due_days
from twente.core.dates import day_of
from twente.core.selectors import parties_of


def readiness(meeting: Meeting, items: Iterable[AgendaItem]) -> rules.Readiness:
    """The facts behind the checklist; `items` come with their decisions."""
    listed = list(items)
    latest = selectors.latest_version(meeting)
    on = day_of(meeting.starts_at)
    treated = [item for item in listed if not item.disposal]
    deciding = [item for item in treated if item.status == AgendaItem.Status.DECIDE]
    seats, taken = (members if meeting.body.by_members else mandates)(meeting, on)
    return rules.Readiness(
        meets_on=on,
        items=len(listed),
        minutes_planned=sum(item.minutes_planned for item in treated),
        minutes_available=int((meeting.ends_at - meeting.starts_at).total_seconds()) // 60,
        waiting_for_admission=sum(item.admission == AgendaItem.Admission.REQUESTED for item in treated),
        versions=latest.number if latest else 0,
        changed_since=latest is not None and is_changed(meeting, latest),
        seats=seats,
        taken=taken,
        by_members=meeting.body.by_members,
        state=meeting.state,
        decided=sum(bool(item.decisions.all()) for item in deciding),
        to_decide=len(deciding),
        gaps=len(gaps_of(meeting, listed)),
        send_by=due_days(meeting)["sent"],
        chosen="sent" in by_hand(meeting),
        minutes_adopted=Minutes.objects.filter(meeting=meeting, state=Minutes.State.ADOPTED).exists(),
    )


def is_changed(meeting: Meeting, sent: AgendaVersion) -> bool:
    """Whether the agenda that was sent last differs from what stands; once held there is nothing left to send."""
    held = meeting.state == Meeting.State.HELD
    return not held and sent.sha256 != rules.digest(selectors.agenda_content(meeting))


def mandates(meeting: Meeting, on: date) -> tuple[int, int]:
    """How many parties there are, and for how many somebody speaks (BOK-1f)."""
    return parties_of(meeting.body.agreement, on).count(), len(selectors.voters(meeting=meeting, on=on))


def members(meeting: Meeting, on: date) -> tuple[int, int]:
    """How many places the body has, and how many members fill one on the day of the meeting (BOK-7.3, UHO-1g)."""
    body = meeting.body
    known = reads.filling_a_seat(reads.members_on(body, on))
    empty = max(len(reads.without_member(body, known, on)), reads.too_few_parties(body, known, on))
    return len(known) + empty, len(known)
