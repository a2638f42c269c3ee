"""When somebody is told about a term: ahead, on the last days, once a right opens, once it has passed."""

from datetime import date, timedelta

from disputes.rules.course import Deadline
from twente.core.holidays import working_day_on_or_before

AHEAD, NEAR, LATE_FOR = timedelta(days=7), timedelta(days=1), timedelta(days=7)
WEEK, LAST, OPENS, PASSED = "week", "laatste", "opent", "voorbij"


def milestone(deadline: Deadline, today: date) -> str:
    """The one thing to tell today, the latest only: after an outage nobody gets the earlier ones; empty for nothing.

    The last one comes on a working day, the day before at the latest. A right that opened is told of however late
    that is found out: it stays open.
    """
    last, opens = deadline.last_day, deadline.opens_on
    if opens is not None:
        return OPENS if opens <= today else ""
    if last is None:
        return ""
    if last < today:
        return PASSED if today <= last + LATE_FOR else ""
    if working_day_on_or_before(last - NEAR) <= today:
        return LAST
    return WEEK if last - AHEAD <= today else ""
