"""Een archief nagaan, los van de software die het maakte.

Gebruik:  python3 nagaan.py [MAP of ZIP] [--code CODE]

Dit programma leest een uitgepakt archief, of de zip zelf. Zonder MAP of ZIP neemt het de map waarin het staat. Het
rekent van elk bestand het controlegetal (SHA-256) na, zoekt wat ontbreekt en wat er niet hoort, en vergelijkt de
metagegevens (MDTO) met de bestanden. Het noemt ook wat bij het maken is gevonden over de handtekeningen. U heeft
Python 3.9 of nieuwer nodig en verder niets, ook geen internet. Geef met --code de code op die bij het maken van het
archief is bewaard; spaties maken niet uit. Alleen die code bewijst dat niet het hele archief later is vervangen. Het
antwoord: 0 alles klopt, 1 iets klopt niet, 2 dit is geen archief.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

MANIFEST, TAG_MANIFEST, INFO = "manifest-sha256.txt", "tagmanifest-sha256.txt", "bag-info.txt"
METADATA, MDTO = ".bestand.mdto.xml", "{https://www.nationaalarchief.nl/mdto}"
RECORD, CHECKED, VALID = "/stuk.mdto.xml", "Validatie van de handtekeningen", "geldig"
LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
AT_ONCE = 1 << 20
WORDS = {True: "goed", None: "kijk", False: "FOUT"}


class NoArchive(Exception):
    """This cannot be read as an archive; the sentence says why."""


class Folder:
    """An archive that was unpacked."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def names(self) -> Iterator[str]:
        """Every file, also what is only a reference to elsewhere."""
        for path in sorted(self.place.rglob("*")):
            if path.is_symlink() or path.is_file():
                yield path.relative_to(self.place).as_posix()

    def open(self, name: str) -> BinaryIO:
        """The bytes of a file. Raises OSError; a reference to elsewhere is not followed."""
        path = self.place / name
        if path.is_symlink():
            raise OSError("verwijst naar elders")
        return path.open("rb")


class Zipped:
    """An archive as it was downloaded: one folder in a zip."""

    def __init__(self, place: Path) -> None:
        self.zip = zipfile.ZipFile(place)
        self.top = self.zip.namelist()[0].partition("/")[0] + "/" if self.zip.namelist() else ""

    def names(self) -> Iterator[str]:
        """Every file; what lies outside the one folder keeps its whole name, and so belongs to no list."""
        for name in self.zip.namelist():
            if not name.endswith("/"):
                yield name[len(self.top) :] if name.startswith(self.top) else f"../{name}"

    def open(self, name: str) -> BinaryIO:
        """The bytes of a file."""
        return self.zip.open(self.top + name)  # type: ignore[return-value]


class Archive:
    """What lies there, and what should lie there according to both lists. Raises NoArchive."""

    def __init__(self, place: Folder | Zipped) -> None:
        self.place = place
        self.found = Counter(place.names())
        if TAG_MANIFEST not in self.found or MANIFEST not in self.found:
            raise NoArchive("Dit is geen archief: een lijst met controlegetallen ontbreekt.")
        self.tags, self.payload = self.listed(TAG_MANIFEST), self.listed(MANIFEST)
        self.wanted = {**self.tags, **self.payload}
        self.sizes: dict[str, int] = {}
        self.codes: dict[str, str] = {}

    def read(self, name: str) -> bytes:
        """All bytes of a small file. Raises NoArchive."""
        try:
            with self.place.open(name) as file:
                return file.read()
        except (OSError, KeyError, RuntimeError, zipfile.BadZipFile) as wrong:
            raise NoArchive(f"{name} is niet te lezen.") from wrong

    def listed(self, name: str) -> dict[str, str]:
        """A list of controlegetallen: path and what it must be. Raises NoArchive."""
        lines = self.read(name).decode("utf-8", "replace").splitlines()
        read = [LINE.fullmatch(line) for line in lines]
        if not lines or not all(read):
            raise NoArchive(f"{name} is beschadigd: niet elke regel is een controlegetal met een naam.")
        return {match[2]: match[1] for match in read if match}

    def code(self, name: str) -> str:
        """The SHA-256 of a file, or nothing when it cannot be read; remembers it with its size."""
        counted, size = hashlib.sha256(), 0
        try:
            with self.place.open(name) as file:
                while piece := file.read(AT_ONCE):
                    counted.update(piece)
                    size += len(piece)
        except (OSError, KeyError, RuntimeError, zipfile.BadZipFile):
            return ""
        self.sizes[name], self.codes[name] = size, counted.hexdigest()
        return self.codes[name]


def wrong_files(archive: Archive) -> Iterator[str]:
    """What is missing, changed or added, one sentence each."""
    for name, wanted in sorted(archive.wanted.items()):
        if name not in archive.found:
            yield f"{name} ontbreekt."
        elif archive.code(name) != wanted:
            yield f"{name} is veranderd of beschadigd: het controlegetal klopt niet."
    for name, times in sorted(archive.found.items()):
        if name not in archive.wanted and name != TAG_MANIFEST:
            yield f"{name} hoort niet in dit archief: het staat in geen lijst."
        elif times > 1:
            yield f"{name} zit er meer dan één keer in."


