"""The list of disputes: the files that this person sees, and the solutions that were told to all parties."""

from datetime import date
from typing import Any

from django.urls import reverse

from disputes.models import Announcement
from disputes.presenting.files import address
from disputes.selectors.access import disputes_for, notifies_for, published_for
from disputes.selectors.state import Standing, standings
from disputes.wording.course import PHASES
from twente.core.dates import full_date, near_date
from twente.core.permissions import Actor
from twente.core.phrases import listed


def list_page(actor: Actor, today: date) -> dict[str, Any]:
    """Files in the order of their number, the newest first; a fixed number of reads."""
    rows = disputes_for(actor).select_related("agreement", "agreement_version")
    return {
        "files": [file_row(found) for found in standings(rows, today)],
        "outcomes": [outcome_row(row) for row in published_for(actor).select_related("agreement")],
        "may_notify": bool(notifies_for(actor)),
    }


def file_row(found: Standing) -> dict[str, Any]:
    """One file: number, subject, parties, phase, and the term that comes next."""
    label, css, icon = PHASES[found.phase]
    days = [row.day for row in found.running]
    near = min((day for day in days if day and day >= found.today), default=None)
    return {
        "number": str(found.dispute),
        "subject": found.dispute.subject,
        "address": address(found.dispute, "dispute_detail"),
        "parties": listed([str(row.party) for row in found.parties]),
        "label": label,
        "css": css,
        "icon": icon,
        "next": near_date(near, today=found.today) if near else "",
    }


def outcome_row(row: Announcement) -> dict[str, str]:
    """One solution that was told to all parties."""
    return {
        "number": str(row),
        "address": reverse("disputes:outcome_detail", args=[row.agreement.slug, str(row)]),
        "when": full_date(row.announced_on),
    }
