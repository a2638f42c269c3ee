"""Standing items of a body, filling an agenda, and items that are deferred, withdrawn and carried over."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings import selectors, services, wording
from meetings.models import AgendaItem, Meeting, StandingItem
from meetings.rules import changes
from meetings.services.agenda import ItemInUse, ItemSent
from meetings.services.decisions import NotTreated
from meetings.services.disposing import dispose_item
from meetings.services.filling import NotCarried, fill_agenda
from meetings.services.minutes import save_text
from meetings.services.standing import add_standing, start_standing
from tests.cast import MORNING, Cast
from tests.factories import COURSE, MEETING_AT, ORDER, a_body, a_convened_meeting, a_meeting, an_item, an_open_meeting
from twente.core.models import User

SignIn = Callable[[User], Client]
USUAL = [
    "Opening en vaststelling van de agenda",
    "Verslag van de vorige vergadering",
    "Mededelingen en ingekomen stukken",
    "Rondvraag",
    "Sluiting",
]


def page(name: str, *args: object) -> str:
    """An address under the agreement."""
    return reverse(f"meetings:{name}", args=["bok-ses", *args])


def titles(meeting: Meeting) -> list[str]:
    """The agenda by title."""
    return list(meeting.items.order_by("position").values_list("title", flat=True))


def fields(**changes: Any) -> dict[str, Any]:
    """A filled-in standing item."""
    own = {"title": "Ingekomen stukken", "item_class": "order", "status": "kennisname", "minutes_planned": "5"}
    return own | {"confidentiality": "public", "key": str(uuid.uuid4())} | changes


@pytest.fixture
def usual(cast: Cast) -> list[StandingItem]:
    """The template that a secretary begins with."""
    start_standing(body=a_body(cast), by=cast.secretary, now=MORNING)
    return list(a_body(cast).standing_items.all())


def dispose(cast: Cast, item: AgendaItem, how: str = "deferred", seen: int = 1) -> AgendaItem:
    """Defer or withdraw an item."""
    return dispose_item(item=item, how=how, reason="Stuk niet klaar.", seen=seen, by=cast.secretary, now=MORNING)


def test_the_template_begins_with_the_usual_items_once(secretary: Client, cast: Cast) -> None:
    body = a_body(cast)
    assert "Nog geen vaste punten" in secretary.get(page("standing_list", body.pk)).text
    for _ in range(2):
        secretary.post(page("standing_start", body.pk))
    assert list(body.standing_items.values_list("title", flat=True)) == USUAL


def test_a_standing_item_is_added_changed_moved_and_removed(secretary: Client, cast: Cast) -> None:
    body = a_body(cast)
    secretary.post(page("standing_create", body.pk), fields())
    secretary.post(page("standing_create", body.pk), fields(title="Opening", confidentiality="closed"))
    first, second = body.standing_items.order_by("position")
    secretary.post(page("standing_move", second.pk), {"to": 1, "seen": 2})
    assert [item.title for item in body.standing_items.order_by("position")] == ["Opening", "Ingekomen stukken"]
    secretary.post(page("standing_edit", first.pk), fields(title="Post", version=1))
    secretary.post(page("standing_delete", second.pk), {"version": 1})
    assert list(body.standing_items.values_list("title", "version")) == [("Post", 2)]


def test_the_same_form_twice_is_one_standing_item(secretary: Client, cast: Cast) -> None:
    form = fields()
    for _ in range(2):
        secretary.post(page("standing_create", a_body(cast).pk), form)
    assert StandingItem.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "  "),
        ("title", "a\u202eb"),
        ("title", "x" * 201),
        ("item_class", "other"),
        ("item_class", "subject:9z"),
        ("minutes_planned", "0"),
        ("confidentiality", "secret"),
    ],
)
def test_bad_standing_items_are_refused(secretary: Client, cast: Cast, field: str, value: str) -> None:
    address = page("standing_create", a_body(cast).pk)
    assert secretary.post(address, fields(**{field: value})).status_code == 422
    assert not StandingItem.objects.exists()


def test_an_old_version_of_a_standing_item_gives_409(secretary: Client, usual: list[StandingItem]) -> None:
    address = page("standing_edit", usual[0].pk)
    assert secretary.post(address, fields(title="Eerst", version=1)).status_code == 302
    answer = secretary.post(address, fields(title="Te laat", version=1))
    assert answer.status_code == 409
    assert "Eerst" in answer.text
    assert "Te laat" in answer.text
    assert secretary.post(page("standing_delete", usual[0].pk), {"version": 1}).status_code == 409
    assert secretary.post(page("standing_move", usual[0].pk), {"to": 2, "seen": 2}).status_code == 409


@pytest.mark.parametrize(("ticked", "expected"), [(True, USUAL), (False, [])])
def test_a_new_meeting_begins_with_the_standing_items(
    secretary: Client, cast: Cast, usual: list[StandingItem], ticked: bool, expected: list[str]
) -> None:
    assert "checked" in secretary.get(page("meeting_create")).text
    form = {"body": a_body(cast).pk, "day": "2027-02-10", "starts": "10:00", "ends": "12:00", "place": "stadhuis"}
    form |= {"key": str(uuid.uuid4())} | ({"standing": "on"} if ticked else {})
    for _ in range(2):
        secretary.post(page("meeting_create"), form)
    assert titles(Meeting.objects.get()) == expected


def test_items_come_before_what_closes_the_agenda(cast: Cast, usual: list[StandingItem]) -> None:
    meeting = a_meeting(cast, items=())
    fill_agenda(meeting=meeting, standing=usual, carried=(), by=cast.secretary, now=MORNING)
    assert an_item(cast, meeting, "Koers").position == 4
    assert titles(meeting) == [*USUAL[:3], "Koers", *USUAL[3:]]


def test_filling_again_adds_only_what_is_missing(secretary: Client, cast: Cast, usual: list[StandingItem]) -> None:
    meeting = a_meeting(cast, items=())
    an_item(cast, meeting, "RONDVRAAG", ORDER)
    form = secretary.get(page("agenda_fill", meeting.pk)).text
    assert "Opening" in form
    chosen = {"standing": [row.pk for row in usual]}
    assert secretary.post(page("agenda_fill", meeting.pk), chosen).status_code == 422, "one is there already"
    chosen = {"standing": [row.pk for row in usual if row.title != "Rondvraag"]}
    secretary.post(page("agenda_fill", meeting.pk), chosen)
    assert titles(meeting) == [*USUAL[:3], "RONDVRAAG", "Sluiting"]


def test_once_sent_everything_comes_at_the_end_and_is_late(cast: Cast, usual: list[StandingItem]) -> None:
    meeting = a_convened_meeting(cast)
    fill_agenda(meeting=meeting, standing=usual, carried=(), by=cast.secretary, now=MORNING)
    assert titles(meeting) == ["Punt 1", "Punt 2", *USUAL]
    assert list(meeting.items.order_by("position").values_list("late", flat=True)) == [False] * 2 + [True] * 5


@pytest.fixture
def after(cast: Cast) -> tuple[Meeting, Meeting]:
    """A meeting that was held with unfinished items, and the next one."""
    before = an_open_meeting(cast, items=(ORDER, COURSE, COURSE, COURSE, COURSE))
    second, third, fourth = (before.items.get(position=place) for place in (2, 3, 4))
    services.record_decision(item=second, text="Akkoord.", outcome="vastgesteld", by=cast.secretary, now=MEETING_AT)
    dispose(cast, third)
    dispose(cast, fourth, "withdrawn")
    services.close_meeting(meeting=before, by=cast.chair, now=MEETING_AT + timedelta(hours=2))
    return before, a_meeting(cast, starts_at=MEETING_AT + timedelta(days=60), items=())


def test_what_was_not_finished_is_offered_and_carried_with_a_link(
    secretary: Client, cast: Cast, after: tuple[Meeting, Meeting]
) -> None:
    before, meeting = after
    text = secretary.get(page("agenda_fill", meeting.pk)).text
    assert [f"Punt {number}" in text for number in (1, 2, 3, 4, 5)] == [False, False, True, False, True]
    chosen = {"carried": list(before.items.filter(position__in=(3, 5)).values_list("pk", flat=True))}
    secretary.post(page("agenda_fill", meeting.pk), chosen)
    assert list(meeting.items.order_by("position").values_list("title", "carried_from__position")) == [
        ("Punt 3", 3),
        ("Punt 5", 5),
    ]
    new, old = meeting.items.get(position=1), before.items.get(position=3)
    assert new.disposal == ""
    assert "Vervolg van" in secretary.get(page("item_detail", new.pk)).text
    assert "Gaat verder in" in secretary.get(page("item_detail", old.pk)).text
    assert "Niets om toe te voegen" in secretary.get(page("agenda_fill", meeting.pk)).text


def test_an_item_goes_on_once_and_only_from_before(cast: Cast, after: tuple[Meeting, Meeting]) -> None:
    before, meeting = after
    item = before.items.get(position=3)
    for _ in range(2):
        fill_agenda(meeting=meeting, standing=(), carried=[item], by=cast.secretary, now=MORNING)
    assert meeting.items.count() == 1
    with pytest.raises(NotCarried):
        fill_agenda(meeting=meeting, standing=(), carried=[meeting.items.get()], by=cast.secretary, now=MORNING)


def test_what_is_confidential_goes_on_confidential_and_unseen(
    cast: Cast, signed_in: SignIn, after: tuple[Meeting, Meeting]
) -> None:
    before, meeting = after
    AgendaItem.objects.filter(pk=before.items.get(position=3).pk).update(
        confidentiality="secret", confidential_ground="Artikel 5.1 Woo", title="Kanarie"
    )
    fill_agenda(meeting=meeting, standing=(), carried=[before.items.get(position=3)], by=cast.secretary, now=MORNING)
    new = meeting.items.get()
    assert (new.confidentiality, new.confidential_ground) == ("secret", "Artikel 5.1 Woo")
    AgendaItem.objects.filter(pk=new.pk).update(confidentiality="public", confidential_ground="", title="Openbaar")
    text = signed_in(cast.officer).get(page("item_detail", new.pk)).text
    assert "Openbaar" in text
    assert "Kanarie" not in text


@pytest.mark.parametrize(("name", "word"), [("item_defer", "Aangehouden"), ("item_withdraw", "Afgevoerd")])
def test_an_item_that_is_not_treated_keeps_its_number(secretary: Client, cast: Cast, name: str, word: str) -> None:
    meeting = a_convened_meeting(cast, items=(ORDER, COURSE, COURSE))
    item, first = meeting.items.get(position=2), meeting.agenda_versions.get()
    assert secretary.post(page(name, item.pk), {"reason": " ", "version": 1}).status_code == 422
    assert secretary.post(page(name, item.pk), {"reason": "Stuk niet klaar.", "version": 1}).status_code == 302
    assert titles(meeting) == ["Punt 1", "Punt 2", "Punt 3"]
    text = secretary.get(page("meeting_detail", meeting.pk)).text
    assert word in text
    said = wording.change(*changes(first.content, selectors.agenda_content(meeting)))
    assert said.lower().startswith(f"punt “punt 2” is {'van de agenda ' if word == 'Afgevoerd' else ''}{word.lower()}")
    assert secretary.post(page(name, item.pk), {"reason": "Nog eens.", "version": 1}).status_code == 409
    assert secretary.post(page("item_restore", item.pk), {"version": 2}).status_code == 302
    item.refresh_from_db()
    assert (item.disposal, item.disposal_reason) == ("", "")


def test_an_item_of_a_sent_agenda_is_not_deleted(secretary: Client, cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    item = meeting.items.get(position=1)
    with pytest.raises(ItemSent):
        services.delete_item(item=item, seen=1, by=cast.secretary, now=MORNING)
    assert secretary.post(page("item_delete", item.pk), {"version": 1}).status_code == 409
    late = an_item(cast, meeting, "Toch niet")
    services.delete_item(item=late, seen=1, by=cast.secretary, now=MORNING)
    assert titles(meeting) == ["Punt 1", "Punt 2"]


def test_an_item_with_minutes_is_not_deleted(secretary: Client, cast: Cast) -> None:
    meeting = an_open_meeting(cast)
    item = an_item(cast, meeting, "Tijdens de vergadering")
    save_text(item=item, text="Er is gesproken.", version=0, by=cast.secretary, now=MEETING_AT)
    with pytest.raises(ItemInUse):
        services.delete_item(item=item, seen=1, by=cast.secretary, now=MEETING_AT)
    assert secretary.post(page("item_delete", item.pk), {"version": 1}).status_code == 409
    assert meeting.items.count() == 3


def test_what_is_not_treated_is_not_decided_on_and_the_other_way_round(cast: Cast) -> None:
    meeting = an_open_meeting(cast)
    first, second = meeting.items.order_by("position")
    record = {"text": "Akkoord.", "outcome": "vastgesteld", "by": cast.secretary, "now": MEETING_AT}
    dispose(cast, first)
    with pytest.raises(NotTreated):
        services.record_decision(item=first, **record)
    services.record_decision(item=second, **record)
    with pytest.raises(ItemInUse):
        dispose(cast, second)


def test_late_items_are_named_in_the_mail_and_on_the_version(secretary: Client, cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    an_item(cast, meeting, "Spoedpunt")
    version = services.publish_agenda(meeting=meeting, by=cast.secretary, now=MORNING)
    text = secretary.get(page("agenda_version", meeting.pk, version.number)).text
    assert "Nagekomen punt: “Spoedpunt”." in text
    assert "Nagekomen" in text.split("Agendapunten")[1]
    confirm = secretary.get(page("agenda_publish", meeting.pk)).text
    assert "3. Spoedpunt (nagekomen, ter besluitvorming, 10 minuten)" in confirm


def test_the_class_of_a_standing_item_is_kept_by_the_database(cast: Cast) -> None:
    from meetings.services.standing import NeverStanding, StandingDetails
    from tests.factories import OTHER

    details = StandingDetails("Ander onderwerp", OTHER, "bespreking", 5)
    with pytest.raises(NeverStanding):
        add_standing(body=a_body(cast), details=details, key=uuid.uuid4(), by=cast.secretary, now=MORNING)
