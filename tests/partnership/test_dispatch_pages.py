"""From the minutes page to fourteen councils: what the secretary sees before, after, and when one bounces (BOK-8h)."""

import uuid
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings.models import AgendaItem
from meetings.services.openness import Imposed, grant_reading, impose
from tests.cast import START, Cast, person
from tests.meetings.minutes_scene import NOW, Scene, decide
from tests.meetings.sent_scene import a_list, an_excerpt, paper, signed_minutes, unsigned_minutes, with_clerks
from tests.votes.browser import signed_in
from twente.core import clock
from twente.core.models import Role, User
from twente.core.services import give_role
from twente.documents.models import Document
from twente.outbox.dispatching.links import token_of
from twente.outbox.models import Dispatch, DispatchAnswer, Message

pytestmark = pytest.mark.django_db
LAST_DAY = "2027-03-01"


@pytest.fixture(autouse=True)
def _the_day_after(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


def at(name: str, *args: object) -> str:
    return reverse(f"partnership:{name}", args=["bok-ses", *args])


def codes(scene: Scene, *names: str) -> list[str]:
    return [scene.cast.parties[name].code for name in names]


@pytest.fixture
def secretary(held: Scene) -> Client:
    return signed_in(held.cast.secretary)


def sent(scene: Scene, browser: Client, document: Document, *names: str, **more: str) -> None:
    with_clerks(scene.cast, *names)
    data = {"parties": codes(scene, *names)} | more
    assert browser.post(at("dispatch_create", document.public_id), data).status_code == 302


def test_from_the_minutes_to_the_register(held: Scene, secretary: Client) -> None:
    document = signed_minutes(held)
    page = secretary.get(held.address()).text
    assert "Nog niet verstuurd aan de raden." in page
    assert at("dispatch_list", document.public_id) in page
    with_clerks(held.cast, "Almelo", "Borne")
    asks = secretary.get(at("dispatch_create", document.public_id)).text
    assert "griffie.gm0141@voorbeeld.example" in asks
    assert "is geen griffie vastgelegd. De andere raden kunnen het stuk wel krijgen." in asks
    assert at("contact_edit", held.cast.parties["Losser"].pk) in asks
    assert not Dispatch.objects.exists()
    data = {"parties": codes(held, "Almelo", "Borne")}
    answer = secretary.post(at("dispatch_create", document.public_id), data, follow=True).text
    assert "2 raden krijgen het stuk." in answer
    assert answer.count("onderweg") == 2
    again = secretary.post(at("dispatch_create", document.public_id), data, follow=True).text
    assert "Er is niets verstuurd." in again
    assert "Verstuurd aan 2 raden." in secretary.get(held.address()).text


def test_the_mail_holds_no_paper_and_no_link_in_the_database(held: Scene, secretary: Client) -> None:
    sent(held, secretary, signed_minutes(held), "Almelo")
    message = Message.objects.get(kind="dispatch")
    assert token_of(Dispatch.objects.get().pk) not in message.body
    assert message.calendar is None


def test_before_both_signed_nothing_is_offered_or_sent(held: Scene, secretary: Client) -> None:
    document = unsigned_minutes(held)
    with_clerks(held.cast, "Almelo")
    assert at("dispatch_list", document.public_id) not in secretary.get(held.address()).text
    for response in (
        secretary.get(at("dispatch_create", document.public_id)),
        secretary.post(at("dispatch_create", document.public_id), {"parties": codes(held, "Almelo")}),
    ):
        assert response.status_code == 409
        assert "allebei ondertekenen" in response.text
    assert not Dispatch.objects.exists()


def test_a_list_and_an_excerpt_go_the_same_way(held: Scene, secretary: Client) -> None:
    meeting = reverse("meetings:meeting_decisions", args=["bok-ses", held.meeting.pk])
    decision = reverse("meetings:decision_detail", args=["bok-ses", 2026, 1])
    for make, page in ((a_list, meeting), (an_excerpt, decision)):
        document = make(held)
        assert at("dispatch_list", document.public_id) in secretary.get(page).text
        assert at("dispatch_list", document.public_id) not in signed_in(held.cast.chair).get(page).text
        sent(held, secretary, document, "Almelo")
    assert Dispatch.objects.count() == 2


def test_what_is_not_a_paper_of_the_overleg_does_not_exist_here(secretary: Client) -> None:
    for name in ("dispatch_list", "dispatch_create", "dispatch_remind", "publication", "publication_withdraw"):
        assert secretary.get(at(name, uuid.UUID(int=1))).status_code == 404


def test_a_bounced_mail_is_named_on_the_desk_and_sent_again(held: Scene, secretary: Client) -> None:
    document = signed_minutes(held)
    desk = secretary.get("/").text if secretary.get("/").status_code == 200 else secretary.get("/", follow=True).text
    assert "Verslag versturen" in desk
    sent(held, secretary, document, "Almelo")
    row = Dispatch.objects.get()
    Message.objects.filter(dispatch=row).update(state="dead", last_error="mailbox unavailable")
    desk = secretary.get("/", follow=True).text
    assert "Mail niet aangekomen" in desk
    assert "Verslag versturen" not in desk
    register = secretary.get(at("dispatch_list", document.public_id)).text
    assert "Niet aangekomen bij de raad van Almelo" in register
    assert "mailbox unavailable" in register
    assert secretary.post(at("dispatch_again", row.pk)).status_code == 302
    assert Dispatch.objects.get(resends=row).contact_email == row.contact_email
    assert secretary.post(at("dispatch_again", row.pk)).status_code == 409
    assert "Mail niet aangekomen" not in secretary.get("/", follow=True).text


def test_a_question_is_reminded_and_answered(held: Scene, secretary: Client) -> None:
    document = signed_minutes(held)
    more = {"question": "Stemt uw raad in?", "answer_by": LAST_DAY}
    sent(held, secretary, document, "Almelo", "Borne", **more)
    assert "Stemt uw raad in?" in Message.objects.filter(kind="dispatch").first().body
    remind = at("dispatch_remind", document.public_id)
    assert "Herinnering aan 2 griffies" in secretary.get(remind).text
    assert "2 griffies krijgen een mail." in secretary.post(remind, follow=True).text
    assert "Er is vandaag niets meer te herinneren." in secretary.post(remind, follow=True).text
    row = Dispatch.objects.get(party=held.cast.parties["Almelo"])
    good = {"answered_on": "2027-02-11", "document": "Raadsbesluit 12"}
    for bad in ({"answered_on": "2027-02-12"}, {"answered_on": "31-02-2027"}, {"document": " \u200b"}):
        assert secretary.post(at("dispatch_answer", row.pk), good | bad).status_code == 422
    assert not DispatchAnswer.objects.exists()
    assert "beantwoord" in secretary.post(at("dispatch_answer", row.pk), good, follow=True).text
    assert row.party.short_name not in secretary.get(remind).text.partition("Herinnering aan 1 griffie")[2]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"parties": []}, "parties"),
        ({"parties": ["GM9999"]}, "parties"),
        ({"question": "Stemt uw raad in?"}, "answer_by"),
        ({"answer_by": LAST_DAY}, "question"),
        ({"question": "Stemt uw raad in?", "answer_by": "2027-02-11"}, "answer_by"),
        ({"question": "Stemt uw raad in?", "answer_by": "31-02-2027"}, "answer_by"),
        ({"question": "nul\x00", "answer_by": LAST_DAY}, "question"),
        ({"question": "\u202eom", "answer_by": LAST_DAY}, "question"),
        ({"question": "x" * 2001, "answer_by": LAST_DAY}, "question"),
        ({"question": " \u200b ", "answer_by": LAST_DAY}, "question"),
    ],
)
def test_what_cannot_be_sent_comes_back(held: Scene, secretary: Client, more: dict[str, object], field: str) -> None:
    document = signed_minutes(held)
    with_clerks(held.cast, "Almelo")
    data = {"parties": codes(held, "Almelo")} | more
    response = secretary.post(at("dispatch_create", document.public_id), data)
    assert response.status_code == 422
    assert f"id_{field}_error" in response.text
    assert not Dispatch.objects.exists()


