"""The page that makes an exported archive readable: what is in it, where it lies, how to check it. No scripts."""

from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from twente.core.dates import day_of, full_date
from twente.documents.archive import mdto
from twente.documents.archive.packing import PackedDossier, PackedFile, PackedRecord
from twente.documents.archive.records import Collection, Dossier, Event, Record, Retention
from twente.documents.archive.stored import VALID, VALIDATED

STYLE = Path(__file__).with_name("style.css").read_bytes()
KILO, MEGA = 1_000, 1_000_000
WORDS = {mdto.CREATED: "Opgemaakt"}
"""What an event is called on the page, where the list of the Nationaal Archief has another word."""
REACH = (
    "Dit archief bevat wat degene voor wie het is gemaakt toen mocht lezen. Of er meer is, staat hier niet: "
    "deze zin staat in elk archief."
)
"""Said in every archive alike, so that it tells nobody whether something was left out."""


def page(what: Collection, packed: list[PackedDossier]) -> bytes:
    """The index of a bag, as bytes of `data/index.html`."""
    files = sum(len(record.files) for each in packed for record in each.records)
    facts = {
        "Archiefvormer": ", ".join(dict.fromkeys(each.dossier.owner.name for each in packed)) or what.owner.name,
        "Gemaakt op": full_date(what.made_on),
        "Gemaakt voor": what.made_for,
        "Inhoud": f"{counted(len(packed), 'dossier', 'dossiers')}, {counted(files, 'bestand', 'bestanden')}",
        "Kenmerk": what.identifier,
    }
    dossiers = [on_page(number, each) for number, each in enumerate(packed, start=1)]
    context = {
        "title": what.title,
        "facts": pairs(facts),
        "dossiers": dossiers,
        "reach": REACH if what.made_for else "",
    }
    return render_to_string("archive/index.html", context).encode()


def on_page(number: int, packed: PackedDossier) -> dict[str, Any]:
    """A dossier with its facts and records."""
    dossier = packed.dossier
    facts = {
        "Over": dossier.about,
        "Archiefvormer": dossier.owner.name,
        "Bewaren": kept(dossier.retention),
        "Openbaarheid": dossier.restriction or "Openbaar",
        "Handtekeningen": signatures(dossier),
        "Kenmerk": dossier.identifier,
    }
    return {
        "anchor": f"dossier-{number}",
        "title": dossier.title,
        "count": counted(len(packed.records), "stuk", "stukken"),
        "facts": pairs(facts),
        "records": [record_on_page(each) for each in packed.records],
        "tables": [
            {"id": f"dossier-{number}-register-{place}", "table": table}
            for place, table in enumerate(dossier.tables, start=1)
        ],
    }


def signatures(dossier: Dossier) -> str:
    """3 documenten geldig bevonden; of any that is not, how many; empty where nothing was signed."""
    results = [last_check(record) for record in dossier.records]
    found = [result for result in results if result]
    good = sum(result.startswith(VALID) for result in found)
    said = [f"{counted(good, 'document', 'documenten')} geldig bevonden"] * bool(good)
    said += [f"{counted(len(found) - good, 'document', 'documenten')} niet: zie bij het stuk"] * (len(found) > good)
    return "; ".join(said)


def last_check(record: Record) -> str:
    """What the last check of its signatures found; empty when nobody signed it."""
    return next((event.result for event in reversed(record.events) if event.kind == VALIDATED), "")


def record_on_page(packed: PackedRecord) -> dict[str, Any]:
    """A record with its files and what happened to it."""
    record = packed.record
    return {
        "kind": record.kind,
        "title": record.title,
        "about": record.about,
        "restriction": record.restriction,
        "files": [file_on_page(each) for each in packed.files],
        "metadata": packed.metadata,
        "events": [happened(each) for each in record.events],
    }


def file_on_page(packed: PackedFile) -> dict[str, str]:
    """A file with its format and size."""
    name = packed.path.rpartition("/")[2]
    about = f"{packed.file.format.label}, {size(packed.size)}"
    return {"path": packed.path, "name": name, "about": about, "sha256": packed.file.sha256}


def happened(event: Event) -> str:
    """8 december 2026: Ondertekening, de voorzitter (geldig)"""
    who = f", {event.actor}" if event.actor else ""
    result = f" ({event.result})" if event.result else ""
    return f"{full_date(day_of(event.at))}: {WORDS.get(event.kind, event.kind)}{who}{result}"


def kept(retention: Retention) -> str:
    """10 jaar na afhandeling, tot en met 8 december 2036 (19.1.10, Selectielijst gemeenten 2020)"""
    ground = f" ({retention.code}, {retention.source})"
    if retention.term is None:
        return f"Blijvend{ground}"
    until = f", tot en met {full_date(retention.ends_on)}" if retention.ends_on else ""
    return f"{retention.term.in_words().capitalize()} na {retention.trigger.lower()}{until}{ground}"


def size(count: int) -> str:
    """830 kB, 2,4 MB"""
    if count < MEGA:
        return f"{max(1, round(count / KILO))} kB"
    return f"{count / MEGA:.1f} MB".replace(".", ",")


def counted(number: int, one: str, many: str) -> str:
    """1 stuk, 2 stukken"""
    return f"{number} {one if number == 1 else many}"


def pairs(facts: dict[str, str]) -> list[dict[str, str]]:
    """Name and value, leaving out what is not known."""
    return [{"name": name, "value": value} for name, value in facts.items() if value]
