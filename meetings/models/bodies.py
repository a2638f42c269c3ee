"""The bodies that meet under an agreement."""

from django.db import models

from twente.core.models import Agreement


class Body(models.Model):
    """A body that meets under an agreement, such as the overleg; `key` names it in the rulebook."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="bodies")
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "key"], name="body_once")]

    def __str__(self) -> str:
        return self.name
