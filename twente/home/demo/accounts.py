"""The yearly account of the demonstration: closed, signed by both, adopted by a decision, and not sent yet (BOK-8f)."""

from datetime import datetime, timedelta

from finance.account_tasks import make_account
from finance.models import InvoiceRun, YearAccount
from finance.services import accounts
from meetings.models import Decision
from twente.documents.rendering import PrintLibraryMissing
from twente.documents.services import sign_document
from twente.home.demo.stage import Stage
from twente.outbox import services as outbox
from twente.outbox.models import Job

NOTES = "De gemeente Hof van Twente is nog niet gefactureerd: het verplichtingnummer volgt."


def adopted(stage: Stage) -> None:
    """The account of the year that was invoiced, once that year is over. There already: nothing."""
    run = InvoiceRun.objects.filter(agreement=stage.main, state=InvoiceRun.State.FINAL).first()
    if run is None or run.year >= stage.today.year or YearAccount.objects.filter(agreement=stage.main).exists():
        return
    treasurer, at = stage.users["financien"], stage.now - timedelta(days=20)
    account = accounts.account_of(stage.main, run.year)
    account = accounts.explain(account=account, notes=NOTES, seen=account.version, by=treasurer, now=at)
    account = accounts.close_account(account=account, by=treasurer, now=at)
    signed_and_adopted(stage, account, at)


def signed_and_adopted(stage: Stage, account: YearAccount, at: datetime) -> None:
    """Print, sign, adopt; without the print library of this machine the job stays for the worker."""
    try:
        make_account(account.pk, at)
    except PrintLibraryMissing:
        return
    outbox.finish_job(job=Job.objects.get(kind=accounts.ACCOUNT_JOB, target_id=account.pk), now=at)
    account.refresh_from_db()
    rows = Decision.objects.filter(item__meeting__body__agreement=stage.main, item__confidentiality="public")
    decision = rows.order_by("-decided_at").first()
    if account.document is None or decision is None:
        return
    for place, office in enumerate(("voorzitter", "secretaris"), start=1):
        sign_document(document=account.document, field=office, by=stage.users[office], now=at + timedelta(hours=place))
    now = at + timedelta(days=2)
    accounts.adopt_account(account=account, decision=decision, by=stage.users["secretaris"], now=now)
