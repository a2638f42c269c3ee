"""`manage.py herinneringen_nagaan`: warn the secretaries by mail of silence and losses, without Celery or outbox.

For a timer of the system (systemd or cron): exit code 1 when something is wrong, so that the timer notices as well.
"""

import smtplib
from datetime import date
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
from twente.outbox.wording import alarm, losses, troubles


class Command(BaseCommand):
    """Look at heartbeat, queue and dead letters; mail straight to the server when they are not right."""

    help = "Waarschuwt de secretarissen per mail als herinneringen stilliggen; buiten Celery om."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say that all is well, or warn and fail."""
        found = pulse(clock.now())
        if found.healthy:
            self.stdout.write("Herinneringen lopen.")
            return
        wrong = troubles(silent=found.silent, stuck=found.stuck, unswept=found.unswept)
        lost = losses(dead=found.dead, failed=found.failed)
        warned = [self.warn(person, pages, wrong, lost) for person, pages in secretaries(day_of(clock.now())).items()]
        raise CommandError(f"{' '.join(wrong + lost)} Gewaarschuwd: {warned.count(True)} van {len(warned)}.")

    def warn(self, person: User, pages: list[str], wrong: list[str], lost: list[str]) -> bool:
        """One mail to one person; whether the mail server took it. A refusal is said, and stops no other mail."""
        subject, body = alarm(wrong, lost, pages)
        try:
            written(subject, body, [person.email]).send()
        except (smtplib.SMTPException, OSError) as error:
            self.stderr.write(f"Niet gewaarschuwd: {person.email}: {error}")
            return False
        return True


def secretaries(on: date) -> dict[User, list[str]]:
    """Every secretary and deputy of this day who has an address, with the pages of what they look after."""
    kinds = (Role.Kind.SECRETARY, Role.Kind.DEPUTY_SECRETARY)
    roles = Role.objects.filter(in_force(on), kind__in=kinds, user__is_active=True).exclude(user__email="")
    found: dict[User, list[str]] = {}
    for role in roles.select_related("user", "agreement").order_by("pk"):
        page = settings.SITE_URL + reverse("outbox:state", args=[role.agreement.slug])
        pages = found.setdefault(role.user, [])
        pages += [page] * (page not in pages)
    return found
