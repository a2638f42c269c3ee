"""The archive of a year over all rooms: whole, each with its term, and of a dispute no word for who may not know."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from lxml import etree

from disputes.models import Dispute
from disputes.rules.facts import Kind
from disputes.services.letters import keep_letter, request_letter
from disputes.services.papers import add_paper
from finance.file_tasks import make_invoice_files
from finance.models import Invoice, InvoiceFile, InvoiceRun
from finance.services import crediting, payments
from finance.services.claims import mark
from meetings.models import AgendaItem
from meetings.services.leaving import publish, send_to_councils
from meetings.services.openness import Imposed, impose
from tests.cast import MORNING, Cast
from tests.disputes.stage import a_dispute, happens, received
from tests.documents.test_archive_bag import check
from tests.finance.stage import NOW as IN_THE_BOOKS
from tests.finance.stage import Books
from tests.meetings.minutes_scene import NOW, Scene
from tests.meetings.sent_scene import a_list, paper, signed_minutes, with_clerks
from tests.papers import a_pdf, work
from tests.partnership.archive_scene import owned
from twente.core.models import Agreement, AuditEntry, Role, User
from twente.core.permissions import actor_for
from twente.core.services import put_in_charge
from twente.documents.archive import index, packing, rooms
from twente.documents.archive.records import Dossier
from twente.documents.archive.stored import record_of
from twente.documents.inspection import inspect
from twente.documents.models import ValidationRecord
from twente.outbox.dispatching.rules import NO_QUESTION
from twente.outbox.models import Job
from twente.outbox.publishing.services import withdraw_document
from twente.partnership.archive import exporting, services
from twente.partnership.archive.collecting import collection_of, of_rooms
from twente.partnership.archive.meeting_records import CONFIDENTIAL, records
from twente.partnership.archive.selectors import policy_of
from twente.partnership.archive.services import Keeping
from twente.partnership.models import ArchiveExport, RetentionClass

WORD = "Wilgenroosje"
"""Stands in everything that somebody types in a dispute."""
AFTER = datetime(2028, 1, 5, 9, 0, tzinfo=UTC)


def dossiers(user: User, agreement: Agreement, year: int, now: datetime) -> dict[str, Dossier]:
    """What every room gives this person, by key."""
    found = of_rooms(actor_for(user, agreement, now.date()), year, policy_of(agreement), now)
    return {dossier.identifier: dossier for dossier in found}


def bag_of(export: ArchiveExport, user: User, now: datetime, folder: Path) -> Path:
    """The archive as this person would get it, unpacked."""
    out = io.BytesIO()
    actor = actor_for(user, export.agreement, now.date())
    found = collection_of(export, actor, now=now, progress=lambda count: None)
    packing.pack(found.collection, out, page=index.page, style=index.STYLE, progress=lambda count: None)
    with zipfile.ZipFile(out) as archive:
        archive.extractall(folder)
    return folder / found.collection.name


def an_export(cast: Cast, year: int, by: User) -> ArchiveExport:
    """Asked for, not made yet."""
    return ArchiveExport.objects.create(agreement=cast.agreement, year=year, asked_by=by, asked_at=NOW)


def all_valid(bag: Path) -> None:
    """Every MDTO passes the schema of the Nationaal Archief, and the checker finds the whole in order."""
    schema = etree.XMLSchema(etree.parse(settings.MDTO_XSD))
    for path in bag.rglob("*.mdto.xml"):
        schema.assertValid(etree.parse(path))
    schema.assertValid(etree.parse(bag / "data/mdto.xml"))
    assert check(bag / "nagaan.py").code == 0


@pytest.fixture
def spent(books: Books) -> list[Invoice]:
    """A final run of which two invoices have files: one sent, paid and partly credited, and its credit note."""
    owned(books.cast)
    first, *_ = made = books.invoices()
    asked = crediting.ask_credit(invoice=first, cents=67_800, reason="Afgerond.", **books.acts)
    credit = crediting.confirm_credit(asked=asked, by=books.cast.secretary, now=IN_THE_BOOKS)
    for invoice in (first, credit):
        make_invoice_files(invoice.pk, IN_THE_BOOKS)
    mark(invoice=first, kind="sent", detail="mail", source="x", **books.acts)
    paid = {"cents": 100_000, "received_on": IN_THE_BOOKS.date(), "reason": "Contant", "overpaid": False}
    payments.pay_by_hand(key=uuid4(), invoice=first, **paid, **books.acts)
    return [first, credit, *made[1:]]


def test_finance_leaves_a_year_with_its_basis(books: Books, spent: list[Invoice], tmp_path: Path) -> None:
    """BOK-17, 11: invoices with their UBL, the run exactly as it was approved, and what happened."""
    cast = books.cast
    bag = bag_of(an_export(cast, 2027, cast.secretary), cast.secretary, IN_THE_BOOKS, tmp_path)
    all_valid(bag)
    run = InvoiceRun.objects.get()
    frozen = {sha256(path.read_bytes()).hexdigest() for path in bag.rglob("grondslag-zoals-vastgelegd.json")}
    assert frozen == {run.inputs_sha256}
    for invoice in spent[:2]:
        kept = InvoiceFile.objects.get(invoice=invoice)
        pdfs = [path.read_bytes() for path in bag.rglob(f"*{invoice.code.lower()}.pdf")]
        assert pdfs == [bytes(kept.document.revisions.get().content)]
        assert [path.read_bytes() for path in bag.rglob(f"{invoice.code.lower()}-ubl.xml")] == [bytes(kept.ubl)]
    (late,) = bag.rglob(f"{spent[2].code.lower()}.json")
    assert f'"total_cents":{spent[2].total_cents}' in late.read_text()
    text = (bag / "data/index.html").read_text()
    assert "de bestanden waren nog niet gemaakt" in text
    assert "Financiën 2027" in text and "Zeven jaar na einde van het kalenderjaar" in text
    assert "Akkoord, Coördinerend secretaris" in text and f"Verzonden, {books.cast.treasurer.name}" in text
    page = next(bag.rglob("factuurronde.html")).read_text()
    assert "Besluit 2026-09 van 16 september 2026" in page and "Raadsbesluit 2026-81" in page
    formats = {
        each.text for path in bag.rglob("*.bestand.mdto.xml") for each in etree.parse(path).iter("{*}begripCode")
    }
    assert {"fmt/479", "fmt/101", "fmt/471", "fmt/817"} <= formats


def test_invoices_of_all_are_only_for_who_reads_them_all(books: Books, spent: list[Invoice]) -> None:
    cast = books.cast
    assert dossiers(cast.deputy_secretary, cast.agreement, 2027, IN_THE_BOOKS)["financien-2027"].restriction
    for person in (cast.chair, cast.representatives["Almelo"], cast.clerk, cast.administrator, cast.outsider):
        assert not dossiers(person, cast.agreement, 2027, IN_THE_BOOKS), person
    assert rooms.readable(actor_for(cast.chair, cast.agreement, NOW.date()), {"financien-2027"}) == set()


def test_the_term_of_finance_begins_when_the_year_is_over(books: Books, spent: list[Invoice]) -> None:
    cast = books.cast
    ends = [
        dossiers(cast.secretary, cast.agreement, 2027, now)["financien-2027"].retention.ends_on
        for now in (IN_THE_BOOKS, AFTER)
    ]
    assert ends == [None, date(2034, 12, 31)]


@pytest.fixture
def quarrel(cast: Cast) -> Dispute:
    """A dispute with a paper and a letter; the word stands in every one of its texts."""
    owned(cast)
    dispute = a_dispute(cast, subject=f"peildatum {WORD}", description=f"Over {WORD}.", solution=f"Minder {WORD}.")
    received(cast, dispute)
    happens(
        cast,
        dispute,
        Kind.CONVERSATION,
        date(2026, 11, 3),
        text=f"Verslag {WORD}.",
        detail={"present": f"{WORD} en co"},
    )
    file = inspect(a_pdf(f"Stuk {WORD}"), name=f"{WORD}.pdf")
    by = {"by": cast.secretary, "now": MORNING}
    add_paper(dispute=dispute, title=f"Bewijs {WORD}", party=None, file=file, key=dispute.form_key, **by)
    letter = request_letter(dispute=dispute, kind="notice", **by)
    keep_letter(letter=letter, pdf=a_pdf(f"Brief {WORD}"), now=MORNING)
    return dispute


def test_a_dispute_goes_along_with_who_may_read_it(cast: Cast, quarrel: Dispute, tmp_path: Path) -> None:
    """BOK-13.3: facts as page and as data, paper, letter; its title is in no name that others see."""
    bag = bag_of(an_export(cast, 2026, cast.secretary), cast.secretary, NOW, tmp_path)
    all_valid(bag)
    facts = next(bag.rglob("feiten.json")).read_text()
    assert f"Verslag {WORD}." in facts and '"soort":"Ontvangst door Wierden"' in facts
    assert f"Verslag {WORD}." in next(bag.rglob("verloop.html")).read_text()
    folders = sorted(path.parent.name for path in bag.rglob("*.pdf"))
    assert [name.rstrip("0123456789") for name in folders] == ["02-bewijs-wilgenroosje", "03-geschil-2026-01-brief-"]
    assert "Besloten: alleen voor wie dit geschil mag lezen" in (bag / "data/index.html").read_text()


def everything(folder: Path) -> bytes:
    """All bytes and names below a folder."""
    return b"".join(str(path).encode() + (path.read_bytes() if path.is_file() else b"") for path in folder.rglob("*"))


def test_who_may_not_know_of_a_dispute_gets_not_a_trace(cast: Cast, quarrel: Dispute, tmp_path: Path) -> None:
    """Not in what the rooms give, not in the years to choose from; the word is found where it may be."""
    seen = everything(bag_of(an_export(cast, 2026, cast.secretary), cast.secretary, NOW, tmp_path))
    assert WORD.encode() in seen
    for person in (cast.deputy_secretary, cast.treasurer, cast.administrator, cast.representatives["Almelo"]):
        assert keys(person, cast) == []
        actor = actor_for(person, cast.agreement, NOW.date())
        assert rooms.readable(actor, {f"geschil-{quarrel.pk}"}) == set()
        assert 2026 not in rooms.years(actor)


def keys(user: User, cast: Cast) -> list[str]:
    return rooms.keys(actor_for(user, cast.agreement, NOW.date()), 2026)


def page(name: str = "archive", *args: object) -> str:
    return reverse(f"partnership:{name}", args=["bok-ses", *args])


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def test_an_archive_with_a_dispute_is_not_there_for_others(cast: Cast, quarrel: Dispute) -> None:
    """Not while it is made, not later, not by its steps; nor for the secretary once the deputy serves in it (R14)."""
    with time_machine.travel(NOW, tick=False):
        assert browser_of(cast.secretary).post(page(), {"what": "jaar-2026"}).status_code == 302
        export = ArchiveExport.objects.get()
        others = browser_of(cast.deputy_secretary)
        assert others.get(page("archive_export", export.pk)).status_code == 404
        work()
        export.refresh_from_db()
        assert export.holds == [f"geschil-{quarrel.pk}"] and export.restricted
        assert Job.objects.get(kind=exporting.EXPORT_JOB).total == 1
        assert WORD not in str(list(AuditEntry.objects.filter(action__startswith="archive_").values_list("detail")))
        assert browser_of(cast.secretary).get(page("archive_file", export.pk)).status_code == 200
        assert others.get(page("archive_file", export.pk)).status_code == 404
        assert "Archief opslaan" not in others.get(page()).text
        happens(cast, quarrel, Kind.SECRETARY, NOW.date(), person=cast.deputy_secretary, text="Partij.", now=NOW)
        assert browser_of(cast.secretary).get(page("archive_file", export.pk)).status_code == 404
        role = Role.objects.get(agreement=cast.agreement, kind=Role.Kind.DEPUTY_SECRETARY)
        assert role.user == cast.deputy_secretary
        assert others.get(page("archive_file", export.pk)).status_code == 200


def test_a_deputy_in_charge_reads_it_and_not_afterwards(cast: Cast, quarrel: Dispute) -> None:
    role, until = Role.objects.get(agreement=cast.agreement, kind=Role.Kind.DEPUTY_SECRETARY), NOW.date()
    put_in_charge(role=role, since=until, until=until, reason="vakantie", by=cast.secretary, now=NOW)
    assert keys(cast.deputy_secretary, cast) == [f"geschil-{quarrel.pk}"]
    actor = actor_for(cast.deputy_secretary, cast.agreement, until + timedelta(days=1))
    assert rooms.keys(actor, 2026) == []


def test_a_solution_that_was_told_to_all_is_a_dossier_of_its_own(cast: Cast, quarrel: Dispute) -> None:
    happens(cast, quarrel, Kind.SOLUTION, date(2026, 11, 10), text="De peildatum is 1 januari.")
    happens(cast, quarrel, Kind.ANNOUNCEMENT, date(2026, 11, 11))
    found = dossiers(cast.deputy_secretary, cast.agreement, 2026, NOW)
    assert list(found) == ["oplossingen-2026"]
    (record,) = found["oplossingen-2026"].records
    text = record.files[0].read().decode()
    assert "De peildatum is 1 januari." in text and WORD not in text
    assert str(quarrel.number) == "1" and "Geschil" not in text
    whole = dossiers(cast.secretary, cast.agreement, 2026, NOW)
    assert whole[f"geschil-{quarrel.pk}"].retention.starts_on == date(2026, 11, 11)


def test_registers_say_what_went_to_whom_and_what_was_published(held: Scene, tmp_path: Path) -> None:
    """BOK-8h: version, checksum, moment, arrival, answer: as a file and on the page."""
    owned(held.cast)
    document = signed_minutes(held)
    councils = with_clerks(held.cast, "Almelo", "Borne")
    acts = {"by": held.cast.secretary, "now": NOW}
    sent = send_to_councils(paper=paper(held, document), parties=councils, question=NO_QUESTION, **acts)
    publish(paper=paper(held, document), **acts)
    withdraw_document(document=document, reason="Er stond een naam te veel in.", **acts)
    bag = bag_of(an_export(held.cast, 2027, held.cast.secretary), held.cast.secretary, NOW, tmp_path)
    all_valid(bag)
    with next(bag.rglob("register-van-verzending.csv")).open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [(row["Raad"], row["SHA-256"], row["Mail"]) for row in rows] == [
        (each.party.short_name, each.sha256, "onderweg") for each in sent
    ]
    assert rows[0]["Adres"] == "griffie.gm0141@voorbeeld.example"
    assert "Er stond een naam te veel in." in next(bag.rglob("register-van-publicatie.csv")).read_text()
    html = (bag / "data/index.html").read_text()
    assert "Verstuurd aan de raden in 2027" in html and "Er stond een naam te veel in." in html
    assert "griffie.gm0141" not in html


def test_a_register_hides_what_became_confidential_for_who_may_not_read_it(held: Scene) -> None:
    owned(held.cast)
    document = signed_minutes(held)
    sent = {"parties": with_clerks(held.cast, "Almelo"), "question": NO_QUESTION}
    send_to_councils(paper=paper(held, document), by=held.cast.secretary, now=NOW, **sent)
    assert "registers-2027" in dossiers(held.cast.secretary, held.cast.agreement, 2027, NOW)
    AgendaItem.objects.filter(pk=held.items[0].pk).update(confidentiality="closed")
    (kept,) = dossiers(held.cast.secretary, held.cast.agreement, 2027, NOW)["registers-2027"].tables
    assert len(kept.rows) == 1
    assert not dossiers(held.cast.clerk, held.cast.agreement, 2027, NOW)


def test_papers_that_hold_what_became_confidential_are_not_called_public(held: Scene) -> None:
    """MDTO: the limit on who may read is that of today, also of minutes, lists and agendas of before."""
    minutes, decisions = signed_minutes(held), a_list(held)

    def limits() -> dict[str, str]:
        actor = actor_for(held.cast.secretary, held.cast.agreement, NOW.date())
        return {each.identifier: each.restriction for each in records(actor, held.meeting, NOW)}

    named = (str(minutes.public_id), str(decisions.public_id), f"agenda-{held.meeting.pk}-1")
    assert not any(limits()[each] for each in named)
    item = held.items[1]
    impose(item=item, imposed=Imposed("closed", "", None), seen=item.version, by=held.cast.secretary, now=NOW)
    assert all(limits()[each] == CONFIDENTIAL for each in named)


def test_what_was_found_about_signatures_goes_along(held: Scene) -> None:
    """Archiefregeling 24c: moment, result, official and certificates, in the events and as data."""
    document = signed_minutes(held)
    ValidationRecord.objects.create(
        revision=document.revisions.last(),
        record_holder="Bestuurlijk overleg",
        official="Coördinerend secretaris",
        judged_at=NOW,
        valid=False,
        findings=["De handtekening van de voorzitter klopt niet."],
        certificates=[{"holder": "CN=V", "serial": "4711", "issuer": "CN=CA"}],
        sha256=document.revisions.last().sha256,
    )
    record = record_of(document, kind="Verslag", about="", now=NOW)
    found = {event.kind: event for event in record.events}
    said = found["Validatie na de ondertekening"]
    assert said.actor == "Coördinerend secretaris"
    assert said.result.startswith("niet geldig: De handtekening van de voorzitter klopt niet.")
    assert "CN=V, nummer 4711 van CN=CA" in said.result
    assert b'"4711"' in record.files[-1].read()


def test_each_kind_of_dossier_has_a_term_of_its_own(cast: Cast) -> None:
    """By the form of the secretary: finance gets ten years, disputes stay with that of all."""
    with time_machine.travel(NOW, tick=False):
        browser = browser_of(cast.secretary)
        assert (
            '<option value="soort-geschillen" selected>'
            in browser.get(f"{page('retention_record')}?overleg=soort-geschillen").text
        )
        words = {"code": "9.1", "name": "Inkomsten", "trigger": "Einde van het jaar", "source": "Selectielijst 2020"}
        answer = browser.post(
            page("retention_record"),
            words | {"body": "soort-financien", "years": 10, "since": "2027-01-01"},
            follow=True,
        )
        assert "tien jaar na einde van het jaar vernietigen" in answer.text
        wrong = browser.post(page("retention_record"), words | {"body": "soort-onbekend", "since": "2027-01-01"})
        assert wrong.status_code == 422
    assert RetentionClass.objects.get().subject == "financien"
    policy = policy_of(cast.agreement)
    codes = [policy.retention(None, NOW.date(), subject=subject).code for subject in ("financien", "geschillen", "")]
    assert codes == ["9.1", "19.1.10", "19.1.10"]
    keeping = Keeping("1", "Alle", "none", "Afhandeling", "Selectielijst 2020")
    services.record_class(
        agreement=cast.agreement, body=None, keeping=keeping, since=NOW.date(), by=cast.secretary, now=NOW
    )
    policy = policy_of(cast.agreement)
    codes = [policy.retention(None, NOW.date(), subject=subject).code for subject in ("financien", "geschillen", "")]
    assert codes == ["9.1", "1", "1"]
