"""Whose records they are and how long they are kept, from a day on, and what was exported (BOK-17)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from meetings.models import Body, Meeting
from twente.core.models import Agreement
from twente.documents.models import Document

USER = settings.AUTH_USER_MODEL


class RecordsOwner(models.Model):
    """The organisation of the coordinating secretary (archiefvormer), from a day on; the newest row counts.

    `identifier` is its number in a `register` ("CBS-code", "OIN"), both or neither; `ground` says why it moved.
    Append-only.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="records_owners")
    name = models.CharField("organisatie", max_length=200)
    register = models.CharField("register", max_length=60, blank=True)
    identifier = models.CharField("nummer", max_length=60, blank=True)
    valid_from = models.DateField("eerste dag")
    ground = models.CharField("besluit", max_length=200)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["valid_from", "id"]
        constraints = [
            models.CheckConstraint(name="records_owner_named", condition=~Q(name="") & ~Q(ground="")),
            models.CheckConstraint(
                name="records_owner_number_in_a_register",
                condition=Q(register="", identifier="") | ~Q(register="") & ~Q(identifier=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RetentionClass(models.Model):
    """How long the dossiers of a body are kept that begin on `valid_from` or later; without a body those of all others.

    `subject` names another kind of dossier instead (documents.archive.rooms). `term` is written as "10 years", or
    "none" for ever. Within one body or subject the newest row counts. Append-only.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="retention_classes")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="retention_classes")
    subject = models.CharField("soort dossier", max_length=20, blank=True)
    code = models.CharField("nummer", max_length=20)
    name = models.CharField("naam", max_length=120)
    term = models.CharField("termijn", max_length=20)
    trigger = models.CharField("begint bij", max_length=60)
    source = models.CharField("selectielijst", max_length=200)
    valid_from = models.DateField("geldt vanaf")
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                name="retention_term_readable", condition=Q(term__regex=r"^(none|[1-9][0-9]{0,2} (month|year)s?)$")
            ),
            models.CheckConstraint(
                name="retention_class_named",
                condition=~Q(code="") & ~Q(name="") & ~Q(trigger="") & ~Q(source=""),
            ),
            models.CheckConstraint(
                name="retention_of_a_body_or_a_subject", condition=Q(subject="") | Q(body__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ArchiveExport(models.Model):
    """An archive that somebody asked for: of a year, or of one meeting. It holds what that person might read.

    `stored_as` is empty until the worker has made the file. `code` is the SHA-256 that covers everything in it;
    `meetings` are the ids of the meetings in it, `holds` the keys of its other dossiers, `restricted` tells whether not
    everybody may read all of it.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="archive_exports")
    year = models.PositiveSmallIntegerField(null=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="archive_exports")
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    stored_as = models.CharField(max_length=32, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    code = models.CharField(max_length=64, blank=True)
    files = models.PositiveIntegerField(default=0)
    meetings = models.JSONField(default=list)
    holds = models.JSONField(default=list)
    restricted = models.BooleanField(default=True)
    made_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="export_of_a_year_or_a_meeting",
                condition=Q(year__isnull=False, meeting__isnull=True) | Q(year__isnull=True, meeting__isnull=False),
            ),
            models.CheckConstraint(
                name="export_made_whole",
                condition=Q(stored_as="", code="", made_at__isnull=True, size=0, files=0)
                | ~Q(stored_as="") & Q(made_at__isnull=False, size__gte=1, code__regex=r"^[0-9a-f]{64}$"),
            ),
            models.UniqueConstraint(
                fields=["agreement", "year", "meeting", "asked_by"],
                condition=Q(made_at__isnull=True),
                nulls_distinct=False,
                name="one_open_export_each",
            ),
        ]

    def __str__(self) -> str:
        return f"archief {self.year}" if self.year else f"dossier van {self.meeting}"


class Destruction(models.Model):
    """A list of dossiers whose term is over: one person proposes, another approves or either withdraws it.

    `certificate` is the statement of what was destroyed, made when all of it is gone.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="destructions")
    proposed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    certificate = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="destruction")

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="destruction_two_persons",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="destruction_approved_or_withdrawn_by_somebody",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                & Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, certificate__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False, withdrawn_at__isnull=True)
                & Q(withdrawn_by__isnull=True)
                | Q(approved_by__isnull=True, approved_at__isnull=True, withdrawn_at__isnull=False)
                & Q(withdrawn_by__isnull=False, certificate__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"vernietigingslijst {self.pk}"


class DestroyedDossier(models.Model):
    """One dossier on a list: its class and term as they were when it was put there, and what was destroyed of it.

    `key` is that of the archive ("vergadering-12"), `subject` the kind of dossier (documents.archive.discarders), empty
    for a meeting. `files` holds title and SHA-256 of everything that is gone: what stays of it.
    """

    destruction = models.ForeignKey(Destruction, on_delete=models.PROTECT, related_name="dossiers")
    subject = models.CharField(max_length=20, blank=True)
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    begins_on = models.DateField()
    handled_on = models.DateField()
    code = models.CharField(max_length=20)
    category = models.CharField(max_length=120)
    source = models.CharField(max_length=200)
    ended_on = models.DateField()
    files = models.JSONField(default=list)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["ended_on", "id"]
        constraints = [models.UniqueConstraint(fields=["destruction", "key"], name="dossier_once_on_a_list")]

    def __str__(self) -> str:
        return self.title
