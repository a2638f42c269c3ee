"""The list of decisions: who reads which, looking for one, the file, and what became of a decision."""

import csv
import io
import re
import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import services
from meetings.models import AgendaItem, Decision, DecisionProgress, Meeting
from meetings.services.execution import NothingToExecute, NotTheNextStep, Step, note_progress
from meetings.services.reasons import NoReason
from tests.cast import Cast
from tests.factories import COURSE, MEETING_AT, ORDER, an_item, an_open_meeting
from tests.votes.browser import signed_in
from twente.core.refusals import StaleVersion

LATER = MEETING_AT + timedelta(hours=3)
SECRET = "Aankoop van de Kanarieweg"
FORMULA = '=HYPERLINK("http://kwaad.example")'


def decided(item: AgendaItem, text: str, outcome: str, cast: Cast) -> Decision:
    """A decision without a vote."""
    return services.record_decision(item=item, text=text, outcome=outcome, by=cast.secretary, now=MEETING_AT)


@pytest.fixture(autouse=True)
def _after_the_meeting(time_machine) -> None:
    time_machine.move_to(LATER, tick=False)


@pytest.fixture
def secretary(cast: Cast) -> Client:
    """The browser of the secretary, after the meeting."""
    return signed_in(cast.secretary)


@pytest.fixture
def held(cast: Cast) -> Meeting:
    """A meeting that was held: three decisions, one of them behind closed doors."""
    meeting = an_open_meeting(cast, present=("Almelo",), items=(ORDER, COURSE))
    course, order = meeting.items.get(position=2), meeting.items.get(position=1)
    decided(course, "De vergaderingen worden openbaar.", "vastgesteld", cast)
    decided(order, FORMULA, "verworpen", cast)
    closed = an_item_afterwards(cast, meeting)
    decided(closed, SECRET, "vastgesteld", cast)
    services.close_meeting(meeting=meeting, by=cast.chair, now=MEETING_AT + timedelta(hours=2))
    return meeting


def an_item_afterwards(cast: Cast, meeting: Meeting) -> AgendaItem:
    """A confidential item."""
    item = an_item(cast, meeting, "Grondzaken", COURSE)
    AgendaItem.objects.filter(pk=item.pk).update(confidentiality="closed")
    item.refresh_from_db()
    return item


def page(name: str, *args: object) -> str:
    """An address under the agreement."""
    return reverse(f"meetings:{name}", args=["bok-ses", *args])


def numbers(client: Client, **questions: str) -> list[str]:
    """The numbers in the list, in order."""
    return re.findall(r"<b>(\d{4}-\d+)</b>", client.get(page("decision_list"), questions).text)


@pytest.mark.parametrize(
    ("questions", "found"),
    [
        ({}, ["2026-3", "2026-2", "2026-1"]),
        ({"tekst": "vergadering"}, ["2026-1"]),
        ({"tekst": "2026-2"}, ["2026-2"]),
        ({"tekst": "spoorlijn"}, []),
        ({"tekst": "2026-99999999999"}, []),
        ({"jaar": "2026"}, ["2026-3", "2026-2", "2026-1"]),
        ({"onderwerp": "8a"}, ["2026-3", "2026-1"]),
        ({"uitslag": "verworpen"}, ["2026-2"]),
        ({"uitslag": "vernietigd"}, []),
        ({"stand": "none"}, ["2026-3", "2026-2", "2026-1"]),
        ({"stand": "done"}, []),
    ],
    ids=str,
)
def test_the_secretary_finds_decisions(secretary: Client, held: Meeting, questions: dict, found: list[str]) -> None:
    assert numbers(secretary, **questions) == found


@pytest.mark.parametrize(
    "questions", [{"jaar": "1999"}, {"orgaan": "x"}, {"stand": "=1"}, {"tekst": "a\x00b"}], ids=str
)
def test_a_question_that_cannot_be_understood_is_said_so(secretary: Client, held: Meeting, questions: dict) -> None:
    assert secretary.get(page("decision_list"), questions).status_code == 422


def test_what_few_may_read_is_nowhere_for_others(cast: Cast, held: Meeting) -> None:
    """HER-5: in no list, count, file or page of who may not read the item; not even that it exists."""
    for person in (cast.clerk, cast.officer):
        client = signed_in(person)
        answers = [client.get(page("decision_list")), client.get(page("decision_list"), {"tekst": "Kanarieweg"})]
        answers.append(client.get(page("decisions_csv")))
        text = "".join(answer.getvalue().decode() for answer in answers)
        assert SECRET not in text
        assert "2026-3" not in text
        assert client.get(page("decision_detail", 2026, 3)).status_code == 404
        assert numbers(client) == ["2026-2", "2026-1"]
    assert SECRET in signed_in(cast.representatives["Almelo"]).get(page("decision_detail", 2026, 3)).text


def test_the_file_holds_nothing_that_a_spreadsheet_would_calculate(secretary: Client, held: Meeting) -> None:
    text = secretary.get(page("decisions_csv")).getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["Nummer"] for row in rows] == ["2026-3", "2026-2", "2026-1"]
    assert rows[1]["Besluit"] == f"'{FORMULA}"
    assert rows[2]["Uitvoering"] == "Nog niet uitgevoerd"
    assert rows[2]["Adres"].endswith("/bok-ses/besluiten/2026-1/")


