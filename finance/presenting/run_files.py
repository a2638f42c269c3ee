"""How far the files of a final run are, and whether they were sent."""

from dataclasses import dataclass

from django.urls import reverse

from finance.models import Invoice, InvoiceFile, InvoiceMark, InvoiceRun
from finance.services.finalising import RUN_FILES
from finance.services.sending import to_send
from finance.wording.counting import out_of
from twente.core.permissions import Actor
from twente.outbox.models import Job
from twente.outbox.selectors import latest_job


@dataclass(frozen=True)
class Files:
    """`busy`: the page asks again; `send` is where the mails are sent, `again` where a failed job is started anew."""

    done: int
    total: int
    sent: int
    busy: bool
    sentence: str
    address: str
    send: str = ""
    again: str = ""


def files_of(run: InvoiceRun, actor: Actor) -> Files | None:
    """Nothing until the run is final."""
    if run.state != InvoiceRun.State.FINAL:
        return None
    slug = run.agreement.slug
    total = Invoice.objects.filter(run=run).count()
    done = InvoiceFile.objects.filter(invoice__run=run).count()
    sent = Invoice.objects.filter(run=run, marks__kind=InvoiceMark.Kind.SENT).distinct().count()
    job = latest_job(run.agreement, RUN_FILES, run.pk)
    failed = job is not None and job.state == Job.State.FAILED
    makes = actor.may("invoice_make")
    return Files(
        done=done,
        total=total,
        sent=sent,
        busy=done < total and not failed,
        sentence=sentence(done, total, sent, failed=failed),
        address=reverse("finance:run_files", args=[slug, run.pk]),
        send=reverse("finance:run_send", args=[slug, run.pk]) if makes and done == total and to_send(run) else "",
        again=reverse("finance:run_files_again", args=[slug, run.pk]) if makes and failed else "",
    )


def sentence(done: int, total: int, sent: int, *, failed: bool) -> str:
    """14 van 14 facturen hebben hun bestanden. 11 van 14 zijn verzonden."""
    said = f"{out_of(done, total, ('factuur', 'facturen'), ('heeft haar', 'hebben hun'))} bestanden."
    if failed:
        return f"{said} Het maken is gestopt door een fout. De nummers staan vast; alleen de bestanden ontbreken."
    if done < total:
        return f"{said} U kunt deze pagina sluiten; het gaat door."
    return f"{said} {out_of(sent, total, ('', ''), ('is', 'zijn'))} verzonden."
