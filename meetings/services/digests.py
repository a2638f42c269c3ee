"""The mail of the day: at most one per person, with what is new since the last one, and a way to stop each kind."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from meetings.models import MailDigest, MailStop
from meetings.selectors.members import stopped
from meetings.selectors.news import News, news_of
from meetings.wording import news as wording
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.permissions import actor_for
from twente.core.selectors import agreements_of
from twente.outbox.choosing.links import choices_address, one_click, stop_address
from twente.outbox.services import queue_message

EVERYTHING = "alles"
"""In a signed link: every kind at once."""
FIRST = timedelta(days=1)
"""How far back the first mail of a person looks."""


@transaction.atomic
def send_digest(*, user: User, now: datetime) -> bool:
    """Queue the mail of today for one person, if there is news; whether there was. Again on the same day: nothing.

    What happened while the worker was away is told in the next mail, once.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    covered, _ = MailDigest.objects.get_or_create(user=user, defaults={"covered_until": now - FIRST})
    if day_of(covered.covered_until) >= day_of(now):
        return False
    since, covered.covered_until = covered.covered_until, now
    covered.save(update_fields=["covered_until"])
    refused = stopped(user)
    found = [
        (news, agreement.slug)
        for agreement in agreements_of(user, day_of(now))
        for news in news_of(actor_for(user, agreement, day_of(now)), since=since, now=now)
        if news.kind not in refused
    ]
    if not found:
        return False
    mail(user=user, found=found, now=now)
    return True


def mail(*, user: User, found: Sequence[tuple[News, str]], now: datetime) -> None:
    """Put the mail in the outbox, with the headers by which a mail program stops it in one click (RFC 8058)."""
    parts = [(kind, rows, stop_address(user.pk, kind)) for kind in wording.HEADINGS if (rows := rows_of(found, kind))]
    queue_message(
        agreement=None,
        key=f"digest:{user.pk}:{day_of(now)}",
        kind="digest",
        recipient=user.email,
        subject=wording.subject(len(found)),
        body=wording.body(name=user.name, parts=parts, settings=choices_address()),
        headers=one_click(user.pk, EVERYTHING),
        now=now,
    )


def rows_of(found: Iterable[tuple[News, str]], kind: str) -> list[tuple[str, str]]:
    """The sentences of one kind with the address of their page."""
    return [
        (news.sentence, settings.SITE_URL + reverse(news.page, args=[slug, news.about]))
        for news, slug in found
        if news.kind == kind
    ]


@transaction.atomic
def choose_mails(*, user: User, wanted: Iterable[str], now: datetime) -> None:
    """From now on the person gets exactly these kinds."""
    kinds = set(wanted)
    MailStop.objects.filter(user=user, kind__in=kinds).delete()
    for kind in MailStop.Kind.values:
        if kind not in kinds:
            MailStop.objects.get_or_create(user=user, kind=kind, defaults={"stopped_at": now})


def stop_mails(*, user: User, kinds: Iterable[str], now: datetime) -> None:
    """The person gets these kinds no more; again changes nothing."""
    for kind in kinds:
        MailStop.objects.get_or_create(user=user, kind=kind, defaults={"stopped_at": now})
