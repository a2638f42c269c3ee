"""Secret calendar addresses: made and renewed on request, revoked by hand or when somebody takes no part any more."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from meetings.models import CalendarFeed
from twente.core import audit
from twente.core.models import User

USED = timedelta(hours=1)
"""How exactly we keep when an address was last read."""


def hashed(token: str) -> str:
    """What is kept of a secret. It holds 256 random bits, so one round is enough and a look-up tells nothing."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def renew_feed(*, user: User, by: User, now: datetime) -> str:
    """A new secret for a person; the one before stops working. It is given back once and kept nowhere."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    CalendarFeed.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=now)
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(user=user, token_sha256=hashed(token), made_at=now)
    audit.record(agreement=None, by=by, at=now, action="feed_renewed", target=feed)
    return token


@transaction.atomic
def revoke_feed(*, user: User, by: User | None, now: datetime) -> None:
    """The address stops working; without one nothing happens. `by=None`: the person takes no part any more."""
    for feed in CalendarFeed.objects.select_for_update().filter(user=user, revoked_at__isnull=True):
        feed.revoked_at = now
        feed.save(update_fields=["revoked_at"])
        audit.record(agreement=None, by=by, at=now, action="feed_revoked", target=feed)


def note_used(*, feed: CalendarFeed, now: datetime) -> None:
    """A calendar read it; kept to the hour, so that reading often writes seldom."""
    if feed.used_at is None or now - feed.used_at >= USED:
        CalendarFeed.objects.filter(pk=feed.pk).update(used_at=now)
