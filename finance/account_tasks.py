"""Background work of the yearly account: its document. A job may run twice, or die half-way."""

from datetime import datetime

from finance.account_document import account_pdf, title_of
from finance.models import YearAccount
from finance.services.accounts import ACCOUNT_JOB, keep_document
from twente.outbox.services import handles


@handles(ACCOUNT_JOB)
def make_account(account_id: int, now: datetime) -> None:
    """Print the frozen figures and keep the document."""
    account = YearAccount.objects.select_related("agreement").get(pk=account_id)
    if account.content is None or account.closed_at is None or account.document_id:
        return
    pdf = account_pdf(
        agreement=account.agreement.name,
        short_name=account.agreement.short_name,
        content=account.content,
        fingerprint=account.content_sha256,
        closed_at=account.closed_at,
    )
    keep_document(account=account, title=title_of(account.year), pdf=pdf, now=now)
