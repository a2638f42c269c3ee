"""`manage.py factuurcontrole MAP`: every e-invoice in a folder against the XSD, the Dutch rules and EN 16931."""

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from finance.einvoice.dutch_rules import broken_rules
from finance.einvoice.en16931 import FailedRule, RulesNotRun, failed_rules
from finance.einvoice.schemas import NotReadable, SchemasMissing, shape_errors


class Command(BaseCommand):
    """Control of finished documents, before acceptance and after an update of the rule sets."""

    help = "Controleert alle e-facturen (*.xml) in een map: de vorm (XSD), de Nederlandse regels en EN 16931."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder."""
        parser.add_argument("map", type=Path, help="map met de documenten")

    def handle(self, *args: object, **options: Path) -> None:
        """One line per document, or its faults; an error at the end when there was any."""
        files = sorted(options["map"].glob("*.xml"))
        if not files:
            raise CommandError(f"In {options['map']} staan geen bestanden met de extensie .xml.")
        try:
            by_standard = failed_rules(files)
        except (RulesNotRun, SchemasMissing) as error:
            raise CommandError(str(error)) from error
        wrong = sum(self._report(file, by_standard) for file in files)
        if wrong:
            raise CommandError(f"{wrong} van {len(files)} documenten niet in orde.")
        self.stdout.write(f"{len(files)} documenten in orde.")

    def _report(self, file: Path, by_standard: Mapping[Path, tuple[FailedRule, ...]]) -> bool:
        """Whether something is wrong with this document."""
        faults = list(_faults(file, by_standard[file]))
        self.stdout.write(f"{file.name}: {'in orde' if not faults else 'niet in orde'}")
        for fault in faults:
            self.stdout.write(f"  {fault}")
        return bool(faults)


def _faults(file: Path, failed: tuple[FailedRule, ...]) -> Iterator[str]:
    try:
        content = file.read_bytes()
        yield from (f"XSD: {error}" for error in shape_errors(content))
        yield from (f"{broken.rule}: {broken.message}" for broken in broken_rules(content))
    except NotReadable as error:
        yield str(error)
    yield from (f"{rule.rule} ({rule.flag}): {rule.text}" for rule in failed)
