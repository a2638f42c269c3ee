"""The PDF of an established result: what it says, that it is one, that it never changes, and who may have it."""

import re
import subprocess
import uuid
from datetime import timedelta
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.documents.test_rendering import tool
from tests.votes.answer_stage import Overleg, an_open, an_overleg, answer, close, hands
from tests.votes.browser import signed_in
from tests.votes.election import ANNA, BRAM, held
from tests.votes.stage import CLOSED, TEXT, a_closed_vote, an_open_vote, cast_vote
from twente.core.models import AuditEntry
from twente.documents.finishing import _elements
from twente.documents.models import Document
from twente.documents.selectors import latest_revision
from twente.outbox.models import Job
from votes import services
from votes.document_tasks import make_result_pdf
from votes.documents import PARTS, result_content, result_html, result_pdf
from votes.models import Proposal, VoteStatement
from votes.printed import PDF_JOB, result_document
from votes.services.documenting import NotEstablished, request_document

pytestmark = pytest.mark.django_db
ESTABLISHED = CLOSED + timedelta(minutes=2)


@pytest.fixture(autouse=True)
def _after_the_vote(time_machine) -> None:
    time_machine.move_to(ESTABLISHED, tick=False)


def an_established_vote(cast: Cast, **how) -> Proposal:
    return services.establish_result(proposal=a_closed_vote(cast, **how), by=cast.chair, now=ESTABLISHED)


def address(name: str, proposal: Proposal) -> str:
    return reverse(f"votes:{name}", args=["bok-ses", proposal.pk])


