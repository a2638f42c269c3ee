"""Papers from the user's view: handing in, reading, renewing, ordering, withdrawing; who may, and what is refused."""

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from meetings import paper_tasks
from meetings.models import AgendaItem, ItemProposal, Paper, PaperPage, PaperVersion
from meetings.services import papers as services
from meetings.services.agenda import ItemInUse, delete_item
from meetings.services.session import close_meeting
from tests.cast import MORNING, Cast
from tests.factories import a_convened_meeting, a_meeting, an_open_meeting
from tests.papers import EICAR, a_paper, a_pdf, a_picture, work
from twente.core.models import AuditEntry, User
from twente.core.refusals import StaleVersion
from twente.documents import serving

SignIn = Callable[[User], Client]


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    """The second item of a meeting in concept."""
    return a_meeting(cast).items.get(position=2)


def page(name: str, *args: object) -> str:
    return reverse(f"meetings:{name}", args=["bok-ses", *args])


def send(browser: Client, item: AgendaItem, content: bytes, name: str = "stuk.pdf", **fields: Any) -> HttpResponse:
    """Hand in a file as the form does."""
    data = {"title": "", "key": str(uuid.uuid4()), "file": SimpleUploadedFile(name, content)} | fields
    return browser.post(page("paper_create", item.pk), data)


def stored_files() -> list[Path]:
    """Every file in the vault, pictures and half-written ones included."""
    return [path for path in Path(settings.VAULT_FOLDER).rglob("*") if path.is_file()]


def test_the_secretary_adds_a_paper_and_reads_it(secretary: Client, item: AgendaItem) -> None:
    content = a_pdf("Eerste bladzijde", "Tweede bladzijde")
    answer = send(secretary, item, content, "Koers_2027 definitief.pdf")
    assert answer.status_code == 302
    paper = Paper.objects.get()
    assert (paper.title, paper.position) == ("Koers 2027 definitief", 1)
    assert "Koers 2027 definitief" in secretary.get(page("item_detail", item.pk)).text
    text = secretary.get(page("paper_read", paper.pk)).text
    assert "Blz. 1 van 2" in text and "punt 2 · stuk 1" in text.lower()
    assert "niet gescand" in text
    assert secretary.get(page("version_file", paper.pk, 1)).content == content


def test_from_today_a_paper_is_two_taps_away(secretary: Client, cast: Cast, item: AgendaItem) -> None:
    paper = a_paper(cast, item)
    text = secretary.get(page("meeting_detail", item.meeting_id)).text
    assert page("paper_read", paper.pk) in text
    assert "1 stuk<" in text


