"""What a sample is, and the invented things that samples speak of."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse

from twente.core.dates import AMSTERDAM
from twente.core.models import Agreement

BODY, PLACE, TOPIC = "Bestuurlijk overleg", "stadhuis Enschede, raadzaal", "Koers van de samenwerking"
ABSENT, PRESENT = "A. Voorbeeld", "B. Proef"
"""People who do not exist."""


@dataclass(frozen=True)
class Sample:
    """One mail: `kind` as the outbox calls it, `name` in the address of its preview, `label` in the list."""

    kind: str
    name: str
    label: str
    subject: str
    body: str


def in_weeks(now: datetime, weeks: int) -> datetime:
    """Ten o'clock in Amsterdam, so many weeks from now."""
    return (now.astimezone(AMSTERDAM) + timedelta(weeks=weeks)).replace(hour=10, minute=0, second=0, microsecond=0)


def day_in(now: datetime, weeks: int) -> date:
    """The day so many weeks from now."""
    return in_weeks(now, weeks).date()


def page(agreement: Agreement, name: str = "home:agreement") -> str:
    """The page that a sample leads to: one that exists and says nothing that its reader may not know."""
    return settings.SITE_URL + reverse(name, args=[agreement.slug])
