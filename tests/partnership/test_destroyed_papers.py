"""What was destroyed after its term leaves nothing behind that says it can be read or sent (BOK-17, 8h; Woo)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from meetings.models import Minutes
from meetings.services.leaving import MayNotLeave, publish, remind_councils, send_again, send_to_councils
from tests.meetings.minutes_scene import NOW, Scene
from tests.meetings.sent_scene import paper, signed_minutes, with_clerks
from tests.votes.browser import signed_in
from twente.documents.models import Document
from twente.documents.services import Grounds, destroy_document
from twente.outbox.dispatching.links import token_of
from twente.outbox.dispatching.rules import Question
from twente.outbox.models import Dispatch, Message
from twente.outbox.publishing.services import Issue, publish_document

pytestmark = pytest.mark.django_db
GONE = "Het is vernietigd: de bewaartermijn was voorbij."
SOON = Question("Stemt uw raad in?", NOW.date() + timedelta(days=7))


@pytest.fixture(autouse=True)
def _the_day_after(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


def destroyed(scene: Scene, document: Document) -> None:
    """Its term is over, and two persons had it destroyed."""
    over = NOW.date() - timedelta(days=1)
    grounds = Grounds("19.1.12", "Selectielijst 2020", over, scene.cast.secretary, scene.cast.deputy_secretary)
    destroy_document(document=document, grounds=grounds, now=NOW)


def test_what_was_public_says_that_it_was_destroyed(held: Scene) -> None:
    document, visitor = signed_minutes(held), Client()
    publish(paper=paper(held, document), by=held.cast.secretary, now=NOW)
    index = reverse("openbaar:index", args=["bok-ses"])
    page, data, file = (
        reverse(f"openbaar:{name}", args=["bok-ses", document.public_id])
        for name in ("document", "document_metadata", "document_file")
    )
    assert document.title in visitor.get(index).text
    destroyed(held, document)
    assert document.title not in visitor.get(index).text
    assert [visitor.get(each).status_code for each in (page, data, file)] == [410] * 3
    assert GONE in visitor.get(page).text
    assert visitor.get(data).json()["reden"] == GONE
    own = signed_in(held.cast.secretary).get(reverse("partnership:publication", args=["bok-ses", document.public_id]))
    assert "Dit stuk is vernietigd" in own.text
    assert "Iedereen kan dit stuk lezen" not in own.text


def test_what_was_sent_is_closed_and_asks_for_nothing_more(held: Scene) -> None:
    document, secretary = signed_minutes(held), signed_in(held.cast.secretary)
    by = {"by": held.cast.secretary, "now": NOW}
    (row,) = send_to_councils(
        paper=paper(held, document), parties=with_clerks(held.cast, "Almelo"), question=SOON, **by
    )
    Message.objects.filter(dispatch=row).update(state="dead", last_error="mailbox unavailable")
    link = reverse("sent:paper", args=[token_of(row.pk)])
    council = reverse("partnership:council_detail", args=["bok-ses", "GM0141"])
    file = reverse("partnership:council_file", args=["bok-ses", "GM0141", row.pk])
    asked = ("Mail niet aangekomen", "Antwoord van raden navragen")
    assert all(title in secretary.get("/", follow=True).text for title in asked)
    destroyed(held, document)
    assert not any(title in secretary.get("/", follow=True).text for title in asked)
    for answer in (Client().get(link), Client().post(f"{link}bestand/")):
        assert answer.status_code == 410
        assert GONE in answer.text
    assert signed_in(held.cast.clerk).get(file).status_code == 410
    assert file not in signed_in(held.cast.clerk).get(council).text
    assert remind_councils(document=document, **by) == 0
    with pytest.raises(MayNotLeave, match="vernietigd"):
        send_again(paper=paper(held, document), dispatch=row, answer_by=None, **by)
    assert not Dispatch.objects.filter(resends=row).exists()


def test_what_was_destroyed_is_neither_sent_nor_published_for_the_first_time(held: Scene) -> None:
    """The rules refuse it, the desk does not ask for it, and past the rules the database refuses it too."""
    document, by = signed_minutes(held), {"by": held.cast.secretary, "now": NOW}
    assert "Verslag versturen" in signed_in(held.cast.secretary).get("/", follow=True).text
    destroyed(held, document)
    assert "Verslag versturen" not in signed_in(held.cast.secretary).get("/", follow=True).text
    leaving = paper(held, document)
    with pytest.raises(MayNotLeave, match="vernietigd"):
        send_to_councils(paper=leaving, parties=with_clerks(held.cast, "Almelo"), question=SOON, **by)
    with pytest.raises(MayNotLeave, match="vernietigd"):
        publish(paper=leaving, **by)
    items = tuple(item["id"] for item in Minutes.objects.get(document=document).content["items"])
    issue = Issue(document, leaving.revision.number, leaving.revision.sha256, items, NOW.date())
    with pytest.raises(DatabaseError, match="vernietigd"), transaction.atomic():
        publish_document(issue=issue, **by)
