"""The register of mail that came back. Only that somebody looked at it is added later."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Bounce(models.Model):
    """One mail that came back. `address` is as it was mailed to, in small letters; `code` that of RFC 3463, or of SMTP.

    `lasting`: the address itself was refused, so nothing more goes there until somebody confirms that it is right, or
    it is changed for another one. Nothing of the mail stands here but whose it was.
    """

    class Source(models.TextChoices):
        SMTP = "smtp", "geweigerd bij het verzenden"
        REPORT = "report", "teruggekomen"

    message = models.OneToOneField("outbox.Message", on_delete=models.PROTECT, related_name="bounce")
    address = models.EmailField()
    code = models.CharField(max_length=12)
    answer = models.CharField(max_length=300, blank=True)
    lasting = models.BooleanField()
    source = models.CharField(max_length=8, choices=Source.choices)
    found_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-found_at", "-pk"]
        indexes = [models.Index(fields=["address"], name="bounce_open", condition=Q(confirmed_at__isnull=True))]
        constraints = [
            models.CheckConstraint(
                name="bounce_confirmed_by_somebody",
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.code}"
