"""Planning meetings, the items on their agendas, and sending them."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from meetings import selectors, services
from meetings.models import AgendaItem, AgendaVersion, Body, Meeting
from meetings.rules import ItemClass
from meetings.services.agenda import ItemInUse, NoSuchPlace
from meetings.services.locks import MeetingOver
from meetings.services.moving import MeetingStarted
from meetings.services.ordering import OrderChanged
from meetings.services.publishing import AgendaChanged, EmptyAgenda, MeetingPast, NobodyToInvite
from tests.cast import MORNING, Cast
from tests.factories import (
    COURSE,
    MEETING_AT,
    ORDER,
    OTHER,
    a_body,
    a_convened_meeting,
    a_meeting,
    an_item,
    an_open_meeting,
)
from twente.core.models import AuditEntry, Mandate, Role
from twente.core.refusals import StaleVersion
from twente.outbox.models import Message

DETAILS = services.ItemDetails("Koers", COURSE, AgendaItem.Status.DISCUSS, "", 20)
WHEN = services.MeetingDetails(MEETING_AT, MEETING_AT + timedelta(hours=2), "stadhuis Enschede")


def positions(meeting: Meeting) -> list[tuple[int, str]]:
    """Places and titles, in order."""
    return list(meeting.items.order_by("position").values_list("position", "title"))


def edit(cast: Cast, item: AgendaItem, seen: int, **changes: object) -> AgendaItem:
    """Save the item with these changes."""
    details = replace(DETAILS, **changes)
    return services.edit_item(item=item, details=details, seen=seen, by=cast.secretary, now=MORNING)


def test_bodies_come_from_the_rulebook_once(cast: Cast) -> None:
    services.ensure_bodies(agreement=cast.agreement, by=cast.secretary, now=MORNING)
    services.ensure_bodies(agreement=cast.agreement, by=cast.secretary, now=MORNING)
    assert list(Body.objects.values_list("key", flat=True).order_by("pk")) == [
        "bestuurlijk_overleg",
        "ambtelijke_werkgroep",
    ]


def test_same_form_plans_one_meeting(cast: Cast) -> None:
    key, body = uuid.uuid4(), a_body(cast)
    first = services.plan_meeting(body=body, details=WHEN, key=key, by=cast.secretary, now=MORNING)
    second = services.plan_meeting(body=body, details=WHEN, key=key, by=cast.secretary, now=MORNING)
    assert first == second
    assert AuditEntry.objects.filter(action="meeting_planned").count() == 1


def test_replanning_refuses_a_stale_version(cast: Cast) -> None:
    meeting = a_meeting(cast)
    elsewhere = replace(WHEN, place="stadhuis Almelo")
    services.replan_meeting(meeting=meeting, details=elsewhere, seen=1, by=cast.secretary, now=MORNING)
    with pytest.raises(StaleVersion):
        services.replan_meeting(meeting=meeting, details=WHEN, seen=1, by=cast.deputy_secretary, now=MORNING)
    meeting.refresh_from_db()
    assert meeting.place == "stadhuis Almelo"


def test_date_stands_once_the_meeting_is_open(cast: Cast) -> None:
    meeting = an_open_meeting(cast)
    with pytest.raises(MeetingStarted):
        services.replan_meeting(meeting=meeting, details=WHEN, seen=meeting.version, by=cast.secretary, now=MEETING_AT)


def test_database_refuses_an_end_before_the_start(cast: Cast) -> None:
    backwards = replace(WHEN, ends_at=MEETING_AT - timedelta(hours=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        services.plan_meeting(body=a_body(cast), details=backwards, key=uuid.uuid4(), by=cast.secretary, now=MORNING)


def test_same_form_adds_one_item(cast: Cast) -> None:
    meeting, key = a_meeting(cast, items=()), uuid.uuid4()
    for _ in range(2):
        services.add_item(meeting=meeting, details=DETAILS, key=key, by=cast.secretary, now=MORNING)
    assert positions(meeting) == [(1, "Koers")]


def test_other_subject_waits_for_admission(cast: Cast) -> None:
    """BOK-10: an other subject is asked for; everything else needs no admission."""
    meeting = a_meeting(cast, items=(ORDER, COURSE, OTHER))
    assert [item.admission for item in meeting.items.order_by("position")] == ["", "", "requested"]


def test_class_change_takes_admission_along(cast: Cast) -> None:
    """BOK-10: what becomes a standing subject needs no admission any more, and the other way round."""
    item = a_meeting(cast, items=(OTHER,)).items.get()
    assert edit(cast, item, 1, item_class=COURSE).admission == ""
    assert edit(cast, item, 2, item_class=OTHER).admission == "requested"


def test_stale_edit_is_refused(cast: Cast) -> None:
    item = a_meeting(cast).items.first()
    edit(cast, item, 1, title="Eerst")
    with pytest.raises(StaleVersion):
        edit(cast, item, 1, title="Te laat")
    item.refresh_from_db()
    assert item.title == "Eerst"


@pytest.mark.parametrize(
    ("start", "to", "order"),
    [(1, 3, "2 3 1 4"), (4, 1, "4 1 2 3"), (2, 3, "1 3 2 4"), (3, 2, "1 3 2 4"), (2, 2, "1 2 3 4")],
)
def test_move_keeps_places_from_one_without_gaps(cast: Cast, start: int, to: int, order: str) -> None:
    meeting = a_meeting(cast, items=(ORDER, COURSE, COURSE, ORDER))
    item = meeting.items.get(position=start)
    services.move_item(item=item, to=to, seen=start, by=cast.secretary, now=MORNING)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert positions(meeting) == [(place, f"Punt {name}") for place, name in enumerate(order.split(), start=1)]


@pytest.mark.parametrize("to", [0, -1, 3])
def test_move_outside_the_agenda_is_refused(cast: Cast, to: int) -> None:
    item = a_meeting(cast).items.get(position=1)
    with pytest.raises(NoSuchPlace):
        services.move_item(item=item, to=to, seen=1, by=cast.secretary, now=MORNING)


def test_move_of_a_changed_order_is_refused(cast: Cast) -> None:
    item = a_meeting(cast).items.get(position=1)
    services.move_item(item=item, to=2, seen=1, by=cast.secretary, now=MORNING)
    with pytest.raises(OrderChanged):
        services.move_item(item=item, to=2, seen=1, by=cast.deputy_secretary, now=MORNING)


def test_deletion_closes_up(cast: Cast) -> None:
    meeting = a_meeting(cast, items=(ORDER, COURSE, ORDER))
    services.delete_item(item=meeting.items.get(position=2), seen=1, by=cast.secretary, now=MORNING)
    assert positions(meeting) == [(1, "Punt 1"), (2, "Punt 3")]


def test_item_with_a_decision_stays(cast: Cast) -> None:
    meeting = an_open_meeting(cast)
    item = meeting.items.get(position=2)
    services.record_decision(item=item, text="Akkoord.", outcome="vastgesteld", by=cast.secretary, now=MEETING_AT)
    with pytest.raises(ItemInUse):
        services.delete_item(item=item, seen=1, by=cast.secretary, now=MEETING_AT)
    assert meeting.items.count() == 2
    assert not AuditEntry.objects.filter(action="item_deleted").exists()


def test_agenda_of_a_held_meeting_stands(cast: Cast) -> None:
    meeting = an_open_meeting(cast)
    services.close_meeting(meeting=meeting, by=cast.chair, now=MEETING_AT)
    item = meeting.items.get(position=1)
    acts = [
        lambda: an_item(cast, meeting, "Te laat"),
        lambda: edit(cast, item, 1),
        lambda: services.move_item(item=item, to=2, seen=1, by=cast.secretary, now=MEETING_AT),
        lambda: services.delete_item(item=item, seen=1, by=cast.secretary, now=MEETING_AT),
    ]
    for act in acts:
        with pytest.raises(MeetingOver):
            act()


def test_publishing_freezes_and_invites_everybody_once(cast: Cast) -> None:
    """BOK-5.8: representatives, substitute, officer, chair and secretaries; not clerk, treasurer, administrator."""
    meeting = a_convened_meeting(cast)
    again = services.publish_agenda(meeting=meeting, by=cast.deputy_secretary, now=MORNING)
    assert (again.number, AgendaVersion.objects.count()) == (1, 1)
    assert meeting.state == Meeting.State.CONVENED
    invited = {*cast.representatives.values(), cast.substitute, cast.officer, cast.chair, cast.secretary}
    invited.add(cast.deputy_secretary)
    assert set(Message.objects.values_list("recipient", flat=True)) == {person.email for person in invited}
    assert Message.objects.count() == len(invited)


def test_changed_agenda_is_a_new_version_that_says_what_changed(cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    edit(
        cast,
        meeting.items.get(position=2),
        1,
        title="Nieuwe koers",
        status=AgendaItem.Status.DECIDE,
        minutes_planned=10,
    )
    version = services.publish_agenda(meeting=meeting, by=cast.secretary, now=MORNING)
    message = Message.objects.get(key=f"agenda:{meeting.pk}:2:{cast.chair.pk}")
    assert version.number == 2
    assert "Punt “Punt 2” heet nu “Nieuwe koers”." in message.body
    assert b"SEQUENCE:1" in bytes(message.calendar)
    assert AgendaVersion.objects.get(number=1).content["items"][1]["title"] == "Punt 2"


def test_what_was_not_seen_is_not_sent(cast: Cast) -> None:
    meeting = a_meeting(cast)
    with pytest.raises(AgendaChanged):
        services.publish_agenda(meeting=meeting, seen="0" * 64, by=cast.secretary, now=MORNING)
    assert not Message.objects.exists()


def test_empty_agenda_is_not_sent(cast: Cast) -> None:
    with pytest.raises(EmptyAgenda):
        services.publish_agenda(meeting=a_meeting(cast, items=()), by=cast.secretary, now=MORNING)


def test_nobody_to_invite_is_refused(cast: Cast) -> None:
    """Bad input: a calendar invitation to nobody."""
    meeting, yesterday = a_meeting(cast), MORNING.date() - timedelta(days=1)
    Mandate.objects.update(valid_until=yesterday)
    Role.objects.update(valid_until=yesterday)
    with pytest.raises(NobodyToInvite):
        services.publish_agenda(meeting=meeting, by=cast.secretary, now=MORNING)


def test_nobody_is_convened_for_yesterday(cast: Cast) -> None:
    meeting = a_meeting(cast)
    with pytest.raises(MeetingPast):
        services.publish_agenda(meeting=meeting, by=cast.secretary, now=MEETING_AT + timedelta(days=1))
    assert services.publish_agenda(meeting=meeting, by=cast.secretary, now=MEETING_AT).number == 1


def test_sent_agenda_cannot_be_changed_in_the_database(cast: Cast) -> None:
    """BOK-17: what was sent stands, also for raw SQL."""
    a_convened_meeting(cast)
    with pytest.raises(Exception, match=r"permission denied|alleen toegevoegd"), transaction.atomic():
        AgendaVersion.objects.update(sha256="0" * 64)


def test_classes_come_from_the_rulebook(cast: Cast) -> None:
    """BOK-8: eight standing subjects, the other articles, order and other."""
    offered = selectors.classes_offered(a_meeting(cast))
    assert [one.subject for one in offered if one.subject] == [f"8{letter}" for letter in "abcdefgh"]
    assert ItemClass("other_article", article="12.5") in offered
    assert offered[-2:] == [ORDER, OTHER]
