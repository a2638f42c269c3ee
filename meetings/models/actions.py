"""What somebody will do after a meeting, and what somebody wanted to be on record."""

from django.db import models
from django.db.models import Q

from meetings.models.agenda import AgendaItem
from twente.core.models import Agreement, Party, User


class Action(models.Model):
    """An action or a promise (toezegging) made at an item: who, what, by which day (Amsterdam), and how it ended.

    The owner is a person, a party, or both: the person who does it for that party. `settled_on` is the day it was done
    or dropped, with a note that says how.
    """

    class Kind(models.TextChoices):
        ACTION = "action", "actiepunt"
        PROMISE = "promise", "toezegging"

    class State(models.TextChoices):
        OPEN = "open", "open"
        DONE = "done", "gedaan"
        DROPPED = "dropped", "vervallen"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="actions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="actions")
    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    text = models.TextField("wat")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="actions")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField("uiterlijk", null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    settled_on = models.DateField(null=True)
    settled_note = models.CharField("afloop", max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    form_key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(name="action_has_a_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="action_has_an_owner", condition=Q(owner__isnull=False) | Q(party__isnull=False)
            ),
            models.CheckConstraint(
                name="action_settled_on_a_day",
                condition=Q(state="open", settled_on__isnull=True) | ~Q(state="open") & Q(settled_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"


class Statement(models.Model):
    """What somebody wanted to be on record at an item (verklaring); it goes into the minutes as it was given."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="statements")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    speaker = models.CharField("wie", max_length=120)
    text = models.TextField("verklaring")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    form_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [models.CheckConstraint(name="statement_has_a_text", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"verklaring van {self.speaker}"
