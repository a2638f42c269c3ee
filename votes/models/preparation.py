"""What precedes a vote or takes it back: councils asked (12.5), a request (14), recusals (Awb 2:4), annulment."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from twente.core.models import Party
from votes.models.proposal import Proposal

USER = settings.AUTH_USER_MODEL


class CouncilConsultation(models.Model):
    """Whether one council was asked and what it said (BOK-12.5, R10). A row appears with the first fact about it."""

    class Reply(models.TextChoices):
        OPEN = "open", "nog open"
        CONSENTED = "ingestemd", "ingestemd"
        REFUSED = "geweigerd", "geweigerd"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="consultations")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    submitted_on = models.DateField("voorgelegd op", null=True, blank=True)
    submission = models.CharField("raadsvoorstel", max_length=200, blank=True)
    scheduled_on = models.DateField("op de raadsagenda van", null=True, blank=True)
    reply = models.CharField("antwoord", max_length=10, choices=Reply.choices, default=Reply.OPEN)
    replied_on = models.DateField("antwoord van", null=True, blank=True)
    reply_document = models.CharField("raadsbesluit", max_length=200, blank=True)
    remark = models.TextField("opmerking", max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["party__position"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "party"], name="council_once"),
            models.CheckConstraint(
                name="council_submission_documented",
                condition=Q(submitted_on__isnull=True) | ~Q(submission=""),
            ),
            models.CheckConstraint(
                name="council_reply_dated_and_documented",
                condition=Q(reply="open", replied_on__isnull=True, reply_document="")
                | (Q(replied_on__gte=F("submitted_on")) & ~Q(reply="open") & ~Q(reply_document="")),
            ),
        ]

    def __str__(self) -> str:
        return f"raad van {self.party}"


class AccessionRequest(models.Model):
    """The written request of who wants to join (BOK-14), recorded before the vote opens."""

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="request")
    applicant = models.CharField("verzoeker", max_length=200)
    document = models.CharField("schriftelijk verzoek", max_length=200)
    received_on = models.DateField("ontvangen op")
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"verzoek van {self.applicant}"


class ActOfTwo(models.Model):
    """What one person asks and another confirms; until then it can be withdrawn and counts for nothing."""

    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ["asked_at", "id"]


def two_persons(name: str) -> models.CheckConstraint:
    """Nobody confirms what he or she asked."""
    return models.CheckConstraint(
        name=name,
        condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
        | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by=F("asked_by"))),
    )


class Recusal(ActOfTwo):
    """A party takes no part in one vote because of its interest (Awb 2:4): a recorded act, asked and confirmed by two.

    `decided_by` says who decided so: the party itself or the overleg. Counts from the confirmation; until the vote
    opens it can be withdrawn.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="recusals")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField("belang", max_length=300)
    decided_by = models.CharField("besloten door", max_length=120)

    class Meta(ActOfTwo.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "party"], condition=Q(withdrawn_at__isnull=True), name="one_recusal_per_party"
            ),
            two_persons("recusal_two_persons"),
        ]

    def __str__(self) -> str:
        return f"{self.party} neemt niet deel"


class Annulment(ActOfTwo):
    """One person asks to annul a vote with a reason, another confirms; the vote and its ballots stay readable."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="annulments")
    reason = models.TextField("reden", max_length=2000)

    class Meta(ActOfTwo.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(withdrawn_at__isnull=True), name="one_annulment_per_vote"
            ),
            two_persons("annulment_two_persons"),
            models.CheckConstraint(name="annulment_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"vernietiging van {self.proposal}"
