"""What helps to prepare an agenda: what can be undone, the standing items of a body, items that members propose."""

from django.db import models
from django.db.models import Q

from meetings.models.agenda import AgendaItem
from meetings.models.bodies import Body
from meetings.models.meetings import Meeting
from twente.core.models import Party, User


class AgendaUndo(models.Model):
    """How an agenda was before somebody moved or deleted an item, kept for ten minutes.

    `before` are the ids of the items in their old order, `after` pairs of id and version in the new one. `lost` is
    the deleted item as Django serialises it; empty for a move.
    """

    class What(models.TextChoices):
        ORDER = "order", "volgorde gewijzigd"
        DELETION = "deletion", "punt verwijderd"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="undos")
    what = models.CharField(max_length=10, choices=What.choices)
    sentence = models.CharField(max_length=300)
    before = models.JSONField()
    after = models.JSONField()
    lost = models.TextField(blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return f"{self.what} {self.meeting}"


class StandingItem(models.Model):
    """An item that stands on every agenda of a body; `at_end` ones follow what is added for one meeting."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="standing_items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField("titel", max_length=200)
    kind = models.CharField("soort", max_length=20, choices=AgendaItem.Kind.choices)
    subject = models.CharField("onderwerp", max_length=10, blank=True)
    article = models.CharField("artikel", max_length=10, blank=True)
    status = models.CharField("status", max_length=20, choices=AgendaItem.Status.choices)
    minutes_planned = models.PositiveSmallIntegerField("minuten")
    confidentiality = models.CharField(
        "openbaarheid",
        max_length=10,
        choices=[choice for choice in AgendaItem.Confidentiality.choices if choice[0] != "secret"],
        default=AgendaItem.Confidentiality.PUBLIC,
    )
    at_end = models.BooleanField("aan het eind", default=False)
    form_key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["at_end", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "position"], name="standing_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                name="standing_class_complete",
                condition=(Q(kind="subject") & ~Q(subject="") & Q(article=""))
                | (Q(kind="other_article", subject="") & ~Q(article=""))
                | Q(kind="order", subject="", article=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ItemProposal(models.Model):
    """An item that a member proposes, until the secretary accepts it as an item or declines it with a reason.

    `party` is the party for which it is proposed; empty for the chair and the secretary. `meeting` is the wanted one.
    """

    class State(models.TextChoices):
        OFFERED = "offered", "aangeboden"
        ACCEPTED = "accepted", "geagendeerd"
        DECLINED = "declined", "niet geagendeerd"
        WITHDRAWN = "withdrawn", "ingetrokken"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="proposed_items")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="proposed_items")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField("titel", max_length=200)
    why = models.TextField("waarom")
    kind = models.CharField("soort", max_length=20, choices=AgendaItem.Kind.choices)
    subject = models.CharField("onderwerp", max_length=10, blank=True)
    article = models.CharField("artikel", max_length=10, blank=True)
    proposed_decision = models.TextField("voorgesteld besluit", blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    reason = models.TextField("reden", blank=True)
    item = models.OneToOneField(AgendaItem, on_delete=models.SET_NULL, null=True, related_name="proposal")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    form_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [
            models.CheckConstraint(name="proposed_item_says_why", condition=~Q(why="")),
            models.CheckConstraint(
                name="proposed_item_answered_whole",
                condition=Q(state="offered", answered_by__isnull=True, answered_at__isnull=True)
                | ~Q(state="offered") & Q(answered_by__isnull=False, answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="proposed_item_declined_with_a_reason", condition=~Q(state="declined") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.title
