"""What can be found of disputes: only by who may read the file, and of a told outcome by all parties (BOK-13.3)."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from disputes.models import Announcement, Dispute, DisputePaper, Fact
from disputes.selectors.access import disputes_for, published_for
from disputes.selectors.state import rows_of
from disputes.wording.acts import DUTCH
from twente.core.dates import day_of, full_date
from twente.core.permissions import Actor
from twente.home.source import Source


def files(actor: Actor, now: datetime) -> QuerySet[Dispute]:
    """Disputes that this person may read."""
    return Dispute.objects.filter(pk__in=disputes_for(actor).values("pk")).select_related("agreement")


def facts(actor: Actor, now: datetime) -> QuerySet[Fact]:
    """What happened in those, in words; what was corrected is not found any more."""
    return rows_of(files(actor, now)).exclude(text="").select_related("dispute__agreement").order_by()


def papers(actor: Actor, now: datetime) -> QuerySet[DisputePaper]:
    """The papers in those."""
    return DisputePaper.objects.filter(dispute__in=files(actor, now)).select_related("dispute__agreement")


def outcomes(actor: Actor, now: datetime) -> QuerySet[Announcement]:
    """Solutions that were told to all parties, for who may read those."""
    return published_for(actor).select_related("agreement")


def address(dispute: Dispute) -> str:
    """The page of the file."""
    return reverse("disputes:dispute_detail", args=[dispute.agreement.slug, str(dispute)])


def tell_file(row: Dispute) -> tuple[str, str, str]:
    """A dispute by its number and subject."""
    return f"Geschil {row}: {row.subject}", address(row), f"Gemeld op {full_date(row.notified_on)}"


def tell_fact(row: Fact) -> tuple[str, str, str]:
    """Something that happened; the hit leads to the file."""
    words = next(label for kind, label in DUTCH.items() if kind == row.kind)
    return f"Geschil {row.dispute}: {words.lower()}", address(row.dispute), full_date(row.on)


def tell_paper(row: DisputePaper) -> tuple[str, str, str]:
    """A paper in a file; the hit leads to the file."""
    return row.title, address(row.dispute), f"Geschil {row.dispute}"


def tell_outcome(row: Announcement) -> tuple[str, str, str]:
    """What all parties may read."""
    page = reverse("disputes:outcome_detail", args=[row.agreement.slug, str(row)])
    return f"Uitkomst {row}", page, f"Bekendgemaakt op {full_date(day_of(row.announced_at))}"


SOURCES = (
    Source(
        "geschil", "Geschil", "scale", files, ("subject", "description", "solution"), "", tell_file, dated="filed_at"
    ),
    Source("geschil", "Geschil", "scale", facts, ("text",), "dispute__", tell_fact, dated="recorded_at"),
    Source("stuk", "Stuk", "file-text", papers, ("title",), "dispute__", tell_paper, dated="added_at"),
    Source(
        "uitkomst", "Uitkomst van een geschil", "scale", outcomes, ("text",), "", tell_outcome, dated="announced_at"
    ),
)
"""In this order where two hits are as good."""
