"""An archive that leaves the house: whole, readable, checked by strangers, and only for who may read all of it."""

import io
import json
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from lxml import etree

from tests.cast import MORNING, Cast
from tests.documents.test_archive_bag import check
from tests.meetings.minutes_scene import NOW
from tests.papers import work
from tests.partnership.archive_scene import Year, owned
from twente.core.models import AuditEntry, User
from twente.documents import vault
from twente.documents.archive.mdto import NAMESPACE
from twente.outbox import services as outbox
from twente.outbox.models import Job
from twente.partnership import tasks
from twente.partnership.archive import exporting
from twente.partnership.models import ArchiveExport
from votes import verifier


def page(name: str = "archive", *args: object) -> str:
    return reverse(f"partnership:{name}", args=["bok-ses", *args])


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """It is the day after the minutes were adopted."""
    with time_machine.travel(NOW, tick=False):
        yield


def asked(browser: Client, what: str) -> ArchiveExport:
    """Ask for an archive and let the worker work."""
    assert browser.post(page(), {"what": what}).status_code == 302
    work()
    return ArchiveExport.objects.latest("pk")


def unpacked(content: bytes, folder: Path) -> Path:
    """The one folder in a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    (top,) = folder.iterdir()
    return top


def test_a_year_leaves_the_house_whole(archived: Year, tmp_path: Path) -> None:
    """BOK-17: verified by the checker in it and by sha256sum, with nothing of this software."""
    browser = browser_of(archived.cast.secretary)
    export = asked(browser, "jaar-2026")
    answer = browser.get(page("archive_file", export.pk))
    assert answer["Content-Disposition"] == 'attachment; filename="bok-ses-archief-2026.zip"'
    assert answer["Cache-Control"] == "private, no-store"
    bag = unpacked(b"".join(answer), tmp_path)
    assert check(bag / "nagaan.py", "--code", export.code).lines[-1] == "Dit archief klopt."
    sums = subprocess.run(["sha256sum", "--strict", "--quiet", "-c", "manifest-sha256.txt"], cwd=bag, check=False)
    assert sums.returncode == 0
    contents_are_right(archived, bag)
    actions = AuditEntry.objects.filter(action__startswith="archive_").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["archive_asked", "archive_made", "archive_downloaded"]


def contents_are_right(archived: Year, bag: Path) -> None:
    """Metadata pass the schema; agenda, minutes, annex, papers and votes are there as they were registered."""
    schema = etree.XMLSchema(etree.parse(settings.MDTO_XSD))
    metadata = list(bag.rglob("*.xml"))
    for path in metadata:
        schema.assertValid(etree.parse(path))
    names = {path.name for path in bag.rglob("*") if path.is_file()}
    assert {"koers-raming.pdf", "kaart.jpg", "agenda.html", "verslag-van-woensdag-2-december-2026.pdf"} <= names
    version = archived.scene.meeting.agenda_versions.get()
    codes = {sha256(path.read_bytes()).hexdigest() for path in bag.rglob("agenda-zoals-vastgelegd.json")}
    assert version.sha256 in codes
    minutes = archived.scene.minutes
    for document in (minutes.document, minutes.annex_document):
        latest = document.revisions.last()
        assert any(path.read_bytes() == bytes(latest.content) for path in bag.rglob("*.pdf"))
    (lines,) = bag.rglob("stemming-*.jsonl")
    assert all(passed for passed, _ in verifier.report(verifier.Vote(lines.read_bytes()), archived.vote.closing_hash))
    html = (bag / "data/index.html").read_text()
    assert "Koers &amp; raming" in html and "Gemeente Voorbeeld" in html and "Besloten bijlage" in html


def test_one_meeting_is_a_dossier_of_its_own(archived: Year, tmp_path: Path) -> None:
    browser = browser_of(archived.cast.deputy_secretary)
    export = asked(browser, f"vergadering-{archived.scene.meeting.pk}")
    bag = unpacked(b"".join(browser.get(page("archive_file", export.pk))), tmp_path)
    assert check(bag / "nagaan.py").code == 0
    assert export.meetings == [archived.scene.meeting.pk]
    dossier = etree.parse(next(bag.rglob("dossier.mdto.xml")))
    texts = dict.fromkeys(("termijnStartdatumLooptijd", "termijnLooptijd", "begripCode"))
    found = {name: [each.text for each in dossier.iter(f"{{{NAMESPACE}}}{name}")] for name in texts}
    assert found["termijnLooptijd"] == ["P10Y"]
    assert found["termijnStartdatumLooptijd"] == [archived.scene.minutes.adopted_on.isoformat()]
    assert found["begripCode"] == ["V", "19.1.10"]
    assert json.loads(next(bag.rglob("agenda-zoals-vastgelegd.json")).read_text())["body"]


def test_progress_is_shown_and_found_later(archived: Year) -> None:
    browser = browser_of(archived.cast.secretary)
    browser.post(page(), {"what": "jaar-2026"})
    export = ArchiveExport.objects.get()
    panel = browser.get(page("archive_export", export.pk)).text
    assert "data-poll" in panel and "Wacht op zijn beurt" in panel
    assert browser.get(page("archive_file", export.pk)).status_code == 409
    Job.objects.filter(kind=exporting.EXPORT_JOB).update(state=Job.State.RUNNING)
    outbox.progress(kind=exporting.EXPORT_JOB, target_id=export.pk, done=1, total=4)
    address = page("archive_export", export.pk)
    assert "Stap 1 van 4" in browser.get(address).text
    assert browser.get(address, {"versie": "running-1"}).status_code == 204
    tasks.make_archive(export.pk, NOW)
    assert "Archief opslaan" in browser.get(page()).text


def test_asked_twice_it_is_made_once_and_the_newer_takes_the_place_of_the_older(archived: Year) -> None:
    browser = browser_of(archived.cast.secretary)
    for _ in range(2):
        browser.post(page(), {"what": "jaar-2026"})
    export = ArchiveExport.objects.get()
    work()
    export.refresh_from_db()
    tasks.make_archive(export.pk, NOW)
    newer = asked(browser, "jaar-2026")
    assert list(ArchiveExport.objects.all()) == [newer]
    assert not vault.path_of(export.stored_as).exists()
    assert vault.path_of(newer.stored_as).exists()


def test_without_an_owner_or_without_anything_there_is_no_archive(cast: Cast) -> None:
    browser = browser_of(cast.secretary)
    with pytest.raises(exporting.OwnerMissing):
        exporting.ask_export(agreement=cast.agreement, year=2026, meeting=None, by=cast.secretary, now=MORNING)
    owned(cast)
    with pytest.raises(exporting.NothingToExport):
        exporting.ask_export(agreement=cast.agreement, year=2026, meeting=None, by=cast.secretary, now=MORNING)
    answer = browser.post(page(), {"what": "jaar-2026"})
    assert answer.status_code == 422
    assert "Kies uit de lijst" in answer.text


def test_a_damaged_paper_stops_the_archive_and_the_page_says_so(archived: Year) -> None:
    path = vault.path_of(archived.vote.item.papers.get(title="Koers & raming").versions.get().stored_as)
    before = path.read_bytes()
    path.write_bytes(b"%PDF anders")
    export = asked(browser_of(archived.cast.secretary), "jaar-2026")
    path.write_bytes(before)
    job = Job.objects.get(kind=exporting.EXPORT_JOB)
    assert "Koers & raming: het bestand is niet meer wat werd geregistreerd" in job.error
    assert not export.stored_as
    assert not list(vault.path_of("0" * 32).parent.parent.rglob("half-*"))


def test_who_may_not_read_all_of_it_does_not_find_it(archived: Year) -> None:
    export = asked(browser_of(archived.cast.secretary), "jaar-2026")
    assert export.restricted
    for person, status in (
        (archived.cast.deputy_secretary, 200),
        (archived.cast.chair, 403),
        (archived.cast.outsider, 404),
    ):
        assert browser_of(person).get(page("archive_file", export.pk)).status_code == status


def test_who_lost_the_right_meanwhile_gets_nothing(archived: Year) -> None:
    browser_of(archived.cast.secretary).post(page(), {"what": "jaar-2026"})
    archived.cast.secretary.roles.update(valid_until=date(2026, 12, 31))
    work()
    assert not ArchiveExport.objects.get().stored_as
    assert "U mag dit niet doen" in Job.objects.get(kind=exporting.EXPORT_JOB).error
