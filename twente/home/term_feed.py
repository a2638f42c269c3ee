"""The terms of one person as a calendar to subscribe to: days under names that stay, and a count of their moves."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from icalendar import Event

from meetings.feeds import base, calendar_of
from meetings.models import CalendarFeed, CalendarTerm
from meetings.services.feed_terms import note_days
from twente.core.dates import day_of
from twente.core.permissions import Actor
from twente.home import terms

BACK = timedelta(days=31)
"""How long a term that has passed stays in the calendar."""


def terms_for(feed: CalendarFeed, actors: Iterable[Actor], now: datetime) -> bytes:
    """The whole calendar. Unchanged terms give the same bytes, so that it is not sent again."""
    oldest = day_of(now) - BACK
    rows = [row for row in terms.listed(actors, now) if row.term.done_on is None and row.term.day >= oldest]
    named = dict(zip(names(rows), rows, strict=True))
    kept = note_days(feed=feed, days={uid: row.term.day for uid, row in named.items()}, now=now)
    return calendar_of(event_of(uid, row, kept[uid]) for uid, row in named.items())


def names(rows: Iterable[terms.Row]) -> list[str]:
    """A name for each term that stays when its day moves: without the day that some rooms put behind their key."""
    full = [
        (f"{row.slug}:{row.term.key}", f"{row.slug}:{row.term.key}".removesuffix(f":{row.term.day}")) for row in rows
    ]
    often = Counter(short for _, short in full)
    return [short if often[short] == 1 else long for long, short in full]


def event_of(uid: str, row: terms.Row, kept: CalendarTerm) -> Event:
    """One term as a day that leaves the calendar free; of a dispute its number and step, as in the list."""
    event = base(f"{uid}@bestuurlijk-overleg", kept.changed_at, settings.SITE_URL + row.term.url)
    event.add("sequence", kept.sequence)
    event.add("last-modified", kept.changed_at)
    event.add("dtstart", row.term.day)
    event.add("summary", ", ".join(filter(None, [row.term.title, row.agreement])))
    event.add("transp", "TRANSPARENT")
    return event
