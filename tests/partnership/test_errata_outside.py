"""An erratum reaches who got the minutes: the public page, the link in a mail, the page of a council, a new mail."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from meetings.selectors.errata import errata_outside
from meetings.services.errata import Correction, record_erratum
from meetings.services.leaving import publish, report_errata, send_again, send_to_councils
from meetings.services.openness import Imposed, impose
from meetings.wording.leaving import MENDED
from tests.meetings.minutes_scene import NOW, Scene
from tests.meetings.sent_scene import paper, signed_minutes, with_clerks
from tests.votes.browser import signed_in
from twente.documents.models import Document
from twente.outbox.dispatching.links import token_of
from twente.outbox.dispatching.rules import NO_QUESTION, Question
from twente.outbox.models import Dispatch

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
TEXT, WHOLE = "Lees: 12 partijen.", "Lees: 10 februari."
TITLE = "Verbetering melden aan de raden"


@pytest.fixture(autouse=True)
def _a_day_later(time_machine) -> None:
    time_machine.move_to(LATER, tick=False)


@pytest.fixture
def minutes(held: Scene) -> Document:
    """Signed minutes that two councils got and that everybody can read, the day before."""
    document, by = signed_minutes(held), {"by": held.cast.secretary, "now": NOW}
    parties = with_clerks(held.cast, "Almelo", "Borne")
    send_to_councils(paper=paper(held, document), parties=parties, question=NO_QUESTION, **by)
    publish(paper=paper(held, document), **by)
    return document


def mend(scene: Scene, text: str, item_number: int | None) -> None:
    correction = Correction(text, "Verkeerd geteld.", item_number)
    by = scene.cast.secretary
    record_erratum(meeting=scene.meeting, correction=correction, key=uuid.uuid4(), by=by, now=LATER)


def close(scene: Scene, number: int) -> None:
    item = scene.items[number - 1]
    impose(item=item, imposed=Imposed("closed", "", None), seen=item.version, by=scene.cast.secretary, now=LATER)


def outside(scene: Scene, document: Document) -> list[str]:
    """The three pages on which somebody outside finds the minutes."""
    row = Dispatch.objects.filter(document=document, party=scene.cast.parties["Almelo"]).latest("sent_at")
    return [
        Client().get(reverse("openbaar:document", args=["bok-ses", document.public_id])).text,
        Client().get(reverse("sent:paper", args=[token_of(row.pk)])).text,
        signed_in(scene.cast.clerk).get(reverse("partnership:council_detail", args=["bok-ses", "GM0141"])).text,
    ]


def test_an_erratum_stands_beside_the_minutes_wherever_they_are_read(held: Scene, minutes: Document) -> None:
    assert all("Erratum 1" not in page for page in outside(held, minutes))
    mend(held, TEXT, 2)
    mend(held, WHOLE, None)
    for page in outside(held, minutes):
        assert TEXT in page and WHOLE in page
        assert "Vastgelegd op 12 februari 2027." in page
        assert f"door {held.cast.secretary.name}" not in page


def test_an_erratum_closes_with_its_item_for_who_may_not_read_it(held: Scene, minutes: Document) -> None:
    """Outside nothing of the minutes is left; inside who may not read the item reads the others (HLB-9c)."""
    mend(held, TEXT, 2)
    mend(held, "Lees: aanvang 9.00 uur.", 1)
    mend(held, WHOLE, None)
    close(held, 2)
    assert all(TEXT not in page and WHOLE not in page for page in outside(held, minutes))
    assert [row.item_number for row in errata_outside([minutes], LATER.date())[minutes.pk]] == [1]
    officer = signed_in(held.cast.officer).get(held.address()).text
    assert "Lees: aanvang 9.00 uur." in officer
    assert TEXT not in officer and WHOLE not in officer
    secretary = signed_in(held.cast.secretary).get(held.address()).text
    assert TEXT in secretary and WHOLE in secretary


def test_nothing_about_what_is_in_the_annex_stands_outside(held: Scene) -> None:
    """An erratum about the whole may be about the annex too, so that it stays inside as well (BOK-8h)."""
    close(held, 2)
    document = signed_minutes(held)
    for number in (1, 2, None):
        mend(held, TEXT, number)
    assert [row.item_number for row in errata_outside([document], LATER.date())[document.pk]] == [1]


def test_the_desk_asks_until_every_council_has_heard(held: Scene, minutes: Document) -> None:
    secretary = signed_in(held.cast.secretary)
    page = reverse("partnership:dispatch_errata", args=["bok-ses", minutes.public_id])
    assert TITLE not in secretary.get("/", follow=True).text
    mend(held, TEXT, 2)
    desk = secretary.get("/", follow=True).text
    assert TITLE in desk and page in desk
    asks = secretary.get(page).text
    assert "Mail aan 2 raden" in asks and TEXT in asks
    assert "2 raden krijgen een mail." in secretary.post(page, follow=True).text
    again = Dispatch.objects.filter(resends__isnull=False)
    assert {row.party.short_name for row in again} == {"Almelo", "Borne"}
    assert all("Bij dit stuk staat een verbetering." in row.message.body for row in again)
    assert all(TEXT not in row.message.body for row in again)
    assert TITLE not in secretary.get("/", follow=True).text
    assert "Geen raad hoeft dit nog te horen." in secretary.post(page, follow=True).text


def test_nothing_is_told_of_what_nobody_outside_may_read(held: Scene, minutes: Document) -> None:
    mend(held, TEXT, 2)
    close(held, 1)
    assert TITLE not in signed_in(held.cast.secretary).get("/", follow=True).text
    page = reverse("partnership:dispatch_errata", args=["bok-ses", minutes.public_id])
    assert signed_in(held.cast.secretary).post(page).status_code == 409
    assert not Dispatch.objects.filter(resends__isnull=False).exists()


def test_a_question_whose_last_day_is_over_is_left_for_the_register(held: Scene) -> None:
    document, by = signed_minutes(held), {"by": held.cast.secretary, "now": NOW}
    question = Question("Stemt uw raad in?", LATER.date())
    send_to_councils(paper=paper(held, document), parties=with_clerks(held.cast, "Almelo"), question=question, **by)
    mend(held, TEXT, 2)
    assert report_errata(paper=paper(held, document), by=held.cast.secretary, now=LATER) == []
    page = reverse("partnership:dispatch_errata", args=["bok-ses", document.public_id])
    assert "opnieuw aan Almelo" in signed_in(held.cast.secretary).get(page).text
    (row,) = Dispatch.objects.all()
    day = LATER.date() + timedelta(days=30)
    again = send_again(paper=paper(held, document), dispatch=row, answer_by=day, by=held.cast.secretary, now=LATER)
    assert MENDED in again.message.body, "that way it counts as told, so it has to say so as well"
