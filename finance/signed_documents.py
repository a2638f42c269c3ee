"""The yearly account is signed by chair and secretary on the shared pages (BOK-5.6, 8f)."""

from django.urls import reverse

from finance.models import YearAccount
from finance.services.accounts import ACCOUNT_JOB
from twente.core.permissions import Actor
from twente.documents.kinds import Kind, Place, register
from twente.documents.models import Document


def readable(actor: Actor, document: Document) -> bool:
    """A signed account: everybody with council papers."""
    return actor.may("council_document")


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


def register_kinds() -> None:
    """One kind."""
    register(ACCOUNT_JOB, Kind("de verantwoording", readable, draft, place))
