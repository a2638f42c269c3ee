"""The record of a meeting and what is typed for it; adopted minutes stand still."""

from django.db import models
from django.db.models import Q

from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting
from twente.core.models import User
from twente.documents.models import Document


class Minutes(models.Model):
    """The record of one meeting: concept, adopted, then a document that chair and secretary sign (BOK-5.6).

    What few may read stands in `annex`, a document of its own with its own fingerprint, signed together with the other.
    """

    class State(models.TextChoices):
        CONCEPT = "concept", "concept"
        ADOPTED = "adopted", "vastgesteld"

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=10, choices=State.choices, default=State.CONCEPT)
    adopted_on = models.DateField(null=True)
    adopted_in = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="adopted_minutes")
    adopted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    on_agenda = models.OneToOneField(AgendaItem, on_delete=models.SET_NULL, null=True, related_name="minutes_to_adopt")
    content = models.JSONField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="minutes")
    annex = models.JSONField(null=True)
    annex_sha256 = models.CharField(max_length=64, blank=True)
    annex_document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="annex_of")
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
    """What the secretary writes about the discussion of one item; `version` counts the saves.

    Every saved text is markup (`rules.markup`); texts from before that are plain until they are saved again.
    """

    class Form(models.TextChoices):
        PLAIN = "plain", "platte tekst"
        MARKUP = "markup", "tekst met opmaak"

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="texts")
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="minutes_text")
    text = models.TextField(blank=True)
    form = models.CharField(max_length=10, choices=Form.choices, default=Form.PLAIN)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"tekst bij {self.item}"


class MinutesPresence(models.Model):
    """Somebody was typing at an item at `seen_at`: a sign of life that grows old by itself, never a lock."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "user"], name="minutes_presence_once")]

    def __str__(self) -> str:
        return f"{self.user} bij {self.item}"


class Erratum(models.Model):
    """A mistake in adopted minutes, mended beside them: what, why, by whom, in which meeting. Append-only.

    `item_number` is the item of the minutes that it is about, or None for the whole.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="errata")
    number = models.PositiveSmallIntegerField()
    item_number = models.PositiveSmallIntegerField(null=True)
    text = models.TextField("verbetering")
    reason = models.TextField("waarom")
    decided_in = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "number"], name="erratum_once"),
            models.CheckConstraint(name="erratum_says_what_and_why", condition=~Q(text="") & ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"erratum {self.number} bij {self.minutes}"
