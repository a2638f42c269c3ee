"""The minutes page and its forms: who may do what, and what comes back."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import escape
from typing import Any

import pytest
from django.test import Client

from meetings.models import Minutes, MinutesText
from meetings.services.minutes import save_text
from tests.factories import a_convened_meeting
from tests.meetings.minutes_scene import LATER, MARKUP, NOW, TEXT, Scene, adopt, write_all
from twente.core import clock
from twente.core.models import User
from twente.outbox.models import Job
from twente.outbox.services import fail_job

HTMX = {"HX-Request": "true"}
SAVED = "Opgeslagen om 10.42 uur"


@pytest.fixture
def scene(held: Scene, settings: Any) -> Scene:
    settings.CLOCK_OFFSET = NOW - clock.now()
    return held


@pytest.fixture
def sign_in(client: Client) -> Callable[[User], Client]:
    def enter(user: User) -> Client:
        client.force_login(user)
        return client

    return enter


@pytest.fixture
def secretary(scene: Scene, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(scene.cast.secretary)


def post_text(client: Client, scene: Scene, text: str, version: int = 0, **more: Any) -> Any:
    return client.post(scene.text_address(1), {"text": text, "version": version} | more.pop("data", {}), **more)


def words(response: Any) -> str:
    """The text of a page without its tags, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_page_shows_facts_texts_and_what_is_still_to_do(secretary: Client, scene: Scene) -> None:
    page = words(secretary.get(scene.address()))
    assert "Verslag van woensdag 2 december 2026" in page
    assert "Voor 1, tegen 1 (Almelo), onthouding 1 (Haaksbergen)." in page
    assert "Voor: 83.655 van 643.603 inwoners; nodig 321.802." in page
    assert "vast, nummer 2026-1" in page
    assert "Schrijf nog een tekst bij punten 1 en 3." in page


@pytest.mark.parametrize(
    ("part", "status"),
    [
        ("secretary", 200),
        ("deputy_secretary", 200),
        ("chair", 200),
        ("deputy_chair", 200),
        ("representative", 200),
        ("officer", 200),
        ("substitute", 200),
        ("clerk", 403),
        ("treasurer", 403),
        ("administrator", 403),
        ("outsider", 404),
    ],
)
def test_who_may_read_the_concept(scene: Scene, sign_in: Callable[[User], Client], part: str, status: int) -> None:
    """The substitute is registered for this meeting (BOK-1f)."""
    assert sign_in(scene.cast.everybody[part]).get(scene.address()).status_code == status


def test_substitute_of_another_meeting_does_not_read_the_concept(
    scene: Scene, sign_in: Callable[[User], Client]
) -> None:
    address = scene.address().replace(f"/{scene.meeting.pk}/", f"/{scene.later.pk}/")
    assert sign_in(scene.cast.substitute).get(address).status_code == 403
    assert sign_in(scene.cast.chair).get(address).status_code == 200


@pytest.mark.parametrize(
    ("part", "status"),
    [
        ("secretary", 302),
        ("deputy_secretary", 302),
        ("chair", 403),
        ("representative", 403),
        ("officer", 403),
        ("clerk", 403),
        ("outsider", 404),
    ],
)
def test_who_may_write(scene: Scene, sign_in: Callable[[User], Client], part: str, status: int) -> None:
    assert post_text(sign_in(scene.cast.everybody[part]), scene, TEXT).status_code == status
    assert MinutesText.objects.filter(text=MARKUP).exists() is (status == 302)


def test_visitor_goes_to_login(scene: Scene, client: Client) -> None:
    response = client.get(scene.address())
    assert (response.status_code, "inloggen" in response.url or "login" in response.url) == (302, True)


def test_readers_see_the_text_without_a_form(scene: Scene, sign_in: Callable[[User], Client]) -> None:
    write_all(scene)
    page = sign_in(scene.cast.chair).get(scene.address()).content.decode()
    assert "De agenda wordt ongewijzigd gevolgd." in page
    assert "<textarea" not in page


