"""The yearly account is signed on the shared pages and goes to the councils (BOK-5.6, 8f, 8h)."""

from datetime import date

from django.urls import reverse

from finance.models import YearAccount
from finance.services.accounts import ACCOUNT_JOB
from meetings.rules.leaving import Kind as LeavingKind
from meetings.selectors.leaving import Held, let_leave, may_read_all
from twente.core.permissions import Actor
from twente.documents.kinds import Kind, Place, register
from twente.documents.models import Document


def readable(actor: Actor, document: Document) -> bool:
    """A signed account: everybody with council papers, while the item that adopted it is not confidential to them."""
    return actor.may("council_document") and may_read_all(actor, document)


def draft(actor: Actor, document: Document) -> bool:
    """Before both signed: who may approve a run, and who signs."""
    return actor.may("run_approve") or actor.may("minutes_sign")


def place(document: Document, actor: Actor) -> Place:
    """Under the account of its year."""
    account = YearAccount.objects.select_related("agreement").get(document=document)
    slug = account.agreement.slug
    back = reverse("finance:account_detail", args=[slug, account.year])
    trail = [(f"Verantwoording {account.year}", back)]
    return Place(trail=trail, back=back, article="8f", file_name=f"financiele-verantwoording-{account.year}.pdf")


def held_by_account(document: Document, on: date) -> Held | None:
    """A signed account goes to the councils once a decision adopted it; it is about the item of that decision."""
    rows = YearAccount.objects.select_related("agreement", "adopted_in")
    account = rows.filter(document=document).first()
    if account is None:
        return None
    decision = account.adopted_in
    page = reverse("finance:account_detail", args=[account.agreement.slug, account.year])
    items = (decision.item_id,) if decision else ()
    return Held(date(account.year, 12, 31), items, page, adopted=decision is not None)


def register_kinds() -> None:
    """The account is signed on the shared pages, and may go to the councils; the public gets the decision about it."""
    register(ACCOUNT_JOB, Kind("de verantwoording", readable, draft, place))
    let_leave(ACCOUNT_JOB, LeavingKind("Financiële verantwoording", public=False), held_by_account)