def test_markup_in_a_question_is_shown_as_typed(held: Scene, secretary: Client) -> None:
    document = signed_minutes(held)
    typed = '<script>alert(1)</script> {{ 7*7 }} =HYPERLINK("x") [persoonlijke link]'
    sent(held, secretary, document, "Almelo", question=typed, answer_by=LAST_DAY)
    row = Dispatch.objects.get()
    assert row.question == typed
    page = Client().get(reverse("sent:paper", args=[token_of(row.pk)])).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page


def test_the_link_shows_one_paper_and_only_a_download_counts_as_opened(held: Scene, secretary: Client) -> None:
    document = signed_minutes(held)
    sent(held, secretary, document, "Almelo")
    row, visitor = Dispatch.objects.get(), Client(enforce_csrf_checks=True)
    page = reverse("sent:paper", args=[token_of(row.pk)])
    shown = visitor.get(page)
    assert "raad van Almelo" in shown.text
    assert row.contact_email not in shown.text
    assert "no-store" in shown["Cache-Control"] and not shown.cookies
    row.refresh_from_db()
    assert row.opened_at is None
    assert visitor.get(f"{page}bestand/").status_code == 405
    file = visitor.post(f"{page}bestand/")
    assert file.content == bytes(document.revisions.latest("number").content)
    assert "attachment" in file["Content-Disposition"]
    row.refresh_from_db()
    assert (row.opened_at, row.times_opened) == (NOW, 1)
    assert "1 keer gedownload" in secretary.get(at("dispatch_list", document.public_id)).text


