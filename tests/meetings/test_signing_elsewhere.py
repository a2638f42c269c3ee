"""Signing on the shared pages: minutes elsewhere, lists of decisions and excerpts, certificates (BOK-5.6, 8h)."""

import re
import uuid
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from meetings import services as meetings
from meetings.excerpt_tasks import make_excerpt, make_list
from meetings.models import AgendaItem, Decision
from meetings.services import minutes as minutes_services
from meetings.tasks import make_minutes_pdf
from tests.documents.servers import refusing, serving
from tests.documents.test_elsewhere import signed_elsewhere
from tests.meetings.minutes_scene import MARKUP, NOW, PASSWORD, Scene, charge, print_adopted, with_password
from tests.rehearsal import rehearsed
from twente.core import clock
from twente.core.models import User
from twente.documents.models import Document, SigningCertificate
from twente.documents.registration import register_certificate
from twente.documents.selectors import latest_revision, verdict
from twente.documents.signers import Options, signer_for


@pytest.fixture
def scene(held: Scene, settings: Any, keys: Path) -> Scene:
    settings.CLOCK_OFFSET = NOW - clock.now()
    settings.SIGNING_FOLDER, settings.SIGNING_PASSPHRASE = keys, "proef"
    for person in (held.cast.chair, held.cast.secretary, held.cast.deputy_chair):
        with_password(person)
    return held


def key_of(field: str, keys: Path) -> Any:
    return signer_for(field, name=field, options=Options(folder=keys, passphrase="proef"))


def der_of(field: str, keys: Path) -> bytes:
    return bytes(key_of(field, keys).key.signing_cert.dump())


@rehearsed
def register_both(scene: Scene, keys: Path) -> None:
    """The certificates of who signs."""
    for field, person in (("voorzitter", scene.cast.chair), ("secretaris", scene.cast.secretary)):
        register_certificate(
            agreement=scene.cast.agreement,
            user=person,
            content=der_of(field, keys),
            by=scene.cast.administrator,
            now=NOW,
        )


@pytest.fixture
def registered(scene: Scene, keys: Path) -> Scene:
    register_both(scene, keys)
    return scene


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def page_of(document: Document, rest: str) -> str:
    return f"/bok-ses/documenten/{document.public_id}/{rest}/"


def hand_in(user: User, documents: dict[Document, bytes], password: str = PASSWORD) -> Any:
    files = {f"pdf_{each.pk}": SimpleUploadedFile("o.pdf", content) for each, content in documents.items()}
    document = next(iter(documents))
    return browser(user).post(page_of(document, "elders-ondertekenen"), {"password": password, **files})


def download(user: User, document: Document) -> bytes:
    response = browser(user).get(page_of(document, "te-ondertekenen"))
    assert response.headers["Content-Disposition"].startswith('attachment; filename="te-ondertekenen-')
    return bytes(response.content)


def test_minutes_are_signed_elsewhere_by_both(registered: Scene, keys: Path) -> None:
    """Download, sign with one's own program, hand in; the page of the minutes says who is next."""
    scene = registered
    print_adopted(scene)
    document = scene.minutes.document
    assert "Elders ondertekenen" in words(browser(scene.cast.chair).get(scene.address("ondertekenen/")))
    for field, person in (("voorzitter", scene.cast.chair), ("secretaris", scene.cast.secretary)):
        content = signed_elsewhere(download(person, document), field, key_of(field, keys))
        response = hand_in(person, {document: content})
        assert (response.status_code, response["Location"]) == (302, scene.address())
    assert verdict(document).valid
    assert [row.act for row in document.revisions.all()] == ["rendered", "chair", "secretary"]


