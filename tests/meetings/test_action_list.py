"""Actions and promises: the list, who may settle, two who change the same, and the agenda of the next meeting."""

import csv
import io
import re
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.models import Action, AgendaItem, Meeting
from meetings.services import following as services
from meetings.services.actions import ActionDetails, record_action
from tests.cast import Cast
from tests.factories import MEETING_AT, a_meeting, an_open_meeting
from tests.votes.browser import signed_in
from twente.core.models import AuditEntry
from twente.core.refusals import StaleVersion

TODAY = date(2026, 12, 2)
NOW = MEETING_AT + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _after_the_meeting(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def secretary(cast: Cast) -> Client:
    """The browser of the secretary, after the meeting."""
    return signed_in(cast.secretary)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A meeting in which things are agreed."""
    return an_open_meeting(cast, present=("Almelo",))


def agreed(cast: Cast, meeting: Meeting, text: str = "Een voorstel maken", **fields: Any) -> Action:
    """An action of the representative of Almelo."""
    known = {"kind": "action", "owner": cast.representatives["Almelo"], "party": None, "due_on": None}
    details = ActionDetails(text=text, **(known | fields))
    item = meeting.items.get(position=2)
    return record_action(item=item, details=details, key=uuid.uuid4(), by=cast.secretary, now=NOW)


def page(name: str, *args: object) -> str:
    """An address under the agreement."""
    return reverse(f"meetings:{name}", args=["bok-ses", *args])


def texts(client: Client, **questions: Any) -> list[str]:
    """The actions in the list, in order."""
    return re.findall(r'acties/\d+/">([^<]+)</a>', client.get(page("action_list"), questions).text)


def form(meeting: Meeting, cast: Cast, **changes: Any) -> dict[str, Any]:
    """A filled-in action."""
    return {
        "item": meeting.items.get(position=2).pk,
        "kind": "promise",
        "text": "De raden bijpraten",
        "owner": cast.representatives["Almelo"].pk,
        "party": "",
        "due_on": "2027-01-15",
        "key": uuid.uuid4(),
    } | changes


def settling(action: Action, **changes: Any) -> dict[str, Any]:
    """A filled-in form that ends an action."""
    return {"state": "done", "settled_on": "2026-12-02", "note": "", "version": action.version} | changes


def test_promises_stand_apart_and_late_comes_first(secretary: Client, cast: Cast, meeting: Meeting) -> None:
    agreed(cast, meeting, "Zonder dag")
    agreed(cast, meeting, "Volgend jaar", due_on=date(2027, 1, 1))
    agreed(cast, meeting, "Gisteren", due_on=date(2026, 12, 1))
    agreed(cast, meeting, "Beloofd", kind="promise", due_on=date(2027, 3, 1))
    text = secretary.get(page("action_list")).text
    assert texts(secretary) == ["Beloofd", "Gisteren", "Volgend jaar", "Zonder dag"]
    assert (
        text.index(">Toezeggingen<") < text.index(">Beloofd<") < text.index(">Actiepunten<") < text.index(">Gisteren<")
    )
    assert text.count("Te laat") == 1


def test_the_filters(secretary: Client, cast: Cast, meeting: Meeting) -> None:
    one = agreed(cast, meeting, "Van Almelo", due_on=date(2026, 12, 1))
    two = agreed(cast, meeting, "Van Borne", owner=None, party=cast.parties["Borne"], kind="promise")
    services.settle_action(
        action=two, state="done", settled_on=TODAY, note="Gestuurd", seen=1, by=cast.secretary, now=NOW
    )
    asked = {
        "Van Almelo": [{"eigenaar": one.owner.pk}, {"soort": "action"}, {"stand": "open"}, {"laat": "on"}],
        "Van Borne": [{"partij": cast.parties["Borne"].pk}, {"soort": "promise"}, {"stand": "done"}, {"tekst": "born"}],
    }
    for text, questions in asked.items():
        for question in questions:
            assert texts(secretary, **question) == [text], question
    assert len(texts(secretary, vergadering=meeting.pk)) == 2
    assert secretary.get(page("action_list"), {"eigenaar": "x"}).status_code == 422


def test_the_secretary_adds_a_promise_once(secretary: Client, cast: Cast, meeting: Meeting) -> None:
    sent = form(meeting, cast)
    assert secretary.post(page("action_create"), sent).status_code == 302
    assert secretary.post(page("action_create"), sent).status_code == 302
    row = Action.objects.get()
    assert (row.kind, row.due_on, row.item.position) == ("promise", date(2027, 1, 15), 2)


@pytest.mark.parametrize(
    "changes",
    [
        {"text": ""},
        {"text": " \u200b "},
        {"text": "a\x00"},
        {"text": "a\u202eb"},
        {"text": "x" * 2001},
        {"owner": ""},
        {"owner": "999999999"},
        {"party": "-1"},
        {"kind": "wish"},
        {"item": "999999999"},
        {"due_on": "31-02-2027"},
        {"due_on": "9999-12-31"},
    ],
    ids=str,
)
def test_bad_input_is_answered_at_the_field(secretary: Client, cast: Cast, meeting: Meeting, changes: dict) -> None:
    answer = secretary.post(page("action_create"), form(meeting, cast, **changes))
    assert answer.status_code == 422
    assert "foutmelding" in answer.text
    assert not Action.objects.exists()


def test_an_action_waits_for_a_meeting_that_was_opened(secretary: Client, cast: Cast) -> None:
    coming = a_meeting(cast)
    assert secretary.post(page("action_create"), form(coming, cast)).status_code == 422


def test_who_may_not_read_the_item_cannot_own_its_action(secretary: Client, cast: Cast, meeting: Meeting) -> None:
    """HER-5: an officer without a grant would get an action that he or she cannot open."""
    AgendaItem.objects.filter(meeting=meeting, position=2).update(confidentiality="closed")
    answer = secretary.post(page("action_create"), form(meeting, cast, owner=cast.officer.pk))
    assert answer.status_code == 422
    assert "mag het agendapunt niet lezen" in answer.text


def test_two_who_change_the_same_see_both_texts(secretary: Client, cast: Cast, meeting: Meeting) -> None:
    action = agreed(cast, meeting)
    sent = form(meeting, cast, text="Van de een", version=1)
    assert secretary.post(page("action_edit", action.pk), sent).status_code == 302
    answer = secretary.post(page("action_edit", action.pk), sent | {"text": "Van de ander"})
    assert answer.status_code == 409
    assert "Van de een" in answer.text
    assert "Van de ander" in answer.text
    assert secretary.post(page("action_edit", action.pk), sent | {"text": "Samen", "version": 2}).status_code == 302
    action.refresh_from_db()
    assert (action.text, action.version) == ("Samen", 3)


def test_the_owner_settles_the_own_action_and_no_other(cast: Cast, meeting: Meeting) -> None:
    almelo, borne = (signed_in(cast.representatives[name]) for name in ("Almelo", "Borne"))
    own, ofparty = agreed(cast, meeting), agreed(cast, meeting, owner=None, party=cast.parties["Borne"])
    assert borne.post(page("action_settle", own.pk), settling(own)).status_code == 403
    assert almelo.post(page("action_settle", ofparty.pk), settling(ofparty)).status_code == 403
    assert almelo.post(page("action_settle", own.pk), settling(own, note="Verstuurd")).status_code == 302
    assert borne.post(page("action_settle", ofparty.pk), settling(ofparty)).status_code == 302
    assert almelo.post(page("action_settle", own.pk), settling(own, note="Verstuurd")).status_code == 302
    assert "Afgedaan als gedaan: Verstuurd." in almelo.get(page("action_detail", own.pk)).text


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "open"},
        {"state": "dropped", "note": ""},
        {"settled_on": "2026-12-03"},
        {"settled_on": "2026-12-01"},
        {"settled_on": ""},
        {"note": "een\r\ntwee"},
        {"version": ""},
    ],
    ids=str,
)
def test_an_ending_that_cannot_be_is_refused(secretary: Client, cast: Cast, meeting: Meeting, changes: dict) -> None:
    action = agreed(cast, meeting)
    assert secretary.post(page("action_settle", action.pk), settling(action, **changes)).status_code == 422
    action.refresh_from_db()
    assert action.state == "open"


def test_what_was_settled_opens_again(secretary: Client, cast: Cast, meeting: Meeting) -> None:
    action = agreed(cast, meeting)
    secretary.post(page("action_settle", action.pk), settling(action))
    assert secretary.post(page("action_settle", action.pk), settling(action, note="Later")).status_code == 409
    assert secretary.post(page("action_reopen", action.pk), {"version": 1}).status_code == 409
    assert secretary.post(page("action_reopen", action.pk), {"version": 2}).status_code == 302
    action.refresh_from_db()
    assert (action.state, action.settled_on, action.settled_note) == ("open", None, "")
    acts = AuditEntry.objects.filter(target_type="meetings.action").order_by("id").values_list("action", flat=True)
    assert list(acts) == ["action_recorded", "action_settled", "action_reopened"]


def test_a_stale_settling_is_refused(cast: Cast, meeting: Meeting) -> None:
    action = agreed(cast, meeting)
    details = ActionDetails("promise", "Anders", action.owner, None, TODAY)
    services.edit_action(action=action, details=details, seen=1, by=cast.secretary, now=NOW)
    with pytest.raises(StaleVersion):
        services.settle_action(
            action=action, state="done", settled_on=TODAY, note="", seen=1, by=cast.secretary, now=NOW
        )


def test_the_history_tells_what_changed(secretary: Client, cast: Cast, meeting: Meeting) -> None:
    action = agreed(cast, meeting, due_on=date(2027, 1, 1))
    sent = form(meeting, cast, kind="action", text=action.text, due_on="2027-02-01", version=1)
    secretary.post(page("action_edit", action.pk), sent)
    text = secretary.get(page("action_detail", action.pk)).text
    assert "Gewijzigd: termijn was 1 januari 2027, is 1 februari 2027." in text


def test_the_next_agenda_shows_the_state_by_itself(secretary: Client, cast: Cast, meeting: Meeting) -> None:
    """BOK-8: what is open, and what was settled since the meeting before."""
    agreed(cast, meeting, "Nog te doen")
    done = agreed(cast, meeting, "Al gedaan")
    services.settle_action(
        action=done, state="done", settled_on=TODAY, note="Op tijd", seen=1, by=cast.secretary, now=NOW
    )
    coming = a_meeting(cast, starts_at=MEETING_AT + timedelta(days=70))
    text = secretary.get(page("meeting_detail", coming.pk)).text
    assert "Acties uit eerdere vergaderingen" in text
    assert "Nog te doen" in text
    assert "Op tijd" in text
    assert text.count("sinds de vorige vergadering") == 1
    assert "Acties uit eerdere vergaderingen" not in secretary.get(page("meeting_detail", meeting.pk)).text


def test_what_few_may_read_stays_out_of_every_list(cast: Cast, meeting: Meeting) -> None:
    action = agreed(cast, meeting, "Kanarie kopen", owner=cast.officer)
    AgendaItem.objects.filter(pk=action.item_id).update(confidentiality="closed")
    coming = a_meeting(cast, starts_at=MEETING_AT + timedelta(days=70))
    addresses = [page("action_list"), page("actions_csv"), page("meeting_detail", coming.pk)]
    for address in addresses:
        answer = signed_in(cast.officer).get(address)
        assert answer.status_code == 200
        assert "Kanarie" not in answer.getvalue().decode()
        assert "Kanarie" in signed_in(cast.chair).get(address).getvalue().decode()
    assert signed_in(cast.officer).get(page("action_detail", action.pk)).status_code == 404
    assert signed_in(cast.officer).post(page("action_settle", action.pk), settling(action)).status_code == 404


def test_the_file_is_safe_to_open(secretary: Client, cast: Cast, meeting: Meeting) -> None:
    agreed(cast, meeting, "@SOM(A1)")
    text = secretary.get(page("actions_csv")).getvalue().decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(text), delimiter=";"))["Wat"] == "'@SOM(A1)"


def test_the_lists_ask_as_many_questions_with_more_actions(secretary: Client, cast: Cast, meeting: Meeting) -> None:
    coming = a_meeting(cast, starts_at=MEETING_AT + timedelta(days=70))
    addresses = [page("action_list"), page("meeting_detail", coming.pk)]

    def asked() -> list[int]:
        counts = []
        for address in addresses:
            secretary.get(address)
            with CaptureQueriesContext(connection) as found:
                assert secretary.get(address).status_code == 200
            counts.append(len(found))
        return counts

    agreed(cast, meeting)
    before = asked()
    for _ in range(15):
        agreed(cast, meeting, party=cast.parties["Almelo"])
    assert asked() == before