def page_text(pdf: bytes) -> str:
    """What a reader of the PDF sees, on one line."""
    run = subprocess.run([tool("pdftotext"), "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub(r"\s+", " ", run.stdout.decode())


def a_statement(cast: Cast, proposal: Proposal, text: str, at=CLOSED) -> None:
    party, by = cast.parties["Almelo"], cast.representatives["Almelo"]
    VoteStatement.objects.create(proposal=proposal, party=party, text=text, key=uuid.uuid4(), made_by=by, made_at=at)


def test_document_says_everything_that_explains_the_result(cast: Cast) -> None:
    """BOK-12.3, 5.6: outcome, thresholds, reasons, readings, fourteen parties with mandate, statement, code."""
    proposal = a_closed_vote(cast)
    a_statement(cast, proposal, "Wij missen de inzet voor het spoor.")
    services.establish_result(proposal=proposal, by=cast.chair, now=ESTABLISHED)
    proposal.refresh_from_db()
    text = page_text(result_pdf(result_content(proposal)))
    for piece in (
        "Uitslag: Koers SES Twente 2027",
        "Vastgestelde uitslag",
        "woensdag 2 december 2026 om 10.49 uur door Voorzitter",
        "Verworpen",
        "Dat zijn er 1.822 te weinig voor de helft.",
        "9 van 12 stemmen: gehaald, meer dan 6 nodig",
        "319.980 van 643.603: niet gehaald, ten minste 321.802 nodig",
        "162.317 geen stem",
        "(artikel 12, lid 3; lezing R4)",
        "Afhankelijk van lezing",
        "hangt af van",
        "niet stemgerechtigd (artikel 12.2)",
        "Collegebesluit Hof van Twente 2021-01",
        "Wij missen de inzet voor het spoor.",
        "Pagina 1 van",
    ):
        assert piece in text, piece
    assert proposal.closing_hash in text.replace(" ", "")


def test_document_is_tagged_archivable_and_has_no_signature_fields(cast: Cast) -> None:
    pdf = result_pdf(result_content(an_established_vote(cast)))
    with pikepdf.open(BytesIO(pdf)) as opened, opened.open_metadata() as metadata:
        assert metadata.pdfa_status == "2A"
        assert "/AcroForm" not in opened.Root
        found = [(str(element.S), element) for element, _ in _elements(opened.Root.StructTreeRoot)]
    pictures = [str(element.Alt) for kind, element in found if kind == "/Figure"]
    assert any(alt.startswith("Stemmen voor: 9 van 12 stemmen: gehaald; meer dan 6 nodig.") for alt in pictures)
    assert any(alt.startswith("Kaart van Twente") for alt in pictures)
    scopes = [str(element.A.Scope) for kind, element in found if kind == "/TH"]
    assert scopes.count("/Row") >= 14
    levels = [int(kind[2:]) for kind, _ in found if re.fullmatch(r"/H\d", kind)]
    assert levels[0] == 1
    assert max(b - a for a, b in pairwise(levels)) == 1


def test_all_fonts_are_embedded(cast: Cast, tmp_path) -> None:
    (tmp_path / "uitslag.pdf").write_bytes(result_pdf(result_content(an_established_vote(cast))))
    listing = subprocess.check_output([tool("pdffonts"), tmp_path / "uitslag.pdf"], text=True).splitlines()[2:]
    assert listing
    for line in listing:
        assert "Source-Sans-3" in line, line
        assert re.search(r"\byes\s+yes\s+yes\b", line), line


def test_same_result_gives_the_same_bytes(cast: Cast) -> None:
    content = result_content(an_established_vote(cast))
    assert result_pdf(content) == result_pdf(content)


def test_typed_text_appears_literally(cast: Cast) -> None:
    odd = '<script>alert(1)</script> {{ 7*7 }} <img src="http://127.0.0.1/">'
    proposal = a_closed_vote(cast, text=TEXT.__class__(**{**vars(TEXT), "text": odd}))
    a_statement(cast, proposal, odd)
    services.establish_result(proposal=proposal, by=cast.chair, now=ESTABLISHED)
    proposal.refresh_from_db()
    html = result_html(result_content(proposal))
    assert "<script>" not in html and "<img src=&quot;http" in html.replace("&lt;img", "<img")
    assert "{{ 7*7 }}" in html


def test_establishing_asks_the_worker_once_and_the_document_comes_once(cast: Cast) -> None:
    proposal = an_established_vote(cast)
    services.establish_result(proposal=proposal, by=cast.chair, now=ESTABLISHED)
    job = Job.objects.get(kind=PDF_JOB)
    assert job.target_id == proposal.pk
    make_result_pdf(proposal.pk, ESTABLISHED)
    make_result_pdf(proposal.pk, ESTABLISHED + timedelta(days=1))
    document = Document.objects.get(kind="vote_result")
    assert document.title == "Uitslag: Koers SES Twente 2027"
    assert document.revisions.count() == 1
    assert request_document(proposal=proposal, by=cast.secretary, now=ESTABLISHED) is None


def test_result_that_is_only_closed_becomes_no_document(cast: Cast) -> None:
    proposal = a_closed_vote(cast)
    assert not Job.objects.filter(kind=PDF_JOB).exists()
    for ask in (
        lambda: make_result_pdf(proposal.pk, ESTABLISHED),
        lambda: request_document(proposal=proposal, by=cast.secretary, now=ESTABLISHED),
    ):
        with pytest.raises(NotEstablished):
            ask()
    assert signed_in(cast.secretary).get(address("result_pdf", proposal)).status_code == 409


def test_statement_made_after_establishing_stays_out_of_the_document(cast: Cast) -> None:
    proposal = an_established_vote(cast)
    a_statement(cast, proposal, "Te laat.", at=ESTABLISHED + timedelta(hours=1))
    assert result_content(proposal)["statements"] == []


def test_download_is_a_file_that_a_browser_only_saves(cast: Cast) -> None:
    proposal = an_established_vote(cast)
    client = signed_in(cast.officer)
    waiting = client.get(address("result_pdf", proposal))
    assert waiting.status_code == 409
    assert "nog niet gemaakt" in waiting.content.decode()
    make_result_pdf(proposal.pk, ESTABLISHED)
    answer = client.get(address("result_pdf", proposal))
    document = result_document(proposal)
    assert document is not None
    assert answer.content == bytes(latest_revision(document).content)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="uitslag-2026-12-02-punt-1.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_page_waits_and_then_refreshes(cast: Cast) -> None:
    proposal = an_established_vote(cast)
    client = signed_in(cast.secretary)
    page = client.get(address("proposal_detail", proposal)).content.decode()
    assert "Het document wordt gemaakt." in page
    assert 'data-versie="queued"' in page
    asks = {"headers": {"HX-Request": "true"}}
    assert client.get(address("result_document", proposal), {"versie": "queued"}, **asks).status_code == 204
    make_result_pdf(proposal.pk, ESTABLISHED)
    assert client.get(address("result_document", proposal), {"versie": "queued"}, **asks)["HX-Refresh"] == "true"
    assert "Uitslag als PDF" in client.get(address("proposal_detail", proposal)).content.decode()


def test_secretariat_asks_again_after_a_failure(cast: Cast) -> None:
    proposal = an_established_vote(cast)
    Job.objects.filter(kind=PDF_JOB).update(state=Job.State.FAILED)
    for user, offered in ((cast.secretary, True), (cast.officer, False)):
        text = signed_in(user).get(address("proposal_detail", proposal)).content.decode()
        assert ("Document maken" in text) is offered
    assert signed_in(cast.officer).post(address("result_document", proposal)).status_code == 403
    assert signed_in(cast.secretary).post(address("result_document", proposal)).status_code == 302
    assert Job.objects.filter(kind=PDF_JOB, state=Job.State.QUEUED).count() == 1
    assert AuditEntry.objects.filter(action="result_document_requested").exists()


def test_document_of_a_secret_vote_has_totals_and_nothing_by_party(cast: Cast) -> None:
    """R20: who took part stands in it, what a party chose nowhere."""
    proposal = held(cast, {ANNA: 8, BRAM: 3, "blanco": 1})
    services.establish_result(proposal=proposal, by=cast.chair, now=ESTABLISHED)
    proposal.refresh_from_db()
    html = result_html(result_content(proposal))
    assert re.search(rf'{ANNA}</th>\s*<td class="getal">8<', html)
    assert re.search(r'Blanco</th>\s*<td class="getal">1<', html)
    assert "Aan de stemming deden mee: Almelo, Borne," in html
    for hidden in ("Stem per partij", "Collegebesluit", "Bestuurder"):
        assert hidden not in html
    page = signed_in(cast.secretary).get(address("proposal_detail", proposal)).content.decode()
    assert "Het document wordt gemaakt." in page


def finished(overleg: Overleg, proposal: Proposal) -> Proposal:
    """Closed and established by the chair."""
    close(overleg, proposal)
    return services.establish_result(proposal=proposal, by=overleg.chair, now=ESTABLISHED)


def test_document_of_answers_names_the_letter_behind_each(db: None) -> None:
    """UHO-5: fifteen parties decide at home."""
    overleg = an_overleg("uh_omgevingsrecht")
    proposal = an_open(overleg, "voorstel")
    answer(overleg, proposal, overleg.code("Almelo"), "ingestemd")
    text = page_text(result_pdf(result_content(finished(overleg, proposal))))
    for piece in ("Iedere partij besluit zelf", "Antwoorden", "Collegebesluit 2026-114", "Provincie Overijssel"):
        assert piece in text, piece
    assert "Drempels" not in text
    signed = signed_in(overleg.secretary)
    page = reverse("votes:proposal_detail", args=[overleg.agreement.slug, proposal.pk])
    assert "Het document wordt gemaakt." in signed.get(page).content.decode()
    make_result_pdf(proposal.pk, ESTABLISHED)
    assert "Uitslag als PDF" in signed.get(page).content.decode()


def test_document_of_consensus_and_of_a_show_of_hands(db: None) -> None:
    """BWT-3, HER-4b."""
    board = an_overleg("werkbedrijf", speakers=())
    seeking = an_open(board, "consensus")
    answer(board, seeking, "uwv:1", "voorbehoud", reason="Eén loket.")
    assert "Eén loket." in result_html(result_content(finished(board, seeking)))
    conference = an_overleg("herorientatie_2014", speakers=())
    guiding = an_open(conference, "pre_advies")
    hands(conference, guiding, {"voor": 31, "tegen": 9})
    html = result_html(result_content(finished(conference, guiding)))
    assert "niet bindend" in html
    assert re.search(r"Voor</th>\s*<td class=\"getal\">31<", html)


def test_every_procedure_has_its_part() -> None:
    assert set(PARTS) == {"vote", "persons", "cluster", "consent", "consensus", "advice"}


def test_open_vote_has_no_document_panel(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    cast_vote(cast, proposal, "Almelo", "voor")
    text = signed_in(cast.secretary).get(address("proposal_detail", proposal)).content.decode()
    assert "Uitslag op papier" not in text
