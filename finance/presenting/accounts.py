"""The page of a yearly account: figures, explanation, document, what can be done (BOK-8f)."""

from datetime import date
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
from twente.core.tables import Column, Holds, Table
from twente.documents.presenting import offices_of, signing_panel
from twente.documents.rules import next_signature
from twente.documents.selectors import filled, is_signed
from twente.outbox.models import Job
from twente.outbox.selectors import latest_job


def account_page(agreement: Agreement, actor: Actor, account: YearAccount | None, year: int) -> dict[str, Any]:
    """The figures of today, or those that were frozen."""
    closed = account is not None and account.content is not None
    content = figures(agreement, account, year, actor.on)
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
        "xlsx": reverse("finance:account_xlsx", args=[agreement.slug, year]),
    }


def figures(agreement: Agreement, account: YearAccount | None, year: int, on: date) -> dict[str, Any]:
    """What was frozen when the account was closed; else what is known on a day."""
    content: dict[str, Any] | None = account.content if account is not None else None
    return content or content_of(agreement, year, on)


AMOUNTS = ("invoiced", "credited", "paid", "open")
MONEY = tuple(Column(name, Holds.MONEY) for name in ("Gefactureerd", "Gecrediteerd", "Betaald", "Open"))


def account_tables(content: dict[str, Any]) -> list[Table]:
    """The figures as lists: every party of every contribution, and the one-off claims."""
    parties = [
        (part["label"], row["party"], row["inhabitants"], *(row[name] for name in AMOUNTS))
        for part in content["contributions"]
        for row in part["rows"]
    ]
    claims = [
        (row["code"], row["party"], row["subject"], *(row[name] for name in AMOUNTS)) for row in content["claims"]
    ]
    heads = (Column("Bijdrage"), Column("Partij"), Column("Inwoners", Holds.WHOLE), *MONEY)
    return [
        Table(f"Verantwoording {content['year']}", heads, parties),
        Table("Losse vorderingen", (Column("Factuur"), Column("Partij"), Column("Waarvoor"), *MONEY), claims),
    ]


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
