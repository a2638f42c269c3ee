"""Freezing minutes: what must be there first, and what goes into the public part or the annex (BOK-5.6, 8h)."""

from datetime import date, datetime

from meetings.models import Minutes
from meetings.rules import annex as annexes
from meetings.rules import minutes as rules
from meetings.wording import minutes as wording
from twente.core.dates import day_of
from twente.core.refusals import Refusal


class MinutesNotReady(Refusal):
    """Something is missing before the overleg can adopt the minutes; the sentence says what."""


class ConfidentialInPublic(Refusal):
    """What few may read never comes into the document that everybody gets; the sentence names the items."""


def split(minutes: Minutes, content: rules.Content, closed: set[int]) -> None:
    """Freeze the public content and the annex, each with its fingerprint. Raises ConfidentialInPublic."""
    minutes.content, minutes.annex = annexes.public_part(content, closed), annexes.annex_of(content, closed)
    nothing_leaks(minutes)
    minutes.sha256 = rules.fingerprint(minutes.content)
    minutes.annex_sha256 = rules.fingerprint(minutes.annex) if minutes.annex else ""


def nothing_leaks(minutes: Minutes) -> None:
    """Raises ConfidentialInPublic when the public content holds anything of the annex."""
    if minutes.content is not None and (numbers := annexes.leaks(minutes.content, minutes.annex)):
        raise ConfidentialInPublic(wording.leaks(numbers))


def check_ready(content: rules.Content, checks: tuple[rules.Check, ...], *, on: date, now: datetime) -> None:
    """Raise MinutesNotReady with everything that is missing in one sentence after another."""
    missing = rules.blocking(checks)
    if missing:
        raise MinutesNotReady(" ".join(wording.to_do(check) for check in missing))
    meeting_day = day_of(wording.moment_in(content["meeting"]["starts_at"]))
    day = rules.adoption_day(on, meeting_day=meeting_day, today=day_of(now))
    if not day.passed:
        raise MinutesNotReady(wording.day_problem(day, meeting_day))
