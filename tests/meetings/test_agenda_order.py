"""The order of an agenda: the whole list at once, by arrow or by place, and taken back within ten minutes."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from meetings import services
from meetings.models import AgendaUndo, ItemGrant, Meeting
from meetings.services.ordering import order_of, reorder_items
from tests.cast import MORNING, Cast, gather
from tests.factories import COURSE, MEETING_AT, ORDER, a_convened_meeting, a_meeting, an_item, an_open_meeting
from tests.meetings.test_races import together
from twente.core.models import AuditEntry, User
from twente.core.refusals import StaleVersion

SignIn = Callable[[User], Client]


def page(name: str, *args: object) -> str:
    """An address under the agreement."""
    return reverse(f"meetings:{name}", args=["bok-ses", *args])


def titles(meeting: Meeting) -> list[str]:
    """The agenda by title, and places without gaps."""
    rows = list(meeting.items.order_by("position").values_list("position", "title"))
    assert [place for place, _ in rows] == list(range(1, len(rows) + 1))
    return [title.removeprefix("Punt ") for _, title in rows]


def listed(ids: list[int]) -> str:
    """An order as the form posts it."""
    return ",".join(str(pk) for pk in ids)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Four items in concept."""
    return a_meeting(cast, items=(ORDER, COURSE, COURSE, ORDER))


def reorder(browser: Client, meeting: Meeting, places: str, **headers: str) -> int:
    """Post the items in the order of these places; the answer's status."""
    seen = order_of(meeting)
    order = [seen[int(place) - 1] for place in places.split()]
    fields = {"order": listed(order), "seen": listed(seen)}
    return browser.post(page("agenda_order", meeting.pk), fields, headers=headers).status_code


def test_the_whole_order_comes_as_one_list(secretary: Client, meeting: Meeting) -> None:
    assert reorder(secretary, meeting, "4 2 1 3") == 302
    assert titles(meeting) == ["4", "2", "1", "3"]
    assert AuditEntry.objects.get(action="agenda_reordered").detail["after"] == order_of(meeting)


def test_the_same_order_again_changes_nothing(secretary: Client, meeting: Meeting) -> None:
    assert reorder(secretary, meeting, "1 2 3 4") == 302
    assert not AgendaUndo.objects.exists()


BAD = {
    "an item is missing": (lambda own, other: own[:-1], 409),
    "an item stands there twice": (lambda own, other: [*own, own[0]], 409),
    "an item of another meeting": (lambda own, other: [*own[:-1], other[0]], 404),
    "an item too many, of another meeting": (lambda own, other: [*own, other[0]], 404),
    "an item that never was": (lambda own, other: [*own[:-1], 99999999999999999999], 404),
    "number zero": (lambda own, other: [0, *own], 404),
}


@pytest.mark.parametrize("name", BAD)
def test_an_order_that_is_none_changes_nothing(secretary: Client, cast: Cast, meeting: Meeting, name: str) -> None:
    make, status = BAD[name]
    other = a_meeting(cast, starts_at=MEETING_AT + timedelta(days=30))
    seen = order_of(meeting)
    fields = {"order": listed(make(seen, order_of(other))), "seen": listed(seen)}
    assert secretary.post(page("agenda_order", meeting.pk), fields).status_code == status
    assert titles(meeting) == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "order", ["", "een,twee", "-1,2", "1;2", "1,,2", "٣,4", "1" * 40, "1\x00", ",".join("1" * 1500)]
)
def test_what_is_no_list_is_refused(secretary: Client, meeting: Meeting, order: str) -> None:
    fields = {"order": order, "seen": listed(order_of(meeting))}
    assert secretary.post(page("agenda_order", meeting.pk), fields).status_code == 422
    assert titles(meeting) == ["1", "2", "3", "4"]


def test_an_old_page_gets_409_with_the_new_order(secretary: Client, cast: Cast, meeting: Meeting) -> None:
    old = order_of(meeting)
    services.move_item(item=meeting.items.get(position=4), to=1, seen=4, by=cast.deputy_secretary, now=MORNING)
    answer = secretary.post(page("agenda_order", meeting.pk), {"order": listed(old[::-1]), "seen": listed(old)})
    assert answer.status_code == 409
    assert "De volgorde is intussen gewijzigd." in answer.text
    assert titles(meeting) == ["4", "1", "2", "3"]


