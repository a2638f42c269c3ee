"""Documents and their revisions: each signature adds a revision; no stored byte is ever changed (BOK-5.6, 17)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value

from twente.core.models import Agreement


def checksum(field: str) -> Func:
    """SHA-256 of a column, computed by the database."""
    digest = Func(F(field), function="sha256", output_field=models.BinaryField())
    return Func(digest, Value("hex"), function="encode", output_field=models.CharField())


class Document(models.Model):
    """A document that this application made; `source_key` names the record behind it ("minutes:12")."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    source_key = models.CharField(max_length=60, unique=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class Revision(models.Model):
    """The bytes of a document after one act: rendered, signed by the chair, signed by the secretary. Append-only.

    A signed revision names the certificate that signed (its SHA-256), so that a later check knows whom to expect.
    The content is emptied only by the database itself, once a Tombstone says on which grounds; the SHA-256 stays.
    """

    class Act(models.TextChoices):
        RENDERED = "rendered", "opgemaakt"
        CHAIR = "chair", "ondertekend door de voorzitter"
        SECRETARY = "secretary", "ondertekend door de secretaris"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=20, choices=Act.choices)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    certificate_sha256 = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="revision_number_once"),
            models.UniqueConstraint(fields=["document", "act"], name="revision_act_once"),
            models.CheckConstraint(name="revision_has_hash", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="revision_hash_is_of_content", condition=Q(sha256=checksum("content")) | Q(content=b"")
            ),
            models.CheckConstraint(
                name="revision_certificate_when_signed",
                condition=Q(act="rendered", certificate_sha256="")
                | (~Q(act="rendered") & Q(certificate_sha256__regex=r"^[0-9a-f]{64}$")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} revisie {self.number}"


class Destroyed(models.Model):
    """On which grounds something was destroyed after its term, when, and by which two persons."""

    code = models.CharField(max_length=20)
    source = models.CharField(max_length=200)
    ended_on = models.DateField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    destroyed_at = models.DateTimeField()

    class Meta:
        abstract = True


class Tombstone(Destroyed):
    """What is left of a document that was destroyed after its term: on which grounds, by which two persons.

    Append-only. The row comes first: only then the database lets go of the bytes (`documents_destroy`).
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="tombstone")

    class Meta:
        constraints = [
            models.CheckConstraint(name="tombstone_two_persons", condition=~Q(proposed_by=F("approved_by"))),
            models.CheckConstraint(name="tombstone_on_grounds", condition=~Q(code="") & ~Q(source="")),
            models.CheckConstraint(name="tombstone_after_the_term", condition=Q(destroyed_at__date__gt=F("ended_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.document}, vernietigd"


class DossierTombstone(Destroyed):
    """A dossier of any room ("geschil-3") whose contents were destroyed: on which grounds, by which two persons.

    Append-only. The row comes first: only then the tables of that room let go of what was in them.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="dossier_tombstones")
    key = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "key"], name="dossier_tombstone_once"),
            models.CheckConstraint(name="dossier_gone_by_two", condition=~Q(proposed_by=F("approved_by"))),
            models.CheckConstraint(name="dossier_gone_on_grounds", condition=~Q(code="") & ~Q(source="")),
            models.CheckConstraint(
                name="dossier_gone_after_the_term", condition=Q(destroyed_at__date__gt=F("ended_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}, vernietigd"


class SigningCertificate(models.Model):
    """A certificate with which a person signs elsewhere, recorded by the administrator. Append-only.

    A certificate belongs to one person; one that may no longer be used is revoked by its issuer.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="signing_certificates")
    sha256 = models.CharField(max_length=64, unique=True)
    der = models.BinaryField()
    subject = models.CharField(max_length=500)
    issuer = models.CharField(max_length=500)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-registered_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="certificate_hash_is_of_content", condition=Q(sha256=checksum("der"))),
            models.CheckConstraint(name="certificate_valid_in_order", condition=Q(valid_until__gt=F("valid_from"))),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.sha256[:8]})"


class ValidationRecord(models.Model):
    """What a check right after the second signature found, for the archive (Archiefregeling art. 24c). Append-only.

    `certificates` names per signature the office, the holder, the issuer, the serial number, the fingerprint and the
    moment; `findings` are the sentences about what is wrong, none when the document is valid.
    """

    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="validation")
    record_holder = models.CharField(max_length=200)
    official = models.CharField(max_length=200)
    judged_at = models.DateTimeField()
    valid = models.BooleanField()
    findings = models.JSONField(default=list)
    certificates = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="validation_says_what_is_wrong",
                condition=Q(valid=True, findings=[]) | (Q(valid=False) & ~Q(findings=[])),
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision}: {'geldig' if self.valid else 'ongeldig'}"
