"""`manage.py ontwikkel_ca`: certificates for trying out signing; refuses in production."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from twente.core import clock
from twente.documents.authority import AuthorityIncomplete, prepare_authority


class Command(BaseCommand):
    """Fills SIGNING_FOLDER once; running it again changes nothing."""

    help = "Maakt proefcertificaten voor voorzitter, secretaris en tijdstempel (nooit voor echt gebruik)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the certificates unless they are there."""
        if settings.PRODUCTION:
            raise CommandError("Proefcertificaten horen niet in productie. Stel echte certificaten in.")
        folder = settings.SIGNING_FOLDER
        try:
            made = prepare_authority(folder=folder, passphrase=settings.SIGNING_PASSPHRASE, at=clock.now())
        except AuthorityIncomplete as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{'Gemaakt' if made else 'Stond er al'}: proefcertificaten in {folder}")
