"""The rounds of a vote about persons, pure: who goes on, who meets whom, when the lot decides (Gemeentewet 31)."""

import pytest

from tests.votes.table import BOK
from votes.rules import Result, Slips
from votes.rules.elections import Election, NextRound, Step, acclaim, ahead, hold, may_be_secret, next_round, refuse
from votes.wording import explain_reasons
from votes.wording.persons import acclaimed, choice_words, drawn, headline, person_verdict, to_office

RULE = BOK.decisions["personen"]
FIRST, RUN_OFF = Election(), Election(Step.RUN_OFF)


def preliminary(*sure: str) -> Election:
    return Election(Step.PRELIMINARY, sure)


def slips(**counts: int) -> Slips:
    return Slips(entitled=14, candidates=counts)


@pytest.mark.parametrize(
    ("election", "counts", "code"),
    [
        (FIRST, {"A": 7, "B": 7}, "HERSTEMMING:A,B"),
        (RUN_OFF, {"A": 7, "B": 7}, "LOTING:A,B"),
        (RUN_OFF, {"A": 8, "B": 6}, "GEKOZEN:A"),
        (FIRST, {"A": 5, "B": 5, "C": 4}, "HERSTEMMING:A,B"),
        (FIRST, {"A": 4, "B": 4, "C": 4}, "TUSSENSTEMMING:A,B,C"),
        (preliminary("A"), {"B": 8, "C": 6}, "HERSTEMMING:A,B"),
        (preliminary("A"), {"B": 5, "C": 4, "D": 4}, "HERSTEMMING:A,B"),
        (preliminary("A"), {"B": 7, "C": 7}, "LOTING:B,C"),
        (preliminary(), {"A": 6, "B": 5, "C": 3}, "HERSTEMMING:A,B"),
        (preliminary(), {"A": 6, "B": 4, "C": 4}, "LOTING:B,C"),
        (preliminary(), {"A": 8, "B": 3, "C": 3}, "LOTING:B,C"),
        (preliminary(), {"A": 4, "B": 4, "C": 4}, "TUSSENSTEMMING:A,B,C"),
    ],
)
def test_a_round_ends(election: Election, counts: dict[str, int], code: str) -> None:
    assert hold(RULE, slips(**counts), election).code == code


def test_more_slips_than_parties_void_a_preliminary_vote_too() -> None:
    assert hold(RULE, slips(B=8, C=7), preliminary("A")).result is Result.INVALID


def test_to_win_a_preliminary_vote_is_not_to_be_chosen() -> None:
    assert not hold(RULE, slips(B=14, C=0), preliminary("A")).adopted


@pytest.mark.parametrize(
    ("election", "counts", "drawn_name", "following"),
    [
        (FIRST, {"A": 8, "B": 6}, "", None),
        (FIRST, {"A": 6, "B": 5, "C": 3}, "", NextRound(RUN_OFF, ("A", "B"))),
        (FIRST, {"A": 6, "B": 4, "C": 4}, "", NextRound(preliminary("A"), ("B", "C"))),
        (FIRST, {"A": 4, "B": 4, "C": 4}, "", NextRound(preliminary(), ("A", "B", "C"))),
        (preliminary("D"), {"B": 8, "C": 6}, "", NextRound(RUN_OFF, ("B", "D"))),
        (preliminary("D"), {"B": 7, "C": 7}, "", None),
        (preliminary("D"), {"B": 7, "C": 7}, "C", NextRound(RUN_OFF, ("C", "D"))),
        (preliminary(), {"A": 6, "B": 4, "C": 4}, "B", NextRound(RUN_OFF, ("A", "B"))),
        (RUN_OFF, {"A": 7, "B": 7}, "A", None),
    ],
)
def test_what_follows(election: Election, counts: dict[str, int], drawn_name: str, following: NextRound | None) -> None:
    box = slips(**counts)
    outcome = hold(RULE, box, election)
    sure = ahead(election, box, outcome)
    assert next_round(election, outcome.result, outcome.names, sure=sure, drawn=drawn_name) == following


def test_only_the_unweighed_reading_can_be_secret() -> None:
    assert may_be_secret(RULE, {"R20": "geldig_uitgebracht"})
    assert not may_be_secret(RULE, {"R20": "zoals_12_3"})


def test_numbers_that_do_not_fit_make_the_round_void() -> None:
    outcome = refuse(RULE, slips(A=5), code="BRIEFJES_ONGELIJK_AAN_DEELNEMERS", expected=6)
    assert (outcome.result, outcome.adopted) == (Result.INVALID, False)
    assert "5 briefjes en 6 partijen" in explain_reasons(RULE, outcome, {})[0].sentence


def test_sentences_name_who_and_for_what() -> None:
    outcome = hold(RULE, slips(A=8, B=5), FIRST)
    said = explain_reasons(RULE, outcome, {})
    verdict = person_verdict(outcome, said, election=FIRST, office="Plaatsvervangend voorzitter")
    assert verdict.sentence == (
        "A is gekozen tot plaatsvervangend voorzitter. De hoogste kreeg 8 van 13 geldige briefjes. Nodig waren er 7."
    )
    nobody = hold(RULE, Slips(14, {"A": 7}, against=7), FIRST)
    assert person_verdict(nobody, (), election=FIRST, office="").sentence == "Niemand is gekozen."
    level = hold(RULE, slips(B=7, C=7), preliminary("A"))
    between = person_verdict(level, (), election=preliminary("A"), office="")
    assert between.sentence == "Het lot beslist wie naar de herstemming gaat: B en C."


def test_the_lot_chooses_or_gives_a_place() -> None:
    chosen = drawn("A", election=RUN_OFF, office="Voorzitter", by="De voorzitter", witness="De griffier")
    assert chosen.sentence.startswith("A is gekozen tot voorzitter, na loting. De voorzitter trok het lot")
    assert not drawn("A", election=preliminary("B"), office="", by="X", witness="Y").adopted
    assert headline("Gekozen na loting", "A", after_lot=True) == "Gekozen: A, na loting"
    assert headline("Niet gekozen", "", after_lot=False) == "Niet gekozen"


def test_appointed_without_a_vote() -> None:
    assert acclaim(RULE, "A", present=9).code == "GEKOZEN:A"
    assert acclaimed("A", "Voorzitter").sentence.startswith("A is benoemd tot voorzitter, zonder stemming")
    assert to_office("") == ""


def test_a_sole_candidate_can_be_voted_against() -> None:
    assert [choice for choice, _ in choice_words(("A",))] == ["A", "tegen", "blanco"]
    assert [choice for choice, _ in choice_words(("A", "B"))] == ["A", "B", "blanco"]
