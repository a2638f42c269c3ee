"""The page of a yearly account: figures, explanation, document, what can be done (BOK-8f)."""

from typing import Any

from django.urls import reverse

from finance.models import YearAccount
from finance.presenting.settings import overview_of
from finance.selectors.accounts import content_of
from finance.services.accounts import ACCOUNT_JOB
from meetings.presenting.leaving import sending_panel
from meetings.selectors.decisions import decisions_for
from twente.core.models import Agreement
from twente.core.permissions import Actor
from twente.documents.presenting import offices_of, signing_panel
from twente.documents.rules import next_signature
from twente.documents.selectors import filled, is_signed
from twente.outbox.models import Job
from twente.outbox.selectors import latest_job


def account_page(agreement: Agreement, actor: Actor, account: YearAccount | None, year: int) -> dict[str, Any]:
    """The figures of today, or those that were frozen."""
    closed = account is not None and account.content is not None
    content = account.content if account is not None and closed else content_of(agreement, year, actor.on)
    makes = actor.may("invoice_make")
    return {
        "year": year,
        "account": account,
        "content": content,
        "closed": closed,
        "back": overview_of(agreement),
        "job": waiting(account),
        "signing": signing(account, actor),
        "sending": sending_panel(account.document, actor) if account is not None else {},
        "acts": {
            "explain": makes and not closed,
            "close": makes and not closed and actor.on.year > year and bool(content and content["documents"]),
            "adopt": adoptable(account, actor),
        },
        "csv": reverse("finance:account_csv", args=[agreement.slug, year]),
    }


def waiting(account: YearAccount | None) -> Job | None:
    """The job that makes the document, as long as it is not there."""
    if account is None or account.document_id or not account.closed_at:
        return None
    return latest_job(account.agreement, ACCOUNT_JOB, account.pk)


def signing(account: YearAccount | None, actor: Actor) -> dict[str, Any] | None:
    """Whose signature is next."""
    if account is None or account.document is None:
        return None
    signed = filled(account.document)
    return signing_panel(account.document, offices_of(actor), signed, next_signature(signed))


def adoptable(account: YearAccount | None, actor: Actor) -> bool:
    """Both signed, and not adopted yet."""
    if account is None or account.document is None or account.adopted_in_id or not actor.may("agenda_edit"):
        return False
    return is_signed(account.document)


def decisions(actor: Actor) -> list[tuple[int, str]]:
    """Decisions that can be the one that adopted the account, the newest first."""
    rows = decisions_for(actor)[:50]
    return [(row.pk, f"{row.year}-{row.number:02}: {row.text[:80]}") for row in rows]
