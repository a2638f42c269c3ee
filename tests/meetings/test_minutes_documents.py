"""The printed minutes and the pages about them: content, signing, verifying, downloading."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from meetings.documents import minutes_html, minutes_pdf
from meetings.rules.markup import from_plain
from meetings.services import minutes as services
from tests.meetings.minutes_scene import (
    NOW,
    PASSWORD,
    Scene,
    adopt,
    charge,
    print_adopted,
    sign_both,
    with_password,
    write_all,
)
from twente.core import clock
from twente.core.models import AuditEntry, User
from twente.documents.selectors import latest_revision


@pytest.fixture
def scene(held: Scene, settings: Any, keys: Path) -> Scene:
    settings.CLOCK_OFFSET = NOW - clock.now()
    settings.SIGNING_FOLDER, settings.SIGNING_PASSPHRASE = keys, "proef"
    return held


@pytest.fixture
def printed(scene: Scene) -> Scene:
    print_adopted(scene)
    return scene


@pytest.fixture
def signed(printed: Scene) -> Scene:
    sign_both(printed)
    return printed


@pytest.fixture
def sign_in(client: Client) -> Callable[[User], Client]:
    def enter(user: User) -> Client:
        client.force_login(user)
        return client

    return enter


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def page_text(pdf: bytes) -> str:
    """What a reader of the PDF sees, on one line."""
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub(r"\s+", " ", run.stdout.decode())


def test_document_holds_everything_that_was_adopted(scene: Scene) -> None:
    """BOK-8h, 17."""
    text = page_text(minutes_pdf(adopt(scene).content))
    for piece in (
        "Verslag van woensdag 2 december 2026",
        "Collegebesluit Almelo 2021-01",
        "Vervanging: Volmacht Haaksbergen 2026-31",
        "Losser: raadsvergadering",
        "De agenda wordt ongewijzigd gevolgd.",
        "Ter besluitvorming (artikel 8, onder a)",
        "minimaal de helft is nodig (artikel 12, lid 3; lezing R4).",
        "83.655 643.603 321.802",
        "niet stemgerechtigd",
        "ab" * 32,
        "Besluitenlijst",
        "Ondertekening",
    ):
        assert piece in text


ODD = """<script>alert(1)</script> "><img src=x onerror=1> {{ 7*7 }} {% load x %}
'; drop table x; -- =HYPERLINK("x") ../../etc/passwd
file:///etc/passwd http://169.254.169.254/ <img src="http://127.0.0.1/">"""


