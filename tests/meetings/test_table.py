"""The meeting as it runs: time per item, pauses, closed doors, speakers, and entries that happen once."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from meetings import services
from meetings.models import Action, AgendaItem, ClosedPart, Decision, ItemTurn, Meeting, SpeakerTurn, Statement
from meetings.rules import timekeeping as rules
from meetings.selectors import session
from meetings.services import pauses, turns
from meetings.services.locks import NotOpen
from meetings.wording import timekeeping as words
from tests.cast import MORNING, Cast
from tests.factories import COURSE, ORDER, a_convened_meeting, an_open_meeting
from twente.core.models import User

SignIn = Callable[[User], Client]
MINUTE = timedelta(minutes=1)
HTMX = {"hx-request": "true"}


@dataclass
class Span:
    """A stretch in minutes after the morning; None still goes on."""

    begin: int
    end: int | None

    @property
    def started_at(self) -> datetime:
        return MORNING + self.begin * MINUTE

    @property
    def ended_at(self) -> datetime | None:
        return None if self.end is None else MORNING + self.end * MINUTE


def page(name: str, *args: object) -> str:
    """An address under the agreement."""
    return reverse(f"meetings:{name}", args=["bok-ses", *args])


@pytest.fixture
def running(cast: Cast, morning: None) -> Meeting:
    """A meeting that opened at nine with Borne and Hengelo at the table and three items."""
    return an_open_meeting(cast, present=("Borne", "Hengelo"), items=(ORDER, COURSE, COURSE), at=MORNING)


def second(meeting: Meeting) -> AgendaItem:
    """Punt 2."""
    return meeting.items.get(position=2)


@pytest.mark.parametrize(
    ("spans", "breaks", "at", "minutes"),
    [
        ([Span(0, 10)], [], 30, 10),
        ([Span(0, None)], [], 12, 12),
        ([Span(0, 10), Span(20, 25)], [], 30, 15),
        ([Span(0, None)], [Span(5, 15)], 20, 10),
        ([Span(0, None)], [Span(5, None)], 20, 5),
        ([Span(0, 10)], [Span(8, 40)], 60, 8),
        ([Span(5, None)], [], 0, 0),
        ([], [], 9, 0),
    ],
)
def test_time_of_an_item_runs_while_it_is_at_hand_and_the_meeting_is_not_suspended(
    spans: list[Span], breaks: list[Span], at: int, minutes: int
) -> None:
    assert rules.used(spans, breaks, MORNING + at * MINUTE) == minutes * 60


def test_expected_end_counts_what_is_left_and_what_was_skipped() -> None:
    """Ten minutes at hand of which four are left, five for a skipped item, twenty to come."""
    items = [
        rules.Timed(10, 900, treated=True),
        rules.Timed(5, 0),
        rules.Timed(10, 360, current=True, treated=True),
        rules.Timed(20, 0),
    ]
    assert rules.expected_end(items, MORNING) == MORNING + 29 * MINUTE
    late = [rules.Timed(10, 700, current=True, treated=True)]
    assert rules.expected_end(late, MORNING) == MORNING


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (600, "nog 10 min"),
        (541, "nog 10 min"),
        (1, "nog 1 min"),
        (0, "tijd is om"),
        (-59, "tijd is om"),
        (-60, "1 min over tijd"),
        (-185, "3 min over tijd"),
    ],
)
def test_time_left_in_words(seconds: int, said: str) -> None:
    assert words.left(seconds) == said


def test_item_that_comes_back_has_two_turns(cast: Cast, running: Meeting) -> None:
    first, other = running.items.get(position=1), second(running)
    for minute, item in ((10, other), (15, first), (20, first)):
        services.take_item(meeting=running, item=item, by=cast.chair, now=MORNING + minute * MINUTE)
    assert [turn.started_at for turn in session.turns(first)] == [MORNING, MORNING + 15 * MINUTE]
    services.close_meeting(meeting=running, by=cast.chair, now=MORNING + 40 * MINUTE)
    assert {turn.ended_at for turn in ItemTurn.objects.filter(meeting=running)} == {
        MORNING + minute * MINUTE for minute in (10, 15, 40)
    }


def test_clock_that_was_set_back_never_makes_items_overlap(cast: Cast, running: Meeting) -> None:
    first = running.items.get(position=1)
    services.take_item(meeting=running, item=second(running), by=cast.chair, now=MORNING + 10 * MINUTE)
    services.take_item(meeting=running, item=first, by=cast.chair, now=MORNING + 5 * MINUTE)
    begun = [turn.started_at for turn in ItemTurn.objects.filter(meeting=running)]
    assert begun == [MORNING, MORNING + 10 * MINUTE, MORNING + 10 * MINUTE]


def test_database_refuses_two_items_at_hand_at_once(cast: Cast, running: Meeting) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemTurn.objects.create(meeting=running, item=second(running), started_at=MORNING, by=cast.chair)


def test_suspension_stops_the_clock_and_no_item_is_taken_until_it_ends(cast: Cast, running: Meeting) -> None:
    act = {"meeting": running, "by": cast.secretary}
    once = pauses.suspend_meeting(reason="Overleg.", now=MORNING + 5 * MINUTE, **act)
    assert pauses.suspend_meeting(reason="Nog eens.", now=MORNING + 6 * MINUTE, **act) == once
    with pytest.raises(pauses.MeetingSuspended):
        services.take_item(item=second(running), now=MORNING + 7 * MINUTE, **act)
    pauses.resume_meeting(now=MORNING + 15 * MINUTE, **act)
    assert pauses.resume_meeting(now=MORNING + 16 * MINUTE, **act) is None
    found = list(session.suspensions(running))
    assert [(row.reason, row.started_at, row.ended_at) for row in found] == [
        ("Overleg.", MORNING + 5 * MINUTE, MORNING + 15 * MINUTE)
    ]
    assert rules.used(session.turns_of(running)[running.current_item_id], found, MORNING + 20 * MINUTE) == 600


def test_meeting_that_closes_takes_its_suspension_and_closed_part_along(cast: Cast, running: Meeting) -> None:
    act = {"meeting": running, "by": cast.secretary}
    pauses.close_doors(now=MORNING + 2 * MINUTE, **act)
    pauses.suspend_meeting(reason="Overleg.", now=MORNING + 5 * MINUTE, **act)
    services.close_meeting(now=MORNING + 9 * MINUTE, **act)
    ends = {row.ended_at for rows in (session.suspensions(running), session.closed_parts(running)) for row in rows}
    assert ends == {MORNING + 9 * MINUTE}
    with pytest.raises(NotOpen):
        pauses.close_doors(now=MORNING + 10 * MINUTE, **act)


def test_doors_close_once_and_open_again(cast: Cast, running: Meeting) -> None:
    act = {"meeting": running, "by": cast.secretary}
    for minute in (2, 3):
        pauses.close_doors(now=MORNING + minute * MINUTE, **act)
    pauses.open_doors(now=MORNING + 8 * MINUTE, **act)
    part = ClosedPart.objects.get()
    assert (part.started_at, part.ended_at) == (MORNING + 2 * MINUTE, MORNING + 8 * MINUTE)


def test_speakers_take_turns_in_the_order_of_asking(cast: Cast, running: Meeting) -> None:
    item, act = running.current_item, {"by": cast.chair}
    for minute, name in enumerate(("Losser", "Borne", "Losser", "Almelo")):
        turns.ask_to_speak(item=item, party=cast.parties[name], now=MORNING + minute * MINUTE, **act)
    turns.withdraw_speaker(item=item, party=cast.parties["Borne"], now=MORNING, **act)
    first = turns.next_speaker(item=item, seen=None, now=MORNING + 5 * MINUTE, **act)
    again = turns.next_speaker(item=item, seen=None, now=MORNING + 5 * MINUTE, **act)
    assert (str(first.party), again) == ("Losser", first)
    with pytest.raises(turns.AlreadySpeaking):
        turns.withdraw_speaker(item=item, party=cast.parties["Losser"], now=MORNING, **act)
    assert str(turns.next_speaker(item=item, seen=first.pk, now=MORNING + 7 * MINUTE, **act).party) == "Almelo"
    services.take_item(meeting=running, item=second(running), now=MORNING + 9 * MINUTE, **act)
    spoken = SpeakerTurn.objects.filter(ended_at__isnull=False).values_list("party__short_name", flat=True)
    assert list(spoken) == ["Losser", "Almelo"]


def entry(**changes: str) -> dict[str, str]:
    """A filled-in action."""
    fields = {"text": "Brief aan de griffies.", "who": "", "due_on": "2026-12-09", "key": str(uuid.uuid4())}
    return fields | changes


def test_entry_sent_twice_is_one_row(cast: Cast, secretary: Client, running: Meeting) -> None:
    who = f"partij-{cast.parties['Borne'].pk}"
    for kind, data in (
        ("actiepunt", entry(who=who)),
        ("toezegging", entry(who=f"persoon-{cast.chair.pk}")),
        ("verklaring", entry(party=who)),
        ("besluit", entry(outcome="vastgesteld")),
    ):
        address = page("entry_create", running.current_item_id, kind)
        answers = [secretary.post(address, data, headers=HTMX).status_code for _ in range(2)]
        assert (kind, answers) == (kind, [200, 200])
    action, promise = Action.objects.order_by("pk")
    assert (action.kind, action.party, action.owner) == ("action", cast.parties["Borne"], None)
    assert (promise.kind, promise.owner) == ("promise", cast.chair)
    assert Statement.objects.get().speaker == cast.representatives["Borne"].name
    assert Decision.objects.count() == 1
    shown = secretary.get(page("live_desk", running.pk)).text
    assert shown.count("Brief aan de griffies.") == 4


@pytest.mark.parametrize(
    ("kind", "changes", "said"),
    [
        ("actiepunt", {"text": "\u200b"}, "Vul in: wat gaat er gebeuren?"),
        ("actiepunt", {"who": "partij-0"}, "Selecteer een geldige keuze"),
        ("actiepunt", {"who": ""}, "Kies wie het doet."),
        ("actiepunt", {"due_on": "31-02-2027"}, "Vul een bestaande dag in"),
        ("actiepunt", {"due_on": "2026-11-19"}, "Deze dag is al voorbij."),
        ("toezegging", {"text": "x" * 10_001}, "10000"),
        ("verklaring", {"party": "", "speaker": ""}, "Kies een partij of vul een naam in."),
        ("verklaring", {"speaker": "Jansen\r\nBcc: x"}, "Gebruik hier geen regeleinden."),
        ("besluit", {"outcome": "adopted"}, "Selecteer een geldige keuze"),
    ],
)
def test_wrong_entry_comes_back_at_its_field_with_its_text(
    cast: Cast, secretary: Client, running: Meeting, kind: str, changes: dict[str, str], said: str
) -> None:
    data = entry(who=f"partij-{cast.parties['Borne'].pk}", outcome="vastgesteld") | changes
    answer = secretary.post(page("entry_create", running.current_item_id, kind), data, headers=HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#snel")
    assert said in answer.text
    assert changes.get("text") or "Brief aan de griffies." in answer.text
    assert not Action.objects.exists() and not Statement.objects.exists() and not Decision.objects.exists()


def test_nobody_at_the_table_decides_nothing(cast: Cast, secretary: Client, morning: None) -> None:
    """Quorum with 0 present: the figures show it, and a decision is refused at its form."""
    meeting = an_open_meeting(cast, at=MORNING)
    assert "0 van 14 partijen aanwezig" in secretary.get(page("live_desk", meeting.pk)).text
    data = entry(outcome="vastgesteld")
    for name, args in (("entry_create", ("besluit",)), ("decision_create", ())):
        answer = secretary.post(page(name, meeting.current_item_id, *args), data)
        assert (answer.status_code, "Er is niemand aanwezig." in answer.text) == (422, True)
    assert not Decision.objects.exists()


def test_quorum_signal_follows_who_comes_and_goes(cast: Cast, secretary: Client, running: Meeting) -> None:
    """BOK-14: meer dan twee derde of fourteen is ten; R9: half or fewer is a signal."""

    def mark(name: str, act: str) -> str:
        data = {"party": cast.parties[name].pk, "mark": act, "scherm": "live_desk"}
        return secretary.post(page("seat_mark", running.pk), data, headers=HTMX).text

    names = [name for name in cast.parties if name not in ("Borne", "Hengelo")]
    said = [mark(name, "arrived") for name in names[:8]]
    assert "Twee derde of minder is vertegenwoordigd" in said[6]
    assert "Meer dan twee derde is vertegenwoordigd" in said[7]
    assert "De helft van de partijen of minder" in said[4]
    assert "De helft van de partijen of minder" not in said[5]
    assert "Twee derde of minder" in mark(names[0], "left")


@pytest.mark.parametrize("mark", ["arrived", "absent", "left"])
def test_attendance_of_somebody_who_is_no_party_is_refused(secretary: Client, running: Meeting, mark: str) -> None:
    answer = secretary.post(page("seat_mark", running.pk), {"party": 0, "mark": mark}, headers=HTMX)
    assert (answer.status_code, "Dit is geen partij bij de overeenkomst." in answer.text) == (422, True)


def test_suspending_asks_a_reason(secretary: Client, running: Meeting) -> None:
    answer = secretary.post(page("meeting_suspend", running.pk), {"reason": " "}, headers=HTMX)
    assert (answer.status_code, "Vul in waarom u schorst." in answer.text) == (422, True)
    secretary.post(page("meeting_suspend", running.pk), {"reason": "Overleg van de colleges."})
    for name in ("live_desk", "live_chair", "live_follow", "live_wall"):
        shown = secretary.get(page(name, running.pk)).text
        assert "De vergadering is geschorst sinds 9.00 uur: Overleg van de colleges." in shown


@pytest.mark.parametrize("name", ["live_desk", "live_chair", "live_follow", "live_wall"])
def test_unchanged_screen_answers_204_and_a_changed_one_comes_whole(
    cast: Cast, secretary: Client, running: Meeting, name: str
) -> None:
    address, version = page(name, running.pk), {"versie": running.version}
    assert secretary.get(address, version, headers=HTMX).status_code == 204
    services.take_item(meeting=running, item=second(running), by=cast.chair, now=MORNING)
    answer = secretary.get(address, version, headers=HTMX)
    assert (answer.status_code, "Punt 2" in answer.text, "<html" in answer.text) == (200, True, False)


CANARY = "Kanarie in het dossier"


@pytest.fixture
def closed_item(cast: Cast, running: Meeting) -> AgendaItem:
    """Punt 2 is confidential and at hand."""
    item = second(running)
    AgendaItem.objects.filter(pk=item.pk).update(
        title=CANARY, explanation=CANARY, proposed_decision=CANARY, confidentiality="closed"
    )
    services.take_item(meeting=running, item=item, by=cast.chair, now=MORNING)
    return AgendaItem.objects.get(pk=item.pk)


def test_confidential_item_is_seen_by_who_may_and_by_nobody_else(
    cast: Cast, signed_in: SignIn, running: Meeting, closed_item: AgendaItem
) -> None:
    turns.ask_to_speak(item=closed_item, party=cast.parties["Losser"], by=cast.chair, now=MORNING)
    turns.next_speaker(item=closed_item, seen=None, by=cast.chair, now=MORNING)
    officer = signed_in(cast.everybody["officer"])
    for name in ("meeting_live", "live_follow", "live_wall"):
        for headers in ({}, HTMX):
            text = officer.get(page(name, running.pk), headers=headers).text
            assert (name, CANARY in text, "Besloten deel" in text) == (name, False, True)
            assert f"punten/{closed_item.pk}/" not in text
    for person, name in ((cast.secretary, "live_desk"), (cast.chair, "live_chair"), (cast.chair, "live_follow")):
        assert CANARY in signed_in(person).get(page(name, running.pk)).text
    assert officer.get(page("entry_create", closed_item.pk, "actiepunt")).status_code == 403


def test_wall_never_shows_a_confidential_item_whoever_opens_it(
    cast: Cast, signed_in: SignIn, running: Meeting, closed_item: AgendaItem
) -> None:
    for person in (cast.secretary, cast.chair, cast.representatives["Borne"]):
        text = signed_in(person).get(page("live_wall", running.pk)).text
        assert (CANARY in text, "Besloten deel" in text, "heeft het woord" in text) == (False, True, False)
    assert "Sluit de deuren" in signed_in(cast.secretary).get(page("live_desk", running.pk)).text


def test_deputy_who_is_not_in_charge_does_not_lead(cast: Cast, signed_in: SignIn, running: Meeting) -> None:
    deputy = signed_in(cast.everybody["deputy_chair"])
    assert deputy.get(page("live_chair", running.pk)).status_code == 403
    assert "Naar punt 2" not in deputy.get(page("meeting_live", running.pk)).text


def test_plain_posts_lead_back_to_the_screen_they_came_from(cast: Cast, secretary: Client, running: Meeting) -> None:
    for screen in ("live_desk", "live_chair"):
        answer = secretary.post(page("doors_close", running.pk), {"scherm": screen})
        assert answer["Location"] == page(screen, running.pk)
    assert secretary.post(page("item_take", second(running).pk), {})["Location"] == page("live_desk", running.pk)
    assert secretary.get(page("item_take", second(running).pk)).status_code == 405


def test_screens_before_the_meeting_opens_say_so(cast: Cast, secretary: Client) -> None:
    meeting = a_convened_meeting(cast)
    for name in ("live_desk", "live_chair", "live_follow"):
        assert "Er is geen punt aan de orde" in secretary.get(page(name, meeting.pk)).text
    assert "Bijeengeroepen" in secretary.get(page("live_wall", meeting.pk)).text
