"""A notification becomes a dispute: numbered without gaps, and everything it rests on frozen (BOK-13.1, 13.2)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from disputes.models import Dispute, DisputeParty
from disputes.services import mailing
from disputes.services.papers import keep_paper, stored
from disputes.services.refusals import DayRefused, NoDisputesHere, NotThisDispute
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import Agreement, Party, User
from twente.core.selectors import parties_of, reading_values, rulebook_on, version_on
from twente.documents.inspection import Inspected

PAPER_TITLE = "Melding met mogelijke oplossing"


@dataclass(frozen=True)
class Notice:
    """What a party states in writing (BOK-13.2); `letter` cites the paper that the secretary recorded it from."""

    party: Party
    others: Sequence[Party]
    subject: str
    scope: Sequence[str]
    article: str
    description: str
    solution: str
    notified_on: date
    channel: str
    letter: str = ""


def file_dispute(
    *, agreement: Agreement, notice: Notice, file: Inspected | None, key: uuid.UUID, by: User, now: datetime
) -> Dispute:
    """Record a notification, with its file if there is one; the same form sent twice is one dispute.

    It is judged before anything is locked: reading a rulebook takes a moment, and others may be filing too.
    Raises NoDisputesHere, DayRefused, NotThisDispute.
    """
    check_notice(agreement, notice, now)
    if file is None:
        return filed(agreement=agreement, notice=notice, file=None, name="", key=key, by=by, now=now)
    return stored(
        file, lambda name: filed(agreement=agreement, notice=notice, file=file, name=name, key=key, by=by, now=now)
    )


@transaction.atomic
def filed(
    *,
    agreement: Agreement,
    notice: Notice,
    file: Inspected | None,
    name: str,
    key: uuid.UUID,
    by: User,
    now: datetime,
) -> Dispute:
    """The rows of a new dispute. The agreement is locked, so that numbers follow one another."""
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    known = Dispute.objects.filter(form_key=key, agreement=agreement).first()
    if known is not None:
        return known
    dispute = numbered(agreement, notice, key=key, by=by, now=now)
    rows = [DisputeParty(dispute=dispute, party=notice.party, notifier=True)]
    rows += [DisputeParty(dispute=dispute, party=party) for party in dict.fromkeys(notice.others)]
    DisputeParty.objects.bulk_create(rows)
    if file is not None:
        keep_paper(dispute, PAPER_TITLE, notice.party, file, name=name, key=uuid.uuid5(key, name), by=by, now=now)
    audit.record(agreement=agreement, by=by, at=now, action="dispute_filed", target=dispute)
    mailing.tell_filed(dispute, by=by, now=now)
    return dispute


def numbered(agreement: Agreement, notice: Notice, *, key: uuid.UUID, by: User, now: datetime) -> Dispute:
    """The next number of the year in which it came in, with text and readings as they are on that day."""
    on = day_of(now)
    last = Dispute.objects.filter(agreement=agreement, year=on.year).aggregate(last=Max("number"))["last"] or 0
    return Dispute.objects.create(
        agreement=agreement,
        agreement_version=version_on(agreement, on),
        readings=reading_values(agreement, on),
        year=on.year,
        number=last + 1,
        subject=notice.subject,
        scope=list(notice.scope),
        article=notice.article,
        description=notice.description,
        solution=notice.solution,
        notified_on=notice.notified_on,
        channel=notice.channel,
        letter=notice.letter,
        filed_by=by,
        filed_at=now,
        form_key=key,
    )


def check_notice(agreement: Agreement, notice: Notice, now: datetime) -> None:
    """Raises NoDisputesHere, DayRefused, NotThisDispute."""
    on = day_of(now)
    if not rulebook_on(agreement, on).dispute_steps:
        raise NoDisputesHere
    if notice.notified_on > on:
        raise DayRefused("De melding kan niet in de toekomst liggen.")
    members = set(parties_of(agreement, on))
    if notice.party in notice.others:
        raise NotThisDispute("De melder is niet ook de andere partij.")
    if not notice.others or not {notice.party, *notice.others} <= members:
        raise NotThisDispute("Kies een of meer andere partijen bij de overeenkomst.")