def test_typed_text_appears_literally_and_nothing_is_fetched(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    version = write_all(scene).version
    services.save_text(item=scene.items[2], text=from_plain(ODD), version=1, by=scene.cast.secretary, now=NOW)
    minutes = services.adopt_in_meeting(
        meeting=scene.meeting, later=scene.later, version=version + 1, by=scene.cast.secretary, now=NOW
    )
    html, text = minutes_html(minutes.content), page_text(minutes_pdf(minutes.content))
    assert "<script>" not in html and "<img src=x" not in html
    for piece in ("<script>alert(1)</script>", "{{ 7*7 }}", "{% load x %}", "file:///etc/passwd", 'src="http://127'):
        assert piece in text
    assert not [record for record in caplog.records if "weasyprint" in record.name]


def sign(client: Client, scene: Scene, password: str = PASSWORD) -> Any:
    return client.post(scene.address("ondertekenen/"), {"password": password})


def test_chair_and_secretary_sign_with_their_password(printed: Scene, sign_in: Callable[[User], Client]) -> None:
    """BOK-5.6."""
    cast = printed.cast
    chair = sign_in(with_password(cast.chair))
    page = words(chair.get(printed.address("ondertekenen/")))
    assert latest_revision(printed.minutes.document).sha256 in page.replace(" ", "")
    assert "proefcertificaten" in page
    assert sign(chair, printed).status_code == 302
    assert sign(sign_in(with_password(cast.secretary)), printed).status_code == 302
    acts = [revision.act for revision in printed.minutes.document.revisions.order_by("number")]
    assert acts == ["rendered", "chair", "secretary"]


def test_wrong_password_signs_nothing(printed: Scene, sign_in: Callable[[User], Client]) -> None:
    chair = sign_in(with_password(printed.cast.chair))
    for password in ("", "verkeerd", f" {PASSWORD}"):
        response = sign(chair, printed, password)
        assert response.status_code == 422
        assert "id_password_error" in response.content.decode()
        assert PASSWORD not in response.content.decode()
    assert printed.minutes.document.revisions.count() == 1


def test_guessing_the_password_is_stopped(printed: Scene, sign_in: Callable[[User], Client], settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"reauthenticate": "2/m/user"}
    chair = sign_in(with_password(printed.cast.chair))
    for _ in range(2):
        sign(chair, printed, "verkeerd")
    response = sign(chair, printed)
    assert response.status_code == 422
    assert "Te veel pogingen" in words(response)


def test_secretary_before_chair_is_told_to_wait(printed: Scene, sign_in: Callable[[User], Client]) -> None:
    """BOK-5.6."""
    secretary = sign_in(with_password(printed.cast.secretary))
    response = sign(secretary, printed)
    assert response.status_code == 409
    assert "De voorzitter ondertekent eerst" in words(response)
    assert "Dit kan als de voorzitter heeft ondertekend." in words(secretary.get(printed.address()))


def test_chair_signing_twice_changes_nothing(printed: Scene, sign_in: Callable[[User], Client]) -> None:
    chair = sign_in(with_password(printed.cast.chair))
    assert [sign(chair, printed).status_code for _ in range(2)] == [302, 302]
    assert printed.minutes.document.revisions.count() == 2
    assert AuditEntry.objects.filter(action="minutes_signed").count() == 1


@pytest.mark.parametrize("part", ["deputy_secretary", "deputy_chair", "representative", "officer", "clerk"])
def test_others_do_not_sign(printed: Scene, sign_in: Callable[[User], Client], part: str) -> None:
    """A deputy who is not in charge is one of the others (BOK-5.4, 7.1)."""
    client = sign_in(with_password(printed.cast.everybody[part]))
    assert client.get(printed.address("ondertekenen/")).status_code == 403
    assert sign(client, printed).status_code == 403


def test_deputy_in_charge_signs_for_the_chair(printed: Scene, sign_in: Callable[[User], Client]) -> None:
    """BOK-5.4."""
    charge(printed, "deputy_chair")
    assert sign(sign_in(with_password(printed.cast.deputy_chair)), printed).status_code == 302
    assert printed.minutes.document.revisions.filter(act="chair", made_by=printed.cast.deputy_chair).exists()


@pytest.mark.parametrize("part", ["clerk", "treasurer"])
def test_councils_get_the_document_only_with_both_signatures(
    printed: Scene, sign_in: Callable[[User], Client], part: str
) -> None:
    """BOK-5.6, 8h."""
    client = sign_in(printed.cast.everybody[part])
    for rest in ("downloaden/", "controleren/"):
        response = client.get(printed.address(rest))
        assert response.status_code == 409
        assert "nog niet door voorzitter en secretaris ondertekend" in words(response)
    sign_both(printed)
    for rest in ("downloaden/", "controleren/"):
        assert client.get(printed.address(rest)).status_code == 200


def test_download_is_an_attachment_that_no_proxy_keeps(signed: Scene, sign_in: Callable[[User], Client]) -> None:
    response = sign_in(signed.cast.clerk).get(signed.address("downloaden/"))
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="verslag-2026-12-02.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.content == bytes(latest_revision(signed.minutes.document).content)


def test_unsigned_download_says_so_in_its_name(printed: Scene, sign_in: Callable[[User], Client]) -> None:
    response = sign_in(printed.cast.representatives["Almelo"]).get(printed.address("downloaden/"))
    assert 'filename="verslag-2026-12-02-niet-ondertekend.pdf"' in response.headers["Content-Disposition"]


def test_download_before_there_is_a_document_is_a_sentence(scene: Scene, sign_in: Callable[[User], Client]) -> None:
    adopt(scene)
    response = sign_in(scene.cast.secretary).get(scene.address("downloaden/"))
    assert response.status_code == 409
    assert "Het document is nog niet gemaakt." in words(response)


def test_stranger_finds_no_document(signed: Scene, sign_in: Callable[[User], Client]) -> None:
    client = sign_in(signed.cast.outsider)
    for rest in ("downloaden/", "controleren/", "ondertekenen/"):
        assert client.get(signed.address(rest)).status_code == 404


def check_copy(client: Client, scene: Scene, content: bytes, name: str = "verslag.pdf") -> Any:
    return client.post(scene.address("controleren/"), {"copy": SimpleUploadedFile(name, content)})


def test_registered_document_and_an_equal_copy_are_whole(signed: Scene, sign_in: Callable[[User], Client]) -> None:
    client = sign_in(signed.cast.clerk)
    content = bytes(latest_revision(signed.minutes.document).content)
    for response in (client.get(signed.address("controleren/")), check_copy(client, signed, content)):
        page = words(response)
        assert response.status_code == 200
        assert "ondertekend door voorzitter en secretaris en sindsdien niet veranderd" in page
        assert "proefcertificaten" in page


@pytest.mark.parametrize("place", [0.3, 0.6])
def test_one_changed_byte_is_shown_as_changed(signed: Scene, sign_in: Callable[[User], Client], place: float) -> None:
    content = bytearray(latest_revision(signed.minutes.document).content)
    content[int(len(content) * place)] ^= 1
    page = words(check_copy(sign_in(signed.cast.clerk), signed, bytes(content)))
    assert "is na ondertekening veranderd" in page
    assert "niet gelijk aan het geregistreerde document" in page


def test_copy_with_only_the_first_signature_is_not_the_document(
    signed: Scene, sign_in: Callable[[User], Client]
) -> None:
    half = bytes(signed.minutes.document.revisions.get(act="chair").content)
    assert "De handtekening van de coördinerend secretaris ontbreekt." in words(
        check_copy(sign_in(signed.cast.clerk), signed, half)
    )


@pytest.mark.parametrize(
    ("content", "status", "sentence"),
    [
        (b"<html>geen pdf</html>", 422, "Dit is geen pdf-bestand."),
        (b"", 422, "Dit bestand is leeg."),
        (b"%PDF-" + b"0" * 10_000_000, 413, "groter dan 10 MB"),
        (b"%PDF-1.7 stuk", 200, "beschadigd"),
    ],
    ids=["html", "empty", "too large", "broken"],
)
def test_file_that_is_not_the_document_gets_a_sentence(
    signed: Scene, sign_in: Callable[[User], Client], content: bytes, status: int, sentence: str
) -> None:
    response = check_copy(sign_in(signed.cast.clerk), signed, content)
    assert response.status_code == status
    assert sentence in words(response)


def test_checking_without_a_file_is_a_sentence(signed: Scene, sign_in: Callable[[User], Client]) -> None:
    response = sign_in(signed.cast.clerk).post(signed.address("controleren/"))
    assert response.status_code == 422
    assert "Kies het pdf-bestand." in words(response)


def test_clerk_finds_the_signed_minutes_on_the_page_of_the_agenda(
    signed: Scene, sign_in: Callable[[User], Client]
) -> None:
    """BOK-8h: one click from the meeting to the document."""
    agenda = f"/bok-ses/vergaderingen/{signed.meeting.pk}/"
    text = sign_in(signed.cast.clerk).get(agenda, follow=True).content.decode()
    assert signed.address("downloaden/") in text


def test_clerk_sees_no_link_before_both_signatures(printed: Scene, sign_in: Callable[[User], Client]) -> None:
    """BOK-5.6."""
    agenda = f"/bok-ses/vergaderingen/{printed.meeting.pk}/"
    assert printed.address("downloaden/") not in sign_in(printed.cast.clerk).get(agenda, follow=True).content.decode()
