"""`manage.py artikelen`: write docs/artikelen.md anew."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from twente.core.agreement import shipped
from twente.home.register import register


def text(root: Path) -> str:
    """The register of this source tree: its shipped rulebooks and its worked examples."""
    files = sorted((root / "tests" / "cases").glob("*.json"))
    return register(shipped(), [json.loads(file.read_text(encoding="utf-8")) for file in files])


class Command(BaseCommand):
    """Deterministic, so that a test can tell whether the committed file is current."""

    help = "Schrijft docs/artikelen.md: artikel, regel, werkvoorbeelden, scherm."

    def handle(self, *args: object, **options: object) -> None:
        """Write the file and say where."""
        target = settings.ROOT / "docs" / "artikelen.md"
        target.parent.mkdir(exist_ok=True)
        target.write_text(text(settings.ROOT), encoding="utf-8")
        self.stdout.write(f"{target} is bijgewerkt.")
