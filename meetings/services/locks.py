"""Locks come first: the agreement for numbers, the meeting for everything that happens in it."""

from django.db.models import F

from meetings.models import AgendaItem, Meeting
from twente.core.models import Agreement
from twente.core.refusals import Refusal


class MeetingOver(Refusal):
    """A meeting that was held stands as it was."""

    sentence = "Deze vergadering is gehouden. De agenda en de aanwezigheid staan vast."


class NotOpen(Refusal):
    """Items are taken, pauses made and meetings closed while the meeting is open."""

    sentence = "Deze vergadering is niet geopend."


class MeetingOff(Refusal):
    """A meeting that was called off stands as it was; its items can be carried to another one."""

    sentence = "Deze vergadering is afgelast. U kunt er niets meer aan wijzigen."


def lock_agreement(item: AgendaItem) -> Agreement:
    """Nobody else hands out numbers under this agreement until the transaction ends."""
    return Agreement.objects.select_for_update(no_key=True).get(bodies__meetings__items=item)


def lock_meeting(meeting: Meeting) -> Meeting:
    """The meeting as it is now, kept still until the transaction ends."""
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("body__agreement")
    return rows.get(pk=meeting.pk)


def lock_item(item: AgendaItem) -> AgendaItem:
    """The item as it is now, with its meeting kept still."""
    meeting = lock_meeting(item.meeting)
    locked = AgendaItem.objects.get(pk=item.pk)
    locked.meeting = meeting
    return locked


def not_held(meeting: Meeting) -> None:
    """Raises MeetingOver, MeetingOff."""
    if meeting.state == Meeting.State.HELD:
        raise MeetingOver
    if meeting.state == Meeting.State.CANCELLED:
        raise MeetingOff


def lock_open(meeting: Meeting) -> Meeting:
    """The locked meeting while it runs. Raises NotOpen."""
    locked = lock_meeting(meeting)
    if locked.state != Meeting.State.OPEN:
        raise NotOpen
    return locked


def changed(meeting_id: int) -> None:
    """Let everybody who follows the meeting see the new state: one number that only rises."""
    Meeting.objects.filter(pk=meeting_id).update(version=F("version") + 1)