def test_the_file_is_only_a_file(secretary: Client, cast: Cast, item: AgendaItem) -> None:
    paper = a_paper(cast, item, name='..\\"raar\r\n<naam>.pdf')
    file = secretary.get(page("version_file", paper.pk, 1))
    assert file["Content-Disposition"].startswith("attachment; filename=")
    assert "\n" not in file["Content-Disposition"]
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file["Cache-Control"] == "private, no-store"
    assert file["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert file["Content-Type"] == "application/pdf"


def test_a_web_server_in_front_sends_the_file(secretary: Client, cast: Cast, item: AgendaItem) -> None:
    paper = a_paper(cast, item)
    with override_settings(VAULT_ACCEL="/kluis/"):
        file = secretary.get(page("version_file", paper.pk, 1))
    name = PaperVersion.objects.get().stored_as
    assert file["X-Accel-Redirect"] == f"/kluis/{name[:2]}/{name}"
    assert file.content == b""
    assert file["Cache-Control"] == "private, no-store"


def test_no_address_of_the_site_leads_into_the_vault(cast: Cast, item: AgendaItem) -> None:
    a_paper(cast, item)
    vault = Path(settings.VAULT_FOLDER).resolve()
    assert not vault.is_relative_to(Path(settings.STATIC_ROOT).resolve())
    assert not any(vault.is_relative_to(Path(folder).resolve()) for folder in settings.STATICFILES_DIRS)
    assert all(path.stat().st_mode & 0o007 == 0 for path in stored_files())


REFUSED = {
    "exe renamed": ("stuk.pdf", b"MZ" + b"\0" * 50, 415),
    "svg": ("beeld.svg", b"<svg><script>alert(1)</script></svg>", 415),
    "html": ("pagina.html", b"<script>alert(1)</script>", 415),
    "docx": ("stuk.docx", b"PK\x03\x04" + b"\0" * 50, 415),
    "0 bytes": ("stuk.pdf", b"", 422),
    "eicar": ("stuk.pdf", EICAR, 422),
    "damaged": ("stuk.pdf", b"%PDF-1.7 kapot", 422),
    "over 50 MB": ("stuk.pdf", b"%PDF-" + b"\0" * (50 * 1024 * 1024), 413),
    "60 MB": ("stuk.pdf", b"%PDF-" + b"\0" * 60_000_000, 413),
}


@pytest.mark.parametrize("row", REFUSED)
def test_what_is_refused_leaves_nothing_behind(secretary: Client, item: AgendaItem, row: str) -> None:
    name, content, status = REFUSED[row]
    before = stored_files()
    answer = send(secretary, item, content, name)
    assert answer.status_code == status
    assert not Paper.objects.exists() and not PaperVersion.objects.exists()
    assert stored_files() == before


def test_without_a_file_the_field_says_so(secretary: Client, item: AgendaItem) -> None:
    answer = secretary.post(page("paper_create", item.pk), {"title": "Koers", "key": str(uuid.uuid4())})
    assert answer.status_code == 422
    assert "Kies een bestand." in answer.text and 'value="Koers"' in answer.text


NAMES = {
    "x" * 300 + ".pdf": "x" * 116 + ".pdf",
    "../../etc/passwd.pdf": "passwd.pdf",
    "stuk\x00.pdf": "stuk.pdf",
}


@pytest.mark.parametrize("name", NAMES)
def test_file_names_are_cleaned(secretary: Client, item: AgendaItem, name: str) -> None:
    upload = SimpleUploadedFile("x.pdf", a_pdf())
    upload._name = name  # the client may send anything
    assert secretary.post(page("paper_create", item.pk), {"key": uuid.uuid4(), "file": upload}).status_code == 302
    assert PaperVersion.objects.get().file_name == NAMES[name]


def test_the_same_file_twice_is_taken_with_a_warning(secretary: Client, cast: Cast, item: AgendaItem) -> None:
    same = a_pdf("zelfde")
    a_paper(cast, item, "Eerste keer", content=same)
    send(secretary, item, same, "nog-een-keer.pdf")
    assert Paper.objects.count() == 2
    assert "Dit bestand staat ook al bij punt 2: “Eerste keer”" in secretary.get(page("item_detail", item.pk)).text


def test_the_same_form_twice_is_one_paper(secretary: Client, item: AgendaItem) -> None:
    key = str(uuid.uuid4())
    before = len(stored_files())
    for _ in range(2):
        assert send(secretary, item, a_pdf(), key=key).status_code == 302
    assert Paper.objects.count() == 1
    assert len(stored_files()) == before + 1


def test_a_new_version_keeps_the_old_one(secretary: Client, cast: Cast, item: AgendaItem) -> None:
    paper = a_paper(cast, item)
    data = {"file": SimpleUploadedFile("koers2.pdf", a_pdf("1", "2", "3")), "key": uuid.uuid4(), "version": 1}
    assert secretary.post(page("paper_renew", paper.pk), data).status_code == 302
    text = secretary.get(page("paper_read", paper.pk)).text
    assert "Blz. 1 van 3" in text and "versie 2" in text
    assert page("version_file", paper.pk, 1) in text
    stale = {"file": SimpleUploadedFile("koers3.pdf", a_pdf()), "key": uuid.uuid4(), "version": 1}
    assert secretary.post(page("paper_renew", paper.pk), stale).status_code == 409
    assert paper.versions.count() == 2


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE meetings_paperversion SET sha256 = ''",
        "DELETE FROM meetings_paperversion",
        "DELETE FROM meetings_paper",
        "UPDATE meetings_paper SET title = ''",
        "UPDATE meetings_paper SET position = 0",
        "UPDATE meetings_paper SET withdrawn_at = now()",
        "UPDATE meetings_paper SET item_id = item_id - 1",
    ],
)
def test_the_database_keeps_what_was_handed_in(cast: Cast, item: AgendaItem, change: str) -> None:
    a_paper(cast, item)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_withdrawn_paper_never_changes_again(cast: Cast, item: AgendaItem) -> None:
    paper = a_paper(cast, item)
    services.withdraw_paper(paper=paper, reason="Fout", seen=1, by=cast.secretary, now=MORNING)
    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.update(title="Anders")