def test_a_guessed_link_opens_nothing(held: Scene, secretary: Client) -> None:
    sent(held, secretary, signed_minutes(held), "Almelo")
    key = Dispatch.objects.get()
    for token in ("geraden", key.token_sha256, str(key.pk)):
        assert Client().get(reverse("sent:paper", args=[token])).status_code == 404
        assert Client().post(reverse("sent:paper_file", args=[token])).status_code == 404


def test_a_link_closes_when_an_item_becomes_confidential(held: Scene, secretary: Client) -> None:
    sent(held, secretary, signed_minutes(held), "Almelo")
    row = Dispatch.objects.get()
    AgendaItem.objects.filter(pk=held.items[1].pk).update(confidentiality="closed")
    page = reverse("sent:paper", args=[token_of(row.pk)])
    assert Client().get(page).status_code == 410
    assert Client().post(f"{page}bestand/").status_code == 410
    clerk = signed_in(held.cast.clerk)
    assert clerk.get(at("council_file", "GM0141", row.pk)).status_code == 409


def documents(name: str, document: Document) -> str:
    return reverse(f"documents:{name}", args=["bok-ses", document.public_id])


def statuses(user: User, *pages: str) -> list[int]:
    browser = signed_in(user)
    return [browser.get(page).status_code for page in pages]


def test_signed_papers_close_inside_too_when_an_item_becomes_confidential(
    held: Scene, settings: Any, keys: Path
) -> None:
    """Who may not read the item, may not read the minutes and the list that hold it either (HLB-9c)."""
    settings.SIGNING_FOLDER, settings.SIGNING_PASSPHRASE = keys, "proef"
    minutes, decisions, item = signed_minutes(held), a_list(held), held.items[1]
    own = [held.address("downloaden/"), held.address("controleren/")]
    shared = [documents(name, each) for each in (minutes, decisions) for name in ("download", "verify")]
    shut_out = [held.cast.clerk, held.cast.officer, another_substitute(held.cast)]
    for user in shut_out:
        assert statuses(user, *own, *shared) == [200] * 6
    impose(item=item, imposed=Imposed("closed", "", None), seen=item.version, by=held.cast.secretary, now=clock.now())
    for user in shut_out:
        assert statuses(user, *own, *shared) == [409] * 2 + [404] * 4
    for user in (held.cast.chair, held.cast.representatives["Almelo"], held.cast.substitute):
        assert statuses(user, *own, *shared) == [200] * 6
    grant_reading(item=item, user=held.cast.officer, by=held.cast.secretary, now=clock.now())
    assert statuses(held.cast.officer, *own, *shared) == [200] * 6


def test_an_older_list_stays_open_to_all_while_it_never_held_what_is_confidential(held: Scene) -> None:
    """A list that was replaced is read on, also beside an item that was closed before it was made."""
    item, then = held.items[0], held.meeting.starts_at
    decide(item, at=then, source="vote:2")
    impose(item=item, imposed=Imposed("closed", "", None), seen=item.version, by=held.cast.secretary, now=then)
    older = a_list(held)
    decide(held.items[2], at=then, source="vote:3")
    assert paper(held, older).facts.outdated
    assert statuses(held.cast.clerk, documents("download", older)) == [200]


