"""`manage.py herinneringen_nagaan`: warn the secretaries by mail when the worker is silent, without Celery or outbox.

For a timer of the system (systemd or cron): exit code 1 when something is wrong, so that the timer notices as well.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from twente.core import clock
from twente.core.dates import day_of
from twente.core.letter.writing import written
from twente.core.models import Role, User
from twente.core.selectors import in_force
from twente.outbox.selectors import pulse
from twente.outbox.wording import ALARM_SUBJECT, alarm, troubles


class Command(BaseCommand):
    """Look at heartbeat, queue and dead letters; mail straight to the server when they are not right."""

    help = "Waarschuwt de secretarissen per mail als herinneringen stilliggen; buiten Celery om."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say that all is well, or warn and fail."""
        found = pulse(clock.now())
        if found.healthy:
            self.stdout.write("Herinneringen lopen.")
            return
        wrong = troubles(silent=found.silent, stuck=found.stuck, dead=found.dead, unswept=found.unswept)
        raise CommandError(f"{' '.join(wrong)} Gewaarschuwd: {self.warn(wrong)}.")

    def warn(self, wrong: list[str]) -> int:
        """One mail to every secretary and deputy of today; how many got one."""
        on = day_of(clock.now())
        kinds = (Role.Kind.SECRETARY, Role.Kind.DEPUTY_SECRETARY)
        roles = Role.objects.filter(in_force(on), kind__in=kinds)
        people = User.objects.filter(roles__in=roles, is_active=True).exclude(email="").distinct()
        body = alarm(wrong, settings.SITE_URL + reverse("outbox:health"))
        for person in people:
            written(ALARM_SUBJECT, body, [person.email]).send()
        return len(people)
