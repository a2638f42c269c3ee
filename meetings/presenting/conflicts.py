"""What somebody should know before a meeting is planned on a day: conflicts, and the days that follow from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from meetings.models import Body, Meeting
from meetings.rules import year as year_rules
from meetings.selectors.meetings import not_off
from meetings.wording import conflicts as wording
from meetings.wording.year import gauge_sentence
from twente.core.agreement import Rhythm
from twente.core.dates import clock_time, day_of
from twente.core.selectors import rulebook_on


@dataclass(frozen=True)
class Wanted:
    """A day, and hours when they are known, on which a body would meet; `instead_of` is the meeting that moves."""

    body: Body
    day: date
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    instead_of: int = 0


@dataclass(frozen=True)
class Conflicts:
    """Sentences: what speaks against the day, and what it does to the rhythm. Never a refusal."""

    warnings: Sequence[str]
    rhythm: str


def conflicts(wanted: Wanted, today: date) -> Conflicts:
    """Look at the calendar, the other meetings of the year and the rhythm; one read of meetings."""
    around = not_off(Meeting.objects.filter(body__agreement=wanted.body.agreement_id))
    others = list(around.exclude(pk=wanted.instead_of).select_related("body").order_by("starts_at", "pk"))
    papers = year_rules.due_dates(wanted.day)["papers"]
    found = [*wording.of_day(wanted.day), *wording.of_preparation(wanted.day, papers, today)]
    found += [sentence for other in others if (sentence := overlap(wanted, other))]
    same_body = [other for other in others if other.body_id == wanted.body.pk and not overlap(wanted, other)]
    near = [wording.of_neighbour(wanted.body.name, wanted.day, day_of(other.starts_at)) for other in same_body]
    mine = [day_of(other.starts_at) for other in others if other.body_id == wanted.body.pk]
    return Conflicts([*found, *filter(None, near)], rhythm_sentence(wanted, mine))


def overlap(wanted: Wanted, other: Meeting) -> str:
    """Another meeting at the same time; with the hours unknown, nothing."""
    if wanted.starts_at is None or wanted.ends_at is None:
        return ""
    if other.starts_at >= wanted.ends_at or other.ends_at <= wanted.starts_at:
        return ""
    return f"Op hetzelfde moment is er al een vergadering: {other.body.name.lower()}, {clock_time(other.starts_at)}."


def rhythm_sentence(wanted: Wanted, days: Sequence[date]) -> str:
    """What the day does to the rhythm of the body, if it has one."""
    rhythm = rhythm_of(wanted.body, wanted.day)
    if rhythm is None:
        return ""
    year = wanted.day.year
    before, after = (year_rules.lack(rhythm, held, year) for held in (days, [*days, wanted.day]))
    return wording.of_rhythm(before.missing, after.missing, gauge_sentence(after, rhythm, year), year)


def rhythm_of(body: Body, on: date) -> Rhythm | None:
    """How often the body meets, by the rulebook of a day."""
    rules = rulebook_on(body.agreement, on).bodies
    return next((rule.rhythm for rule in rules if rule.key == body.key), None)
