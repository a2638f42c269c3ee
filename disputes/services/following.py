"""What follows from a fact in the same transaction: shares of a cost, an announcement to all parties."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db.models import Max

from disputes.models import Announcement, CostShare, Fact
from disputes.rules.costs import agreed, by_agreement, shares
from disputes.rules.course import MEDIATION
from disputes.rules.facts import Kind
from disputes.selectors.state import Standing
from disputes.services import mailing
from disputes.services.refusals import NotShared
from twente.core import audit
from twente.core.models import Agreement, User

Follow = Callable[[Standing, Fact, User, datetime], None]


def share_cost(found: Standing, fact: Fact, by: User, now: datetime) -> None:
    """Keep what each party involved pays: equally, rest cents for the first, or as they agreed (BOK-13.6, R21).

    Raises NotShared.
    """
    parties = [row.party_id for row in sorted(found.parties, key=lambda row: row.party.position)]
    divided: Mapping[int, int] | None = shares(found.course[MEDIATION].step, fact.cents or 0, parties)
    if by_agreement(found.choices):
        divided = agreed(fact.detail, fact.cents or 0, parties)
    if divided is None:
        raise NotShared
    CostShare.objects.bulk_create(CostShare(fact=fact, party_id=party, cents=cents) for party, cents in divided.items())


def announce(found: Standing, fact: Fact, by: User, now: datetime) -> None:
    """Keep what is told to all parties, under a number of its own, and tell them (BOK-13.3)."""
    agreement = found.dispute.agreement
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    numbers = Announcement.objects.filter(agreement=agreement, year=fact.on.year)
    announcement = Announcement.objects.create(
        dispute=found.dispute,
        agreement=agreement,
        year=fact.on.year,
        number=(numbers.aggregate(last=Max("number"))["last"] or 0) + 1,
        text=fact.text or found.of(Kind.SOLUTION)[-1].text,
        announced_on=fact.on,
        announced_by=by,
        announced_at=now,
    )
    mailing.tell_outcome(announcement, now=now)
    audit.record(agreement=agreement, by=by, at=now, action="dispute_outcome_told", target=announcement)


FOLLOWS: Mapping[Kind, Follow] = {Kind.COST: share_cost, Kind.ANNOUNCEMENT: announce}
