"""What few may read of minutes: a document of its own, and nothing of it in the other (BOK-8h)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from meetings.documents import minutes_html
from meetings.models import AgendaItem, ItemGrant, Minutes
from meetings.rules import annex
from meetings.rules.minutes import fingerprint
from meetings.selectors.minutes import is_signed
from meetings.services import minutes as services
from meetings.services.freezing import ConfidentialInPublic
from meetings.tasks import make_minutes_pdf
from tests.meetings.minutes_scene import MARKUP, NOW, Scene, sign_both
from twente.core import clock
from twente.core.models import User
from twente.documents.selectors import NoDocumentYet, latest_revision, verdict

CANARY = "<p>KANARIE: de kandidaat trekt zich terug.</p>"


@pytest.fixture
def scene(held: Scene, settings: Any, keys: Path) -> Scene:
    """The third item is besloten."""
    settings.CLOCK_OFFSET = NOW - clock.now()
    settings.SIGNING_FOLDER, settings.SIGNING_PASSPHRASE = keys, "proef"
    AgendaItem.objects.filter(pk=held.items[2].pk).update(confidentiality="closed", title="KANARIE personeel")
    return held


@pytest.fixture
def sign_in(client: Client) -> Callable[[User], Client]:
    def enter(user: User) -> Client:
        client.force_login(user)
        return client

    return enter


def write(scene: Scene, number: int, text: str, version: int = 0) -> None:
    item = scene.items[number - 1]
    services.save_text(item=item, text=text, version=version, by=scene.cast.secretary, now=NOW)


def adopt(scene: Scene, first: str = MARKUP) -> Minutes:
    write(scene, 1, first)
    write(scene, 3, CANARY)
    return services.adopt_in_meeting(
        meeting=scene.meeting, later=scene.later, version=scene.minutes.version, by=scene.cast.secretary, now=NOW
    )


def test_adoption_splits_what_few_may_read_from_the_rest(scene: Scene) -> None:
    adopted = adopt(scene)
    public, closed = adopted.content, adopted.annex
    assert "KANARIE" not in str(public) and "KANARIE" not in minutes_html(public)
    assert "3. Besloten punt" in minutes_html(public)
    assert [item["number"] for item in closed["items"]] == [3]
    html = minutes_html(closed)
    assert "KANARIE: de kandidaat trekt zich terug." in html and "Besloten bijlage bij het verslag" in html
    assert (adopted.sha256, adopted.annex_sha256) == (fingerprint(public), fingerprint(closed))


def test_without_confidential_items_there_is_no_annex(scene: Scene) -> None:
    AgendaItem.objects.filter(pk=scene.items[2].pk).update(confidentiality="closed", confidential_until="2027-02-10")
    assert (adopt(scene).annex, scene.minutes.annex_sha256) == (None, "")


def test_confidential_text_that_was_copied_into_a_public_item_stops_adoption(scene: Scene) -> None:
    with pytest.raises(ConfidentialInPublic, match="punt 3 is besloten"):
        adopt(scene, first=f"<p>Daarna:</p>{CANARY}")
    assert scene.minutes.state == "concept"


def test_document_with_confidential_content_is_never_kept(scene: Scene) -> None:
    adopted = adopt(scene)
    public, closed = adopted.content, adopted.annex
    leaking = annex.opened_for(public, closed, {scene.items[2].pk})
    assert annex.leaks(leaking, closed) == (3,)
    assert annex.leaks(public, closed) == ()


def test_both_documents_are_made_and_signed_in_the_same_order(scene: Scene) -> None:
    """BOK-5.6."""
    adopted = adopt(scene)
    with pytest.raises(NoDocumentYet):
        services.sign(minutes=adopted, field="voorzitter", by=scene.cast.chair, now=NOW)
    make_minutes_pdf(adopted.pk, NOW)
    make_minutes_pdf(adopted.pk, NOW)
    sign_both(scene)
    both = scene.minutes
    assert is_signed(both)
    for document in (both.document, both.annex_document):
        assert [row.act for row in document.revisions.order_by("number")] == ["rendered", "chair", "secretary"]
        assert verdict(document).valid


def test_annex_is_for_who_may_read_every_item_in_it(scene: Scene, sign_in: Callable[[User], Client]) -> None:
    make_minutes_pdf(adopt(scene).pk, NOW)
    cast, address = scene.cast, scene.address("bijlage/")
    for person in (cast.chair, cast.secretary, cast.representatives["Almelo"]):
        assert sign_in(person).get(address).status_code == 200
        assert "KANARIE" in sign_in(person).get(scene.address()).content.decode()
    officer = cast.everybody["officer"]
    assert sign_in(officer).get(address).status_code == 404
    assert "KANARIE" not in sign_in(officer).get(scene.address()).content.decode()
    assert sign_in(cast.clerk).get(address).status_code == 403
    ItemGrant.objects.create(item=scene.items[2], user=officer, granted_by=cast.secretary, granted_at=NOW)
    assert sign_in(officer).get(address).status_code == 200


def test_annex_is_verified_like_the_minutes_by_who_may_read_it(scene: Scene, sign_in: Callable[[User], Client]) -> None:
    """BOK-5.6: the same page and the same verdict, for few."""
    make_minutes_pdf(adopt(scene).pk, NOW)
    sign_both(scene)
    address = scene.address("bijlage/controleren/")
    client = sign_in(scene.cast.representatives["Almelo"])
    document = scene.minutes.annex_document
    whole = bytes(latest_revision(document).content)
    sentence = "Deze bijlage is ondertekend door voorzitter en secretaris en sindsdien niet veranderd."
    for response in (client.get(address), client.post(address, {"copy": SimpleUploadedFile("b.pdf", whole)})):
        assert sentence in response.content.decode()
    public = bytes(latest_revision(scene.minutes.document).content)
    response = client.post(address, {"copy": SimpleUploadedFile("v.pdf", public)})
    assert "Deze bijlage is na ondertekening veranderd of niet goed ondertekend." in response.content.decode()
    assert address in client.get(scene.address()).content.decode()
    for person, status in ((scene.cast.everybody["officer"], 404), (scene.cast.clerk, 403)):
        assert sign_in(person).get(address).status_code == status


def test_file_of_the_annex_is_named_and_kept_like_the_minutes(scene: Scene, sign_in: Callable[[User], Client]) -> None:
    make_minutes_pdf(adopt(scene).pk, NOW)
    response = sign_in(scene.cast.secretary).get(scene.address("bijlage/"))
    name = "besloten-bijlage-2026-12-02-niet-ondertekend.pdf"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Cache-Control"] == "private, no-store"


def test_concept_shows_a_closed_item_only_as_a_number(scene: Scene, sign_in: Callable[[User], Client]) -> None:
    write(scene, 3, CANARY)
    page = sign_in(scene.cast.everybody["officer"]).get(scene.address()).content.decode()
    assert "KANARIE" not in page and "Besloten punt" in page
    assert "KANARIE" in sign_in(scene.cast.secretary).get(scene.address()).content.decode()