def test_an_item_that_was_deleted_meanwhile_gives_409(secretary: Client, cast: Cast, meeting: Meeting) -> None:
    old = order_of(meeting)
    item = meeting.items.get(position=2)
    services.delete_item(item=item, seen=1, by=cast.deputy_secretary, now=MORNING)
    answer = secretary.post(page("agenda_order", meeting.pk), {"order": listed(old[::-1]), "seen": listed(old)})
    assert answer.status_code == 409


@pytest.mark.parametrize(("place", "status"), [("3", 302), ("0", 422), ("-1", 422), ("5", 422), ("x", 422), ("", 422)])
def test_a_place_can_be_typed(secretary: Client, meeting: Meeting, place: str, status: int) -> None:
    item = meeting.items.get(position=1)
    answer = secretary.post(page("item_move", item.pk), {"to": place, "seen": 1})
    assert answer.status_code == status
    assert titles(meeting) == (["2", "3", "1", "4"] if status == 302 else ["1", "2", "3", "4"])


def test_after_a_move_the_page_opens_at_the_item(secretary: Client, meeting: Meeting) -> None:
    item = meeting.items.get(position=1)
    answer = secretary.post(page("item_move", item.pk), {"to": 2, "seen": 1})
    assert answer.url.endswith(f"#punt-{item.pk}")