def test_saving_leads_back_to_the_item(secretary: Client, scene: Scene) -> None:
    response = post_text(secretary, scene, TEXT)
    assert (response.status_code, response.url) == (302, f"{scene.address()}#punt-1")
    assert SAVED in words(secretary.get(scene.address()))


def test_autosave_answers_with_moment_version_and_list(secretary: Client, scene: Scene) -> None:
    response = post_text(secretary, scene, TEXT, headers=HTMX)
    fragment = response.content.decode()
    assert response.status_code == 200
    assert SAVED in fragment
    assert re.search(r'name="version" value="1"', fragment)
    assert fragment.count("2 van 3 klaar") == 2, "in the strip and above the list"
    assert "Dit kan als alles hierboven klaar is." in fragment
    assert "<html" not in fragment


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_two_people_save_the_same_text_and_both_are_shown(secretary: Client, scene: Scene, headers: Any) -> None:
    save_text(item=scene.items[0], text="Tekst van de ander.", version=0, by=scene.cast.deputy_secretary, now=NOW)
    response = post_text(secretary, scene, "Mijn eigen tekst.", headers=headers)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Tekst van de ander." in page
    assert "Mijn eigen tekst." in page
    assert re.search(r'name="version" value="1"', page)
    assert MinutesText.objects.get().text == "<p>Tekst van de ander.</p>"


def test_after_a_conflict_the_own_text_can_be_saved_knowingly(secretary: Client, scene: Scene) -> None:
    save_text(item=scene.items[0], text="Tekst van de ander.", version=0, by=scene.cast.deputy_secretary, now=NOW)
    assert post_text(secretary, scene, "Mijn eigen tekst.", version=1).status_code == 302
    assert MinutesText.objects.get().text == "<p>Mijn eigen tekst.</p>"


def test_same_post_twice_is_stored_once(secretary: Client, scene: Scene) -> None:
    assert [post_text(secretary, scene, TEXT).status_code for _ in range(2)] == [302, 302]
    assert MinutesText.objects.get().version == 1


@pytest.mark.parametrize(
    "text",
    ["", "   \n ", "\u200b", "nul\x00byte", "a" * 10_001, "om\u202egekeerd", "regel\n" * 10_000],
    ids=["empty", "spaces", "zero-width", "nul", "too long", "direction", "pasted table"],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_text_that_cannot_be_kept_comes_back_with_a_reason(
    secretary: Client, scene: Scene, text: str, headers: Any
) -> None:
    response = post_text(secretary, scene, text, headers=headers)
    assert response.status_code == 422
    assert "foutmelding" in response.content.decode()
    assert not MinutesText.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=1>',
        "{{ 7*7 }} and {% load %}",
        "'; drop table x; --",
        "../../etc/passwd",
        "http://127.0.0.1/ file:///etc/passwd",
    ],
)
def test_odd_text_is_kept_and_shown_literally(secretary: Client, scene: Scene, text: str) -> None:
    assert post_text(secretary, scene, text).status_code == 302
    assert MinutesText.objects.get().text == f"<p>{escape(text, quote=False)}</p>"
    page = secretary.get(scene.address()).content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page
    assert re.search(r"<textarea[^>]*>\s*([^<]*)</textarea>", page)


def test_combining_marks_are_composed(secretary: Client, scene: Scene) -> None:
    post_text(secretary, scene, "cafe\u0301 \U0001f600")
    assert MinutesText.objects.get().text == "<p>caf\u00e9 \U0001f600</p>"


def test_unknown_field_is_ignored(secretary: Client, scene: Scene) -> None:
    assert post_text(secretary, scene, TEXT, data={"state": "adopted"}).status_code == 302
    assert scene.minutes.state == "concept"


def test_same_field_twice_is_refused(secretary: Client, scene: Scene) -> None:
    assert post_text(secretary, scene, TEXT, data={"text": ["een", "twee"]}).status_code == 400


