"""The papers of a whole meeting as one file to read (leesexemplaar)."""

from django.db import models
from django.db.models import Q

from meetings.models.meetings import Meeting
from twente.core.models import User


class ReadingCopy(models.Model):
    """A reading copy of a meeting, for everybody who may read exactly what is in it.

    `content` is the plan: items, papers and versions in order; `sha256` is that of the plan. Who asks gets the copy
    whose plan is what he or she may read now, so that a copy never shows more. `confidential` tells whether items are
    in it that few may read. `stored_as` is empty until the worker has made the file; `pages` counts its pages.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="reading_copies")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    confidential = models.BooleanField()
    stored_as = models.CharField(max_length=32, blank=True)
    pages = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "sha256"], name="reading_copy_once"),
            models.CheckConstraint(
                name="reading_copy_made_whole",
                condition=Q(stored_as="", made_at__isnull=True, pages=0, size=0)
                | ~Q(stored_as="") & Q(made_at__isnull=False, pages__gte=1, size__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"leesexemplaar van {self.meeting}"