def test_every_refusal_stands_at_its_field_and_keeps_nothing(registered: Scene, keys: Path) -> None:
    scene = registered
    print_adopted(scene)
    document, chair = scene.minutes.document, scene.cast.chair
    stored = download(chair, document)
    good = signed_elsewhere(stored, "voorzitter", key_of("voorzitter", keys))
    other = signed_elsewhere(stored, "voorzitter", key_of("secretaris", keys))
    for content, password, sentence in (
        (stored, PASSWORD, "nog geen nieuwe handtekening"),
        (other, PASSWORD, "niet op uw naam geregistreerd"),
        (b"<html>", PASSWORD, "Dit is geen pdf-bestand."),
        (good, "verkeerd", "Dit wachtwoord klopt niet."),
    ):
        response = hand_in(chair, {document: content}, password)
        assert response.status_code == 422
        assert sentence in words(response)
    assert document.revisions.count() == 1
    assert hand_in(chair, {document: good}).status_code == 302


def test_secretary_waits_for_the_chair_elsewhere_too(registered: Scene) -> None:
    scene = registered
    print_adopted(scene)
    response = browser(scene.cast.secretary).get(page_of(scene.minutes.document, "elders-ondertekenen"))
    assert response.status_code == 409
    assert "De voorzitter ondertekent eerst" in words(response)


@pytest.fixture
def with_annex(registered: Scene) -> Scene:
    """Adopted minutes with an annex, both printed."""
    item = registered.items[2]
    AgendaItem.objects.filter(pk=item.pk).update(confidentiality="closed")
    secretary = registered.cast.secretary
    for each, text in ((registered.items[0], MARKUP), (item, "<p>De kandidaat trekt zich terug.</p>")):
        minutes_services.save_text(item=each, text=text, version=0, by=secretary, now=NOW)
    minutes = minutes_services.adopt_in_meeting(
        meeting=registered.meeting, later=registered.later, version=registered.minutes.version, by=secretary, now=NOW
    )
    make_minutes_pdf(minutes.pk, NOW)
    assert registered.minutes.annex_document is not None
    return registered


def test_minutes_and_their_annex_are_handed_in_together_or_not_at_all(with_annex: Scene, keys: Path) -> None:
    scene, chair = with_annex, with_annex.cast.chair
    both = [scene.minutes.document, scene.minutes.annex_document]
    signed = {each: signed_elsewhere(download(chair, each), "voorzitter", key_of("voorzitter", keys)) for each in both}
    bad = signed | {both[1]: signed[both[0]]}
    response = hand_in(chair, bad)
    assert response.status_code == 422
    assert f"id_pdf_{both[1].pk}_error" in response.content.decode()
    assert [each.revisions.count() for each in both] == [1, 1]
    assert hand_in(chair, signed).status_code == 302
    assert [each.revisions.count() for each in both] == [2, 2]


def made_list(scene: Scene) -> Document:
    make_list(scene.meeting.pk, NOW)
    return Document.objects.get(kind="decision_list")


def printed_words(document: Document) -> str:
    """What stands on paper."""
    with pypdfium2.PdfDocument(bytes(latest_revision(document).content)) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def sign_here(user: User, document: Document) -> Any:
    return browser(user).post(page_of(document, "ondertekenen"), {"password": PASSWORD})


def test_list_of_decisions_is_signed_by_chair_and_secretary(scene: Scene) -> None:
    """The page of the decisions leads there; the deputy in charge signs for the chair."""
    document, cast = made_list(scene), scene.cast
    overview = f"/bok-ses/vergaderingen/{scene.meeting.pk}/besluiten/"
    assert page_of(document, "ondertekenen") in browser(cast.chair).get(overview).content.decode()
    assert sign_here(cast.deputy_chair, document).status_code == 403
    charge(scene, "deputy_chair")
    response = sign_here(cast.deputy_chair, document)
    assert (response.status_code, response["Location"]) == (302, overview)
    assert sign_here(cast.secretary, document).status_code == 302
    assert verdict(document).valid
    assert [each.name for each in verdict(document).signatures] == [cast.deputy_chair.name, cast.secretary.name]
    assert f"{cast.chair.name}, voorzitter" not in printed_words(document)
    page = words(browser(cast.secretary).get(page_of(document, "controleren")))
    assert "Deze besluitenlijst is ondertekend door voorzitter en secretaris en sindsdien niet veranderd." in page


