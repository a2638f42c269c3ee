"""`manage.py overeenkomst`: put a shipped agreement into use on this site, with its parties and its secretary."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from twente.core import clock
from twente.core import services as core
from twente.core.agreement import shipped
from twente.core.models import Agreement, Role, User
from twente.core.selectors import roles_held
from twente.partnership.installing import install_agreement


class Command(BaseCommand):
    """Without a key it lists what comes with the product. The same again changes nothing."""

    help = "Neemt een meegeleverde overeenkomst in gebruik: regelboek, partijen, organen en (eerste keer) secretaris."

    def add_arguments(self, parser: CommandParser) -> None:
        """The key of the rulebook, and who becomes its secretary."""
        parser.add_argument("sleutel", nargs="?", default="")
        parser.add_argument("--secretaris", default="", help="gebruikersnaam van een bestaand account")

    def handle(self, *args: Any, **options: Any) -> None:
        """Install the agreement, or list what can be installed."""
        books = {book.key: book for book in shipped()}
        if not options["sleutel"]:
            self.stdout.write("\n".join(f"{key:22}{book.name}" for key, book in sorted(books.items())))
            return
        book = books.get(options["sleutel"])
        if book is None:
            raise CommandError(f"Onbekende sleutel. Kies uit: {', '.join(sorted(books))}.")
        with transaction.atomic():
            agreement = install_agreement(rulebook=book, by=None, now=clock.now())
            if options["secretaris"]:
                self.give_office(agreement, options["secretaris"])
        parties = len(book.parties)
        self.stdout.write(f"{agreement.short_name} is in gebruik: {parties} partijen, adres /{agreement.slug}/.")

    def give_office(self, agreement: Agreement, username: str) -> None:
        """Make this account the secretary from today; it stays so when it is already."""
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Er is geen account {username}. Maak eerst een account.")
        now = clock.now()
        today = clock.today()
        if user in [role.user for role in roles_held(agreement, Role.Kind.SECRETARY, today)]:
            return
        core.give_role(agreement=agreement, user=user, kind=Role.Kind.SECRETARY, since=today, by=None, now=now)
