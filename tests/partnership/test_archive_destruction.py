"""Destroying after the term: one proposes, another approves, bytes go, titles and checksums stay (BOK-17)."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pypdfium2
import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from meetings.models import Minutes, PaperPage
from tests.papers import work
from tests.partnership.archive_scene import Year
from twente.core.models import AuditEntry, User
from twente.documents import vault
from twente.documents.models import Document, Revision, Tombstone
from twente.outbox.services import JOB_ATTEMPTS, JOB_RETRY_AFTER
from twente.partnership import tasks
from twente.partnership.archive import destroying, exporting, services
from twente.partnership.archive.expired import expired
from twente.partnership.archive.services import Keeping
from twente.partnership.models import ArchiveExport, DestroyedDossier, Destruction

ONE_YEAR = Keeping("19.1.12", "Stukken van derden", "1 year", "Afhandeling", "Selectielijst 2020")
NOW = datetime(2029, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """It is 1 March 2029, two years after the minutes were adopted."""
    with time_machine.travel(NOW, tick=False):
        yield


def page(name: str, *args: object) -> str:
    return reverse(f"partnership:{name}", args=["bok-ses", *args])


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def record(year: Year, keeping: Keeping) -> None:
    """From the first day of the agreement on."""
    services.record_class(
        agreement=year.cast.agreement,
        body=None,
        keeping=keeping,
        since=date(2021, 2, 1),
        by=year.cast.secretary,
        now=NOW,
    )


@pytest.fixture
def over(archived: Year) -> Iterator[Year]:
    """A term of a year was recorded; the meeting with papers was dealt with too. The files come back afterwards."""
    kept = {vault.path_of(row.stored_as): vault.read(row.stored_as) for row in papers(archived)}
    record(archived, ONE_YEAR)
    Minutes.objects.create(
        meeting=archived.vote.item.meeting, state="adopted", adopted_on=date(2027, 2, 10), content={}
    )
    yield archived
    for path, content in kept.items():
        vault.write_whole(path, content)


def proposed(year: Year) -> Destruction:
    """Both dossiers, proposed by the secretary."""
    keys = [each.dossier.key for each in expired(year.cast.agreement, NOW.date())]
    assert len(keys) == 2
    return destroying.propose_destruction(agreement=year.cast.agreement, keys=keys, by=year.cast.secretary, now=NOW)


def test_only_a_recorded_term_that_is_over_counts(archived: Year) -> None:
    agreement, on = archived.cast.agreement, NOW.date()
    assert expired(agreement, date(2099, 1, 1)) == []
    record(archived, ONE_YEAR)
    assert expired(agreement, date(2028, 2, 10)) == []
    (found,) = expired(agreement, on)
    key = f"vergadering-{archived.scene.meeting.pk}"
    assert (found.dossier.key, found.ended_on) == (key, date(2028, 2, 10))


def test_two_persons_destroy_and_a_statement_stays(over: Year) -> None:
    secretary, administrator = browser_of(over.cast.secretary), browser_of(over.cast.administrator)
    listed = secretary.get(page("destruction_list")).text
    assert listed.count('name="dossier"') == 2
    chosen = [f"vergadering-{pk}" for pk in (over.scene.meeting.pk, over.vote.item.meeting.pk)]
    assert secretary.post(page("destruction_list"), {"dossier": chosen}).status_code == 302
    destruction = Destruction.objects.get()
    address = page("destruction_detail", destruction.pk)
    assert "Een ander dan u moet haar goedkeuren" in secretary.get(address).text
    assert secretary.post(address).status_code == 409
    assert "Koers" not in administrator.get(address).text
    bytes_before = [row.stored_as for row in papers(over)]
    assert administrator.post(address).status_code == 302
    work()
    assert all(not vault.path_of(stored_as).exists() for stored_as in bytes_before)
    nothing_is_left_but_titles(over, destruction)
    answer = secretary.get(page("certificate_file", destruction.pk))
    text = text_of(answer.content)
    assert "Verklaring van vernietiging" in text and "Koers & raming, versie 1" in text and "19.1.12" in text
    assert administrator.get(page("certificate_file", destruction.pk)).status_code == 403


def papers(year: Year) -> list:
    return [version for paper in year.vote.item.papers.all() for version in paper.versions.all()]


def text_of(pdf: bytes) -> str:
    """The words of a PDF on one line."""
    document = pypdfium2.PdfDocument(pdf)
    found = " ".join(document[number].get_textpage().get_text_bounded() for number in range(len(document)))
    document.close()
    return " ".join(found.split())


def nothing_is_left_but_titles(year: Year, destruction: Destruction) -> None:
    """Every document of both meetings is empty, each with a tombstone by two persons."""
    minutes = year.scene.minutes
    for document in (minutes.document, minutes.annex_document):
        row = Revision.objects.get(document=document)
        assert bytes(row.content) == b"" and len(row.sha256) == 64
    stones = Tombstone.objects.select_related("proposed_by", "approved_by")
    assert {(stone.proposed_by, stone.approved_by) for stone in stones} == {
        (year.cast.secretary, year.cast.administrator)
    }
    assert not PaperPage.objects.exists()
    rows = {each.key: each for each in DestroyedDossier.objects.all()}
    titles = [file["title"] for file in rows[f"vergadering-{year.vote.item.meeting_id}"].files]
    assert titles == ["Koers & raming, versie 1", "Kaart, versie 1"]
    assert Document.objects.get(kind="destruction") == Destruction.objects.get(pk=destruction.pk).certificate


def test_again_changes_nothing_and_an_archive_tells_what_is_gone(over: Year) -> None:
    destruction = proposed(over)
    browser = browser_of(over.cast.secretary)
    browser.post(page("archive"), {"what": "jaar-2026"})
    work()
    before = ArchiveExport.objects.get()
    destroying.approve_destruction(destruction=destruction, by=over.cast.administrator, now=NOW)
    tasks.destroy_dossiers(destruction.pk, NOW)
    tasks.destroy_dossiers(destruction.pk, NOW)
    assert Document.objects.filter(kind="destruction").count() == 1
    assert not ArchiveExport.objects.exists() and not vault.path_of(before.stored_as).exists()
    browser.post(page("archive"), {"what": "jaar-2026"})
    work()
    answer = browser.get(page("archive_file", ArchiveExport.objects.get().pk))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as bag:
        names = [name for name in bag.namelist() if name.endswith("vernietigde-bestanden.json")]
        told = [file["title"] for name in names for file in json.loads(bag.read(name))]
        assert not any(name.endswith(".pdf") for name in bag.namelist())
    assert "Koers & raming, versie 1" in told


def test_an_archive_in_the_making_keeps_nothing_of_what_is_destroyed_meanwhile(over: Year) -> None:
    """The worker packs outside a transaction: what went in the meantime does not stay behind in its file."""
    destruction, browser = proposed(over), browser_of(over.cast.secretary)
    browser.post(page("archive"), {"what": "jaar-2026"})
    export, files = ArchiveExport.objects.get(), vault.path_of("0" * 32).parent.parent
    before = set(files.rglob("*"))

    def destroyed_at_the_last_moment(done: int, total: int) -> None:
        if done == total - 1 and not destruction.approved_at:
            destroying.approve_destruction(destruction=destruction, by=over.cast.administrator, now=NOW)
            destruction.refresh_from_db()
            tasks.destroy_dossiers(destruction.pk, NOW)

    with pytest.raises(exporting.DestroyedMeanwhile):
        exporting.make_export(export=export, now=NOW, progress=destroyed_at_the_last_moment)
    assert not {path for path in files.rglob("*") if path.is_file()} - before
    assert not ArchiveExport.objects.get().stored_as
    tasks.make_archive(export.pk, NOW)
    answer = browser.get(page("archive_file", export.pk))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as bag:
        assert not any(name.endswith(".pdf") for name in bag.namelist())


def test_the_database_refuses_one_person_for_both(over: Year) -> None:
    destruction = proposed(over)
    with pytest.raises(destroying.SamePerson):
        destroying.approve_destruction(destruction=destruction, by=over.cast.secretary, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Destruction.objects.filter(pk=destruction.pk).update(approved_by=over.cast.secretary, approved_at=NOW)


def test_what_is_on_a_list_is_not_proposed_twice_until_it_is_withdrawn(over: Year) -> None:
    destruction, browser = proposed(over), browser_of(over.cast.secretary)
    assert expired(over.cast.agreement, NOW.date()) == []
    assert browser.post(page("destruction_list"), {"dossier": [1, "x", "9" * 20]}).status_code == 422
    assert browser.post(page("destruction_withdraw", destruction.pk)).status_code == 302
    assert len(expired(over.cast.agreement, NOW.date())) == 2
    with pytest.raises(destroying.ListSettled):
        destroying.approve_destruction(destruction=destruction, by=over.cast.administrator, now=NOW)
    assert "ingetrokken" in browser.get(page("destruction_list")).text


def test_a_longer_term_recorded_meanwhile_stops_it(over: Year) -> None:
    destruction = proposed(over)
    record(over, Keeping("19.1.6", "Intern overleg", "none", "Afhandeling", "Selectielijst 2020"))
    with pytest.raises(destroying.TermChanged):
        destroying.approve_destruction(destruction=destruction, by=over.cast.administrator, now=NOW)


def test_nothing_is_destroyed_without_approval(over: Year) -> None:
    with pytest.raises(destroying.ListSettled):
        destroying.destroy(dossier=proposed(over).dossiers.first(), now=NOW)
    assert bytes(Revision.objects.get(document=over.scene.minutes.document).content)


def test_what_the_worker_gave_up_is_finished_at_a_second_request(over: Year) -> None:
    """A file that cannot be removed fails three times; once it can, who may approve has the worker go on."""
    destruction, administrator = proposed(over), browser_of(over.cast.administrator)
    address, path = page("destruction_detail", destruction.pk), vault.path_of(papers(over)[0].stored_as)
    assert "Opnieuw proberen" not in administrator.get(address).text
    administrator.post(address)
    path.unlink()
    path.mkdir()
    for minutes in range(JOB_ATTEMPTS):
        with time_machine.travel(NOW + minutes * JOB_RETRY_AFTER, tick=False):
            work()
    path.rmdir()
    with time_machine.travel(NOW + timedelta(minutes=10), tick=False):
        assert "Opnieuw proberen" in administrator.get(address).text
        assert administrator.post(address).status_code == 302
        assert administrator.post(address).status_code == 302
        assert "Opnieuw proberen" not in administrator.get(address).text
        work()
    nothing_is_left_but_titles(over, destruction)
    assert AuditEntry.objects.filter(action="destruction_asked_again").count() == 1