def test_typed_text_is_shown_as_typed(secretary: Client, cast: Cast, held: Meeting) -> None:
    decided(held.items.get(position=1), "<script>alert(1)</script>", "vastgesteld", cast)
    text = secretary.get(page("decision_list")).text + secretary.get(page("decision_detail", 2026, 4)).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_the_list_asks_as_many_questions_with_more_decisions(secretary: Client, cast: Cast, held: Meeting) -> None:
    def asked() -> int:
        secretary.get(page("decision_list"))
        with CaptureQueriesContext(connection) as found:
            assert secretary.get(page("decision_list")).status_code == 200
        return len(found)

    before = asked()
    for number in range(20):
        decided(held.items.get(position=2), f"Nog een besluit {number}", "vastgesteld", cast)
    assert asked() == before


def noted(cast: Cast, decision: Decision, state: str, seen: int, **fields) -> DecisionProgress:
    """A step noted by the secretary."""
    step = Step(state, LATER.date(), **fields)
    return note_progress(decision=decision, step=step, seen=seen, key=uuid.uuid4(), by=cast.secretary, now=LATER)


def first(held: Meeting) -> Decision:
    return Decision.objects.get(number=1)


def test_a_decision_goes_from_adopted_to_executed(secretary: Client, cast: Cast, held: Meeting) -> None:
    address, key = page("progress_note", 2026, 1), str(uuid.uuid4())
    sent = {"state": "ongoing", "noted_on": "2026-12-02", "note": "", "key": key, "seen": 0}
    assert secretary.post(address, sent).status_code == 302
    assert secretary.post(address, sent).status_code == 302
    assert [row.state for row in DecisionProgress.objects.all()] == ["ongoing"]
    assert numbers(secretary, stand="ongoing") == ["2026-1"]
    assert "In uitvoering" in secretary.get(page("decision_detail", 2026, 1)).text


def test_a_later_decision_takes_its_place(secretary: Client, cast: Cast, held: Meeting) -> None:
    later = decided(held.items.get(position=2), "Toch niet.", "vastgesteld", cast)
    sent = {"state": "replaced", "noted_on": "2026-12-02", "replaced_by": "", "key": uuid.uuid4(), "seen": 0}
    assert secretary.post(page("progress_note", 2026, 1), sent).status_code == 422
    assert secretary.post(page("progress_note", 2026, 1), sent | {"replaced_by": first(held).pk}).status_code == 422
    assert secretary.post(page("progress_note", 2026, 1), sent | {"replaced_by": later.pk}).status_code == 302
    assert "besluiten/2026-4/" in secretary.get(page("decision_detail", 2026, 1)).text
    assert "Dit besluit vervangt" in secretary.get(page("decision_detail", 2026, 4)).text


def test_a_replacement_behind_closed_doors_stays_unnamed(cast: Cast, held: Meeting) -> None:
    hidden = Decision.objects.get(number=3)
    noted(cast, first(held), "replaced", 0, replaced_by=hidden)
    assert "2026-3" not in signed_in(cast.clerk).get(page("decision_detail", 2026, 1)).text
    assert "2026-3" in signed_in(cast.chair).get(page("decision_detail", 2026, 1)).text


@pytest.mark.parametrize("day", ["2026-12-01", "2026-12-03", "2027-02-31", "0001-01-01", ""])
def test_a_day_that_cannot_be_is_refused(secretary: Client, held: Meeting, day: str) -> None:
    sent = {"state": "done", "noted_on": day, "key": uuid.uuid4(), "seen": 0}
    assert secretary.post(page("progress_note", 2026, 1), sent).status_code == 422
    assert not DecisionProgress.objects.exists()


def test_steps_follow_each_other(cast: Cast, held: Meeting) -> None:
    decision = first(held)
    noted(cast, decision, "done", 0)
    with pytest.raises(NotTheNextStep):
        noted(cast, decision, "done", 1)
    with pytest.raises(NoReason):
        noted(cast, decision, "ongoing", 1)
    with pytest.raises(StaleVersion):
        noted(cast, decision, "ongoing", 0, note="Nog niet klaar.")
    noted(cast, decision, "ongoing", 1, note="Nog niet klaar.")
    with pytest.raises(NothingToExecute):
        noted(cast, Decision.objects.get(number=2), "done", 0)


def test_two_secretaries_note_a_step_and_one_is_told(secretary: Client, cast: Cast, held: Meeting) -> None:
    noted(cast, first(held), "ongoing", 0)
    sent = {"state": "done", "noted_on": "2026-12-02", "key": uuid.uuid4(), "seen": 0}
    assert secretary.post(page("progress_note", 2026, 1), sent).status_code == 409


def test_the_database_keeps_what_was_noted(cast: Cast, held: Meeting) -> None:
    row = noted(cast, first(held), "done", 0)
    with pytest.raises(DatabaseError), transaction.atomic():
        DecisionProgress.objects.filter(pk=row.pk).update(state="ongoing")
    with pytest.raises(IntegrityError), transaction.atomic():
        noted(cast, first(held), "replaced", 1, replaced_by=first(held))


def test_the_portfolio_is_a_filter(secretary: Client, cast: Cast, held: Meeting) -> None:
    """HER-5a: what was decided in one portfolio."""
    held.items.filter(position=2).update(portfolio="Economie")
    assert numbers(secretary, portefeuille="Economie") == ["2026-1"]