def wrong_total(archive: Archive) -> Iterator[str]:
    """Whether number and size are what was written down at the making."""
    info = archive.read(INFO).decode("utf-8", "replace") if INFO in archive.found else ""
    said = re.search(r"^Payload-Oxum: ([0-9]+)\.([0-9]+)$", info, re.MULTILINE)
    size = sum(archive.sizes.get(name, 0) for name in archive.payload)
    if said is None:
        yield f"{INFO} zegt niet hoeveel bestanden erin horen."
    elif (int(said[1]), int(said[2])) != (size, len(archive.payload)):
        yield f"Het aantal of de omvang klopt niet: het horen {said[2]} bestanden te zijn, samen {said[1]} bytes."


def wrong_metadata(archive: Archive) -> Iterator[str]:
    """Whether the metadata of each file name the size and the code that the file has."""
    for name in sorted(archive.payload):
        of = name[: -len(METADATA)]
        if not name.endswith(METADATA) or archive.codes.get(name) != archive.payload[name]:
            continue
        try:
            root = ElementTree.fromstring(archive.read(name))  # noqa: S314 — its code was just found right
        except ElementTree.ParseError:
            yield f"{name} is geen leesbare XML."
            continue
        size = root.findtext(f".//{MDTO}omvang", "")
        code = root.findtext(f".//{MDTO}checksumWaarde", "")
        if of in archive.sizes and (size, code) != (str(archive.sizes[of]), archive.payload.get(of)):
            yield f"De metagegevens van {of} passen niet bij het bestand."


def signatures(archive: Archive) -> Iterator[tuple[bool | None, str]]:
    """What was found about signatures when the archive was made: how many are good, and each that was not."""
    good = 0
    for name in sorted(archive.payload):
        if not name.endswith(RECORD) or archive.codes.get(name) != archive.payload[name]:
            continue
        root = ElementTree.fromstring(archive.read(name))  # noqa: S314 — its code was just found right
        events = [event for event in root.iter(f"{MDTO}event") if event.findtext(f".//{MDTO}begripLabel") == CHECKED]
        if not events:
            continue
        result = events[-1].findtext(f"{MDTO}eventResultaat", "")
        if result.startswith(VALID):
            good += 1
        else:
            yield None, f"{name[: -len(RECORD)]}: de handtekeningen zijn {result}."
    if good:
        yield True, f"Bij het maken van dit archief waren de handtekeningen geldig van dit aantal stukken: {good}."


def report(archive: Archive, code: str) -> Iterator[tuple[bool | None, str]]:
    """Every finding in order, and the sentence: good, wrong, or (nothing) something to look at."""
    wrong = [*wrong_files(archive), *wrong_total(archive), *wrong_metadata(archive)]
    yield from ((False, sentence) for sentence in wrong)
    if not wrong:
        yield True, f"Alle {len(archive.wanted)} bestanden zijn er, en geen ervan is veranderd."
        yield True, "Er zit niets in dat er niet hoort."
        yield True, "De metagegevens passen bij de bestanden."
        yield from signatures(archive)
    found = archive.code(TAG_MANIFEST)
    wanted = re.sub(r"\s", "", code).lower()
    if not wanted:
        yield True, f"De code van dit archief is {found}. Vergelijk die met de code die bij het maken is bewaard."
    elif wanted == found:
        yield True, "De code is die van het archief zoals het is gemaakt."
    else:
        yield False, f"De code is een andere: van dit archief is die {found}."


def opened(place: Path) -> Archive:
    """The archive at a place. Raises NoArchive."""
    if place.is_dir():
        return Archive(Folder(place))
    try:
        return Archive(Zipped(place))
    except (OSError, zipfile.BadZipFile) as wrong:
        raise NoArchive(f"{place} is geen map en geen zip.") from wrong


def main(arguments: list[str]) -> int:
    """Print what was found; the number is the answer to other programs."""
    parser = argparse.ArgumentParser(prog="nagaan.py", description="Een archief nagaan.")
    parser.add_argument("place", nargs="?", type=Path, default=Path(__file__).resolve().parent, metavar="MAP of ZIP")
    parser.add_argument("--code", default="", help="de code die bij het maken van het archief is bewaard")
    asked = parser.parse_args(arguments)
    try:
        found = list(report(opened(asked.place), asked.code))
    except NoArchive as wrong:
        sys.stdout.write(f"FOUT  {wrong}\n")
        return 2
    for good, sentence in found:
        sys.stdout.write(f"{WORDS[good]}  {sentence}\n")
    right = all(good is not False for good, _ in found)
    sys.stdout.write(f"\n{'Dit archief klopt.' if right else 'Dit archief klopt niet.'}\n")
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
