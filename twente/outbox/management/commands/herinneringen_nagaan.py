"""`manage.py herinneringen_nagaan`: warn the secretaries by mail of silence and losses, without Celery or outbox.

For a timer of the system (systemd or cron): exit code 1 when something is wrong, so that the timer notices as well.
"""

import smtplib
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from twente.core import clock
from twente.core.dates import day_of
from twente.core.letter.writing import written
from twente.core.models import Agreement, Role, User
from twente.core.selectors import in_force
from twente.outbox.selectors import pulse
from twente.outbox.settling.selectors import dead_mails_of, failed_jobs_of
from twente.outbox.wording import alarm, losses, troubles


class Command(BaseCommand):
    """Look at heartbeat, queue and dead letters; mail straight to the server when they are not right."""

    help = "Waarschuwt de secretarissen per mail als herinneringen stilliggen; buiten Celery om."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say that all is well, or warn who can do something about it and fail."""
        now = clock.now()
        found = pulse(now)
        if found.healthy:
            self.stdout.write("Herinneringen lopen.")
            return
        wrong = troubles(silent=found.silent, stuck=found.stuck, unswept=found.unswept)
        warned = []
        for person, agreements in secretaries(day_of(now)).items():
            lost, where = lost_under(agreements)
            if wrong or lost:
                warned.append(self.warn(person, agreements if wrong else where, wrong, lost))
        everything = wrong + losses(dead=found.dead, failed=found.failed)
        raise CommandError(f"{' '.join(everything)} Gewaarschuwd: {warned.count(True)} van {len(warned)}.")

    def warn(self, person: User, where: Iterable[Agreement], wrong: list[str], lost: list[str]) -> bool:
        """One mail to one person; whether the mail server took it. A refusal is said, and stops no other mail."""
        subject, body = alarm(wrong, lost, [page(agreement) for agreement in where])
        try:
            written(subject, body, [person.email]).send()
        except (smtplib.SMTPException, OSError) as error:
            self.stderr.write(f"Niet gewaarschuwd: {person.email}: {error}")
            return False
        return True


def page(agreement: Agreement) -> str:
    """The address of Postvak uit."""
    return settings.SITE_URL + reverse("outbox:state", args=[agreement.slug])


def lost_under(agreements: list[Agreement]) -> tuple[list[str], list[Agreement]]:
    """What was given up under these, a sentence each, and under which of them; a mail that stands with two is one."""
    dead = {row: set(dead_mails_of(row).values_list("pk", flat=True)) for row in agreements}
    failed = {row: failed_jobs_of(row).count() for row in agreements}
    sentences = losses(dead=len(set().union(*dead.values())), failed=sum(failed.values()))
    return sentences, [row for row in agreements if dead[row] or failed[row]]


def secretaries(on: date) -> dict[User, list[Agreement]]:
    """Every secretary and deputy of this day who has an address, with the agreements that they look after."""
    kinds = (Role.Kind.SECRETARY, Role.Kind.DEPUTY_SECRETARY)
    roles = Role.objects.filter(in_force(on), kind__in=kinds, user__is_active=True).exclude(user__email="")
    found: dict[User, list[Agreement]] = {}
    for role in roles.select_related("user", "agreement").order_by("pk"):
        agreements = found.setdefault(role.user, [])
        agreements += [role.agreement] * (role.agreement not in agreements)
    return found