def test_a_large_file_is_sent_piece_by_piece(
    secretary: Client, cast: Cast, item: AgendaItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "AT_ONCE", 10)
    content = a_pdf("groot")
    file = secretary.get(page("version_file", a_paper(cast, item, content=content, name="groot stuk.pdf").pk, 1))
    assert file.streaming and b"".join(file.streaming_content) == content
    assert file["Content-Disposition"] == 'attachment; filename="groot stuk.pdf"'
    assert file["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_withdrawn_paper_leaves_a_tombstone(secretary: Client, cast: Cast, item: AgendaItem) -> None:
    paper, second = a_paper(cast, item, "Fout"), a_paper(cast, item, "Goed")
    assert secretary.post(page("paper_withdraw", paper.pk), {"reason": "", "version": 1}).status_code == 422
    data = {"reason": "Verkeerd bestand.", "version": 1}
    assert secretary.post(page("paper_withdraw", paper.pk), data).status_code == 302
    gone = secretary.get(page("paper_read", paper.pk))
    assert gone.status_code == 410 and "Verkeerd bestand." in gone.text
    assert secretary.get(page("version_file", paper.pk, 1)).status_code == 404
    assert secretary.get(page("page_picture", paper.pk, 1, 1)).status_code == 404
    second.refresh_from_db()
    assert second.position == 1
    assert secretary.post(page("paper_rename", paper.pk), {"title": "x", "version": 2}).status_code == 409


def test_papers_change_places(secretary: Client, cast: Cast, item: AgendaItem) -> None:
    first, _, third = (a_paper(cast, item, title) for title in ("een", "twee", "drie"))
    address = page("paper_move", third.pk)
    assert secretary.post(address, {"to": 1, "seen": 3}).status_code == 302
    assert list(item.papers.order_by("position").values_list("title", flat=True)) == ["drie", "een", "twee"]
    assert secretary.post(address, {"to": 2, "seen": 3}).status_code == 409
    assert secretary.post(address, {"to": 9, "seen": 1}).status_code == 422
    answer = secretary.post(page("paper_move", first.pk), {"to": 1, "seen": 2}, headers={"HX-Request": "true"})
    assert answer.text.index("een") < answer.text.index("drie") and 'id="papers"' in answer.text


def test_an_item_with_papers_stays_on_the_agenda(cast: Cast, item: AgendaItem) -> None:
    a_paper(cast, item)
    with pytest.raises(ItemInUse):
        delete_item(item=item, seen=item.version, by=cast.secretary, now=MORNING)


def test_after_the_meeting_papers_stand(secretary: Client, cast: Cast) -> None:
    meeting = an_open_meeting(cast)
    item = meeting.items.get(position=2)
    paper = a_paper(cast, item)
    close_meeting(meeting=meeting, by=cast.chair, now=MORNING)
    assert send(secretary, item, a_pdf()).status_code == 409
    assert secretary.post(page("paper_withdraw", paper.pk), {"reason": "x", "version": 1}).status_code == 409
    assert "Stuk toevoegen" not in secretary.get(page("item_detail", item.pk)).text


def test_a_picture_of_a_page_is_made_once(secretary: Client, cast: Cast, item: AgendaItem) -> None:
    paper = a_paper(cast, item)
    before = len(stored_files())
    for _ in range(2):
        picture = secretary.get(page("page_picture", paper.pk, 1, 1), {"breedte": "900"})
        assert picture.content.startswith(b"\x89PNG")
        assert picture["Cache-Control"] == "private, no-store"
    assert len(stored_files()) == before + 1
    assert secretary.get(page("page_picture", paper.pk, 1, 2)).status_code == 404
    assert secretary.get(page("page_picture", paper.pk, 1, 1), {"breedte": "999999"}).status_code == 200


def test_a_photograph_is_shown_as_itself(secretary: Client, cast: Cast, item: AgendaItem) -> None:
    paper = a_paper(cast, item, content=a_picture("JPEG"), name="foto.jpg")
    address = page("version_file", paper.pk, 1) + "?tonen=1"
    assert address in secretary.get(page("paper_read", paper.pk)).text
    shown = secretary.get(address)
    assert shown["Content-Type"] == "image/jpeg" and shown["Content-Disposition"].startswith("inline")


def test_a_pdf_is_never_shown_by_the_browser_itself(secretary: Client, cast: Cast, item: AgendaItem) -> None:
    file = secretary.get(page("version_file", a_paper(cast, item).pk, 1), {"tonen": "1"})
    assert file["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("number", [0, 3, 99_999_999_999_999_999_999])
def test_a_page_that_is_not_there(secretary: Client, cast: Cast, item: AgendaItem, number: int) -> None:
    paper = a_paper(cast, item, content=a_pdf("1", "2"))
    assert secretary.get(f"/bok-ses/stukken/{paper.pk}/blad/{number}/").status_code == 404


def test_the_worker_reads_the_text_once(secretary: Client, cast: Cast, item: AgendaItem) -> None:
    paper = a_paper(cast, item, content=a_pdf("Woningbouw in Borne", "Kosten"))
    assert "De tekst wordt nog gelezen" in secretary.get(page("paper_read", paper.pk)).text
    work()
    assert list(PaperPage.objects.values_list("number", "text")) == [(1, "Woningbouw in Borne"), (2, "Kosten")]
    assert "Woningbouw in Borne" in secretary.get(page("paper_read", paper.pk)).text
    paper_tasks.read_paper(PaperVersion.objects.get().pk, MORNING)
    assert PaperPage.objects.count() == 2


def test_confidential_papers_do_not_exist_for_others(signed_in: SignIn, cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    item = meeting.items.get(position=2)
    AgendaItem.objects.filter(pk=item.pk).update(confidentiality="closed")
    paper = a_paper(cast, item, "Kanarie in het geheim")
    officer = signed_in(cast.officer)
    for name, args in {
        "paper_read": (paper.pk,),
        "version_file": (paper.pk, 1),
        "page_picture": (paper.pk, 1, 1),
        "item_papers": (item.pk,),
    }.items():
        assert officer.get(page(name, *args)).status_code == 404, name
        answer = signed_in(cast.secretary).get(page(name, *args))
        assert answer.status_code == 200, name
    other = a_paper(cast, meeting.items.get(position=1), "Openbaar")
    assert "Kanarie" not in officer.get(page("paper_read", other.pk)).text


def test_an_officer_adds_nothing_to_items_of_the_secretariat(signed_in: SignIn, cast: Cast, item: AgendaItem) -> None:
    officer = signed_in(cast.officer)
    assert send(officer, item, a_pdf()).status_code == 403
    assert "Stuk toevoegen" not in officer.get(page("item_detail", item.pk)).text


def test_an_officer_adds_papers_to_what_the_own_party_proposed(signed_in: SignIn, cast: Cast) -> None:
    meeting = a_meeting(cast)
    for position, party in ((1, "Almelo"), (2, "Borne")):
        item = meeting.items.get(position=position)
        ItemProposal.objects.create(
            body=meeting.body,
            party=cast.parties[party],
            title=item.title,
            why="Nodig",
            kind=item.kind,
            state="accepted",
            item=item,
            proposed_by=cast.representatives[party],
            proposed_at=MORNING,
            answered_by=cast.secretary,
            answered_at=MORNING,
            form_key=uuid.uuid4(),
        )
    officer = signed_in(cast.officer)
    assert send(officer, meeting.items.get(position=1), a_pdf()).status_code == 302
    assert send(officer, meeting.items.get(position=2), a_pdf()).status_code == 403
    assert send(signed_in(cast.secretary), meeting.items.get(position=2), a_pdf()).status_code == 302


def test_the_audit_trail_tells_what_but_no_title(cast: Cast, item: AgendaItem) -> None:
    paper = a_paper(cast, item, "Geheime titel")
    services.rename_paper(paper=paper, title="Andere titel", seen=1, by=cast.secretary, now=MORNING)
    entries = AuditEntry.objects.filter(target_type="meetings.paper")
    assert list(entries.order_by("pk").values_list("action", flat=True)) == ["paper_added", "paper_renamed"]
    assert "titel" not in str(list(entries.values_list("detail", flat=True)))


def test_renaming_twice_from_one_look_is_refused(cast: Cast, item: AgendaItem) -> None:
    paper = a_paper(cast, item)
    services.rename_paper(paper=paper, title="Een", seen=1, by=cast.secretary, now=MORNING)
    with pytest.raises(StaleVersion):
        services.rename_paper(paper=paper, title="Twee", seen=1, by=cast.secretary, now=MORNING)


def test_lists_cost_the_same_however_many_papers(secretary: Client, cast: Cast, item: AgendaItem) -> None:
    addresses = [page("meeting_detail", item.meeting_id), page("item_detail", item.pk)]

    def cost(address: str) -> int:
        secretary.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert secretary.get(address).status_code == 200
        return len(queries)

    a_paper(cast, item)
    before = [cost(address) for address in addresses]
    for number in range(4):
        a_paper(cast, item, f"Stuk {number}")
    assert [cost(address) for address in addresses] == before


def test_a_lost_file_is_said_in_words(secretary: Client, cast: Cast, item: AgendaItem, rf: RequestFactory) -> None:
    paper = a_paper(cast, item)
    services.vault.path_of(PaperVersion.objects.get().stored_as).unlink()
    answer = secretary.get(page("version_file", paper.pk, 1))
    assert answer.status_code == 409 and "nu niet te openen" in answer.text


def test_a_full_disk_makes_no_row(cast: Cast, item: AgendaItem, monkeypatch: pytest.MonkeyPatch) -> None:
    before = stored_files()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        a_paper(cast, item)
    assert not Paper.objects.exists() and stored_files() == before
