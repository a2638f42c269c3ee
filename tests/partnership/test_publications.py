"""What everybody may read, what never, and what is left after it was taken back (Woo)."""

import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from meetings.models import AgendaItem
from meetings.services.leaving import MayNotLeave, publish
from tests.meetings.minutes_scene import NOW, Scene
from tests.meetings.sent_scene import a_list, an_annex, an_excerpt, paper, signed_minutes, unsigned_minutes
from tests.votes.browser import signed_in
from twente.core.models import AuditEntry
from twente.documents.models import Document
from twente.outbox.models import Publication
from twente.outbox.publishing.services import Issue, NoReason, NotPublished, publish_document, withdraw_document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_day_after(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


def made_public(scene: Scene, document: Document) -> Publication:
    return publish(paper=paper(scene, document), by=scene.cast.secretary, now=NOW)


def page(document: Document, name: str = "document") -> str:
    return reverse(f"openbaar:{name}", args=["bok-ses", document.public_id])


def forced(scene: Scene, document: Document, item: AgendaItem) -> Callable[[], object]:
    """Past the rules, straight at the database."""
    revision = document.revisions.latest("number")
    issue = Issue(document, revision.number, revision.sha256, (item.pk,), NOW.date())
    return lambda: publish_document(issue=issue, by=scene.cast.secretary, now=NOW)


def refused(act: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


@pytest.mark.parametrize("make", [signed_minutes, a_list])
def test_what_is_published_opens_for_everybody(held: Scene, make: Callable[[Scene], Document]) -> None:
    document, visitor = make(held), Client()
    assert visitor.get(page(document)).status_code == 404
    made_public(held, document)
    shown = visitor.get(page(document))
    assert document.title in shown.text
    assert 'content="index, follow"' in shown.text
    assert f'<meta name="DCTERMS.title" content="{document.title}">' in shown.text
    assert '<meta name="DCTERMS.date" content="2026-12-02">' in shown.text
    assert "max-age=300" in shown["Cache-Control"] and "public" in shown["Cache-Control"]
    known = visitor.get(page(document, "document_metadata")).json()
    assert known["titel"] == document.title
    assert known["datum"] == "2026-12-02"
    assert known["sha256"] == document.revisions.latest("number").sha256
    assert known["documentsoort"] in ("verslag", "besluitenlijst")
    assert AuditEntry.objects.filter(action="document_published").count() == 1


def test_the_file_is_what_was_published_and_is_not_sent_twice(held: Scene) -> None:
    document, visitor = signed_minutes(held), Client()
    made_public(held, document)
    file = visitor.get(page(document, "document_file"))
    assert file.content == bytes(document.revisions.latest("number").content)
    assert "attachment" in file["Content-Disposition"]
    again = visitor.get(page(document, "document_file"), headers={"If-None-Match": file["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_index_json_and_sitemap_name_the_same(held: Scene) -> None:
    visitor = Client()
    for document in (signed_minutes(held), a_list(held)):
        made_public(held, document)
    index = visitor.get(reverse("openbaar:index", args=["bok-ses"])).text
    rows = visitor.get(reverse("openbaar:index_json", args=["bok-ses"])).json()["documenten"]
    tree = ET.fromstring(visitor.get(reverse("openbaar:sitemap", args=["bok-ses"])).content)  # noqa: S314
    places = {found.text for found in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert {row["identificatie"] for row in rows} == places
    assert len(places) == 2
    assert all(row["titel"] in index for row in rows)
    maps = visitor.get(reverse("openbaar:sitemap_index")).text
    assert reverse("openbaar:sitemap", args=["bok-ses"]) in maps
    robots = visitor.get("/robots.txt").text
    assert "Allow: /openbaar/" in robots and "/openbaar/sitemap.xml" in robots


def test_taken_back_leaves_a_tombstone_and_it_can_be_published_again(held: Scene) -> None:
    document, visitor, by = signed_minutes(held), Client(), {"by": held.cast.secretary, "now": NOW}
    with pytest.raises(NotPublished):
        withdraw_document(document=document, reason="Fout.", **by)
    first = made_public(held, document)
    with pytest.raises(NoReason):
        withdraw_document(document=document, reason=" ", **by)
    withdraw_document(document=document, reason="Er stond een naam te veel in.", **by)
    for name in ("document", "document_file", "document_metadata"):
        response = visitor.get(page(document, name))
        assert response.status_code == 410
        assert "Er stond een naam te veel in." in response.text
    assert "11 februari 2027" in visitor.get(page(document)).text
    assert document.title not in visitor.get(reverse("openbaar:index", args=["bok-ses"])).text
    second = made_public(held, document)
    assert second.pk != first.pk
    assert visitor.get(page(document)).status_code == 200


def test_publishing_twice_is_publishing_once(held: Scene) -> None:
    document = signed_minutes(held)
    assert made_public(held, document) == made_public(held, document)


@pytest.mark.parametrize("make", [unsigned_minutes, an_annex, an_excerpt])
def test_unsigned_an_annex_or_an_excerpt_is_never_public(held: Scene, make: Callable[[Scene], Document]) -> None:
    document = make(held)
    refused(forced(held, document, held.items[0]))
    if document.kind != "minutes_annex":
        with pytest.raises(MayNotLeave):
            made_public(held, document)


@pytest.mark.parametrize("make", [signed_minutes, a_list])
def test_what_holds_a_confidential_item_is_never_public(held: Scene, make: Callable[[Scene], Document]) -> None:
    document, item = make(held), held.items[1]
    AgendaItem.objects.filter(pk=item.pk).update(confidentiality="closed")
    with pytest.raises(MayNotLeave):
        made_public(held, document)
    refused(forced(held, document, item))
    if document.kind == "minutes":
        refused(forced(held, document, held.items[0]))


def test_minutes_with_an_annex_are_public_without_it(held: Scene) -> None:
    from meetings.services.minutes import keep_document
    from tests.meetings.sent_scene import PDF, sign

    annex = an_annex(held)
    document = keep_document(minutes=held.minutes, pdf=PDF, now=NOW)
    sign(document, held)
    assert held.items[1].pk not in made_public(held, document).items
    assert Client().get(page(document)).status_code == 200
    assert Client().get(page(annex)).status_code == 404


def test_what_becomes_confidential_later_is_gone_at_once(held: Scene) -> None:
    document, visitor = signed_minutes(held), Client()
    made_public(held, document)
    AgendaItem.objects.filter(pk=held.items[1].pk).update(confidentiality="closed")
    for name in ("document", "document_file", "document_metadata"):
        assert visitor.get(page(document, name)).status_code == 410
    assert document.title not in visitor.get(reverse("openbaar:index", args=["bok-ses"])).text


def test_a_publication_stands(held: Scene) -> None:
    document = signed_minutes(held)
    one = Publication.objects.filter(pk=made_public(held, document).pk)
    for act in (one.delete, lambda: one.update(sha256="ab" * 32), lambda: one.update(items=[])):
        refused(act)
    withdraw_document(document=document, reason="Fout.", by=held.cast.secretary, now=NOW)
    refused(lambda: one.update(reason="Andere reden"))
    refused(lambda: one.update(withdrawn_at=None, withdrawn_by=None, reason=""))


def test_the_secretary_publishes_and_takes_back_on_the_page(held: Scene) -> None:
    document, secretary = signed_minutes(held), signed_in(held.cast.secretary)
    act = reverse("partnership:publication", args=["bok-ses", document.public_id])
    assert "Dit wordt openbaar" in secretary.get(act).text
    assert not Publication.objects.exists()
    assert page(document) in secretary.post(act, follow=True).text
    for bad in ("", " \u200b", "a\nb", "x" * 301, "\x00", "\u202eom"):
        assert secretary.post(f"{act}intrekken/", {"reason": bad}).status_code == 422
    assert "Een naam te veel." in secretary.post(f"{act}intrekken/", {"reason": "Een naam te veel."}, follow=True).text
    assert secretary.post(f"{act}intrekken/", {"reason": "Nog eens."}).status_code == 409


def test_too_many_downloads_are_slowed_down(held: Scene, settings) -> None:
    document = signed_minutes(held)
    made_public(held, document)
    settings.PUBLIC_FILES_PER_MINUTE = 2
    codes = [Client().get(page(document, "document_file")).status_code for _ in range(3)]
    assert codes == [200, 200, 429]


def test_a_newer_list_takes_the_place_of_the_older_one(held: Scene) -> None:
    older = a_list(held)
    made_public(held, older)
    AgendaItem.objects.filter(pk=held.items[1].pk).update(title="Koers SES Twente 2027, gewijzigd")
    newer = a_list(held)
    made_public(held, newer)
    assert Client().get(page(newer)).status_code == 200
    gone = Client().get(page(older))
    assert gone.status_code == 410
    assert "nieuwere besluitenlijst" in gone.text
