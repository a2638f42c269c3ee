"""The calendar of one person: meetings and deadlines of every agreement that this person takes part in."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings

from meetings.feeds import Deadline, calendar_of, deadline_events, meeting_events
from meetings.models import CalendarFeed
from twente.core.permissions import Actor
from twente.home import desk

BACK = timedelta(days=366)
"""How long a meeting that is over stays in the calendar."""


def calendar_for(feed: CalendarFeed, actors: list[Actor], now: datetime) -> bytes:
    """The whole calendar. The same rows give the same bytes, so that an unchanged calendar is not sent again."""
    stamp, site = feed.made_at, settings.SITE_URL
    events = [event for actor in actors for event in meeting_events(actor, since=now - BACK, stamp=stamp, site=site)]
    return calendar_of([*events, *deadline_events(deadlines(actors, now), stamp=stamp)])


def deadlines(actors: Iterable[Actor], now: datetime) -> list[Deadline]:
    """What the desk of this person asks, by its act alone: titles of votes and papers stay inside."""
    actors = list(actors)
    names = {actor.agreement.slug: actor.agreement.short_name for actor in actors if actor.agreement}
    found = {}
    for row in desk.rows_of(actors, now):
        key = hashlib.sha256(f"{row.asked.url} {row.asked.action_label}".encode()).hexdigest()[:32]
        title = f"{row.asked.action_label}, {names.get(row.slug, '')}"
        address = settings.SITE_URL + row.asked.url
        found[key] = Deadline(f"{key}@bestuurlijk-overleg", row.asked.due_on, title, address)
    return list(found.values())
