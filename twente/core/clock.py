"""The only door to the system clock. Views, tasks and commands read it once and pass the moment down."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """This moment in UTC, moved by CLOCK_OFFSET_SECONDS (tests only, refused in production)."""
    return datetime.now(UTC) + settings.CLOCK_OFFSET


def today() -> date:
    """This day in Amsterdam."""
    return now().astimezone(AMSTERDAM).date()