def test_list_reaches_councils_only_with_both_signatures(scene: Scene) -> None:
    document, cast = made_list(scene), scene.cast
    for rest in ("controleren", "downloaden"):
        response = browser(cast.clerk).get(page_of(document, rest))
        assert response.status_code == 409
        assert "nog niet door voorzitter en secretaris ondertekend" in words(response)
    for person in (cast.chair, cast.secretary):
        sign_here(person, document)
    response = browser(cast.clerk).get(page_of(document, "downloaden"))
    assert response.content == bytes(latest_revision(document).content)
    assert 'filename="besluitenlijst-2026-12-02.pdf"' in response.headers["Content-Disposition"]


def test_excerpt_of_a_closed_decision_stays_with_who_may_read_it(scene: Scene) -> None:
    item, cast = scene.items[2], scene.cast
    AgendaItem.objects.filter(pk=item.pk).update(confidentiality="closed")
    item.refresh_from_db()
    meetings.record_decision(
        item=item, text="Kanarie", outcome="vastgesteld", by=cast.secretary, now=NOW, key=uuid.uuid4()
    )
    make_excerpt(Decision.objects.get(item=item).pk, NOW)
    document = Document.objects.get(kind="decision_excerpt")
    for person in (cast.chair, cast.secretary):
        assert sign_here(person, document).status_code == 302
    for rest in ("controleren", "downloaden"):
        assert browser(cast.representatives["Almelo"]).get(page_of(document, rest)).status_code == 200
        assert browser(cast.officer).get(page_of(document, rest)).status_code == 404
        assert browser(cast.clerk).get(page_of(document, rest)).status_code == 404
        assert browser(cast.outsider).get(page_of(document, rest)).status_code == 404


def test_silent_time_stamp_service_is_a_sentence_and_can_be_tried_again(scene: Scene, settings: Any) -> None:
    document, chair = made_list(scene), scene.cast.chair
    with serving(refusing) as url:
        settings.TIMESTAMP_URL = url
        response = sign_here(chair, document)
    assert response.status_code == 409
    assert "De tijdstempeldienst antwoordt niet. Er is niets ondertekend." in words(response)
    assert document.revisions.count() == 1
    settings.TIMESTAMP_URL = ""
    assert sign_here(chair, document).status_code == 302


def test_office_with_its_key_elsewhere_sees_only_that_way(scene: Scene, settings: Any) -> None:
    settings.SIGNING_KEYS_OF = {"voorzitter": "elsewhere"}
    document = made_list(scene)
    page = browser(scene.cast.chair).get(page_of(document, "ondertekenen")).content.decode()
    assert page_of(document, "elders-ondertekenen") in page
    assert "id_password" not in page
    response = sign_here(scene.cast.chair, document)
    assert response.status_code == 409
    assert "met uw eigen programma" in words(response)


def test_document_of_another_kind_has_no_such_page(scene: Scene) -> None:
    document = made_list(scene)
    Document.objects.filter(pk=document.pk).update(kind="vote_result")
    assert browser(scene.cast.chair).get(page_of(document, "ondertekenen")).status_code == 404


CERTIFICATES = "/bok-ses/certificaten/"


def register(user: User, person: User, content: bytes) -> Any:
    file = SimpleUploadedFile("certificaat.pem", content)
    return browser(user).post(f"{CERTIFICATES}nieuw/", {"person": person.pk, "certificate": file})


def test_administrator_registers_with_which_certificate_somebody_signs(scene: Scene, keys: Path) -> None:
    cast = scene.cast
    pem = BytesIO()
    from cryptography import x509

    pem.write(x509.load_der_x509_certificate(der_of("voorzitter", keys)).public_bytes(Encoding.PEM))
    assert register(cast.administrator, cast.chair, pem.getvalue()).status_code == 302
    page = words(browser(cast.administrator).get(CERTIFICATES))
    assert "CN=PROEF voorzitter" in page
    assert SigningCertificate.objects.get().user == cast.chair
    response = register(cast.administrator, cast.secretary, pem.getvalue())
    assert response.status_code == 422
    assert "op naam van iemand anders" in words(response)
    assert register(cast.administrator, cast.officer, pem.getvalue()).status_code == 422
    for person in (cast.secretary, cast.chair):
        assert register(person, cast.chair, pem.getvalue()).status_code == 403