def test_body_that_cannot_be_read_is_refused(secretary: Client, scene: Scene) -> None:
    form = "application/x-www-form-urlencoded"
    address = scene.text_address(1)
    assert secretary.post(address, b"text=%ff%fe&version=0", content_type=form).status_code == 400
    assert secretary.post(address, b"text=" + b"a" * 1_000_000, content_type=form).status_code == 413


def test_get_on_a_form_address_is_refused(secretary: Client, scene: Scene) -> None:
    assert secretary.get(scene.text_address(1)).status_code == 405
    assert secretary.post(scene.address()).status_code == 405
    assert secretary.post(scene.address("downloaden/")).status_code == 405


def test_post_without_key_of_the_session_is_refused(scene: Scene) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(scene.cast.secretary)
    assert post_text(strict, scene, TEXT).status_code == 403


@pytest.mark.parametrize("number", ["0", "99999999999999999999"])
def test_numbers_that_do_not_exist_are_not_found(secretary: Client, scene: Scene, number: str) -> None:
    assert secretary.get(scene.address().replace(f"/{scene.meeting.pk}/", f"/{number}/")).status_code == 404
    assert secretary.post(scene.address(f"punten/{number}/"), {"text": "x", "version": 0}).status_code == 404


def test_item_of_another_meeting_is_not_found(secretary: Client, scene: Scene) -> None:
    other = a_convened_meeting(scene.cast).items.first()
    assert secretary.post(scene.address(f"punten/{other.pk}/"), {"text": "x", "version": 0}).status_code == 404


def test_meeting_that_is_only_convened_has_no_minutes_yet(secretary: Client, scene: Scene) -> None:
    meeting = a_convened_meeting(scene.cast)
    address = scene.address().replace(f"/{scene.meeting.pk}/", f"/{meeting.pk}/")
    assert "Het verslag begint als de vergadering is geopend." in words(secretary.get(address))
    item = meeting.items.first()
    assert secretary.post(f"{address}punten/{item.pk}/", {"text": "x", "version": 0}).status_code == 409


def adoption(scene: Scene, **changes: Any) -> dict[str, Any]:
    version = Minutes.objects.filter(meeting=scene.meeting).values_list("version", flat=True).first() or 1
    return {"how": "vergadering", "later": scene.later.pk, "on": "", "version": version} | changes


def test_secretary_adopts_in_the_next_meeting(secretary: Client, scene: Scene) -> None:
    write_all(scene)
    assert secretary.get(scene.address("vaststellen/")).status_code == 200
    response = secretary.post(scene.address("vaststellen/"), adoption(scene))
    assert (response.status_code, response.url) == (302, scene.address())
    assert (scene.minutes.state, scene.minutes.adopted_in) == ("adopted", scene.later)
    page = secretary.get(scene.address()).content.decode()
    assert "Het document wordt gemaakt" in page
    assert 'data-versie="queued"' in page
    assert "<textarea" not in page


def test_adopting_twice_gives_the_first_result(secretary: Client, scene: Scene) -> None:
    write_all(scene)
    form = adoption(scene)
    assert [secretary.post(scene.address("vaststellen/"), form).status_code for _ in range(2)] == [302, 302]
    assert Job.objects.filter(kind="minutes_pdf").count() == 1


@pytest.mark.parametrize("part", ["chair", "representative", "officer", "clerk"])
def test_only_secretaries_adopt(scene: Scene, sign_in: Callable[[User], Client], part: str) -> None:
    write_all(scene)
    client = sign_in(scene.cast.everybody[part])
    assert client.post(scene.address("vaststellen/"), adoption(scene)).status_code == 403
    assert scene.minutes.state == "concept"


def in_writing(on: str) -> dict[str, Any]:
    return {"how": "schriftelijk", "later": "", "on": on}