def test_in_place_the_agenda_comes_back_with_the_same_controls(secretary: Client, meeting: Meeting) -> None:
    """The control that was used has the same id in the answer, so the focus stays on the moved item."""
    item = meeting.items.get(position=1)
    answer = secretary.post(page("item_move", item.pk), {"to": 3, "seen": 1}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert f'id="naar-{item.pk}"' in answer.text
    assert f'id="neer-{item.pk}"' in answer.text
    assert "Punt verplaatst naar plaats 3." in answer.text


def undo(browser: Client) -> int:
    """Take back the last change; the answer's status."""
    return browser.post(page("agenda_undo", AgendaUndo.objects.last().pk)).status_code


def test_a_new_order_can_be_taken_back(secretary: Client, meeting: Meeting) -> None:
    reorder(secretary, meeting, "4 3 2 1")
    assert "Ongedaan maken" in secretary.get(page("meeting_detail", meeting.pk)).text
    assert undo(secretary) == 302
    assert titles(meeting) == ["1", "2", "3", "4"]
    assert "Ongedaan maken" not in secretary.get(page("meeting_detail", meeting.pk)).text


def test_steps_are_taken_back_one_by_one(secretary: Client, meeting: Meeting) -> None:
    reorder(secretary, meeting, "2 1 3 4")
    reorder(secretary, meeting, "1 2 4 3")
    assert [undo(secretary), undo(secretary)] == [302, 302]
    assert titles(meeting) == ["1", "2", "3", "4"]


def test_a_deleted_item_comes_back_as_it_was(secretary: Client, cast: Cast, meeting: Meeting) -> None:
    item = meeting.items.get(position=2)
    ItemGrant.objects.create(item=item, user=cast.officer, granted_by=cast.secretary, granted_at=MORNING)
    before = meeting.items.filter(pk=item.pk).values().get()
    secretary.post(page("item_delete", item.pk), {"version": 1})
    assert titles(meeting) == ["1", "3", "4"]
    assert undo(secretary) == 302
    assert meeting.items.filter(pk=item.pk).values().get() == before
    assert titles(meeting) == ["1", "2", "3", "4"]
    assert item.grants.get().user == cast.officer


def test_what_was_undone_cannot_be_undone_again(secretary: Client, meeting: Meeting) -> None:
    reorder(secretary, meeting, "2 1 3 4")
    address = page("agenda_undo", AgendaUndo.objects.get().pk)
    assert [secretary.post(address).status_code, secretary.post(address).status_code] == [302, 404]


CHANGES = {
    "moved": lambda cast, meeting: services.move_item(
        item=meeting.items.get(position=4), to=1, seen=4, by=cast.deputy_secretary, now=MORNING
    ),
    "added": lambda cast, meeting: an_item(cast, meeting, "Nieuw"),
    "deleted": lambda cast, meeting: services.delete_item(
        item=meeting.items.get(position=4), seen=1, by=cast.deputy_secretary, now=MORNING
    ),
    "edited": lambda cast, meeting: services.edit_item(
        item=meeting.items.get(position=4),
        details=services.ItemDetails("Anders", COURSE, "bespreking", "", 5),
        seen=1,
        by=cast.deputy_secretary,
        now=MORNING,
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_undo_after_somebody_else_saved_is_409(secretary: Client, cast: Cast, meeting: Meeting, name: str) -> None:
    reorder(secretary, meeting, "2 1 3 4")
    address = page("agenda_undo", AgendaUndo.objects.get().pk)
    CHANGES[name](cast, meeting)
    kept = list(meeting.items.order_by("position").values())
    answer = secretary.post(address)
    assert answer.status_code == 409
    assert "De agenda is daarna gewijzigd." in answer.text
    assert list(meeting.items.order_by("position").values()) == kept


@pytest.mark.parametrize(("minutes", "status"), [(9, 302), (10, 404), (11, 404)])
def test_undo_lasts_ten_minutes(cast: Cast, secretary: Client, meeting: Meeting, minutes: int, status: int) -> None:
    reorder(secretary, meeting, "2 1 3 4")
    with time_machine.travel(MORNING + timedelta(minutes=minutes), tick=False):
        assert undo(secretary) == status


def test_deleted_texts_are_forgotten_after_ten_minutes(secretary: Client, cast: Cast, meeting: Meeting) -> None:
    secretary.post(page("item_delete", meeting.items.get(position=2).pk), {"version": 1})
    assert "Punt 2" in AgendaUndo.objects.get().lost
    later = MORNING + timedelta(minutes=10)
    services.move_item(item=meeting.items.get(position=1), to=2, seen=1, by=cast.secretary, now=later)
    assert AgendaUndo.objects.get().lost == ""


def test_only_who_did_it_can_undo_it(secretary: Client, signed_in: SignIn, cast: Cast, meeting: Meeting) -> None:
    reorder(secretary, meeting, "2 1 3 4")
    assert undo(signed_in(cast.deputy_secretary)) == 404
    assert undo(signed_in(cast.representatives["Almelo"])) == 403
    assert titles(meeting) == ["2", "1", "3", "4"]


def test_the_order_of_a_held_meeting_stands(secretary: Client, cast: Cast) -> None:
    meeting = an_open_meeting(cast)
    services.close_meeting(meeting=meeting, by=cast.chair, now=MEETING_AT)
    assert reorder(secretary, meeting, "2 1") == 409


def test_followers_of_an_open_meeting_see_the_new_order(secretary: Client, cast: Cast) -> None:
    meeting = an_open_meeting(cast)
    version = meeting.version
    reorder(secretary, meeting, "2 1")
    meeting.refresh_from_db()
    assert meeting.version == version + 1


def test_members_see_no_way_to_order(signed_in: SignIn, cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    text = signed_in(cast.representatives["Almelo"]).get(page("meeting_detail", meeting.pk)).text
    assert not re.search(r"Plaats van punt|sortable|volgordeformulier", text)


@pytest.mark.fault
@pytest.mark.django_db(transaction=True)
def test_two_secretaries_reorder_at_once() -> None:
    """One of them wins; the other is told, and no place is lost or taken twice."""
    players = gather()
    meeting = a_meeting(players, items=(ORDER, COURSE, COURSE, ORDER))
    seen = order_of(meeting)
    first, second = [seen[3], *seen[:3]], [*seen[1:], seen[0]]
    answers = together(
        lambda: reorder_items(meeting=meeting, order=first, seen=seen, by=players.secretary, now=MORNING),
        lambda: reorder_items(meeting=meeting, order=second, seen=seen, by=players.deputy_secretary, now=MORNING),
    )
    assert sum(isinstance(answer, StaleVersion) for answer in answers) == 1
    assert order_of(meeting) in (first, second)
    assert titles(meeting)
