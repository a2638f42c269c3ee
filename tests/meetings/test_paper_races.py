"""Papers handed in at the same moment, on real connections: every place once, every version after the one before."""

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from meetings.models import Note, Paper, PaperVersion, ReadingCopy
from meetings.selectors.copies import plan_for
from meetings.services import papers as services
from meetings.services.copies import ask_copy
from meetings.services.notes import NoteConflict, Place, save_note
from tests.cast import MORNING, Cast, gather
from tests.factories import a_meeting
from tests.meetings.test_races import together
from tests.papers import a_paper, a_pdf
from twente.core.permissions import actor_for
from twente.core.refusals import StaleVersion
from twente.documents.inspection import Inspected, inspect
from twente.outbox.models import Job

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]


@pytest.fixture
def players() -> Cast:
    """The cast, committed."""
    return gather()


def files() -> set[str]:
    """Names of the files in the vault."""
    found = Path(settings.VAULT_FOLDER).rglob("*")
    return {path.name for path in found if path.is_file() and path.parent.parent.name != "beeld"}


def a_file(text: str) -> Inspected:
    return inspect(a_pdf(text), name="stuk.pdf")


def test_uploads_at_once_each_get_a_place(players: Cast) -> None:
    item, before = a_meeting(players).items.get(position=2), files()

    def add(title: str, key: uuid.UUID) -> Callable[[], Any]:
        file = a_file(title)
        return lambda: services.add_paper(item=item, title=title, file=file, key=key, by=players.secretary, now=MORNING)

    same = uuid.uuid4()
    together(*(add(f"Stuk {number}", uuid.uuid4()) for number in range(4)), add("Dubbel", same), add("Dubbel", same))
    assert sorted(Paper.objects.values_list("position", flat=True)) == [1, 2, 3, 4, 5]
    assert files() - before == set(PaperVersion.objects.values_list("stored_as", flat=True))


def test_of_new_versions_from_one_look_one_is_kept(players: Cast) -> None:
    paper, before = a_paper(players, a_meeting(players).items.get(position=2)), files()

    def renew(text: str) -> Callable[[], Any]:
        file, key = a_file(text), uuid.uuid4()
        return lambda: services.renew_paper(paper=paper, seen=1, file=file, key=key, by=players.secretary, now=MORNING)

    answers = together(*(renew(f"versie {number}") for number in range(4)))
    assert sum(isinstance(answer, StaleVersion) for answer in answers) == 3
    assert list(PaperVersion.objects.values_list("number", flat=True)) == [1, 2]
    assert len(files() - before) == 1


def test_one_person_on_two_devices_loses_no_note(players: Cast) -> None:
    place = Place(a_meeting(players).items.get(position=2))

    def write(text: str) -> Callable[[], Any]:
        return lambda: save_note(place=place, text=text, shared="", party=None, seen=0, by=players.chair, now=MORNING)

    answers = together(write("telefoon"), write("laptop"))
    assert sum(isinstance(answer, NoteConflict) for answer in answers) == 1
    assert Note.objects.get().version == 1


def test_many_readers_ask_for_one_copy(players: Cast) -> None:
    meeting = a_meeting(players)
    a_paper(players, meeting.items.get(position=2))
    plan = plan_for(actor_for(players.secretary, players.agreement, MORNING.date()), meeting)
    people = (players.secretary, players.chair, *list(players.representatives.values())[:3])
    together(*(lambda by=by: ask_copy(meeting=meeting, plan=plan, by=by, now=MORNING) for by in people))
    assert ReadingCopy.objects.count() == 1
    assert Job.objects.filter(kind="reading_copy").count() == 1
