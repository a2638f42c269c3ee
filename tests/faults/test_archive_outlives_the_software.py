"""Two years are exported, then database, vault and keys are really gone: a stranger checks what is left (BOK-17)."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from lxml import etree
from psycopg import sql

from tests.documents.test_rendering import tool
from tests.faults.processes import ROOT, environment
from tests.faults.site import PREPARE
from tests.migrated import offer_template
from twente import env as env_of

pytestmark = [pytest.mark.fault]
NAME = f"archief_dat_verdwijnt_{os.environ.get('PYTEST_XDIST_WORKER', 'alleen')}"
"""Each worker of the tests fills and drops one of its own."""
STRANGER = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
"""All that a stranger's machine knows: no settings of ours, no address of a database, no folder with our code."""
PASSPHRASE = "proef"


@dataclass(frozen=True)
class Left:
    """What is left when everything else is gone: a zip per year, its code, and the zip as it was unpacked."""

    folder: Path
    codes: dict[str, str]

    def bag(self, year: str) -> Path:
        """The one folder of a year."""
        (top,) = (self.folder / year).iterdir()
        return top

    @property
    def bags(self) -> list[Path]:
        """Both."""
        return [self.bag(year) for year in sorted(self.codes)]


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A program on the stranger's machine."""
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=cwd, env=STRANGER, capture_output=True, text=True, check=False)


