"""A mandate that was recorded wrongly, or passes on: the old one ends, a new one begins; nothing is erased (BOK-1f)."""

from datetime import date, datetime, timedelta

from django.db import transaction

from twente.core.models import Mandate, User
from twente.partnership.services import end_mandate, record_mandate


@transaction.atomic
def replace_mandate(
    *, mandate: Mandate, user: User, since: date, until: date | None, document: str, by: User, now: datetime
) -> Mandate:
    """Somebody else from a day on; what was done under the old mandate keeps pointing at it. Both or neither.

    Raises MandateEnded when the day is not after the first day of the old one, MandateUsed, NotAParty,
    core.MandateOverlaps.
    """
    end_mandate(mandate=mandate, last_day=since - timedelta(days=1), by=by, now=now)
    return record_mandate(
        agreement=mandate.agreement,
        party=mandate.party,
        user=user,
        since=since,
        until=until,
        document=document,
        by=by,
        now=now,
    )
