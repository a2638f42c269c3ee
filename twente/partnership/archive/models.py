"""Whose records they are and how long they are kept, from a day on. Both append-only: what held, held (BOK-17)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from meetings.models import Body
from twente.core.models import Agreement

USER = settings.AUTH_USER_MODEL


class RecordsOwner(models.Model):
    """The organisation of the coordinating secretary (archiefvormer), from a day on; the newest row counts.

    `identifier` is its number in a `register` ("CBS-code", "OIN"), both or neither. `ground` says why it moved.
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

    `term` is written as "10 years", or "none" for ever. Within one body the newest row counts.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="retention_classes")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="retention_classes")
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
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
