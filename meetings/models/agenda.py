"""What stands on an agenda, and agendas as they were sent. Sent agendas are append-only."""

from django.db import models
from django.db.models import Q

from meetings.models.meetings import Meeting
from twente.core.models import User


class AgendaItem(models.Model):
    """A point of the agenda with its class (BOK-8) and status (HER-5).

    The values of `kind` and `status` are the keys of the rulebook's item classes and statuses. `subject` is a key of
    its subjects ("8a"), or empty; `article` is the article that the item follows from when the kind is another article.
    What is deferred or withdrawn keeps its place and its number. `late`: added after an agenda was sent; `added_at`
    is unknown for items of before. `carried_from` is the item of an earlier meeting that this one goes on with.
    `handling` is empty where nobody said whether a debate is expected. `advice` is that of the secretary (BOK-9b),
    `consultation` what the Kring said (BOK-9c).
    A confidential item (besloten, or under geheimhouding with its ground) is read by few until its last day;
    without a last day until that is lifted. Read items through `selectors.items_for` or `selectors.readable`.
    """

    class Kind(models.TextChoices):
        SUBJECT = "subject", "vast onderwerp (art. 8)"
        ARTICLE = "other_article", "volgt uit een ander artikel"
        ORDER = "order", "orde van de vergadering"
        OTHER = "other", "ander onderwerp (art. 10)"

    class Status(models.TextChoices):
        INFORM = "kennisname", "ter kennisname"
        DISCUSS = "bespreking", "ter bespreking"
        ADVISE = "advisering", "ter advisering"
        DECIDE = "besluitvorming", "ter besluitvorming"

    class Admission(models.TextChoices):
        NONE = "", "niet nodig"
        REQUESTED = "requested", "aangevraagd"
        ADMITTED = "admitted", "toegelaten"
        REFUSED = "refused", "geweigerd"

    class Handling(models.TextChoices):
        CONSENT = "consent", "hamerstuk"
        DEBATE = "debate", "bespreekstuk"

    class Disposal(models.TextChoices):
        NONE = "", "op de agenda"
        DEFERRED = "deferred", "aangehouden"
        WITHDRAWN = "withdrawn", "van de agenda afgevoerd"

    class Confidentiality(models.TextChoices):
        PUBLIC = "public", "openbaar"
        CLOSED = "closed", "besloten"
        SECRET = "secret", "geheimhouding"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField("titel", max_length=200)
    kind = models.CharField("soort", max_length=20, choices=Kind.choices)
    subject = models.CharField("onderwerp", max_length=10, blank=True)
    article = models.CharField("artikel", max_length=10, blank=True)
    status = models.CharField("status", max_length=20, choices=Status.choices)
    admission = models.CharField(max_length=10, choices=Admission.choices, blank=True, default="")
    confidentiality = models.CharField(
        "openbaarheid", max_length=10, choices=Confidentiality.choices, default=Confidentiality.PUBLIC
    )
    confidential_ground = models.CharField("grond", max_length=200, blank=True)
    confidential_until = models.DateField("tot en met", null=True)
    handling = models.CharField("behandeling", max_length=10, choices=Handling.choices, blank=True, default="")
    portfolio = models.CharField("portefeuille", max_length=100, blank=True)
    presenter = models.CharField("wie licht toe", max_length=120, blank=True)
    explanation = models.TextField("toelichting", blank=True)
    cover_note = models.TextField("oplegger", blank=True)
    advice = models.TextField("advies van de secretaris", blank=True)
    consultation = models.TextField("afstemming met de Kring", blank=True)
    proposed_decision = models.TextField("voorgesteld besluit", blank=True)
    minutes_planned = models.PositiveSmallIntegerField("minuten")
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="carried_to")
    disposal = models.CharField(max_length=10, choices=Disposal.choices, blank=True, default=Disposal.NONE)
    disposal_reason = models.CharField("reden", max_length=200, blank=True)
    late = models.BooleanField("nagekomen", default=False)
    added_at = models.DateTimeField(null=True)
    form_key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"], name="item_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(name="item_position_from_one", condition=Q(position__gte=1)),
            models.CheckConstraint(
                name="item_class_complete",
                condition=(Q(kind="subject") & ~Q(subject="") & Q(article=""))
                | (Q(kind="other_article", subject="") & ~Q(article=""))
                | Q(kind__in=("order", "other"), subject="", article=""),
            ),
            models.CheckConstraint(
                name="item_admission_only_for_other",
                condition=Q(kind="other") & ~Q(admission="") | ~Q(kind="other") & Q(admission=""),
            ),
            models.CheckConstraint(
                name="item_secret_on_a_ground",
                condition=Q(confidentiality="public", confidential_ground="", confidential_until__isnull=True)
                | Q(confidentiality="closed")
                | Q(confidentiality="secret") & ~Q(confidential_ground=""),
            ),
            models.CheckConstraint(
                name="item_disposed_with_a_reason",
                condition=Q(disposal="", disposal_reason="") | ~Q(disposal="") & ~Q(disposal_reason=""),
            ),
            models.UniqueConstraint(fields=["meeting", "carried_from"], name="item_carried_once_per_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class ItemGrant(models.Model):
    """Somebody who may not read confidential items by office may read this one, such as an officer who prepares it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="grants")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "user"], name="item_grant_once")]

    def __str__(self) -> str:
        return f"{self.user} leest {self.item}"


class AgendaVersion(models.Model):
    """The agenda as it was sent: frozen content with a number and a hash. Append-only."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda_versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="agenda_version_once")]

    def __str__(self) -> str:
        return f"agenda {self.meeting} versie {self.number}"
