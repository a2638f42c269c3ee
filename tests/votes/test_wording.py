"""Sentences that a reader meets on the page of a result (picture "uitslag"), and before and during a vote."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.votes.table import BOK, CODES, DRAWN_RESULT, NAMES, book, silent, vote
from votes.rules import (
    Answer,
    Choice,
    Consent,
    Council,
    CouncilAnswer,
    Flag,
    Position,
    Preparation,
    Result,
    Slips,
    advise,
    alternatives,
    appoint,
    decide,
    elect,
    refer,
    seek_consensus,
)
from votes.wording import (
    WORDS,
    answer_sentence,
    conditions,
    dependence,
    entitlement,
    explain,
    explain_reasons,
    signals,
    verdict,
    verdict_without_ballots,
)
from votes.wording.explanations import SENTENCES
from votes.wording.phrases import listed, number
from votes.wording.verdicts import FLAGS

CASES = json.loads((Path(__file__).parent.parent / "cases" / "stemmingen.json").read_text(encoding="utf-8"))["gevallen"]
DRAWN = vote(DRAWN_RESULT, on="8a")


def test_the_drawn_result_in_one_sentence() -> None:
    said = verdict(DRAWN, decide(DRAWN), NAMES)

    assert (said.word, said.adopted) == ("Verworpen", False)
    assert said.sentence == (
        "Een meerderheid stemde voor, 9 tegen 3. Maar de voorstemmers vertegenwoordigen samen 319.980 van de"
        " 643.603 inwoners. Dat zijn er 1.822 te weinig voor de helft."
    )


def test_the_drawn_result_explained_reason_by_reason() -> None:
    found = explain(DRAWN, decide(DRAWN), NAMES)

    assert [(said.title, said.sentence, said.passed, said.article, said.reading) for said in found] == [
        (
            "Dertien partijen mochten stemmen",
            "Enschede had geen stem: het onderwerp valt onder artikel 8 en gaat niet over geld.",
            None,
            "12.2",
            "R1",
        ),
        (
            "Meerderheid van de stemmen: gehaald",
            "9 voor en 3 tegen. Nodig was meer dan de helft van 12. De onthouding van Haaksbergen telt hier niet mee.",
            True,
            "12.3",
            "R3",
        ),
        (
            "Helft van de inwoners: niet gehaald",
            "De voorstemmers vertegenwoordigen 319.980 van 643.603 inwoners. Nodig waren er 321.802: 1.822 te weinig.",
            False,
            "12.3",
            "R4",
        ),
    ]


def test_the_drawn_result_depends_on_two_readings() -> None:
    """BOK-18"""
    found = dependence(DRAWN, alternatives(DRAWN), NAMES)

    assert found.sentence == (
        "Met een andere lezing van de overeenkomst wordt de uitslag anders."
        " Het overleg heeft R1 en R4 nog niet bekrachtigd (art.\N{NO-BREAK SPACE}18)."
    )
    assert [(row.reading, row.other, row.outcome) for row in found.rows if row.differs] == [
        ("R1", "niemand uitgesloten", "hangt af van Enschede"),
        ("R4", "van stemgerechtigde partijen: 319.980 van 481.286", "aangenomen"),
        ("R4", "van aanwezige partijen: 319.980 van 481.286", "aangenomen"),
    ]


def test_a_reading_that_was_adopted_is_not_pending() -> None:
    """BOK-18"""
    found = dependence(DRAWN, alternatives(DRAWN), NAMES, adopted={"R1", "R4"})

    assert found.sentence == "Met een andere lezing van de overeenkomst wordt de uitslag anders."


def test_nothing_is_said_when_no_reading_matters() -> None:
    clear = vote({})

    found = dependence(clear, alternatives(clear), NAMES)

    assert (found.differs, found.sentence) == (False, "")


BIG = ("Enschede", "Hengelo", "Almelo", "Rijssen-Holten", "Hellendoorn", "Hof van Twente")


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        (
            {"Losser": Choice.AGAINST},
            "Een meerderheid stemde voor, 13 tegen 1. De voorstemmers vertegenwoordigen samen 620.134 van de"
            " 643.603 inwoners. Dat is minstens de helft.",
        ),
        (
            {name: Choice.AGAINST for name in CODES if name not in BIG},
            "Er was geen meerderheid: 6 voor en 8 tegen. De voorstemmers vertegenwoordigen samen 431.457 van de"
            " 643.603 inwoners. Dat is wel minstens de helft.",
        ),
        (
            {name: Choice.AGAINST for name in CODES if name not in ("Losser", "Borne")},
            "Er was geen meerderheid: 2 voor en 12 tegen. De voorstemmers vertegenwoordigen samen 48.210 van de"
            " 643.603 inwoners. Ook dat zijn er te weinig: 273.592 minder dan de helft.",
        ),
        (
            silent(except_for={}),
            "Niemand stemde voor of tegen. Voor de helft van de inwoners waren er 321.802 nodig.",
        ),
        (
            dict.fromkeys((*BIG, "Losser"), Choice.AGAINST),
            "De stemmen staakten: 7 voor en 7 tegen. De voorstemmers vertegenwoordigen samen 188.677 van de"
            " 643.603 inwoners. Ook dat zijn er te weinig: 133.125 minder dan de helft.",
        ),
    ],
    ids=["both", "inhabitants only", "neither", "nobody", "tie"],
)
def test_an_ordinary_decision_in_one_sentence(choices: dict[str, Choice | None], sentence: str) -> None:
    """BOK-12.3: absolute figures, never a percentage."""
    asked = vote(choices)

    assert verdict(asked, decide(asked), NAMES).sentence == sentence


def test_another_base_of_heads_is_named() -> None:
    """R3: more for than against, and still no majority of those present."""
    choices = dict.fromkeys(("Tubbergen", "Losser", "Borne"), Choice.BLANK)
    against = dict.fromkeys(("Almelo", "Wierden", "Haaksbergen", "Dinkelland"), Choice.AGAINST)
    asked = vote({**choices, **against}, readings={"R3": "aanwezig"})

    said = verdict(asked, decide(asked), NAMES).sentence

    assert said.startswith("Voor stemden 7 van de 14 aanwezige partijen, 4 tegen: geen meerderheid. ")


def test_unanimity_names_who_stood_in_the_way() -> None:
    """BOK-12.6"""
    choices = {"Almelo": Choice.AGAINST, "Borne": Choice.AGAINST, "Losser": Choice.BLANK, "Wierden": None}
    asked = vote(choices, on="10", kind="ander_onderwerp", absent=("Wierden",))

    assert verdict(asked, decide(asked), NAMES).sentence == (
        "Almelo en Borne stemden tegen. Wierden was er niet en stemde niet. Losser onthield zich."
    )


def test_unanimity_is_said_as_such() -> None:
    """BOK-12.6, BOK-14"""
    all_of_them = vote({}, on="10", kind="ander_onderwerp")
    present = vote({"Losser": None}, on="14", kind="toetreding", absent=("Losser",), preparation=Preparation((), True))

    assert verdict(all_of_them, decide(all_of_them), NAMES).sentence == "Alle 14 partijen stemden voor."
    assert verdict(present, decide(present), NAMES).sentence == (
        "Alle 13 aanwezige partijen stemden voor. 13 van de 14 partijen waren aanwezig. Nodig waren er 10."
    )


def test_a_council_that_was_not_asked_is_named() -> None:
    """BOK-12.5"""
    councils = tuple(Council(code, submitted=name not in ("Borne", "Losser")) for code, name in NAMES.items())
    asked = vote({}, on="12.5", kind="additionele_middelen", preparation=Preparation(councils))

    said = verdict(asked, decide(asked), NAMES)

    assert (said.word, said.sentence) == (
        "Kan nog niet open",
        "Het voornemen is nog niet voorgelegd aan de raden van Borne en Losser.",
    )


def test_a_council_that_refused_is_a_loud_signal() -> None:
    """BOK-12.5, R10"""
    councils = tuple(
        Council(code, True, CouncilAnswer.REFUSED if name == "Borne" else CouncilAnswer.CONSENTED)
        for code, name in NAMES.items()
    )
    asked = vote({}, on="12.5", kind="additionele_middelen", preparation=Preparation(councils))

    assert signals(asked, decide(asked), NAMES) == (
        "De raad van Borne stemde niet in. Het budgetrecht ligt bij de raad.",
    )


def test_a_small_meeting_is_signalled() -> None:
    """R9"""
    few = silent(except_for={"Enschede": Choice.FOR, "Hengelo": Choice.FOR, "Almelo": Choice.FOR})
    asked = vote(few, absent=tuple(name for name, choice in few.items() if choice is None))

    assert signals(asked, decide(asked), NAMES) == (
        "Er waren 3 van de 14 stemgerechtigde partijen aanwezig: niet meer dan de helft."
        " De overeenkomst vraagt geen quorum.",
    )


def test_who_may_vote_and_why() -> None:
    """BOK-12.1, BOK-12.2, BOK-18"""
    asked = vote({}, on="8c", barred=("Wierden",))
    money = vote({}, on="8c", financial=True)

    assert entitlement(asked, CODES["Almelo"], NAMES).sentence == "Almelo heeft één stem."
    assert entitlement(asked, CODES["Enschede"], NAMES).sentence == (
        "Enschede heeft geen stem: het onderwerp valt onder artikel 8 en gaat niet over geld."
    )
    assert entitlement(asked, CODES["Wierden"], NAMES).sentence == "Wierden heeft geen stem: zo besloot het overleg."
    assert entitlement(money, CODES["Enschede"], NAMES).sentence == "Enschede stemt mee: het gaat over geld."


def test_the_conditions_follow_the_readings() -> None:
    """Hoe wordt besloten? (BOK-12.3, R3, R4)"""
    asked = vote({})
    present = replace(asked, readings={**asked.readings, "R3": "aanwezig"})

    assert [said.sentence for said in conditions(asked)] == [
        "De voorstemmers vormen meer dan de helft van de stemmen voor en tegen; een onthouding telt niet mee.",
        "De voorstemmers vertegenwoordigen minstens de helft van de inwoners van alle partijen,"
        " ook van wie afwezig is of niet stemt.",
    ]
    assert conditions(present)[0].sentence == "De voorstemmers vormen meer dan de helft van de aanwezige partijen."


@pytest.mark.parametrize("key", sorted(BOK.decisions))
def test_every_counted_decision_says_its_conditions_under_every_reading(key: str) -> None:
    asked = vote({}, kind=key)
    if asked.rule.procedure != "vote":
        return
    for reading in BOK.count_readings(asked.rule):
        for value in reading.values:
            found = conditions(replace(asked, readings={**asked.readings, reading.id: value}))
            assert all(said.sentence.endswith(".") for said in found)


def test_a_person_vote_names_the_elected() -> None:
    """BOK-5.4"""
    rule = BOK.decisions["personen"]
    outcome = elect(rule, Slips(entitled=14, candidates={"A": 8, "B": 5}, blank=1), round_number=1)

    said = verdict_without_ballots(explain_reasons(rule, outcome, {}), outcome)

    assert said.sentence == "A is gekozen. De hoogste kreeg 8 van 13 geldige briefjes. Nodig waren er 7."


def test_decisions_without_ballots_are_said_too() -> None:
    """BOK-6.3, UHO-5, BWT-3, HER-4b"""
    cluster, referral = BOK.decisions["clusterbenoeming"], book("uh_omgevingsrecht").decisions["wijziging"]
    consensus, advice = book("werkbedrijf").decisions["consensus"], book("herorientatie_2014").decisions["pre_advies"]
    parties, refused = BOK.clusters[1].parties, {BOK.party_codes[1]: Consent.REFUSED}
    said = [
        verdict_without_ballots(explain_reasons(rule, outcome, NAMES), outcome).sentence
        for rule, outcome in (
            (cluster, appoint(cluster, parties, dict.fromkeys(parties, "K1"))),
            (referral, refer(referral, BOK.party_codes, refused)),
            (consensus, seek_consensus(consensus, {"uwv": Position.OBJECTS})),
            (advice, advise(advice, {Choice.FOR: 120, Choice.AGAINST: 80})),
        )
    ]

    assert said == [
        "K1 is voorgedragen. Alle 4 colleges noemden dezelfde persoon.",
        "Borne stemde niet in.",
        "Uwv maakte bezwaar. Het punt komt terug op de agenda.",
        "120 van de 200 stemmen waren voor.",
    ]


def test_every_reason_flag_and_result_of_the_examples_has_its_words() -> None:
    expected = [case["verwacht"] for case in CASES]

    assert {code for found in expected for code in found.get("redenen", [])} <= SENTENCES.keys()
    assert {flag for found in expected for flag in found.get("vlaggen", [])} <= FLAGS.keys()
    assert set(Flag) == FLAGS.keys()
    assert set(Result) == WORDS.keys()


def test_every_answer_to_a_voter_is_a_sentence() -> None:
    assert answer_sentence(Answer.CLOSED) == "De stemming is gesloten. Uw stem is niet vastgelegd."
    assert all(answer_sentence(found).endswith(".") for found in Answer)


def test_small_phrases() -> None:
    assert number(1643603) == "1.643.603"
    assert listed(["Almelo"]) == "Almelo"
    assert listed(["Almelo", "Borne", "Losser"]) == "Almelo, Borne en Losser"
