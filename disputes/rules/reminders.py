"""When somebody is told about a term: ahead, on the last days, once a right opens, once it has passed."""

from datetime import date, timedelta

from disputes.rules.course import Deadline

AHEAD, NEAR, LATE_FOR = timedelta(days=7), timedelta(days=1), timedelta(days=7)
WEEK, LAST, OPENS, PASSED = "week", "laatste", "opent", "voorbij"


def milestone(deadline: Deadline, today: date) -> str:
    """The one thing to tell today, the latest only: after an outage nobody gets the earlier ones; empty for nothing."""
    last, opens = deadline.last_day, deadline.opens_on
    if last is None:
        return ""
    if opens is not None:
        return OPENS if opens <= today <= opens + LATE_FOR else ""
    if last < today:
        return PASSED if today <= last + LATE_FOR else ""
    if last - NEAR <= today:
        return LAST
    return WEEK if last - AHEAD <= today else ""
