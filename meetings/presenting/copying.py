"""Last year's meetings beside the days that are proposed for the new year."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from meetings.forms.copying import DayOffer
from meetings.models import Meeting
from meetings.presenting.conflicts import Wanted, conflicts
from meetings.rules.copying import proposed
from meetings.selectors import meetings_for
from meetings.selectors.meetings import not_off
from meetings.services.copying import key_of
from twente.core.dates import day_of, full_date
from twente.core.permissions import Actor


@dataclass(frozen=True)
class OfferRow:
    """A proposed day with what speaks against it; `planned` is the meeting that was made of it earlier."""

    form: DayOffer
    warnings: list[str]
    planned: str


def offers(actor: Actor, year: int, today: date, sent: QueryDict | None = None) -> list[OfferRow]:
    """A row for every meeting of the year before that was not called off."""
    known = not_off(meetings_for(actor)).order_by("starts_at", "pk")
    patterns = list(known.filter(starts_at__year=year - 1))
    planned = list(known.filter(starts_at__year=year))
    made = {meeting.form_key: day_of(meeting.starts_at) for meeting in planned}
    taken = [(meeting.body_id, day_of(meeting.starts_at)) for meeting in planned]
    rows = []
    for pattern in patterns:
        day = proposed(year, day_of(pattern.starts_at), [day for body, day in taken if body == pattern.body_id])
        taken.append((pattern.body_id, day))
        rows.append(offer(pattern, day, made.get(key_of(pattern, year)), today=today, sent=sent))
    return rows


def offer(pattern: Meeting, day: date, made: date | None, *, today: date, sent: QueryDict | None) -> OfferRow:
    """One row; a day that is over, or that was accepted before, is not ticked."""
    form = DayOffer(
        None if made else sent,
        pattern=pattern,
        year=day.year,
        initial={"accept": made is None and day >= today, "day": day},
    )
    warnings = [] if made else conflicts(Wanted(pattern.body, day), today).warnings
    return OfferRow(form, list(warnings), f"Staat op {full_date(made)}." if made else "")


def copy_page(actor: Actor, year: int, rows: list[OfferRow]) -> dict[str, Any]:
    """The page of a new year."""
    return {"year": year, "before": year - 1, "rows": rows, "any": any(not row.planned for row in rows)}