def another_substitute(cast: Cast) -> User:
    """Somebody with the role, registered for no meeting."""
    user = person("vervanger.borne", "Vervanger Borne")
    give_role(
        agreement=cast.agreement,
        user=user,
        kind=Role.Kind.SUBSTITUTE,
        party=cast.parties["Borne"],
        since=START,
        by=None,
        now=NOW,
    )
    return user


def test_nothing_about_a_confidential_item_is_repeated_in_mail_or_on_the_page_of_a_council(
    held: Scene, secretary: Client
) -> None:
    """A question and its file close with the item; mail is not encrypted (HLB-9c)."""
    document, item = signed_minutes(held), held.items[1]
    sent(held, secretary, document, "Almelo", question="Stemt uw raad in?", answer_by=LAST_DAY)
    row = Dispatch.objects.get()
    remind, council = at("dispatch_remind", document.public_id), at("council_detail", "GM0141")
    file = at("council_file", "GM0141", row.pk)
    assert "Herinnering aan 1 griffie" in secretary.get(remind).text
    for user in (held.cast.clerk, held.cast.officer):
        assert "Stemt uw raad in?" in signed_in(user).get(council).text
        assert file in signed_in(user).get(council).text
    impose(item=item, imposed=Imposed("closed", "", None), seen=item.version, by=held.cast.secretary, now=NOW)
    assert "Herinnering aan" not in secretary.get(remind).text.partition("<h2")[2]
    assert "niets meer te herinneren" in secretary.post(remind, follow=True).text
    assert not Message.objects.filter(kind="dispatch_reminder").exists()
    for user in (held.cast.clerk, held.cast.officer):
        page = signed_in(user).get(council).text
        assert document.title in page
        assert "Stemt uw raad in?" not in page
        assert file not in page
    assert "Stemt uw raad in?" in signed_in(held.cast.chair).get(council).text


def everybody_with_council_papers(scene: Scene) -> list[User]:
    return [scene.cast.clerk, scene.cast.officer, scene.cast.chair, scene.cast.representatives["Almelo"]]


def test_the_page_of_a_council_holds_everything_it_got(held: Scene, secretary: Client) -> None:
    minutes, decisions = signed_minutes(held), a_list(held)
    sent(held, secretary, minutes, "Almelo", "Borne")
    sent(held, secretary, decisions, "Almelo", question="Stemt uw raad in?", answer_by=LAST_DAY)
    row = Dispatch.objects.get(document=minutes, party=held.cast.parties["Almelo"])
    for user in everybody_with_council_papers(held):
        browser = signed_in(user)
        page = browser.get(at("council_detail", "GM0141")).text
        assert minutes.title in page and decisions.title in page
        assert "Stemt uw raad in?" in page
        assert ("griffie.gm0141@voorbeeld.example" in page) is (user == held.cast.clerk)
        assert browser.get(at("council_file", "GM0141", row.pk)).content.startswith(b"%PDF")
        assert browser.get(at("council_file", "GM0147", row.pk)).status_code == 404
    row.refresh_from_db()
    assert row.opened_at is None
    assert decisions.title not in signed_in(held.cast.clerk).get(at("council_detail", "GM0147")).text


def test_the_list_of_councils_counts_for_the_secretariat(held: Scene, secretary: Client) -> None:
    document = signed_minutes(held)
    sent(held, secretary, document, "Almelo", question="Stemt uw raad in?", answer_by=LAST_DAY)
    page = secretary.get(at("council_list")).text
    assert page.count("<tr>") == 15
    assert "1 open" in page
    assert "Griffie van Losser vastleggen" in page
    clerk = signed_in(held.cast.clerk).get(at("council_list")).text
    assert document.title in clerk
    assert "voorbeeld.example" not in clerk


def test_the_desk_names_an_answer_that_is_nearly_due(held: Scene, secretary: Client, time_machine) -> None:
    document = signed_minutes(held)
    sent(held, secretary, document, "Almelo", question="Stemt uw raad in?", answer_by=LAST_DAY)
    assert "Antwoord van raden navragen" not in secretary.get("/", follow=True).text
    time_machine.move_to(NOW.replace(day=20), tick=False)
    later = signed_in(held.cast.secretary)
    assert "Nog geen antwoord van de raad van Almelo." in later.get("/", follow=True).text
    assert date.fromisoformat(LAST_DAY) == Dispatch.objects.get().answer_by
