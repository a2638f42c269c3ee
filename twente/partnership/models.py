"""What waits for a second person: a reading to adopt, population figures of an uploaded file. And the archive's."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from twente.core.models import Agreement, PopulationSet, ReadingAdoption
from twente.partnership.archive.models import (
    ArchiveExport,
    DestroyedDossier,
    Destruction,
    RecordsOwner,
    RetentionClass,
)

__all__ = [
    "ArchiveExport",
    "DestroyedDossier",
    "Destruction",
    "DutyNote",
    "PopulationUpload",
    "ReadingRequest",
    "RecordsOwner",
    "RetentionClass",
    "UploadedYear",
]
USER = settings.AUTH_USER_MODEL


class ReadingRequest(models.Model):
    """One person asks to record that the overleg adopted a reading; another confirms or withdraws it (BOK-18)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reading_requests")
    reading = models.CharField(max_length=4)
    value = models.CharField(max_length=40)
    adopted_on = models.DateField()
    decision = models.CharField("besluit", max_length=200)
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    adoption = models.OneToOneField(ReadingAdoption, on_delete=models.PROTECT, null=True, related_name="request")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "reading"],
                condition=Q(adoption__isnull=True, withdrawn_at__isnull=True),
                name="one_open_request_per_reading",
            ),
            models.CheckConstraint(
                name="request_withdrawn_or_adopted",
                condition=Q(adoption__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="request_withdrawn_by_somebody",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reading}: {self.value}"


class PopulationUpload(models.Model):
    """A CBS file as read on the server, so that the preview does not trust the browser (R5). Kept for one day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="population_uploads")
    file_name = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    problems = models.JSONField(default=list)
    others = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "uploaded_by", "sha256"], name="population_file_once")
        ]

    def __str__(self) -> str:
        return self.file_name


class UploadedYear(models.Model):
    """The figures of one reference date in an uploaded file; `figures` is CBS code → inhabitants."""

    upload = models.ForeignKey(PopulationUpload, on_delete=models.CASCADE, related_name="years")
    reference_date = models.DateField()
    status = models.CharField(max_length=12, choices=PopulationSet.Status.choices)
    figures = models.JSONField()
    ready = models.BooleanField()
    proposed = models.OneToOneField(PopulationSet, on_delete=models.PROTECT, null=True, related_name="uploaded_year")

    class Meta:
        ordering = ["-reference_date"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "reference_date"], name="uploaded_year_once"),
            models.CheckConstraint(
                name="uploaded_on_first_of_january",
                condition=Q(reference_date__month=1, reference_date__day=1),
            ),
            models.CheckConstraint(
                name="only_ready_years_proposed", condition=Q(proposed__isnull=True) | Q(ready=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference_date} uit {self.upload}"


class DutyNote(models.Model):
    """What became of one occurrence of a duty: done, with its proof, or moved to another day for a reason. Append-only.

    `due_on` is the day as the agreement computes it; `on` the day it was done, or the new day. The newest row counts.
    """

    class Kind(models.TextChoices):
        DONE = "done", "gedaan"
        MOVED = "moved", "verschoven"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="duty_notes")
    duty = models.CharField(max_length=60)
    due_on = models.DateField()
    kind = models.CharField("wat gebeurde er", max_length=6, choices=Kind.choices)
    on = models.DateField("op")
    text = models.CharField("bewijs of reden", max_length=300)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [models.CheckConstraint(name="duty_note_explained", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"{self.duty} {self.due_on}: {self.get_kind_display()}"
