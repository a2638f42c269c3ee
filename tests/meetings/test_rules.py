"""Pure rules of meetings: classes, changes, the checklist, and what their sentences say."""

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from meetings import rules, wording
from meetings.rules import Change, Done, ItemClass, Pace, Presence, Readiness
from twente.core.agreement import Threshold

TWO_THIRDS = Threshold(Fraction(2, 3), exactly_is_enough=False)
READY = Readiness(
    meets_on=date(2026, 12, 2),
    items=10,
    minutes_planned=105,
    minutes_available=120,
    waiting_for_admission=0,
    versions=0,
    changed_since=False,
    seats=14,
    taken=13,
    state="concept",
    decided=0,
    to_decide=3,
    minutes_adopted=False,
    send_by=date(2026, 11, 25),
)


def about(**facts: Any) -> Readiness:
    """The preparation with these facts."""
    return Readiness(**(READY.__dict__ | facts))


def item(number: int, **facts: Any) -> dict[str, Any]:
    """A frozen item."""
    frozen = {"id": number, "title": f"Punt {number}", "class_label": "Orde", "article": "", "explanation": ""}
    return frozen | {"status_label": "ter bespreking", "minutes": 10} | facts


def agenda(*items: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """A frozen agenda."""
    frame = {"starts_at": "2026-12-02T09:00:00+00:00", "ends_at": "2026-12-02T11:00:00+00:00", "place": "Enschede"}
    return frame | {"items": list(items)} | facts


def test_class_says_its_article_and_whether_it_needs_admission() -> None:
    """BOK-8, BOK-10."""
    classes = [ItemClass("subject", "8a"), ItemClass("other_article", article="12.5"), ItemClass("order")]
    assert [one.cited({"order": ()}) for one in classes] == ["8a", "12.5", ""]
    assert [one.key for one in classes] == ["subject:8a", "other_article:12.5", "order"]
    assert not any(one.needs_admission for one in classes)
    assert ItemClass("other").cited({"other": ("9b",)}) == "9b"
    assert ItemClass("other").needs_admission


def test_rulebook_without_a_class_does_not_offer_it() -> None:
    assert rules.item_classes({"subject": ["8a"], "order": []}) == [ItemClass("subject", "8a"), ItemClass("order")]


def test_digest_ignores_the_order_of_keys_and_nothing_else() -> None:
    assert rules.digest({"a": 1, "b": "é"}) == rules.digest({"b": "é", "a": 1})
    assert rules.digest({"a": [1, 2]}) != rules.digest({"a": [2, 1]})


CHANGED = [
    (agenda(item(1)), agenda(item(1)), []),
    (agenda(item(1)), agenda(item(1), item(2)), ["Nieuw punt: “Punt 2”."]),
    (agenda(item(1), item(2)), agenda(item(2)), ["Vervallen punt: “Punt 1”."]),
    (agenda(item(1), item(2)), agenda(item(2), item(1)), ["De volgorde is gewijzigd."]),
    (agenda(item(1)), agenda(item(1, title="Anders")), ["Punt “Punt 1” heet nu “Anders”."]),
    (
        agenda(item(1)),
        agenda(item(1, minutes=25)),
        ["Punt “Punt 1” duurt nu 25 minuten in plaats van 10."],
    ),
    (agenda(), agenda(place="Almelo"), ["Plaats is nu Almelo in plaats van Enschede."]),
    (
        agenda(),
        agenda(starts_at="2026-12-03T08:30:00+00:00"),
        ["Begin is nu donderdag 3 december 2026 om 9.30 uur in plaats van woensdag 2 december 2026 om 10.00 uur."],
    ),
]


@pytest.mark.parametrize(("before", "after", "sentences"), CHANGED)
def test_readers_are_told_what_changed(before: dict, after: dict, sentences: list[str]) -> None:
    assert [wording.change(found) for found in rules.changes(before, after)] == sentences


def test_inserting_an_item_is_no_change_of_order() -> None:
    found = rules.changes(agenda(item(1), item(2)), agenda(item(1), item(3), item(2)))
    assert found == [Change("added", "Punt 3")]


STAGES = [
    (about(items=0), "filled"),
    (about(), "sent"),
    (about(versions=1, changed_since=True), "sent"),
    (about(versions=1, state="convened"), "opened"),
    (about(versions=1, state="open"), "decided"),
    (about(versions=1, state="open", decided=3), "closed"),
    (about(versions=1, state="open", to_decide=0), "decided"),
    (about(versions=1, state="held"), "minutes"),
]


@pytest.mark.parametrize(("facts", "step"), STAGES)
def test_checklist_has_one_next_step(facts: Readiness, step: str) -> None:
    assert [one.key for one in rules.checklist(facts) if one.done == Done.NEXT] == [step]


def test_adopted_minutes_end_the_work_and_missing_mandates_wait() -> None:
    finished = about(versions=1, state="held", minutes_adopted=True)
    steps = {one.key: one.done for one in rules.checklist(finished)}
    assert Done.NEXT not in steps.values()
    assert steps["mandates"] == Done.WAITING
    full = {one.key: one.done for one in rules.checklist(about(taken=14))}
    assert full["mandates"] == Done.YES


PACES = [
    (date(2026, 11, 21), Pace.ON_TIME),
    (date(2026, 11, 22), Pace.CAREFUL),
    (date(2026, 11, 25), Pace.CAREFUL),
    (date(2026, 11, 26), Pace.LATE),
]


@pytest.mark.parametrize(("today", "expected"), PACES)
def test_agenda_is_late_after_seven_days_before(today: date, expected: Pace) -> None:
    """House rule: seven days before 2 December is 25 November, which is still in time."""
    assert rules.pace(about(), today) == expected
    assert rules.pace(about(versions=1), today) == Pace.ON_TIME


@pytest.mark.parametrize(
    ("present", "parties", "reached"), [(9, 14, False), (10, 14, True), (10, 15, False), (11, 15, True), (0, 0, False)]
)
def test_more_than_two_thirds_is_more(present: int, parties: int, reached: bool) -> None:
    """BOK-14: "meer dan tweederde"; exactly two thirds (10 of 15) is not enough. Nobody present is no error."""
    assert Presence(present, parties, 0, 0).reaches(TWO_THIRDS) == reached


@pytest.mark.parametrize(("present", "reached"), [(7, False), (8, True)])
def test_half_is_a_signal(present: int, reached: bool) -> None:
    """R9: a signal when half or fewer are present."""
    assert Presence(present, 14, 0, 0).over_half == reached


def test_counting_line_is_in_whole_numbers() -> None:
    found = Presence(12, 14, 590_000, 643_603)
    line = wording.presence(found, weighed=True)
    assert line == "12 van 14 partijen aanwezig, samen 590.000 van 643.603 inwoners"
    assert wording.presence(found, weighed=False) == "12 van 14 partijen aanwezig"


@pytest.mark.parametrize(
    ("present", "threshold", "sentence"),
    [
        (10, TWO_THIRDS, "Meer dan twee derde is vertegenwoordigd"),
        (9, TWO_THIRDS, "Twee derde of minder is vertegenwoordigd"),
        (7, Threshold(Fraction(1, 2), exactly_is_enough=True), "Minstens de helft is vertegenwoordigd"),
        (6, Threshold(Fraction(1, 2), exactly_is_enough=True), "Minder dan de helft is vertegenwoordigd"),
    ],
)
def test_what_a_decision_asks_of_presence_is_said_in_its_own_words(
    present: int, threshold: Threshold, sentence: str
) -> None:
    """BOK-14: the share and whether exactly that share is enough come from the rulebook."""
    assert wording.represented(Presence(present, 14, 0, 0), threshold) == sentence


def test_who_presides_and_the_vote_follow_the_rulebook() -> None:
    """BOK-5.5 and R8; an agreement that says nothing about a vote makes no sentence about one."""
    assert wording.presiding("Ans", chair=True, votes=False) == "Ans zit voor en heeft geen stem."
    assert wording.presiding("Ans", chair=True, votes=None) == "Ans zit voor."
    assert wording.presiding_help(chair=False, deputy=True) == (
        "De voorzitter heeft geen stem. Een waarnemer houdt de stem van de eigen partij."
    )
    assert wording.presiding_help(chair=None, deputy=None) == ""


def test_checklist_says_what_is_left() -> None:
    assert wording.filled_detail(READY) == "10 punten, 1 uur en 45 minuten gepland, nog 15 minuten vrij"
    assert wording.filled_detail(about(minutes_planned=120)).endswith("de tijd is vol")
    assert wording.filled_detail(about(minutes_planned=121)).endswith("1 minuut te veel")
    assert wording.filled_detail(about(waiting_for_admission=1)).endswith("over toelating is nog niet beslist")
    assert wording.mandates_detail(READY) == "Voor 1 partij kan nog niemand spreken."
    titles = [wording.step_title(step) for step in rules.checklist(READY)]
    assert titles[3:6] == ["Volgende stap: agenda versturen", "Mandaten bekend: 13 van 14", "Vergadering openen"]


def test_period_over_midnight_names_the_day() -> None:
    late, early = datetime(2026, 12, 2, 22, 0, tzinfo=UTC), datetime(2026, 12, 3, 0, 30, tzinfo=UTC)
    assert wording.period(late, early) == "23.00 uur tot 3 december 2026 1.30 uur"


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 minuten"), (1, "1 minuut"), (60, "1 uur"), (105, "1 uur en 45 minuten")]
)
def test_durations_in_words(minutes: int, words: str) -> None:
    assert wording.duration(minutes) == words
