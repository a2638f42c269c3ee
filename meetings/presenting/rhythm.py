"""The rhythm of every body, this year and the next."""

from collections.abc import Iterator

from meetings.models import Meeting
from meetings.rules import reach
from meetings.selectors.meetings import not_off
from twente.core.agreement import Body
from twente.core.dates import day_of
from twente.core.permissions import Actor
from twente.core.selectors import NoVersionInForce, rulebook_on


def outlooks(actor: Actor) -> Iterator[tuple[int, Body, reach.Outlook]]:
    """Year, body and what its rhythm still allows, for bodies that have one; one read of meetings."""
    if actor.agreement is None:
        return
    try:
        bodies = [body for body in rulebook_on(actor.agreement, actor.on).bodies if body.rhythm]
    except NoVersionInForce:
        return
    planned = not_off(Meeting.objects.filter(body__agreement=actor.agreement, starts_at__year__gte=actor.on.year))
    days = [(key, day_of(starts_at)) for key, starts_at in planned.values_list("body__key", "starts_at")]
    for year in (actor.on.year, actor.on.year + 1):
        for body in bodies:
            if body.rhythm:
                mine = [day for key, day in days if key == body.key]
                yield year, body, reach.outlook(body.rhythm, mine, year=year, today=actor.on)
