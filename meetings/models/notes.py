"""What a reader writes beside an item or a page: for the owner alone, unless the owner shares it."""

from django.db import models
from django.db.models import Q

from meetings.models.agenda import AgendaItem
from meetings.models.papers import Paper
from twente.core.models import Party, User


class Note(models.Model):
    """One text of one person at one place: an item, or a page (from 1) of a paper. `version` counts the saves.

    Nobody but the owner reads it, not even an administrator, unless `shared` says with whom: the members of the
    overleg, or the people of `party`. It goes away with its item; an item is never kept for a note.
    """

    class Shared(models.TextChoices):
        NOBODY = "", "alleen voor mij"
        PARTY = "party", "delen met mijn partij"
        MEMBERS = "members", "delen met de leden"

    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notes")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="notes")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="notes")
    page = models.PositiveSmallIntegerField("bladzijde", null=True)
    text = models.TextField(blank=True)
    shared = models.CharField(max_length=10, choices=Shared.choices, blank=True, default="")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["item__position", "paper__position", "page", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "item", "paper", "page"], name="note_once_per_place", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="note_on_a_page_of_a_paper",
                condition=Q(paper__isnull=True, page__isnull=True) | Q(paper__isnull=False, page__gte=1),
            ),
            models.CheckConstraint(
                name="note_shared_with_one_party",
                condition=Q(shared="party", party__isnull=False) | ~Q(shared="party") & Q(party__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"notitie bij {self.item}"
