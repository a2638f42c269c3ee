"""The reading copy: complete, clickable, stamped, and never more than its reader may read."""

import io
from collections.abc import Callable
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from meetings import paper_tasks
from meetings.models import AgendaItem, Meeting, ReadingCopy
from meetings.services import papers as services
from meetings.services.copies import COPY_JOB
from tests.cast import MORNING, Cast
from tests.factories import a_convened_meeting
from tests.papers import a_paper, a_pdf, a_picture, blank, saved, work
from twente.core.models import User
from twente.documents import vault
from twente.outbox import services as outbox
from twente.outbox.models import Job

SignIn = Callable[[User], Client]


def page(name: str, *args: object) -> str:
    return reverse(f"meetings:{name}", args=["bok-ses", *args])


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Two items: papers at both, the second confidential."""
    meeting = a_convened_meeting(cast)
    first, second = meeting.items.order_by("position")
    a_paper(cast, first, "Koers", content=a_pdf("KOERS een", "KOERS twee"))
    a_paper(cast, first, "Kaart", content=a_picture("JPEG", (800, 600)), name="kaart.jpg")
    a_paper(cast, second, "Geheim stuk", content=a_pdf("KANARIE"))
    AgendaItem.objects.filter(pk=second.pk).update(confidentiality="closed", title="Geheim punt")
    return meeting


def copy_of(browser: Client, meeting: Meeting) -> bytes:
    """Ask for the copy, let the worker work, and save the file."""
    assert browser.post(page("reading_copy", meeting.pk)).status_code == 302
    work()
    answer = browser.get(page("reading_copy_file", meeting.pk))
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="leesexemplaar-2026-12-02.pdf"'
    return answer.content


def words(pdf: bytes) -> list[str]:
    """The text of every page."""
    document = pypdfium2.PdfDocument(pdf)
    found = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    document.close()
    return found


def test_everything_in_one_file(secretary: Client, meeting: Meeting) -> None:
    pages = words(copy_of(secretary, meeting))
    assert len(pages) == 5
    assert "Leesexemplaar van woensdag 2 december 2026" in " ".join(pages[0].split())
    assert "Geheim stuk" in pages[0] and "Koers" in pages[0]
    assert "KOERS twee" in pages[2]
    assert "punt 1 · stuk 1 · blz. 2/2 — leesexemplaar" in pages[2] and "3 / 5" in pages[2]
    assert "punt 1 · stuk 2 · blz. 1/1 — leesexemplaar" in pages[3]
    assert "KANARIE" in pages[4]


def test_bookmarks_links_and_one_embedded_font(secretary: Client, meeting: Meeting) -> None:
    with pikepdf.open(io.BytesIO(copy_of(secretary, meeting))) as pdf:
        with pdf.open_outline() as outline:
            tree = {entry.title: [child.title for child in entry.children] for entry in outline.root}
        notes = pdf.pages[0].obj["/Annots"]
        targets = [pdf.pages.index(pikepdf.Page(note["/Dest"][0])) for note in notes if "/Dest" in note]
        stamps = {page.obj["/Resources"]["/Font"]["/Stempel"].objgen for page in pdf.pages}
        font = pdf.pages[1].obj["/Resources"]["/Font"]["/Stempel"]["/DescendantFonts"][0]
        assert not any("leesexemplaar.invalid" in str(note.get("/A", "")) for note in notes)
        assert b"/Artifact" in pdf.pages[1].obj["/Contents"][-1].read_bytes()
        assert "/FontFile2" in font["/FontDescriptor"]
    assert tree == {"Agenda": [], "1. Punt 1": ["Koers", "Kaart"], "2. Geheim punt": ["Geheim stuk"]}
    assert targets == [1, 1, 3, 3, 4, 4]
    assert len(stamps) == 1


def test_each_kind_of_reader_gets_a_copy_of_its_own(signed_in: SignIn, cast: Cast, meeting: Meeting) -> None:
    full, public = (copy_of(signed_in(person), meeting) for person in (cast.secretary, cast.officer))
    assert "KANARIE" in "".join(words(full))
    text = "".join(words(public))
    assert "KANARIE" not in text and "Geheim" not in text and "KOERS een" in text
    assert list(ReadingCopy.objects.order_by("pk").values_list("confidential", flat=True)) == [True, False]
    again = signed_in(cast.representatives["Borne"]).get(page("reading_copy_file", meeting.pk))
    assert again.content == full


def test_who_loses_the_right_loses_the_copy(signed_in: SignIn, cast: Cast, meeting: Meeting) -> None:
    officer = signed_in(cast.officer)
    copy_of(officer, meeting)
    AgendaItem.objects.filter(meeting=meeting, position=1).update(confidentiality="closed")
    assert officer.get(page("reading_copy_file", meeting.pk)).status_code == 409
    assert "nog geen stukken die u kunt lezen" in officer.get(page("reading_copy", meeting.pk)).text


def test_the_copy_follows_the_papers(secretary: Client, cast: Cast, meeting: Meeting) -> None:
    copy_of(secretary, meeting)
    old = ReadingCopy.objects.get()
    a_paper(cast, meeting.items.get(position=1), "Nazending", content=a_pdf("NAGEKOMEN"))
    assert secretary.get(page("reading_copy_file", meeting.pk)).status_code == 409
    work()
    assert "NAGEKOMEN" in "".join(words(secretary.get(page("reading_copy_file", meeting.pk)).content))
    assert not ReadingCopy.objects.filter(pk=old.pk).exists()
    assert not vault.path_of(old.stored_as).exists()


def test_progress_is_shown_and_found_later(secretary: Client, meeting: Meeting) -> None:
    secretary.post(page("reading_copy", meeting.pk))
    assert "Wacht op zijn beurt." in secretary.get(page("reading_copy", meeting.pk)).text
    job = Job.objects.get(kind=COPY_JOB)
    Job.objects.filter(pk=job.pk).update(state="running")
    outbox.progress(kind=COPY_JOB, target_id=job.target_id, done=2, total=3)
    text = secretary.get(page("reading_copy", meeting.pk)).text
    assert "2 van 3 stukken." in text and 'value="2" max="3"' in text
    unchanged = secretary.get(page("reading_copy", meeting.pk), {"versie": "running-2"}, headers={"HX-Request": "true"})
    assert unchanged.status_code == 204


def test_two_requests_are_one_copy(signed_in: SignIn, cast: Cast, meeting: Meeting) -> None:
    for person in (cast.secretary, cast.chair):
        signed_in(person).post(page("reading_copy", meeting.pk))
    assert ReadingCopy.objects.count() == 1
    assert Job.objects.filter(kind=COPY_JOB).count() == 1


def test_a_worker_that_died_is_followed_by_another(
    secretary: Client, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first worker is killed between two papers: its row says running, and nothing was kept."""
    secretary.post(page("reading_copy", meeting.pk))
    run_except_copies()
    job = outbox.claim_job(now=MORNING)
    assert job is not None and job.kind == COPY_JOB
    outbox.progress(kind=COPY_JOB, target_id=job.target_id, done=1, total=3)
    work()
    assert not ReadingCopy.objects.exclude(stored_as="").exists()
    with time_machine.travel(MORNING + timedelta(minutes=11), tick=False):
        work()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.done, job.total) == ("done", 2, 3, 3)
    made = ReadingCopy.objects.get()
    before = sorted(path.name for path in settings.VAULT_FOLDER.rglob("*"))
    paper_tasks.make_reading_copy(made.pk, MORNING)
    assert sorted(path.name for path in settings.VAULT_FOLDER.rglob("*")) == before