def checked(bag: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """The program in the bag, by a Python that finds no package at all."""
    return run(sys.executable, "-I", "-S", "-B", bag / "nagaan.py", *more, cwd=bag)


def address(role: str) -> str:
    """The throwaway database beside that of the tests, for the owner or for the application."""
    return urlunsplit(urlsplit(os.environ[role])._replace(path=f"/{NAME}"))


def on_server(statement: sql.Composable) -> None:
    """One statement of the owner, outside every transaction and outside the throwaway database."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], dbname="postgres", autocommit=True) as server:
        server.execute(statement)


def drop() -> None:
    """The database is gone, whoever is still connected."""
    on_server(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(NAME)))


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Left:
    """Make a database of its own, fill it, export, and drop it with its vault and its keys."""
    folder, house = tmp_path_factory.mktemp("buiten"), tmp_path_factory.mktemp("huis")
    env = environment(
        DATABASE_URL=address("DATABASE_URL"),
        DATABASE_OWNER_URL=address("DATABASE_OWNER_URL"),
        VAULT_FOLDER=str(house / "kluis"),
        SIGNING_FOLDER=str(house / "ca"),
        SIGNING_PASSPHRASE=PASSPHRASE,
    )
    drop()
    owner_of = env_of.database(os.environ["DATABASE_OWNER_URL"])
    template = offer_template(dict(connection.settings_dict) | {key: owner_of[key] for key in ("USER", "PASSWORD")})
    copied = sql.SQL(" TEMPLATE {}").format(sql.Identifier(template)) if template else sql.SQL("")
    on_server(sql.SQL("CREATE DATABASE {}{}").format(sql.Identifier(NAME), copied))
    try:
        prepare, owner = [sys.executable, *PREPARE], {"DATABASE_AS_OWNER": "1"}
        subprocess.run(prepare, cwd=ROOT, env=env | owner, check=True, stdout=subprocess.DEVNULL)
        seed = [sys.executable, "-m", "tests.faults.archive_seed", str(folder)]
        said = subprocess.check_output(seed, cwd=ROOT, env=env, text=True)
    finally:
        drop()
        shutil.rmtree(house)
    codes = json.loads(said.splitlines()[-1])
    for year in codes:
        with zipfile.ZipFile(folder / f"{year}.zip") as archive:
            assert archive.testzip() is None
            archive.extractall(folder / year)
    return Left(folder, codes)


def test_nothing_is_left_of_the_database(left: Left) -> None:
    """Otherwise the other tests would prove nothing."""
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(address("DATABASE_OWNER_URL"))
    assert not any("twente" in value for value in STRANGER.values() if value != STRANGER["PATH"])


def test_the_program_in_the_bag_finds_both_years_whole(left: Left) -> None:
    """As it was unpacked, and as the zip that was downloaded; with the code that was kept elsewhere."""
    for year, code in left.codes.items():
        bag = left.bag(year)
        for place in ((), (str(left.folder / f"{year}.zip"),)):
            answer = checked(bag, *place, "--code", code)
            assert answer.returncode == 0, answer.stdout + answer.stderr
            assert answer.stdout.splitlines()[-1] == "Dit archief klopt."
    signed = checked(left.bag("2026")).stdout
    assert "de handtekeningen geldig van dit aantal stukken: 1." in signed


def test_every_room_is_in_it(left: Left) -> None:
    first, second = ((bag / "data/index.html").read_text() for bag in left.bags)
    for words in ("Verslag van woensdag 2 december 2026", "Koers &amp; raming", "Geschil 2026-01", "Stemming om na te"):
        assert words in first, words
    for words in ("Financiën 2027", "SES-2027-0001", "Factuurronde", "Register van verzending", "Verstuurd aan de"):
        assert words in second, words
    assert "Validatie na de ondertekening" in first and "geldig bevonden" in first


def test_sha256sum_is_enough(left: Left) -> None:
    for bag in left.bags:
        for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
            answer = run(tool("sha256sum"), "--strict", "--quiet", "-c", manifest, cwd=bag)
            assert answer.returncode == 0, answer.stdout


def test_every_pdf_is_sound_by_qpdf(left: Left) -> None:
    pdfs = [path for bag in left.bags for path in bag.rglob("*.pdf")]
    assert len(pdfs) >= 4
    for path in pdfs:
        answer = run(tool("qpdf"), "--check", path, cwd=left.folder)
        assert answer.returncode == 0, answer.stdout + answer.stderr


def the_minutes(bag: Path) -> Path:
    """The signed minutes in a bag."""
    (found,) = bag.rglob("verslag-van-woensdag-2-december-2026.pdf")
    return found


def test_both_signatures_hold_by_pdfsig(left: Left) -> None:
    """A program of others, that knows nothing of our certificates, finds both signatures untouched."""
    answer = run(tool("pdfsig"), "-nocert", the_minutes(left.bag("2026")), cwd=left.folder)
    assert answer.stdout.count("Signature is Valid.") == 2, answer.stdout
    assert "Signature Field Name: voorzitter" in answer.stdout
    assert "Signature Field Name: secretaris" in answer.stdout


def test_every_mdto_is_valid_by_the_schema_of_the_national_archive(left: Left) -> None:
    schema = etree.XMLSchema(etree.parse(settings.MDTO_XSD))
    metadata = [path for bag in left.bags for path in bag.rglob("*mdto.xml")]
    assert len(metadata) > 30
    for path in metadata:
        schema.assertValid(etree.parse(path))


def test_every_mdto_is_valid_by_xmllint(left: Left) -> None:
    if not shutil.which("xmllint"):
        pytest.skip("xmllint ontbreekt: installeer libxml2-utils; dezelfde controle liep al met lxml")
    metadata = [path for bag in left.bags for path in bag.rglob("*mdto.xml")]
    answer = run("xmllint", "--noout", "--schema", settings.MDTO_XSD, *metadata, cwd=left.folder)
    assert answer.returncode == 0, answer.stderr


def one_byte(bag: Path) -> None:
    """In the middle of the minutes, where the page is."""
    path = the_minutes(bag)
    content = bytearray(path.read_bytes())
    content[len(content) // 4] ^= 1
    path.write_bytes(content)


def one_figure(bag: Path) -> None:
    """In the metadata: another size."""
    path = next(bag.rglob("*.bestand.mdto.xml"))
    path.write_text(path.read_text().replace("<omvang>", "<omvang>1"))


DAMAGE: dict[str, Callable[[Path], None]] = {
    "one byte of the minutes": one_byte,
    "one figure of the metadata": one_figure,
    "the page that tells it": lambda bag: (bag / "data/index.html").write_text("Alles in orde."),
    "a file more": lambda bag: (bag / "data/erbij.pdf").write_bytes(b"%PDF-1.7"),
    "a file less": lambda bag: the_minutes(bag).unlink(),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_what_was_changed_afterwards_is_found(left: Left, tmp_path: Path, what: str) -> None:
    """The checks above can fail: of each damage the program says so, and for a byte the standard programs too."""
    bag = shutil.copytree(left.bag("2026"), tmp_path / "stuk")
    DAMAGE[what](bag)
    answer = checked(bag)
    assert answer.returncode == 1
    assert answer.stdout.splitlines()[-1] == "Dit archief klopt niet."
    if what.startswith("one byte"):
        sums = run(tool("sha256sum"), "--strict", "--quiet", "-c", "manifest-sha256.txt", cwd=bag)
        assert sums.returncode == 1 and "FAILED" in sums.stdout
        signed = run(tool("pdfsig"), "-nocert", the_minutes(bag), cwd=bag)
        assert "Signature is Valid." not in signed.stdout, signed.stdout


def test_another_archive_in_its_place_is_found_by_the_code_alone(left: Left) -> None:
    """Whole, but not the one that was made: only the code that was kept elsewhere tells."""
    assert checked(left.bag("2027")).returncode == 0
    answer = checked(left.bag("2027"), "--code", left.codes["2026"])
    assert answer.returncode == 1
    assert "De code is een andere" in answer.stdout
