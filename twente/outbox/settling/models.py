"""What stands on a row that was given up: who said that it is settled, and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Settled(models.Model):
    """Something that can be given up; `settled_why` is what a person did instead, so that nobody need look again."""

    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    settled_why = models.CharField(max_length=200, blank=True, default="", db_default="")

    class Meta:
        abstract = True


def only_when(state: str) -> Q:
    """Settled by somebody, with a reason and in this state; or not at all."""
    settled = Q(state=state, settled_at__isnull=False, settled_by__isnull=False) & ~Q(settled_why="")
    return Q(settled_at__isnull=True, settled_by__isnull=True, settled_why="") | settled