@pytest.mark.parametrize(
    "changes",
    [
        {"how": ""},
        {"how": "telepathisch"},
        {"later": ""},
        {"later": "99999999"},
        {"later": "x"},
        {"version": ""},
        {"version": "-1"},
        in_writing(""),
        in_writing("31-02-2027"),
        in_writing("2027-13-01"),
        in_writing("01/02/03"),
        in_writing("0001-01-01"),
        in_writing("9999-12-31"),
        in_writing("2026-12-01"),
        in_writing(f"{(NOW + timedelta(days=1)):%Y-%m-%d}"),
        in_writing("\u200b"),
    ],
    ids=str,
)
def test_adoption_that_is_not_possible_comes_back_with_a_reason(
    secretary: Client, scene: Scene, changes: dict[str, Any]
) -> None:
    write_all(scene)
    response = secretary.post(scene.address("vaststellen/"), adoption(scene, **changes))
    assert response.status_code == 422
    assert scene.minutes.state == "concept"


@pytest.mark.parametrize("on", ["2027-01-15", "15-01-2027", f"{LATER:%Y-%m-%d}"])
def test_adoption_in_writing(secretary: Client, scene: Scene, on: str) -> None:
    write_all(scene)
    assert secretary.post(scene.address("vaststellen/"), adoption(scene, **in_writing(on))).status_code == 302
    assert scene.minutes.state == "adopted"


def test_minutes_of_a_future_meeting_are_not_adopted(secretary: Client, scene: Scene) -> None:
    meeting = a_convened_meeting(scene.cast)
    address = scene.address("vaststellen/").replace(f"/{scene.meeting.pk}/", f"/{meeting.pk}/")
    response = secretary.post(address, adoption(scene, **in_writing("2027-02-10")))
    assert response.status_code == 422
    assert "De vergadering is nog niet gesloten." in words(response)


def test_incomplete_minutes_are_not_adopted(secretary: Client, scene: Scene) -> None:
    response = secretary.post(scene.address("vaststellen/"), adoption(scene))
    assert response.status_code == 422
    assert "Schrijf nog een tekst bij punten 1 en 3." in words(response)


def test_adopting_an_outdated_version_is_a_conflict(secretary: Client, scene: Scene) -> None:
    write_all(scene)
    assert secretary.post(scene.address("vaststellen/"), adoption(scene, version=1)).status_code == 409


def test_adopted_minutes_are_not_edited(secretary: Client, scene: Scene) -> None:
    adopt(scene)
    assert post_text(secretary, scene, "Toch anders.", version=1).status_code == 409
    assert secretary.get(scene.address("vaststellen/")).status_code == 409
    assert MinutesText.objects.get(item=scene.items[0]).text == MARKUP


def test_page_that_waits_for_the_document_is_told_when_something_changed(secretary: Client, scene: Scene) -> None:
    adopt(scene)
    address = scene.address("document/")
    assert secretary.get(f"{address}?versie=queued", headers=HTMX).status_code == 204
    assert secretary.get(f"{address}?versie=running", headers=HTMX).headers["HX-Refresh"] == "true"
    assert secretary.get(address).url == scene.address()


def test_failed_document_offers_another_try(secretary: Client, scene: Scene) -> None:
    adopt(scene)
    Job.objects.update(attempts=3)
    fail_job(job=Job.objects.get(kind="minutes_pdf"), error="Pango ontbreekt", now=NOW)
    page = words(secretary.get(scene.address()))
    assert "Het document kon niet worden gemaakt." in page
    assert "Document opnieuw maken" in page
    assert secretary.post(scene.address("document/")).status_code == 302
    assert Job.objects.filter(kind="minutes_pdf", state="queued").count() == 1


def test_reader_of_the_draft_does_not_ask_for_the_document(scene: Scene, sign_in: Callable[[User], Client]) -> None:
    adopt(scene)
    assert sign_in(scene.cast.chair).post(scene.address("document/")).status_code == 403


def test_concept_has_no_document_page(secretary: Client, scene: Scene) -> None:
    write_all(scene)
    for rest in ("document/", "controleren/", "downloaden/", "ondertekenen/"):
        assert secretary.get(scene.address(rest)).status_code == 409
