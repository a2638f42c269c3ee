"""A dispute as it was filed: everything in it is frozen but the counter of what happened since (BOK-13.1, 13.2)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from twente.core.models import Agreement, AgreementVersion, Party, User


class Dispute(models.Model):
    """A written notification with what it rests on: the text of the agreement, the readings, the parties of that day.

    Read disputes through `selectors.disputes_for`. `version` counts what was recorded since, so that a form knows
    whether somebody was earlier; it is the only column that changes.
    """

    class Scope(models.TextChoices):
        INTERPRETATION = "interpretation", "de uitleg van de overeenkomst"
        EXECUTION = "execution", "de uitvoering van de overeenkomst"
        CONSEQUENCE = "consequence", "iets wat uit de overeenkomst volgt"

    class Channel(models.TextChoices):
        APPLICATION = "application", "in deze toepassing"
        LETTER = "letter", "per brief"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="disputes")
    agreement_version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="+")
    readings = models.JSONField(default=dict)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    subject = models.CharField("onderwerp", max_length=120)
    scope = ArrayField(models.CharField(max_length=20, choices=Scope.choices))
    article = models.CharField("artikel", max_length=12)
    description = models.TextField("omschrijving")
    solution = models.TextField("mogelijke oplossing")
    notified_on = models.DateField("datum van de melding")
    channel = models.CharField(max_length=12, choices=Channel.choices)
    letter = models.CharField("kenmerk van de brief", max_length=200, blank=True)
    filed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    form_key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "year", "number"], name="dispute_number_once"),
            models.CheckConstraint(name="dispute_numbered_from_one", condition=Q(number__gte=1, year__gte=2000)),
            models.CheckConstraint(
                name="dispute_notified_in_full",
                condition=~Q(subject="") & ~Q(article="") & ~Q(description="") & ~Q(solution="") & Q(scope__len__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"


class DisputeParty(models.Model):
    """A party to the dispute, as it was filed; one of them notified. Append-only."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="involved")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    notifier = models.BooleanField(default=False)

    class Meta:
        ordering = ["-notifier", "party__position"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "party"], name="dispute_party_once"),
            models.UniqueConstraint(fields=["dispute"], condition=Q(notifier=True), name="dispute_one_notifier"),
        ]

    def __str__(self) -> str:
        return f"{self.party} in geschil {self.dispute}"
