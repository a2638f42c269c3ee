"""Papers in the file of a dispute, as they were handed in. Append-only."""

from django.db import models
from django.db.models import Q

from disputes.models.dispute import Dispute
from twente.core.models import Party, User


class DisputePaper(models.Model):
    """A file in the vault under `stored_as`; `sha256` is that of its bytes, `size` in bytes, `pages` 1 for a picture.

    Read papers through `selectors.papers_of`: who may not see the dispute does not know of its papers.
    """

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField("titel", max_length=200)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField()
    scan = models.CharField(max_length=12)
    stored_as = models.CharField(max_length=32, unique=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    form_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(name="dispute_paper_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(name="dispute_paper_is_a_file", condition=Q(size__gte=1, pages__gte=1)),
        ]

    def __str__(self) -> str:
        return self.title
