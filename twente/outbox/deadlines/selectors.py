"""Reads of the watched terms: how many there are, and when somebody is next told about one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min

from twente.core.models import Agreement
from twente.outbox.deadlines.models import Deadline


@dataclass(frozen=True)
class Watched:
    """How many terms of an agreement the sweep watches, and the next day (Amsterdam) on which it tells somebody."""

    count: int
    next_on: date | None


def watched(agreement: Agreement) -> Watched:
    """Open terms only; one read."""
    rows = Deadline.objects.filter(agreement=agreement, closed_at=None)
    found = rows.aggregate(count=Count("pk"), next_on=Min("look_on"))
    return Watched(found["count"], found["next_on"])
