"""A bag stands alone: checked with nothing but Python, and with nothing but sha256sum; every change is named."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.documents.archived import COLLECTION, DOSSIER, MINUTES, PAPER, a_file
from twente.documents.archive import index, packing
from twente.documents.archive.records import Collection, plain_name

PDF = "data/01-2026-12-02/01-verslag-van-2-december-2026/verslag.pdf"


def zipped(what: Collection = COLLECTION) -> tuple[bytes, packing.Packed]:
    """The bag as a zip, and what came of it."""
    out = io.BytesIO()
    packed = packing.pack(what, out, page=index.page, style=index.STYLE, progress=lambda count: None)
    return out.getvalue(), packed


@dataclass(frozen=True)
class Answer:
    """How the checker ended, and its lines."""

    code: int
    lines: tuple[str, ...]

    @property
    def wrong(self) -> list[str]:
        """What it found, in order."""
        return [line.removeprefix("FOUT  ") for line in self.lines if line.startswith("FOUT")]


def check(program: Path, *arguments: str) -> Answer:
    """Run the program of a bag as a stranger would: without this product, its packages or its folder."""
    command = [sys.executable, "-I", "-S", "-B", str(program), *arguments]
    done = subprocess.run(command, cwd=program.parent, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return Answer(done.returncode, tuple(done.stdout.splitlines()))


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    """The bag, unpacked outside the project."""
    with zipfile.ZipFile(io.BytesIO(zipped()[0])) as archive:
        archive.extractall(tmp_path)
    return tmp_path / COLLECTION.name


def test_same_records_give_the_same_bytes() -> None:
    assert zipped() == zipped()


def test_the_checker_in_the_bag_finds_it_whole(bag: Path) -> None:
    answer = check(bag / "nagaan.py")
    assert answer.code == 0
    assert answer.lines[0] == "goed  Alle 17 bestanden zijn er, en geen ervan is veranderd."
    assert answer.lines[-1] == "Dit archief klopt."


def test_the_checker_reads_the_zip_itself(tmp_path: Path) -> None:
    content, packed = zipped()
    (tmp_path / "archief.zip").write_bytes(content)
    program = shutil.copy(packing.SOURCE, tmp_path / "nagaan.py")
    assert check(program, "archief.zip", "--code", packed.code).code == 0


@pytest.mark.parametrize("manifest", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_standard_tools_are_enough(bag: Path, manifest: str) -> None:
    command = ["sha256sum", "--strict", "-c", manifest]
    assert subprocess.run(command, cwd=bag, capture_output=True, check=False).returncode == 0
    (bag / PDF).write_bytes(b"anders")
    (bag / "bag-info.txt").write_text("anders")
    assert subprocess.run(command, cwd=bag, capture_output=True, check=False).returncode == 1


def broken_byte(bag: Path) -> None:
    content = bytearray((bag / PDF).read_bytes())
    content[3] ^= 1
    (bag / PDF).write_bytes(content)


def shortened_list(bag: Path) -> None:
    lines = (bag / "manifest-sha256.txt").read_text().splitlines(keepends=True)
    (bag / "manifest-sha256.txt").write_text("".join(line for line in lines if not line.endswith(f"{PDF}\n")))


CHANGES: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "one byte": (broken_byte, [f"{PDF} is veranderd of beschadigd: het controlegetal klopt niet."]),
    "a file gone": (
        lambda bag: (bag / PDF).unlink(),
        [
            f"{PDF} ontbreekt.",
            "Het aantal of de omvang klopt niet: het horen 12 bestanden te zijn, samen",
        ],
    ),
    "a file more": (
        lambda bag: (bag / "data/erbij.pdf").write_bytes(b"x"),
        ["data/erbij.pdf hoort niet in dit archief: het staat in geen lijst."],
    ),
    "a file more beside the payload": (
        lambda bag: (bag / "erbij.txt").write_bytes(b"x"),
        ["erbij.txt hoort niet in dit archief: het staat in geen lijst."],
    ),
    "a reference to elsewhere": (
        lambda bag: ((bag / PDF).unlink(), (bag / PDF).symlink_to("/etc/hostname")),
        [
            f"{PDF} is veranderd of beschadigd: het controlegetal klopt niet.",
            "Het aantal of de omvang klopt niet: het horen 12 bestanden te zijn, samen",
        ],
    ),
    "a list without it": (
        shortened_list,
        [
            "manifest-sha256.txt is veranderd of beschadigd: het controlegetal klopt niet.",
            f"{PDF} hoort niet in dit archief: het staat in geen lijst.",
            "Het aantal of de omvang klopt niet: het horen 12 bestanden te zijn, samen",
        ],
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_named(bag: Path, change: str) -> None:
    act, sentences = CHANGES[change]
    act(bag)
    answer = check(bag / "nagaan.py")
    assert answer.code == 1
    found = answer.wrong
    assert len(found) == len(sentences)
    assert all(line.startswith(sentence) for line, sentence in zip(found, sentences, strict=True)), found


def test_only_the_code_from_elsewhere_sees_that_everything_was_replaced(tmp_path: Path) -> None:
    content, packed = zipped()
    other, _ = zipped(replace(COLLECTION, dossiers=(replace(DOSSIER, records=(PAPER,)),)))
    (tmp_path / "archief.zip").write_bytes(other)
    assert content != other
    program = shutil.copy(packing.SOURCE, tmp_path / "nagaan.py")
    assert check(program, "archief.zip").code == 0
    answer = check(program, "archief.zip", "--code", packed.code)
    assert answer.code == 1
    assert answer.wrong[0].startswith("De code is een andere")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half", b"%PDF-1.7"])
def test_what_is_no_archive_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "archief.zip").write_bytes(content)
    program = shutil.copy(packing.SOURCE, tmp_path / "nagaan.py")
    assert check(program, "archief.zip").code == 2
    assert check(program).code == 2


def test_a_damaged_file_stops_the_export() -> None:
    damaged = replace(a_file("Verslag", b"%PDF verslag"), read=lambda: b"%PDF anders")
    broken = replace(DOSSIER, records=(replace(MINUTES, files=(damaged,)),))
    with pytest.raises(packing.FileDamaged, match="Verslag van 2 december 2026"):
        zipped(replace(COLLECTION, dossiers=(broken,)))


def test_files_of_one_name_are_numbered() -> None:
    twice = replace(MINUTES, files=(a_file("Verslag", b"een"), a_file("verslag!", b"twee")))
    assert list(packing.file_names(twice)) == ["verslag.pdf", "verslag-2.pdf"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Raming 2027 (concept)", "raming-2027-concept"),
        ("../../etc", "etc"),
        ("…", "stuk"),
        ("Coördinatie", "coordinatie"),
    ],
)
def test_names_that_every_file_system_keeps(title: str, name: str) -> None:
    assert plain_name(title) == name


def test_the_index_names_everything_and_runs_nothing(bag: Path) -> None:
    html = (bag / "data/index.html").read_text()
    assert "<script" not in html and "style=" not in html and "http" not in html
    assert '<html lang="nl">' in html
    assert "Begroting &amp; &lt;raming&gt;" in html
    assert PAPER.restriction in html
    assert "8 december 2026: Ondertekening, de voorzitter (certificaat 0a1b; geldig bevonden)" in html
    assert "Tien jaar na afhandeling, tot en met 8 december 2036 (19.1.10, Selectielijst gemeenten 2020)" in html
    links = re.findall(r'href="([^"#]+)"', html)
    assert PDF.removeprefix("data/") in links
    assert all((bag / "data" / link).is_file() for link in links)
