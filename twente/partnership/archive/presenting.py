"""What the pages of the archive put together."""

from typing import Any

from django.urls import reverse

from meetings.selectors import meetings_for
from twente.core.models import Agreement
from twente.core.permissions import Actor
from twente.documents.archive.packing import CHECKER
from twente.outbox.models import Job
from twente.outbox.selectors import latest_job
from twente.partnership.archive import rules, wording
from twente.partnership.archive.collecting import named, years_of
from twente.partnership.archive.exporting import EXPORT_JOB, exports_for
from twente.partnership.archive.forms import FOR_ALL, KIND, ExportForm
from twente.partnership.archive.models import ArchiveExport
from twente.partnership.archive.selectors import ClassRow, Policy, class_rows, policy_of


def export_form(actor: Actor, agreement: Agreement, data: Any = None) -> ExportForm:
    """What this person can ask for: the years with meetings, and meetings whose agenda was sent, the last first."""
    sent = meetings_for(actor).filter(agenda_versions__isnull=False).distinct().select_related("body")
    meetings = list(sent.order_by("-starts_at", "-pk"))
    first = {"what": f"jaar-{actor.on.year}"}
    return ExportForm(data, initial=first, years=years_of(agreement, actor), meetings=meetings)


def page(actor: Actor, agreement: Agreement, form: ExportForm) -> dict[str, Any]:
    """The page of the archive."""
    policy = policy_of(agreement)
    return {
        "form": form,
        "exports": [export_panel(row) for row in exports_for(actor)],
        "owners": owner_rows(actor, policy),
        "classes": [class_on_page(row) for row in class_rows(actor, policy)],
        "unconfirmed": not policy.classes,
        "may_destroy": actor.may("destruction_approve"),
    }


def owner_rows(actor: Actor, policy: Policy) -> list[dict[str, Any]]:
    """Whose records they are and were, the last first; the one of today is marked."""
    now = rules.in_force(policy.owners, actor.on)
    return [
        {
            "name": row.name,
            "number": f"{row.register} {row.identifier}".strip(),
            "since": wording.since(row.valid_from, actor.on),
            "ground": row.ground,
            "current": row is now,
            "recorded_by": row.recorded_by,
        }
        for row in reversed(policy.owners)
    ]


def class_on_page(row: ClassRow) -> dict[str, Any]:
    """What holds for a body, and on which ground."""
    recorded, kind = row.recorded, row.subject
    return {
        "body": kind.label if kind else row.body or FOR_ALL,
        "pk": f"{KIND}{kind.key}" if kind else row.body.pk if row.body else "",
        "code": row.retention.code,
        "name": row.retention.category,
        "kept": wording.kept(row.retention),
        "source": row.retention.source,
        "recorded": recorded,
        "own": row.own,
        "inherited": bool(row.body or kind) and recorded is not None and not row.own,
    }


def listed_rows() -> list[dict[str, str]]:
    """The classes of the selection list that an overleg may use."""
    return [{"code": row.code, "name": row.name, "kept": wording.kept(row)} for row in rules.listed()]


def export_panel(export: ArchiveExport) -> dict[str, Any]:
    """One word for polling, a sentence, and the steps that were made."""
    slug = export.agreement.slug
    return {
        "pk": export.pk,
        "title": named(export)[1],
        "asked_by": export.asked_by,
        "asked_at": export.asked_at,
        "address": reverse("partnership:archive_export", args=[slug, export.pk]),
        "download": reverse("partnership:archive_file", args=[slug, export.pk]),
        "checker": CHECKER,
        **state_of(export),
    }


def state_of(export: ArchiveExport) -> dict[str, Any]:
    """How far the making is."""
    if export.stored_as:
        return {"state": "klaar", "ready": True, "text": wording.made(export.files, export.size), "code": export.code}
    job = latest_job(export.agreement, EXPORT_JOB, export.pk)
    if job is None or job.state == Job.State.FAILED:
        return {"state": "mislukt", "text": "Het maken is niet gelukt. Vraag het archief opnieuw aan."}
    text = wording.steps(job.done, job.total)
    return {"state": f"{job.state}-{job.done}", "busy": True, "text": text, "done": job.done, "total": job.total}


def file_name(export: ArchiveExport) -> str:
    """The name under which people save it: that of the folder in it."""
    return f"{export.agreement.slug}-{named(export)[0]}"
