"""The yearly account: explain, close, keep as a document, adopt in a meeting (BOK-8f)."""

from datetime import datetime

from django.db import transaction

from finance.models import YearAccount
from finance.selectors.accounts import content_of
from meetings.models import Decision
from twente.core import audit
from twente.core.dates import day_of
from twente.core.frozen import digest
from twente.core.models import Agreement, User
from twente.core.refusals import Refusal, StaleVersion
from twente.documents.models import Revision
from twente.documents.services import store_rendered
from twente.outbox.services import queue_job

ACCOUNT_JOB = "year_account"


class AccountClosed(Refusal):
    """Closed figures do not change."""

    sentence = "Deze verantwoording is afgesloten. De cijfers en de toelichting liggen vast."


class YearNotOver(Refusal):
    """The account of a year is closed when the year is over."""

    sentence = "Het jaar is nog niet voorbij. U kunt de verantwoording afsluiten vanaf 1 januari."


class NothingInvoiced(Refusal):
    """A year without invoices has no account."""

    sentence = "Over dit jaar is niets gefactureerd. Er is niets te verantwoorden."


class NotSigned(Refusal):
    """The overleg adopts what chair and secretary signed."""

    sentence = "Voorzitter en secretaris moeten de verantwoording eerst ondertekenen."


def account_of(agreement: Agreement, year: int) -> YearAccount:
    """The account of a year; made empty the first time."""
    return YearAccount.objects.get_or_create(agreement=agreement, year=year)[0]


@transaction.atomic
def explain(*, account: YearAccount, notes: str, seen: int, by: User, now: datetime) -> YearAccount:
    """The explanation in words. Raises AccountClosed, StaleVersion."""
    locked = _open(account)
    if locked.version != seen:
        raise StaleVersion
    locked.notes, locked.version = notes, locked.version + 1
    locked.save(update_fields=["notes", "version"])
    audit.record(agreement=locked.agreement, by=by, at=now, action="account_explained", target=locked)
    return locked


@transaction.atomic
def close_account(*, account: YearAccount, by: User, now: datetime) -> YearAccount:
    """Freeze the figures of today and ask for the document. Raises AccountClosed, YearNotOver, NothingInvoiced."""
    locked = _open(account)
    if day_of(now).year <= locked.year:
        raise YearNotOver
    content = content_of(locked.agreement, locked.year, day_of(now)) | {"notes": locked.notes}
    if not content["documents"]:
        raise NothingInvoiced
    locked.content, locked.content_sha256 = content, digest(content)
    locked.closed_by, locked.closed_at = by, now
    locked.save(update_fields=["content", "content_sha256", "closed_by", "closed_at"])
    audit.record(
        agreement=locked.agreement,
        by=by,
        at=now,
        action="account_closed",
        target=locked,
        detail={"sha256": locked.content_sha256},
    )
    queue_job(agreement=locked.agreement, kind=ACCOUNT_JOB, target_id=locked.pk, owner=by, now=now)
    return locked


@transaction.atomic
def keep_document(*, account: YearAccount, title: str, pdf: bytes, now: datetime) -> None:
    """Keep the finished document; a second run finds the first one's."""
    locked = YearAccount.objects.select_for_update(no_key=True, of=("self",)).get(pk=account.pk)
    if locked.document_id is None:
        locked.document = store_rendered(
            agreement=locked.agreement,
            kind=ACCOUNT_JOB,
            title=title,
            source_key=f"{ACCOUNT_JOB}:{locked.pk}",
            pdf=pdf,
            by=None,
            now=now,
        )
        locked.save(update_fields=["document"])


@transaction.atomic
def adopt_account(*, account: YearAccount, decision: Decision, by: User, now: datetime) -> YearAccount:
    """The overleg adopted it by a decision; once is enough. Raises NotSigned."""
    locked = YearAccount.objects.select_for_update(no_key=True, of=("self",)).get(pk=account.pk)
    if locked.adopted_in_id:
        return locked
    signed = Revision.objects.filter(document=locked.document_id, act=Revision.Act.SECRETARY).exists()
    if locked.document_id is None or not signed:
        raise NotSigned
    locked.adopted_in = decision
    locked.save(update_fields=["adopted_in"])
    audit.record(agreement=locked.agreement, by=by, at=now, action="account_adopted", target=locked)
    return locked


def _open(account: YearAccount) -> YearAccount:
    rows = YearAccount.objects.select_for_update(no_key=True, of=("self",)).select_related("agreement")
    locked = rows.get(pk=account.pk)
    if locked.closed_at:
        raise AccountClosed
    return locked
