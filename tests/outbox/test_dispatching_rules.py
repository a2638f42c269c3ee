"""Pure rules of sending to the councils (BOK-8h), and of what may leave."""

from datetime import date

import pytest

from meetings.rules.leaving import Facts, flaws, flaws_in_public
from twente.core.phrases import spaced
from twente.outbox.dispatching.rules import (
    Question,
    Sent,
    answer_flaws,
    arrived,
    bounced,
    pressing,
    question_flaws,
    waiting,
)
from twente.outbox.dispatching.wording import PILLS, letter, sent_notice, without_address

TODAY = date(2027, 2, 11)


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        (Question(), []),
        (Question("Stemt u in?", date(2027, 2, 12)), []),
        (Question("Stemt u in?", date(2027, 2, 11)), [("answer_by", "too_soon")]),
        (Question("Stemt u in?", None), [("answer_by", "half_a_question")]),
        (Question("", date(2027, 3, 1)), [("question", "half_a_question")]),
    ],
)
def test_a_question_has_a_text_and_a_day_to_come(question: Question, wrong: list[tuple[str, str]]) -> None:
    assert question_flaws(question, TODAY) == wrong


@pytest.mark.parametrize(
    ("answered_on", "wrong"),
    [
        (date(2027, 1, 31), ["before_sent"]),
        (date(2027, 2, 1), []),
        (date(2027, 2, 11), []),
        (date(2027, 2, 12), ["in_future"]),
    ],
)
def test_an_answer_comes_after_the_question_and_not_tomorrow(answered_on: date, wrong: list[str]) -> None:
    assert answer_flaws(answered_on, date(2027, 2, 1), TODAY) == wrong


@pytest.mark.parametrize(
    ("last", "named"), [(date(2027, 2, 25), True), (date(2027, 2, 26), False), (date(2027, 2, 1), True)]
)
def test_a_missing_answer_is_named_two_weeks_before_its_last_day(last: date, named: bool) -> None:
    assert pressing(last, TODAY) is named


def test_only_mails_that_were_given_up_and_not_sent_again_bounced() -> None:
    rows = [Sent("Almelo", "sent"), Sent("Borne", "dead"), Sent("Losser", "dead", sent_again=True), Sent("X", "queued")]
    assert bounced(rows) == ("Borne",)


def test_a_council_that_answered_any_row_owes_nothing() -> None:
    day = date(2027, 3, 1)
    rows = [
        Sent("Almelo", "sent", day),
        Sent("Borne", "sent", day, sent_again=True),
        Sent("Borne", "sent", day, answered=True),
        Sent("Losser", "sent"),
        Sent("Almelo", "sent", day),
    ]
    assert waiting(rows) == ("Almelo",)


def facts(**known: object) -> Facts:
    given = {"kind": "minutes", "signed": True, "confidential": False, "outdated": False} | known
    return Facts(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "wrong"),
    [
        ({}, []),
        ({"signed": False}, ["unsigned"]),
        ({"kind": "decision_list", "signed": False}, ["unsigned"]),
        ({"kind": "decision_excerpt", "signed": False}, ["unsigned"]),
        ({"kind": "minutes_annex"}, ["kind"]),
        ({"kind": "vote_result"}, ["kind"]),
        ({"confidential": True}, ["confidential"]),
        ({"kind": "decision_list", "outdated": True}, ["outdated"]),
        ({"signed": False, "confidential": True}, ["unsigned", "confidential"]),
        ({"destroyed": True}, ["destroyed"]),
    ],
)
def test_what_goes_to_the_councils(known: dict[str, object], wrong: list[str]) -> None:
    assert flaws(facts(**known)) == wrong


def test_an_excerpt_is_for_the_councils_and_not_for_all() -> None:
    assert flaws_in_public(facts(kind="decision_excerpt")) == ["not_for_all"]
    assert flaws_in_public(facts(kind="decision_list")) == []
    assert flaws_in_public(facts(confidential=True)) == ["confidential"]


def test_the_letter_names_what_and_how_to_check_it() -> None:
    text = letter(
        name="griffie Almelo",
        overleg="BOK",
        title="Verslag",
        version=3,
        sha256="ab" * 32,
        question="Stemt u in?",
        until=date(2027, 3, 1),
    )
    for piece in ("Versie: 3", spaced("ab" * 32), "hebben het ondertekend", "1 maart 2027", "[persoonlijke link]"):
        assert piece in text


def test_sentences_count_right() -> None:
    assert sent_notice(1, 0) == "Eén raad krijgt het stuk."
    assert sent_notice(13, 1) == "13 raden krijgen het stuk. 1 had het al."
    assert sent_notice(0, 14).startswith("Deze raden hadden het stuk al")
    assert without_address(["Almelo", "Losser"]) == "Van de raden van Almelo en Losser is geen griffie vastgelegd."


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("sent", "afgeleverd"),
        ("bounced", "teruggekomen"),
        ("dead", "niet aangekomen"),
        ("cancelled", "niet aangekomen"),
    ],
)
def test_what_came_back_and_what_was_given_up_are_told_apart(state: str, words: str) -> None:
    assert PILLS[arrived(state)][0] == words
