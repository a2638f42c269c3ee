"""Bodies, meetings, agendas, attendance, decisions and minutes. Published agendas and decisions are append-only."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from meetings.annulments import DecisionAnnulment as DecisionAnnulment
from twente.core.constraints import meanwhile, same
from twente.core.models import Agreement, Mandate, Party
from twente.documents.models import Document

USER = settings.AUTH_USER_MODEL


class Body(models.Model):
    """A body that meets under an agreement, such as the overleg; `key` names it in the rulebook."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="bodies")
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "key"], name="body_once")]

    def __str__(self) -> str:
        return self.name


class Meeting(models.Model):
    """One meeting of a body, from concept to held. `version` guards against two people saving over each other."""

    class State(models.TextChoices):
        CONCEPT = "concept", "concept"
        CONVENED = "convened", "bijeengeroepen"
        OPEN = "open", "geopend"
        HELD = "held", "gehouden"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField("plaats", max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CONCEPT)
    presided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    current_item = models.ForeignKey("AgendaItem", on_delete=models.PROTECT, null=True, related_name="+")
    form_key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(name="meeting_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="meeting_moments_follow_state",
                condition=Q(state__in=("concept", "convened"), opened_at__isnull=True, closed_at__isnull=True)
                | Q(state="open", opened_at__isnull=False, closed_at__isnull=True)
                | Q(state="held", opened_at__isnull=False, closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.starts_at:%Y-%m-%d}"


class AgendaItem(models.Model):
    """A point of the agenda with its class (BOK-8) and status (HER-5).

    The values of `kind` and `status` are the keys of the rulebook's item classes and statuses. `subject` is a key of
    its subjects ("8a"), or empty; `article` is the article that the item follows from when the kind is another article.
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

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField("titel", max_length=200)
    kind = models.CharField("soort", max_length=20, choices=Kind.choices)
    subject = models.CharField("onderwerp", max_length=10, blank=True)
    article = models.CharField("artikel", max_length=10, blank=True)
    status = models.CharField("status", max_length=20, choices=Status.choices)
    admission = models.CharField(max_length=10, choices=Admission.choices, blank=True, default="")
    explanation = models.TextField("toelichting", blank=True)
    minutes_planned = models.PositiveSmallIntegerField("minuten")
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
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class AgendaVersion(models.Model):
    """The agenda as it was sent: frozen content with a number and a hash. Append-only."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda_versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="agenda_version_once")]

    def __str__(self) -> str:
        return f"agenda {self.meeting} versie {self.number}"


class Substitution(models.Model):
    """Somebody else speaks and votes for a party in one meeting, or for one item; goes before the mandate (BOK-1f)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="substitutions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="substitutions")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="substitutions")
    document = models.CharField("mandaatbesluit", max_length=200)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "item", "party"], name="one_substitute_per_party", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} vervangt voor {self.party}"


class Attendance(models.Model):
    """A party was present from one moment until another, by whom and on which mandate or substitution."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="attendances")
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, null=True, related_name="+")
    substitution = models.ForeignKey(Substitution, on_delete=models.PROTECT, null=True, related_name="+")
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["arrived_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="attendance_in_order", condition=Q(left_at__isnull=True) | Q(left_at__gte=F("arrived_at"))
            ),
            models.CheckConstraint(
                name="attendance_on_one_ground",
                condition=Q(mandate__isnull=False, substitution__isnull=True)
                | Q(mandate__isnull=True, substitution__isnull=False),
            ),
            ExclusionConstraint(
                name="one_person_per_party_present",
                expressions=[
                    same("meeting_id"),
                    same("party_id"),
                    meanwhile("arrived_at", "left_at"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} aanwezig bij {self.meeting}"


class Absence(models.Model):
    """A party gave notice that it would not come."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="absences")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    notice = models.CharField("bericht", max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "party"], name="absence_once")]

    def __str__(self) -> str:
        return f"{self.party} met kennisgeving afwezig"


class Decision(models.Model):
    """What was decided on an item: delivered by a vote, or recorded by the secretary without one. Append-only.

    `outcome` is one word or a few ("aangenomen", "verworpen", "vastgesteld", "iedere partij besluit zelf"); `reasons`
    are finished Dutch sentences with their article; `figures` holds the counts, or the `line` and `answers` of a
    decision without a vote; `source` is the record that delivered it ("vote:12") or empty.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=40)
    text = models.TextField()
    sentence = models.TextField(blank=True)
    reasons = models.JSONField(default=list)
    figures = models.JSONField(default=dict)
    source = models.CharField(max_length=40, blank=True)
    closing_hash = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="decisions")

    class Meta:
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "year", "number"], name="decision_number_once"),
            models.UniqueConstraint(fields=["source"], condition=~Q(source=""), name="decision_source_once"),
        ]

    def __str__(self) -> str:
        return f"besluit {self.year}-{self.number}"


class Minutes(models.Model):
    """The record of one meeting: concept, adopted, then a document that chair and secretary sign (BOK-5.6)."""

    class State(models.TextChoices):
        CONCEPT = "concept", "concept"
        ADOPTED = "adopted", "vastgesteld"

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=10, choices=State.choices, default=State.CONCEPT)
    adopted_on = models.DateField(null=True)
    adopted_in = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="adopted_minutes")
    adopted_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    content = models.JSONField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="minutes")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="minutes_frozen_when_adopted",
                condition=Q(state="concept", adopted_on__isnull=True, content__isnull=True)
                | Q(state="adopted", adopted_on__isnull=False, content__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"verslag van {self.meeting}"


class MinutesText(models.Model):
    """What the secretary writes about the discussion of one item; `version` counts the saves."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="texts")
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="minutes_text")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"tekst bij {self.item}"
