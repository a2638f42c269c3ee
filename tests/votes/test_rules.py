"""Every worked example, and what the examples do not show (votes.md sections 2 and 3)."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.votes.table import BOK, CODES, book, seats, silent, vote
from twente.core.agreement import TEST_KINDS, Rulebook, load, shipped
from twente.core.cases import UnknownCase
from votes import cases
from votes.rules import (
    TESTS,
    Answer,
    Attempt,
    Ballots,
    Choice,
    Consent,
    Council,
    CouncilAnswer,
    Flag,
    Poll,
    Preparation,
    Received,
    Result,
    Seat,
    Slips,
    UnknownParty,
    alternatives,
    answer,
    appoint,
    decide,
    elect,
    judge,
    obstacles,
    refer,
    replay,
    seated,
)
from votes.rules.consent import REFERRALS
from votes.rules.gates import GATES

FILE = json.loads((Path(__file__).parent.parent / "cases" / "stemmingen.json").read_text(encoding="utf-8"))
PREPARED = tuple(Council(code, submitted=True, answer=CouncilAnswer.CONSENTED) for code in BOK.party_codes)
NOON = datetime(2026, 12, 2, 12, tzinfo=UTC)


def differs(books: Mapping[str, Rulebook], case: dict[str, Any]) -> bool:
    """Whether a worked example comes out otherwise under these rulebooks, or gets no answer at all."""
    try:
        came_out = cases.run_under(books, case, FILE)
    except UnknownCase:
        return True
    return any(came_out.get(key) != value for key, value in case["verwacht"].items())


@pytest.mark.parametrize("case", FILE["gevallen"], ids=lambda case: f"{case['id']} {case['titel']}")
def test_worked_example(case: dict[str, Any]) -> None:
    came_out = cases.run(case, FILE)

    assert {key: came_out[key] for key in case["verwacht"]} == case["verwacht"]


MAJORITY = '{ kind = "majority_of_votes", article = "12.3", reading = "R3", '
INHABITANTS = '{ kind = "share_of_inhabitants", article = "12.3", reading = "R4", '


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (MAJORITY + 'more_than = "1/2"', MAJORITY + 'at_least = "1/2"'),
        (MAJORITY + 'more_than = "1/2"', MAJORITY + 'more_than = "3/5"'),
        (INHABITANTS + 'at_least = "1/2"', INHABITANTS + 'more_than = "1/2"'),
        (INHABITANTS + 'at_least = "1/2"', INHABITANTS + 'at_least = "49990/100000"'),
        ('more_than = "2/3"', 'at_least = "2/3"'),
        ('more_than = "2/3"', 'more_than = "5/7"'),
        ('reading = "R20", more_than = "1/2"', 'reading = "R20", at_least = "1/2"'),
        ('art8_geheel = ["8"]', 'art8_geheel = ["8a"]'),
        ('art8_a = ["8a"]', 'art8_a = ["8"]'),
        ('party = "GM0153"\nseat', 'party = "GM0141"\nseat'),
        ('gate = { kind = "councils", article = "12.5", reading = "R10" }', 'gate = "none"'),
        ('tie = "R6"', 'tie = "none"'),
        ('quorum = "R9"', 'quorum = "none"'),
        ('kind = "unanimous_of_all", article = "12.6"', 'kind = "unanimous_of_present", article = "12.6"'),
        ('kind = "unanimous_of_present", article = "14"', 'kind = "unanimous_of_all", article = "14"'),
        ('"GM0173", "GM0168"]', '"GM0173", "GM0153"]'),
    ],
)
def test_a_changed_rulebook_turns_an_example_red(before: str, after: str) -> None:
    """Rules are data: the examples hold every threshold of the rulebook in place."""
    assert before in BOK.source
    changed = load(BOK.source.replace(before, after), name="bok_ses.toml")
    books = {found.key: found for found in shipped()} | {BOK.key: changed}

    assert [case["id"] for case in FILE["gevallen"] if differs(books, case)]


def test_the_tables_of_tests_and_gates_are_closed() -> None:
    """Each kind that a rulebook may name has one function, and the other way round."""
    counted = {kind for kind, shape in TEST_KINDS.items() if shape.procedure == "vote"}
    at_home = {kind for kind, shape in TEST_KINDS.items() if shape.procedure == "consent"}
    gates = {rule.gate.kind for found in shipped() for rule in found.decision_rules if rule.gate}

    assert TESTS.keys() == counted
    assert REFERRALS.keys() == at_home
    assert gates <= GATES.keys()


@pytest.mark.parametrize(
    "change",
    [
        {"overeenkomst": "onbekend"},
        {"besluit": "loterij"},
        {"lezingen": {"maan": "vol"}},
        {"lezingen": {"koppen_grondslag": "iedereen"}},
        {"extra": 1},
        {"uitgesloten": ["Zwolle"]},
        {"stemmen": {"Zwolle": "voor"}},
        {"raden": {"Almelo": {"voorgelegd": True, "ingestemd": "open"}}},
        {"onderwerp": {"artikel": "8", "letter": "d", "financieel": True, "haast": True}},
    ],
    ids=str,
)
def test_an_unknown_question_is_never_answered(change: dict[str, Any]) -> None:
    case = next(case for case in FILE["gevallen"] if case["id"] == "V001")

    with pytest.raises(UnknownCase):
        cases.run({**case, **change}, FILE)


def test_a_party_has_one_seat() -> None:
    """BOK-12.1"""
    with pytest.raises(ValueError, match="één stem"):
        Ballots((Seat("GM0141", 1, present=True), Seat("GM0141", 1, present=True)))


def test_the_contribution_is_financial_by_nature() -> None:
    """BOK-12.2, 8d: also when nobody ticked "financieel"."""
    assert len(seated(vote({}, on="8d", financial=False)).entitled) == 14
    assert len(seated(vote({}, on="8a", financial=False)).entitled) == 13
    assert len(seated(vote({}, on="8a", financial=True)).entitled) == 14


def test_a_unanimous_decision_excludes_nobody() -> None:
    """BOK-12.6 and 10: admitting a subject is not a subject of art. 8."""
    assert len(seated(vote({}, on="8a", kind="ander_onderwerp")).entitled) == 14


def test_an_absent_party_may_complete_unanimity() -> None:
    """R7: present or not, what counts is the vote before the closing time."""
    outcome = decide(vote({}, on="12.6", kind="ander_onderwerp", absent=("Losser",)))

    assert outcome.result is Result.ADOPTED


def test_unanimity_of_those_present_when_the_body_reads_it_so() -> None:
    """R7, other value."""
    choices = {"Losser": None}
    asked = vote(choices, on="12.6", kind="ander_onderwerp", absent=("Losser",), readings={"R7": "alleen_aanwezigen"})

    assert decide(asked).result is Result.ADOPTED
    assert decide(replace(asked, readings=BOK.reading_values)).result is Result.REJECTED


def test_blank_votes_alone_adopt_nothing() -> None:
    """R7 "neutraal" lets a blank vote pass; it does not let nobody decide."""
    nobody = dict.fromkeys(CODES, Choice.BLANK)

    outcome = decide(vote(nobody, on="12.6", kind="ander_onderwerp", readings={"R7": "neutraal"}))

    assert outcome.result is Result.REJECTED


@pytest.mark.parametrize(("kind", "on"), [("ander_onderwerp", "10"), ("toetreding", "14")])
def test_an_empty_room_is_not_unanimous(kind: str, on: str) -> None:
    """BOK-14, R7 "alleen_aanwezigen": nobody there decides nothing."""
    asked = vote(
        silent(except_for={}),
        on=on,
        kind=kind,
        absent=tuple(CODES),
        readings={"R7": "alleen_aanwezigen"},
        preparation=Preparation(requested=True),
    )

    outcome = decide(asked)

    assert (outcome.result, outcome.reasons[0].code) == (Result.REJECTED, "NIET_UNANIEM_AFWEZIG")


def test_a_council_without_a_record_was_not_asked() -> None:
    """BOK-12.5"""
    rule, prepared = BOK.decisions["additionele_middelen"], Preparation(PREPARED[1:])

    found = obstacles(rule.gate, BOK.party_codes, prepared, BOK.reading_values)

    assert [(reason.code, reason.parties) for reason in found] == [("RADEN_NIET_VOORGELEGD", (CODES["Almelo"],))]


def test_consent_that_is_still_open_is_no_refusal() -> None:
    """R10: with "voorgelegd" an open answer is neither an obstacle nor a signal; with "ingestemd" it is an obstacle."""
    councils = (replace(PREPARED[0], answer=CouncilAnswer.OPEN), *PREPARED[1:])
    asked = vote({}, on="12.5", kind="additionele_middelen", preparation=Preparation(councils))

    assert (decide(asked).result, decide(asked).flags) == (Result.ADOPTED, ())
    assert decide(replace(asked, readings={**asked.readings, "R10": "ingestemd"})).result is Result.NOT_OPENED


@pytest.mark.parametrize(("kind", "on"), [("toetreding", "14")])
def test_accession_needs_a_written_request(kind: str, on: str) -> None:
    """BOK-14"""
    without = decide(vote({}, on=on, kind=kind))
    with_request = decide(vote({}, on=on, kind=kind, preparation=Preparation(requested=True)))

    assert (without.code, without.reasons[0].code) == ("NIET_TE_OPENEN", "GEEN_SCHRIFTELIJK_VERZOEK")
    assert with_request.result is Result.ADOPTED


def test_no_quorum_signal_when_the_body_wants_none() -> None:
    """R9 "geen"."""
    few = silent(except_for={"Enschede": Choice.FOR, "Hengelo": Choice.FOR, "Almelo": Choice.FOR})
    absent = tuple(name for name, choice in few.items() if choice is None)

    assert Flag.BELOW_QUORUM in decide(vote(few, absent=absent)).flags
    assert Flag.BELOW_QUORUM not in decide(vote(few, absent=absent, readings={"R9": "geen"})).flags


def test_weighted_votes_that_weigh_the_same_are_a_tie() -> None:
    """HLB-9a"""
    rule = book("hoofdlijnen_2019").decisions["financieel"]
    ballots = Ballots(
        (
            Seat("GM0141", 100, present=True, choice=Choice.FOR),
            Seat("GM0147", 60, present=True, choice=Choice.AGAINST),
            Seat("GM1774", 40, present=True, choice=Choice.AGAINST),
        )
    )

    outcome = judge(rule, ballots, {})

    assert (outcome.result, outcome.flags) == (Result.REJECTED, (Flag.TIED,))


def test_other_readings_are_tried_one_at_a_time() -> None:
    """BOK-18: R1 both ways, R3, R4, R6 and R9, each other value once."""
    found = alternatives(vote({"Enschede": None}, on="8a"))

    assert [(item.reading, item.value, item.assumed) for item in found] == [
        ("R1", "art8_a", None),
        ("R1", "geen", Choice.FOR),
        ("R1", "geen", Choice.AGAINST),
        ("R3", "aanwezig", None),
        ("R3", "stemgerechtigd", None),
        ("R4", "stemgerechtigd", None),
        ("R4", "aanwezig", None),
        ("R6", "gemeentewet_32", None),
        ("R9", "hard", None),
        ("R9", "geen", None),
    ]


def test_a_reading_that_takes_a_vote_away_is_tried_too() -> None:
    """R1: a vote cast under "geen" does not exist under the other reading."""
    narrow = {"Almelo": Choice.AGAINST, "Hengelo": Choice.AGAINST, "Losser": Choice.AGAINST}
    found = alternatives(vote(narrow, on="8c", readings={"R1": "geen"}))

    excluded = next(item for item in found if item.value == "art8_geheel")
    assert (excluded.assumed, excluded.outcome.result, excluded.differs) == (None, Result.REJECTED, True)


def test_two_candidates_without_a_majority_meet_once_more_and_no_more() -> None:
    """R20: votes against both can keep a majority away; a second round without a tie elects nobody."""
    slips = Slips(entitled=14, candidates={"A": 5, "B": 4}, against=5)

    first, second = (elect(BOK.decisions["personen"], slips, round_number=number) for number in (1, 2))

    assert (first.code, second.code) == ("HERSTEMMING:A,B", "NIET_GEKOZEN")


@pytest.mark.parametrize(
    ("candidates", "code"),
    [
        ({"A": 5, "B": 5, "C": 4}, "HERSTEMMING:A,B"),
        ({"A": 4, "B": 4, "C": 4, "D": 2}, "TUSSENSTEMMING:A,B,C"),
        ({"D": 5, "C": 3, "B": 3, "A": 3}, "TUSSENSTEMMING:A,B,C"),
        ({"C": 6, "A": 5, "B": 3}, "HERSTEMMING:A,C"),
    ],
    ids=["first place shared by two", "first shared by three", "second shared by three", "nothing shared"],
)
def test_who_goes_on_when_nobody_is_elected(candidates: dict[str, int], code: str) -> None:
    """BOK-5.4, R20"""
    slips = Slips(entitled=14, candidates=candidates)

    assert elect(BOK.decisions["personen"], slips, round_number=1).code == code


@pytest.mark.parametrize("rest", [{"blank": 1}, {"invalid": 1}, {"against": 1}], ids=str)
def test_every_slip_in_the_box_is_counted_against_the_voters(rest: dict[str, int]) -> None:
    """R20: one slip too many, whatever is on it, and the vote is done again."""
    slips = Slips(entitled=14, candidates={"A": 8, "B": 6}, **rest)

    assert elect(BOK.decisions["personen"], slips, round_number=1).result is Result.INVALID


def test_a_cluster_that_said_nothing_is_open() -> None:
    """BOK-6.3"""
    assert appoint(BOK.decisions["clusterbenoeming"], BOK.clusters[0].parties, {}).result is Result.OPEN


def test_a_party_that_did_not_answer_is_open() -> None:
    """UHO-12, BOK-16.3: silence is no consent."""
    rulebook = book("uh_omgevingsrecht")
    answers = dict.fromkeys(rulebook.party_codes[1:], Consent.GIVEN)

    outcome = refer(rulebook.decisions["wijziging"], rulebook.party_codes, answers)

    assert (outcome.result, outcome.reasons[0].parties) == (Result.PENDING, (rulebook.party_codes[0],))


def test_a_stranger_cannot_consent() -> None:
    """UHO-8: no party outside the fifteen."""
    rulebook = book("uh_omgevingsrecht")

    with pytest.raises(UnknownParty):
        refer(rulebook.decisions["wijziging"], rulebook.party_codes, {"GM0193": Consent.GIVEN})


POLL = Poll(opens_at=NOON, closes_at=None, representatives={"Borne": "w.borne", "Losser": "w.losser"})
CAST = Attempt(NOON, "w.borne", "Borne", "voor", "k1")


def test_a_key_belongs_to_one_vote_only() -> None:
    """A receipt is never given to another party for the same key."""
    other = replace(CAST, person="w.losser", party="Losser")

    assert answer(other, POLL, (Received("Borne", "k1", "voor"),)) is Answer.KEY_REUSED


def test_without_a_closing_time_the_chair_closes() -> None:
    """BOK-5.5"""
    assert answer(replace(CAST, at=NOON + timedelta(days=3)), POLL, ()) is Answer.ACCEPTED


def test_a_secret_vote_repeats_its_receipt_without_looking_up_the_choice() -> None:
    """R20"""
    secret = replace(POLL, secret=True, choices=None)

    assert answer(CAST, secret, (Received("Borne", "k1", None),)) is Answer.REPEATED


def test_a_refused_vote_leaves_no_trace() -> None:
    """The same key may be used again after a refusal."""
    late = replace(CAST, at=NOON - timedelta(seconds=1))

    answers, counting = replay((late, CAST), POLL)

    assert answers == (Answer.NOT_OPEN, Answer.ACCEPTED)
    assert [vote.choice for vote in counting] == ["voor"]


def test_a_blank_choice_is_a_choice_and_an_empty_one_is_not() -> None:
    assert answer(replace(CAST, choice="blanco"), POLL, ()) is Answer.ACCEPTED
    assert answer(replace(CAST, choice=""), replace(POLL, choices=None), ()) is Answer.INVALID_CHOICE


def test_the_vote_of_an_excluded_party_does_not_exist() -> None:
    """BOK-12.2, R4: not among the heads; its inhabitants stay in the whole."""
    voted, did_not = seats({}, barred=("Wierden",)), seats({"Wierden": None}, barred=("Wierden",))

    assert judge(BOK.decisions["gewoon"], voted, BOK.reading_values) == judge(
        BOK.decisions["gewoon"], did_not, BOK.reading_values
    )
