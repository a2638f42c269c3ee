"""Reads for one person: the secret calendar address, and when this person last looked at a meeting."""

from collections.abc import Iterable
from datetime import datetime

from meetings.models import CalendarFeed, MailStop, Meeting, MeetingLook
from twente.core.models import User


def feed_of(user: User) -> CalendarFeed | None:
    """The address that works now."""
    return CalendarFeed.objects.filter(user=user, revoked_at__isnull=True).first()


def feed_by(token_sha256: str) -> CalendarFeed | None:
    """The address with this secret, by its hash; a revoked one is as unknown as one that was never made."""
    feeds = CalendarFeed.objects.filter(token_sha256=token_sha256, revoked_at__isnull=True)
    return feeds.select_related("user").first()


def looks_of(user: User, meetings: Iterable[Meeting]) -> dict[int, datetime]:
    """Meeting id → when this person last opened it."""
    return dict(MeetingLook.objects.filter(user=user, meeting__in=list(meetings)).values_list("meeting_id", "at"))


def stopped(user: User) -> frozenset[str]:
    """The kinds of news that this person does not want by mail."""
    return frozenset(MailStop.objects.filter(user=user).values_list("kind", flat=True))
