"""`manage.py demo`: fill an empty installation with the demonstration, and print its accounts."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from twente.core import clock
from twente.home import demo
from twente.home.demo.people import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    """Only with DEMO=1: every account has the same known password."""

    help = "Vult de demonstratie (alleen met DEMO=1) en toont de accounts. Nog eens draaien verandert niets."

    def handle(self, *args: object, **options: object) -> None:
        """Play the steps and print who can sign in."""
        if settings.PRODUCTION or not settings.DEMO:
            raise CommandError("De demonstratie werkt alleen met DEMO=1 en nooit met PRODUCTION=1.")
        demo.play(clock.now())
        self.stdout.write(f"Accounts van de demonstratie, allemaal met wachtwoord {PASSWORD}:")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.username:32}{account.name}")
