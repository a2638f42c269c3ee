"""The review of minutes by the members: rounds with a last day, what they remark, what became of it. Append-only."""

from django.db import models
from django.db.models import Q

from meetings.models.agenda import AgendaItem
from meetings.models.minutes import Minutes
from twente.core.models import Party, User


class ReviewRound(models.Model):
    """Members may comment until the end of the last day (Amsterdam). A later round prolongs or repeats an earlier one.

    `shared` says whether members see each other's comments; the secretary always sees all.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    last_day = models.DateField("laatste dag")
    shared = models.BooleanField("leden zien elkaars opmerkingen")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="review_round_once")]

    def __str__(self) -> str:
        return f"commentaarronde {self.number} bij {self.minutes}"


class ReviewComment(models.Model):
    """What a member remarks about one item, the words it is about, and the text that the member proposes, if any."""

    round = models.ForeignKey(ReviewRound, on_delete=models.PROTECT, related_name="comments")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="review_comments")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField("opmerking")
    quote = models.CharField("woorden in het verslag", max_length=300, blank=True)
    proposal = models.TextField("voorgestelde tekst", blank=True)
    written_at = models.DateTimeField()
    form_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [models.CheckConstraint(name="review_comment_has_a_text", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"opmerking van {self.author} bij {self.item}"


class ReviewAnswer(models.Model):
    """What became of a comment; the last answer counts. `before` is the text as it stood before it was taken over."""

    class Outcome(models.TextChoices):
        TAKEN = "taken", "overgenomen"
        DECLINED = "declined", "niet overgenomen"
        REOPENED = "reopened", "weer open"

    comment = models.ForeignKey(ReviewComment, on_delete=models.PROTECT, related_name="answers")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.TextField("reden", blank=True)
    before = models.TextField(blank=True)
    text_version = models.PositiveIntegerField(default=0)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="review_declined_with_a_reason", condition=~Q(outcome="declined") | ~Q(reason="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.comment}"
