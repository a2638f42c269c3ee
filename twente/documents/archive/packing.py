"""From records to a bag: every file with its MDTO beside it, an index to read, and the program that checks it all.

A file that is no longer what was registered stops the work: an archive with a damaged document is no archive.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from twente.documents.archive import checker, mdto
from twente.documents.archive.bagit import Bag
from twente.documents.archive.records import Collection, Dossier, File, Record, plain_name

CHECKER, README, INDEX, STYLE = "nagaan.py", "LEESMIJ.txt", "index.html", "stijl.css"
SOURCE = Path(checker.__file__)
README_TEXT = """\
{title}

Open data/index.html om te lezen wat er in dit archief staat.

Nagaan of alles er nog is en niets is veranderd:
  python3 nagaan.py
Of zonder Python, in deze map:
  sha256sum -c manifest-sha256.txt
  sha256sum -c tagmanifest-sha256.txt

Naast elk bestand staat een bestand met metagegevens (MDTO 1.0.1, .xml). De indeling van deze map is BagIt 1.0.
Zet niets in deze map en haal er niets uit: dan klopt de controle niet meer.
"""


class FileDamaged(ValueError):
    """Stored bytes are not what was registered."""


@dataclass(frozen=True)
class PackedFile:
    """A file as it lies in the bag; `path` is from the index."""

    file: File
    path: str
    size: int


@dataclass(frozen=True)
class PackedRecord:
    """A record with its files, and where its metadata lies."""

    record: Record
    files: tuple[PackedFile, ...]
    metadata: str


@dataclass
class PackedDossier:
    """A dossier with its records, and where its metadata lies."""

    dossier: Dossier
    metadata: str
    records: list[PackedRecord] = field(default_factory=list)


Page = Callable[[Collection, list[PackedDossier]], bytes]


@dataclass(frozen=True)
class Packed:
    """What came of it: the code of the whole, and how many files there are to read."""

    code: str
    files: int


def pack(what: Collection, out: BinaryIO, *, page: Page, style: bytes, progress: Callable[[int], None]) -> Packed:
    """Write the bag. `page` makes the index; `progress` hears of each dossier. Raises FileDamaged."""
    packed: list[PackedDossier] = []
    with Bag(out, what.name) as bag:
        bag.add("mdto.xml", mdto.collection(what))
        for number, dossier in enumerate(what.dossiers, start=1):
            packed.append(packed_dossier(bag, number, dossier, what))
            progress(1)
        bag.add(STYLE, style)
        bag.add(INDEX, page(what, packed))
        others = {README: README_TEXT.format(title=what.title).encode(), CHECKER: SOURCE.read_bytes()}
        code = bag.finish(said(what), others)
    return Packed(code, sum(len(record.files) for each in packed for record in each.records))


def packed_dossier(bag: Bag, number: int, dossier: Dossier, what: Collection) -> PackedDossier:
    """Put a dossier with its records in its own folder."""
    folder = f"{number:02}-{dossier.begins_on.isoformat()}"
    packed = PackedDossier(dossier, f"{folder}/dossier.mdto.xml")
    bag.add(packed.metadata, mdto.dossier(dossier, what))
    for place, record in enumerate(dossier.records, start=1):
        inside = f"{folder}/{place:02}-{plain_name(record.title)}"
        packed.records.append(packed_record(bag, inside, record, dossier, what.source))
    return packed


def said(what: Collection) -> dict[str, str]:
    """What `bag-info.txt` says of the whole."""
    return {
        "Source-Organization": what.owner.name,
        "External-Description": what.title,
        "External-Identifier": what.identifier,
        "Bagging-Date": what.made_on.isoformat(),
    }


def packed_record(bag: Bag, folder: str, record: Record, dossier: Dossier, source: str) -> PackedRecord:
    """Put a record with its files and their metadata in its own folder."""
    files = []
    for name, file in zip(file_names(record), record.files, strict=True):
        content = file.read()
        path = f"{folder}/{name}"
        if hashlib.sha256(content).hexdigest() != file.sha256:
            raise FileDamaged(f"{record.title}: het bestand is niet meer wat werd geregistreerd.")
        bag.add(path, content)
        bag.add(f"{path}.bestand.mdto.xml", mdto.file(file, name, len(content), record, source))
        files.append(PackedFile(file, path, len(content)))
    metadata = f"{folder}/stuk.mdto.xml"
    bag.add(metadata, mdto.record(record, dossier, list(file_names(record)), source))
    return PackedRecord(record, tuple(files), metadata)


def file_names(record: Record) -> Iterator[str]:
    """A name for each file of a record; a second one of the same name is numbered."""
    seen: dict[str, int] = {}
    for file in record.files:
        stem = plain_name(file.title)
        name = f"{stem}.{file.format.ending}"
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{stem}-{seen[name]}.{file.format.ending}"