def run_except_copies() -> None:
    """The texts were read already."""
    Job.objects.exclude(kind=COPY_JOB).update(state="done")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_stamped_the_right_way_up(secretary: Client, cast: Cast, turn: int) -> None:
    meeting = a_convened_meeting(cast)
    pdf = blank(("GEDRAAID",))
    pdf.pages[0].rotate(turn, relative=False)
    a_paper(cast, meeting.items.get(position=1), "Gedraaid", content=saved(pdf))
    bound = pypdfium2.PdfDocument(copy_of(secretary, meeting))
    drawn = bound[1].render(scale=1).to_pil().convert("L")
    bound.close()
    foot = drawn.crop((10, drawn.height - 11, 200, drawn.height - 2))
    assert foot.getextrema()[0] < 140


def test_without_papers_there_is_nothing_to_ask_for(secretary: Client, cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    assert secretary.post(page("reading_copy", meeting.pk)).status_code == 422
    assert "nog geen stukken" in secretary.get(page("reading_copy", meeting.pk)).text


def test_a_withdrawn_paper_is_not_in_it(secretary: Client, cast: Cast, meeting: Meeting) -> None:
    paper = meeting.items.get(position=1).papers.get(position=1)
    services.withdraw_paper(paper=paper, reason="Fout", seen=1, by=cast.secretary, now=MORNING)
    assert "KOERS" not in "".join(words(copy_of(secretary, meeting)))
