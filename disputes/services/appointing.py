"""The chair appoints who serves in one file, when secretary and deputies cannot (R14)."""

import uuid
from datetime import datetime

from django.db import transaction

from disputes.models import Dispute, Fact
from disputes.rules.facts import Kind
from disputes.selectors.access import APPOINTED
from disputes.selectors.appointing import candidates, to_appoint
from disputes.selectors.people import chairs
from disputes.selectors.state import standing
from disputes.services.locking import lock
from disputes.services.recording import Event, kept
from disputes.services.refusals import NotPossible, NotThisDispute
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.refusals import Forbidden, StaleVersion


@transaction.atomic
def appoint_deputy(
    *, dispute: Dispute, person: User, reason: str, seen: int, key: uuid.UUID, by: User, now: datetime
) -> Fact:
    """From now on this person serves as secretary in this one file, signs its letters, and sees no other file.

    Raises Forbidden for who does not chair, StaleVersion, NotPossible while somebody else can serve, NotThisDispute.
    """
    locked = lock(dispute)
    known = Fact.objects.filter(form_key=key, dispute=locked).first()
    if known is not None:
        return known
    found = standing(locked, day_of(now))
    if by not in chairs(locked, found.today):
        raise Forbidden
    if locked.version != seen:
        raise StaleVersion
    if not to_appoint([found]):
        raise NotPossible("De secretaris of een plaatsvervanger kan dit geschil behandelen.")
    if person not in [user for user, _ in candidates(found)]:
        raise NotThisDispute("Kies iemand die voor geen van de betrokken partijen werkt.")
    event = Event(Kind.SECRETARY, found.today, reason, person=person, detail=dict(APPOINTED))
    return kept(found, event, key=key, by=by, now=now)
