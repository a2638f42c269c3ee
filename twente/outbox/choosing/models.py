"""How somebody wants to hear of terms, and the weeks about which an overview was made."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class TermPace(models.Model):
    """A person who does not want a mail at every milestone of a term; who chose nothing has no row.

    A term that is about to pass, or has passed, is told at once whatever stands here.
    """

    class Pace(models.TextChoices):
        WEEK = "week", "in het weekoverzicht"
        PRESSING = "pressing", "alleen als het dringt"

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    pace = models.CharField(max_length=10, choices=Pace.choices)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="term_pace_known", condition=Q(pace__in=("week", "pressing")))]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_pace_display()}"


class WeekOverview(models.Model):
    """The terms of one person were looked at for the overview of the week that begins on this Monday (Amsterdam).

    Once, whoever asks how often; also when there was nothing to tell.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    monday = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "monday"], name="overview_of_week_once"),
            models.CheckConstraint(name="overview_of_a_monday", condition=Q(monday__iso_week_day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.user}: week van {self.monday}"
