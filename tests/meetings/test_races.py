"""Two at once, on real connections: numbers without gaps, one row per form, one version per agenda."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from meetings import services
from meetings.models import AgendaItem, AgendaVersion, Decision
from tests.cast import MORNING, Cast, gather
from tests.factories import COURSE, MEETING_AT, a_meeting, an_open_meeting
from twente.core.refusals import Refusal
from twente.outbox.models import Message

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Do all acts at the same moment, each on its own connection; a refusal is an answer too."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait(timeout=10)
        try:
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def players() -> Cast:
    """The cast, committed."""
    return gather()


def test_decisions_are_numbered_without_gaps(players: Cast) -> None:
    """Eight decisions at once, by votes and by the secretary, get 1 to 8."""
    item = an_open_meeting(players).items.get(position=2)

    def vote(number: int) -> Callable[[], Decision]:
        return lambda: services.deliver_decision(
            item=item,
            outcome="aangenomen",
            text="Aangenomen.",
            sentence="",
            reasons=[],
            figures={},
            source=f"vote:{number}",
            closing_hash="",
            decided_at=MEETING_AT,
            by=players.chair,
            now=MEETING_AT,
        )

    def settle() -> Decision:
        return services.record_decision(
            item=item, text="Akkoord.", outcome="vastgesteld", by=players.secretary, now=MEETING_AT
        )

    together(vote(1), settle, vote(2), settle, vote(3), settle, vote(3), settle)
    assert list(Decision.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6, 7]


def test_double_click_stores_one_item(players: Cast) -> None:
    meeting, key = a_meeting(players, items=()), uuid.uuid4()
    details = services.ItemDetails("Koers", COURSE, AgendaItem.Status.DECIDE, "", 10)

    def add() -> AgendaItem:
        return services.add_item(meeting=meeting, details=details, key=key, by=players.secretary, now=MORNING)

    assert len({item.pk for item in together(add, add, add)}) == 1
    assert AgendaItem.objects.count() == 1


def test_agenda_sent_twice_at_once_is_one_version(players: Cast) -> None:
    meeting = a_meeting(players)

    def send() -> AgendaVersion:
        return services.publish_agenda(meeting=meeting, by=players.secretary, now=MORNING)

    assert {version.number for version in together(send, send)} == {1}
    assert Message.objects.count() == 19


def test_two_moves_at_once_leave_every_place_taken_once(players: Cast) -> None:
    meeting = a_meeting(players, items=(COURSE,) * 5)
    items = {item.position: item for item in meeting.items.all()}

    def move(start: int, to: int) -> Callable[[], Any]:
        return lambda: services.move_item(item=items[start], to=to, seen=start, by=players.secretary, now=MORNING)

    together(move(1, 5), move(5, 1), move(3, 1))
    assert sorted(meeting.items.values_list("position", flat=True)) == [1, 2, 3, 4, 5]
