"""Papers (stukken) with an agenda item: every version is kept as it was handed in. Versions are append-only."""

from django.db import models
from django.db.models import Q

from meetings.models.agenda import AgendaItem
from twente.core.models import User


class Paper(models.Model):
    """A paper with an item: its title, its place, and the version that counts now.

    A withdrawn paper keeps its versions and leaves its place; whoever has its address reads when and why. Read papers
    through `selectors.papers.papers_for`: what holds for the item holds for its papers.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField("titel", max_length=200)
    position = models.PositiveSmallIntegerField(null=True)
    current = models.ForeignKey("PaperVersion", on_delete=models.PROTECT, null=True, related_name="+")
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField("reden", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "position"], name="paper_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(name="paper_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="paper_withdrawn_with_a_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason="")
                & Q(position__gte=1)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, position__isnull=True)
                & ~Q(withdrawn_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PaperVersion(models.Model):
    """A file as it was handed in: `stored_as` names it in the vault, `sha256` is that of its bytes. Append-only.

    `size` is in bytes; `pages` is 1 for a picture. `scan` tells whether a virus scanner looked at it.
    """

    class Kind(models.TextChoices):
        PDF = "application/pdf", "pdf"
        PNG = "image/png", "png"
        JPEG = "image/jpeg", "jpeg"

    class Scan(models.TextChoices):
        CLEAN = "clean", "gescand, niets gevonden"
        NOT_SCANNED = "not_scanned", "niet gescand"

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=20, choices=Kind.choices)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    pages = models.PositiveSmallIntegerField()
    scan = models.CharField(max_length=12, choices=Scan.choices)
    stored_as = models.CharField(max_length=32, unique=True)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    form_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="paper_version_once"),
            models.CheckConstraint(
                name="paper_version_is_a_file",
                condition=Q(number__gte=1, size__gte=1, pages__gte=1, content_type__in=("application/pdf",))
                | Q(number__gte=1, size__gte=1, pages=1, content_type__in=("image/png", "image/jpeg")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper}, versie {self.number}"

    @property
    def is_pdf(self) -> bool:
        """Whether the file has pages to turn; the other kinds are pictures."""
        return self.content_type == self.Kind.PDF


class PaperPage(models.Model):
    """The text of one page (from 1) of a version, made in the background; empty for a page that is only a picture."""

    version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="page_texts")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="paper_page_once"),
            models.CheckConstraint(name="paper_page_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"blz. {self.number} van {self.version}"
