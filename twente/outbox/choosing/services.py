"""Choosing the pace of mails about terms, and the overview of the week: once, also after days without a worker."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from twente.core.models import User
from twente.outbox.choosing import links, wording
from twente.outbox.choosing.models import TermPace, WeekOverview
from twente.outbox.choosing.rules import EVERY
from twente.outbox.choosing.selectors import overview_of
from twente.outbox.deadlines.audience import Audience
from twente.outbox.models import Message
from twente.outbox.services import queue_message

KIND = "week_overview"


@transaction.atomic
def choose_pace(*, user: User, pace: str, now: datetime) -> None:
    """From now on the person hears of terms at this pace, or at every milestone; choosing the same changes nothing."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    rows = TermPace.objects.filter(user=user)
    if pace == EVERY:
        rows.delete()
    elif not rows.filter(pace=pace).exists():
        rows.delete()
        TermPace.objects.create(user=user, pace=pace, chosen_at=now)


@transaction.atomic
def send_overview(*, user: User, monday: date, audience: Audience) -> bool:
    """Queue the overview of this week, if there is anything to tell; whether there was. Again in that week: nothing.

    An overview of an earlier week that still waits for the mail server is not sent any more: this one says it all.
    """
    _, first = WeekOverview.objects.get_or_create(user=user, monday=monday)
    if not first:
        return False
    earlier = Message.objects.filter(kind=KIND, key__startswith=f"overview:{user.pk}:", state=Message.State.QUEUED)
    earlier.update(state=Message.State.CANCELLED)
    overview = overview_of(user, audience)
    if not overview.lines:
        return False
    queue_message(
        agreement=None,
        key=f"overview:{user.pk}:{monday}",
        kind=KIND,
        recipient=user.email,
        subject=wording.subject(overview),
        body=wording.body(
            overview, everything=settings.SITE_URL + reverse("home:terms"), settings=links.choices_address()
        ),
        headers=links.one_click(user.pk, links.TERMS),
        now=audience.now,
    )
    return True
