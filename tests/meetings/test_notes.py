"""Notes: nobody but the owner reads them, sharing is a choice, and no text is lost between two devices."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from meetings.models import AgendaItem, Note
from tests.cast import Cast
from tests.factories import a_convened_meeting
from tests.papers import a_paper, a_pdf
from twente.core.models import AuditEntry, User

SignIn = Callable[[User], Client]
SECRET = "Kanarie: ik stem tegen"


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    return a_convened_meeting(cast).items.get(position=2)


def page(name: str, *args: object) -> str:
    return reverse(f"meetings:{name}", args=["bok-ses", *args])


def write(
    browser: Client, address: str, text: str, *, shared: str = "", version: int = 0, **headers: str
) -> HttpResponse:
    return browser.post(address, {"text": text, "shared": shared, "version": version}, headers=headers)


def test_a_note_is_read_by_its_owner_alone(signed_in: SignIn, cast: Cast, item: AgendaItem) -> None:
    owner, paper = signed_in(cast.representatives["Borne"]), a_paper(cast, item, content=a_pdf("1", "2"))
    assert write(owner, page("page_note", paper.pk, 2), SECRET).status_code == 302
    assert write(owner, page("item_note", item.pk), SECRET).status_code == 302
    pages = [
        page("paper_page", paper.pk, 2),
        page("item_detail", item.pk),
        page("item_note", item.pk),
        page("note_list", item.meeting_id),
        page("meeting_detail", item.meeting_id),
    ]
    assert all(SECRET in owner.get(address).text for address in pages[:4])
    for part, person in cast.everybody.items():
        browser = signed_in(person)
        assert not any(SECRET in browser.get(address).text for address in pages), part
    assert not AuditEntry.objects.filter(action__startswith="note").exists()


def test_shared_with_the_own_party(signed_in: SignIn, cast: Cast, item: AgendaItem) -> None:
    write(signed_in(cast.representatives["Almelo"]), page("item_note", item.pk), SECRET, shared="party")
    assert SECRET in signed_in(cast.officer).get(page("item_detail", item.pk)).text
    for person in (cast.representatives["Borne"], cast.secretary, cast.chair):
        assert SECRET not in signed_in(person).get(page("item_detail", item.pk)).text
    assert AuditEntry.objects.get(action="note_shared").detail == {"with": "party"}


def test_shared_with_the_members_and_taken_back(signed_in: SignIn, cast: Cast, item: AgendaItem) -> None:
    owner, other = signed_in(cast.representatives["Almelo"]), signed_in(cast.representatives["Borne"])
    write(owner, page("item_note", item.pk), SECRET, shared="members")
    assert SECRET in other.get(page("item_detail", item.pk)).text
    write(owner, page("item_note", item.pk), SECRET, version=1)
    assert SECRET not in other.get(page("item_detail", item.pk)).text


def test_a_shared_remark_at_a_confidential_item_stays_there(signed_in: SignIn, cast: Cast, item: AgendaItem) -> None:
    AgendaItem.objects.filter(pk=item.pk).update(confidentiality="closed")
    owner = signed_in(cast.representatives["Almelo"])
    write(owner, page("item_note", item.pk), SECRET, shared="members")
    assert SECRET in signed_in(cast.representatives["Borne"]).get(page("item_detail", item.pk)).text
    officer = signed_in(cast.officer)
    assert officer.get(page("item_note", item.pk)).status_code == 404
    assert write(officer, page("item_note", item.pk), "x").status_code == 404
    assert SECRET not in officer.get(page("note_list", item.meeting_id)).text


def test_who_speaks_for_no_party_shares_with_members_only(signed_in: SignIn, cast: Cast, item: AgendaItem) -> None:
    chair = signed_in(cast.chair)
    assert write(chair, page("item_note", item.pk), "x", shared="party").status_code == 422
    assert write(chair, page("item_note", item.pk), "x", shared="everybody").status_code == 422
    assert not Note.objects.exclude(text="").exists()


def test_two_devices_show_both_texts(signed_in: SignIn, cast: Cast, item: AgendaItem) -> None:
    owner, address = signed_in(cast.chair), page("item_note", item.pk)
    write(owner, address, "Van de telefoon")
    answer = write(owner, address, "Van de laptop", **{"HX-Request": "true"})
    assert answer.status_code == 409
    assert "Van de telefoon" in answer.text and "Van de laptop" in answer.text
    assert answer["HX-Retarget"] == "#notitie"
    assert write(owner, address, "Van de laptop", version=1).status_code == 302
    assert Note.objects.get().text == "Van de laptop"


def test_saving_the_same_text_again_is_no_conflict(signed_in: SignIn, cast: Cast, item: AgendaItem) -> None:
    owner, address = signed_in(cast.chair), page("item_note", item.pk)
    for _ in range(2):
        answer = write(owner, address, "Eén keer", **{"HX-Request": "true"})
        assert answer.status_code == 200 and 'value="1"' in answer.text
    assert Note.objects.get().version == 1


BAD = {
    "control": ("a\x00b", 422),
    "direction": ("a\u202eb", 422),
    "too long": ("x" * 10_001, 422),
    "html": ("<script>alert(1)</script>", 302),
    "template": ("{{ 7*7 }}", 302),
    "empty": ("", 302),
}


@pytest.mark.parametrize("row", BAD)
def test_what_people_type(signed_in: SignIn, cast: Cast, item: AgendaItem, row: str) -> None:
    text, status = BAD[row]
    browser = signed_in(cast.chair)
    assert write(browser, page("item_note", item.pk), text).status_code == status
    assert "<script>alert" not in browser.get(page("item_detail", item.pk)).text


@pytest.mark.parametrize("number", [0, 2, 10**20])
def test_no_note_on_a_page_that_is_not_there(secretary: Client, cast: Cast, item: AgendaItem, number: int) -> None:
    paper = a_paper(cast, item)
    assert secretary.get(f"/bok-ses/stukken/{paper.pk}/blad/{number}/notitie/").status_code == 404
