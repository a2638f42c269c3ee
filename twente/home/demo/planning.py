"""Next year in the demonstration: two meetings that are planned, of which one was called off."""

from datetime import date, datetime, time, timedelta

from meetings.models import Body, Meeting
from meetings.services import MeetingDetails
from meetings.services.cancelling import cancel_meeting
from meetings.services.planning import plan_meeting
from twente.core.dates import moment_of
from twente.home.demo.sessions import WEDNESDAY, key
from twente.home.demo.stage import Stage

MONTHS = {"februari": 2, "mei": 5}


def planned(stage: Stage) -> None:
    """February goes on with a day of its own for the papers; May is called off. There already: nothing happens."""
    _, may = (plan(stage, name) for name in MONTHS)
    if may.state == Meeting.State.CONCEPT:
        cancel_meeting(
            meeting=may,
            reason="Die week is het congres van de gemeenten.",
            seen=may.version,
            by=stage.users["secretaris"],
            now=stage.earlier + timedelta(days=1),
        )


def plan(stage: Stage, name: str) -> Meeting:
    """A meeting on the second Wednesday of a month of next year."""
    starts_at = start(stage, MONTHS[name])
    details = MeetingDetails(starts_at, starts_at + timedelta(hours=2), "stadhuis Hengelo")
    body = Body.objects.filter(agreement=stage.main).order_by("pk")[0]
    papers = starts_at.date() - timedelta(days=15)
    return plan_meeting(
        body=body,
        details=details,
        key=key("planned", name),
        days={"papers": papers},
        by=stage.users["secretaris"],
        now=stage.earlier,
    )


def start(stage: Stage, month: int) -> datetime:
    """Ten o'clock in Amsterdam on that day."""
    first = date(stage.today.year + 1, month, 1)
    return moment_of(first + timedelta(days=(WEDNESDAY - first.weekday()) % 7 + 7), time(10))
