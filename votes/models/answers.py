"""Decisions not counted at the table: what each party, college or member answered (BOK-6.3, 16.3; UHO-5; BWT-3)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from votes.models.proposal import Proposal

USER = settings.AUTH_USER_MODEL


class Answer(models.Model):
    """One answer of one voice; a later one of the same voice replaces it in the count, never in the table. Append-only.

    `voice` is a party's CBS code or a member's seat ("werkgevers:2"), as the snapshot lists them. `value` is
    "ingestemd", "geweigerd" or "geen_besluit" for consents, "akkoord", "voorbehoud" or "bezwaar" for consensus, and
    "draagt_voor" with a `nominee` for a cluster. `document` names the decision behind it and `decided_on` its day.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="answers")
    voice = models.CharField(max_length=40)
    value = models.CharField(max_length=20)
    nominee = models.CharField("voorgedragen persoon", max_length=120, blank=True)
    reason = models.TextField("reden", max_length=2000, blank=True)
    document = models.CharField("besluit of brief", max_length=200, blank=True)
    decided_on = models.DateField("datum van het besluit", null=True, blank=True)
    key = models.UUIDField()
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "key"], name="answer_key_once"),
            models.CheckConstraint(
                name="answer_known",
                condition=Q(
                    value__in=(
                        "ingestemd",
                        "geweigerd",
                        "geen_besluit",
                        "akkoord",
                        "voorbehoud",
                        "bezwaar",
                        "draagt_voor",
                    )
                ),
            ),
            models.CheckConstraint(
                name="answer_objection_with_reason",
                condition=~Q(value__in=("voorbehoud", "bezwaar")) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="answer_nominates_somebody",
                condition=Q(value="draagt_voor") & ~Q(nominee="") | ~Q(value="draagt_voor") & Q(nominee=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voice}: {self.value}"
