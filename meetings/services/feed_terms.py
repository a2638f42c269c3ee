"""Which day a term had in somebody's calendar, so that a move is told as one (RFC 5545, 3.8.7.4)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from meetings.models import CalendarFeed, CalendarTerm


@transaction.atomic
def note_days(*, feed: CalendarFeed, days: Mapping[str, date], now: datetime) -> dict[str, CalendarTerm]:
    """Keep the day of each term; one that moved counts one further. Terms that are gone are forgotten.

    Reading twice at once is safe: the address is locked. Unchanged terms write nothing.
    """
    CalendarFeed.objects.select_for_update(no_key=True).get(pk=feed.pk)
    known = {row.uid: row for row in CalendarTerm.objects.filter(feed=feed)}
    new = [CalendarTerm(feed=feed, uid=uid, day=day, changed_at=now) for uid, day in days.items() if uid not in known]
    moved = [row for uid, row in known.items() if uid in days and row.day != days[uid]]
    for row in moved:
        row.day, row.sequence, row.changed_at = days[row.uid], row.sequence + 1, now
    gone = [row.pk for uid, row in known.items() if uid not in days]
    CalendarTerm.objects.bulk_create(new)
    CalendarTerm.objects.bulk_update(moved, ["day", "sequence", "changed_at"])
    if gone:
        CalendarTerm.objects.filter(pk__in=gone).delete()
    return known | {row.uid: row for row in new}
