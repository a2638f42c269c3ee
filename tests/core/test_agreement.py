"""Rulebooks are read strictly: every mistake names the file, the key and the reason."""

import hashlib
import json
import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twente.core.agreement import (
    CONTRIBUTION_KINDS,
    Rhythm,
    Rulebook,
    RulebookError,
    Threshold,
    load,
    load_file,
    shipped,
)
from twente.core.agreement.loading import read
from twente.core.articles import parts
from twente.core.terms import Duration, Unit

BOOKS = {book.key: book for book in shipped()}
BOK = BOOKS["bok_ses"]
ALL = pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)

ORDINARY = 'tests = [\n  { kind = "majority_of_votes"'
HALF = 'at_least = "1/2" }'
HEAD = 'key = "bok_ses"'


@pytest.mark.parametrize(
    ("before", "after", "key", "reason"),
    [
        (HEAD, f'{HEAD}\nmotto = "samen"', "motto", "bestaat niet"),
        ('short_name = "BOK SES Twente"\n', "", "short_name", "ontbreekt"),
        ("secret = true ", "geheim = true ", "decision.personen.geheim", "bestaat niet"),
        ("version = 1", 'version = "1"', "version", "een geheel getal"),
        ("version = 1", "version = true", "version", "een geheel getal"),
        ("version = 1", "version = 0", "version", "kleiner dan 1"),
        ("binding = true\ngaps", "binding = 1\ngaps", "binding", "true of false"),
        ('label = "Gewoon besluit"', 'label = " "', "decision.gewoon.label", "leeg"),
        ('slug = "bok-ses"', 'slug = "BOK SES"', "slug", "niet de juiste vorm"),
        ("valid_from = 2021-02-01", 'valid_from = "1 februari 2021"', "valid_from", "een datum"),
        ("valid_from = 2021-02-01", "valid_from = 2021-02-01T10:00:00", "valid_from", "een datum"),
        ('valid_to = "none" ', "valid_to = 2020-12-31 ", "valid_to", "vóór de eerste"),
        (f"{ORDINARY}", 'tests = [\n  { kind = "gut_feeling"', "decision.gewoon.tests.gut_feeling.kind", "kies uit"),
        (HALF, "at_least = 0.5 }", "decision.gewoon.tests.share_of_inhabitants.at_least", "geen breuk"),
        (HALF, 'at_least = "50%" }', "decision.gewoon.tests.share_of_inhabitants.at_least", "geen breuk"),
        (HALF, 'at_least = "1/0" }', "decision.gewoon.tests.share_of_inhabitants.at_least", "geen breuk"),
        (HALF, 'at_least = "3/2" }', "decision.gewoon.tests.share_of_inhabitants.at_least", "tussen 0 en 1"),
        (HALF, 'at_least = "0/2" }', "decision.gewoon.tests.share_of_inhabitants.at_least", "tussen 0 en 1"),
        (HALF, 'more_than = "2/2" }', "decision.gewoon.tests.share_of_inhabitants.more_than", "niemand"),
        (f", {HALF}", " }", "decision.gewoon.tests.share_of_inhabitants.at_least", "precies één drempel"),
        (
            HALF,
            'at_least = "1/2", more_than = "1/3" }',
            "decision.gewoon.tests.share_of_inhabitants.at_least",
            "precies één drempel",
        ),
        (
            'article = "12.5", reading = "R7" }',
            'article = "12.5", reading = "R7", at_least = "1/2" }',
            "decision.additionele_middelen.tests.unanimous_of_all.at_least",
            "kent geen drempel",
        ),
        (
            'article = "12.6", reading = "R7" }]',
            'article = "12.6", reading = "R7" }, { kind = "no_objection", article = "12.6", reading = "none" }]',
            "decision.ander_onderwerp.tests",
            "verschillende manieren",
        ),
        ('article = "12.3"\nwhen', 'article = "12.9"\nwhen', "decision.gewoon.article", "artikel “12.9”"),
        (
            'signing]                    # BOK-5.6\narticle = "5.6"',
            'signing]\narticle = "5.66"',
            "signing.article",
            "staat",
        ),
        ('[article."1"]', '[article."een"]', "article.een", "niet de juiste vorm"),
        ('reading = "R4"', 'reading = "R44"', "decision.gewoon.tests.share_of_inhabitants.reading", "lezing “R44”"),
        ('default = "uitgebracht"', 'default = "gegokt"', "reading.R3.default", "staat niet bij de waarden"),
        ("[reading.R8]", "[reading.acht]", "reading.acht", "niet de juiste vorm"),
        ('key = "staken"', 'key = "quorum"', "reading", "hoort bij twee lezingen"),
        ("art8_geheel = [", "heel_artikel_8 = [", "exclusion.scope", "noem precies de waarden"),
        ('party = "GM0153"\nseat', 'party = "GM9999"\nseat', "exclusion.party", "partij “GM9999”"),
        ('"GM0163", "GM1700"', '"Hellendoorn", "GM1700"', "cluster.a.parties.1", "partij “Hellendoorn”"),
        ('"GM0163", "GM1700"', '"GM1700", "GM1700"', "cluster.a", "twee keer"),
        ('key = "ander_onderwerp"', 'key = "gewoon"', "decision.gewoon", "twee keer"),
        ('code = "GM0147"', 'code = "GM0141"', "party.GM0141", "twee keer"),
        ('code = "GM0147"', 'code = "Borne"', "party.Borne.code", "niet de juiste vorm"),
        ('term = "4 weeks"', 'term = "4 weken"', "dispute_step.consultation.term", "geen termijn"),
        ('term = "4 weeks"', 'term = "0 weeks"', "dispute_step.consultation.term", "geen termijn"),
        ('term = "4 weeks"', "term = 28", "dispute_step.consultation.term", "tekst"),
        ('rhythm = "4 per year"', 'rhythm = "vaak"', "body.bestuurlijk_overleg.rhythm", "geen ritme"),
        ('leads_to = "mediation"', 'leads_to = "duel"', "dispute_step.consultation.leads_to", "stap “duel”"),
        ('actor = "chair"', 'actor = "koning"', "dispute_step.consultation.actor", "kies uit"),
        (
            '"voorzitter", "coordinerend_secretaris"]',
            '"voorzitter", "griffier"]',
            "signing.offices.2",
            "ambt “griffier”",
        ),
        ('admission = "ander_onderwerp"', 'admission = "loten"', "item_class.other.admission", "besluit “loten”"),
        ('kind = "per_inhabitant"', 'kind = "per_huishouden"', "contribution.bijdrage.kind", "kies uit"),
        ('kind = "per_inhabitant"', 'kind = "own_costs"', "contribution.bijdrage.cents", "kent deze sleutel niet"),
        ("cents = 901\n", "", "contribution.bijdrage.cents", "vraagt deze sleutel"),
        ("cents = 901\n", "cents = 902\n", "contribution.bijdrage.components", "tellen niet op"),
        ("cents = 901\n", "cents = 9.01\n", "contribution.bijdrage.cents", "een geheel getal"),
        ("cents = 901\n", "cents = -901\n", "contribution.bijdrage.cents", "kleiner dan 1"),
        ("articles = []", 'articles = "none"', "item_class.order.articles", "een lijst"),
        ('member = "none"', "member = 3", "member", "een lijst"),
        ("[signing] ", "[[signing]] ", "signing", "een tabel"),
        ('document = "', 'name = "Nog eens"\ndocument = "', "name", "twee keer"),
        ("[reading.R2]", "[reading.R1]", "reading.R1", "twee keer"),
        (
            'reading = "R22"\nvalue = "alle_partijen"',
            'reading = "R22"\nvalue = "niemand"',
            "suggestion.doel_als_wijziging.value",
            "niet bij de waarden van R22",
        ),
        (
            'reading = "R22"\nvalue = "alle_partijen"',
            'reading = "R22"',
            "suggestion.doel_als_wijziging.reading",
            "of geen van beide",
        ),
        ('decision = "toetreding"\n', 'decision = "gewoon"\n', "suggestion", "toetreding"),
        ("version = 1", "version = ", "version", "geen geldige TOML"),
    ],
)
def test_a_mistake_names_file_key_and_reason(before: str, after: str, key: str, reason: str) -> None:
    assert before in BOK.source
    source = BOK.source.replace(before, after, 1)

    with pytest.raises(RulebookError) as refused:
        load(source, name="proef.toml")

    assert refused.value.file == "proef.toml"
    assert refused.value.key == key
    assert reason in refused.value.reason
    assert str(refused.value) == f"proef.toml: {refused.value.key}: {refused.value.reason}"


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 3),
    st.floats(),
    st.text(max_size=8),
    st.just("none"),
    st.just([]),
    st.just({}),
    st.just([[]]),
    st.just([{"key": "gewoon"}, {"key": "gewoon"}]),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    st.just(date(2021, 2, 1)),
)


@given(st.data())
@settings(max_examples=300)
def test_whatever_stands_in_a_file_the_answer_is_a_rulebook_or_a_named_mistake(data: st.DataObject) -> None:
    document = tomllib.loads(BOK.source)
    branch: object = document
    while True:
        assert isinstance(branch, dict | list)
        key = data.draw(st.sampled_from(sorted(branch) if isinstance(branch, dict) else range(len(branch))))
        deeper = branch[key]
        if not isinstance(deeper, dict | list) or not deeper or data.draw(st.booleans()):
            break
        branch = deeper
    branch[key] = data.draw(JUNK)

    try:
        read(document, name="proef.toml")
    except RulebookError as refused:
        assert refused.key and refused.reason.endswith(".")


def test_an_empty_file_misses_its_first_key() -> None:
    with pytest.raises(RulebookError, match=r"^leeg\.toml: key: deze sleutel ontbreekt"):
        load("", name="leeg.toml")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "plaatje.toml"
    path.write_bytes(b"\xff\xd8\xff")

    with pytest.raises(RulebookError, match=r"plaatje\.toml: bestand: .*UTF-8"):
        load_file(path)


def test_five_rulebooks_come_with_the_product() -> None:
    assert list(BOOKS) == ["bok_ses", "herorientatie_2014", "hoofdlijnen_2019", "uh_omgevingsrecht", "werkbedrijf"]
    assert len({book.slug for book in BOOKS.values()}) == 5


@ALL
def test_a_rulebook_keeps_its_own_text_and_checksum(book: Rulebook) -> None:
    assert book.sha256 == hashlib.sha256(book.source.encode()).hexdigest()
    assert load(book.source, name="zelfde.toml") == book


@ALL
def test_every_article_is_a_number_with_a_sentence_of_our_own(book: Rulebook) -> None:
    for number, article in book.articles.items():
        assert parts(number).article
        assert article.number == number
        assert article.about.endswith(".")


@ALL
def test_every_agreement_carries_the_four_statuses(book: Rulebook) -> None:
    """HER-5"""
    assert [status.key for status in book.item_statuses] == ["kennisname", "bespreking", "advisering", "besluitvorming"]


def test_parties_are_those_of_the_list() -> None:
    """BOK-P, UHO-P"""
    path = Path("/work/shared/data/parties.json")
    if not path.exists():
        pytest.skip("the list of parties is not on this machine")
    known = json.loads(path.read_text(encoding="utf-8"))["parties"]

    assert BOK.party_names == {p["cbs_code"]: p["short_name"] for p in known if p["in_bok_ses"]}
    assert BOOKS["uh_omgevingsrecht"].party_names == {
        p["cbs_code"]: p["short_name"] for p in known if p["in_uh_beleid"]
    }


def test_the_bok_names_every_article_of_its_text() -> None:
    """BOK-all: nineteen articles, with the paragraphs and letters that the text has."""
    paragraphs = {2: 4, 3: 2, 5: 8, 6: 9, 7: 5, 11: 2, 12: 6, 13: 6, 15: 4, 16: 3, 17: 4}
    letters = {8: "abcdefgh", 9: "abc"}
    wanted = {str(number) for number in range(1, 20)}
    wanted |= {f"{article}.{number}" for article, last in paragraphs.items() for number in range(1, last + 1)}
    wanted |= {f"{article}{letter}" for article, found in letters.items() for letter in found}

    assert wanted <= BOK.articles.keys()


def test_the_bok_arranges_what_its_text_says() -> None:
    """BOK-5.3, 5.5, 5.7, 6.4, 6.6, 7.2, 8a-h, 11.1, 15.2, 16.1"""
    offices = {office.key: office for office in BOK.offices}
    bodies = {body.key: body for body in BOK.bodies}

    assert (offices["voorzitter"].party, offices["voorzitter"].votes) == ("GM0153", False)
    assert (offices["coordinerend_secretaris"].term, offices["coordinerend_secretaris"].renewal_reading) == (
        Duration(4, Unit.YEARS),
        "R15",
    )
    assert bodies["bestuurlijk_overleg"].rhythm == Rhythm(4, 1, "years")
    assert [subject.key for subject in BOK.subjects if subject.financial] == ["8d"]
    assert len(BOK.subjects) == 8
    assert BOK.roster is not None
    assert BOK.roster.first_last_days == (date(2021, 6, 30), date(2021, 12, 31), date(2022, 6, 30))
    assert BOK.withdrawal is not None and str(BOK.withdrawal.notice) == "24 months"
    assert (BOK.in_force_on, BOK.operational_on) == (date(2021, 2, 1), date(2021, 4, 1))
    assert [(basis.first_year, basis.last_year, basis.needs) for basis in BOK.contributions[0].basis] == [
        (2021, 2022, None),
        (2023, 2024, "council_budget"),
        (2025, None, "rate_and_budget"),
    ]


@pytest.mark.parametrize(
    ("agreement", "duty", "when"),
    [
        ("bok_ses", "eerste_overleg", ("5.2", None, date(2021, 2, 1), "1 month", None)),
        ("bok_ses", "evaluatie_overeenkomst", ("16.3", None, date(2021, 2, 1), "2 years", "2 years")),
        ("bok_ses", "evaluatie_bijdrage", ("12.4", date(2022, 7, 1), None, None, None)),
        ("bok_ses", "financiele_verantwoording", ("8f", None, date(2021, 1, 1), "1 year", "1 year")),
        ("uh_omgevingsrecht", "evaluatie", ("11.2", None, date(2024, 11, 1), "2 years", None)),
        ("uh_omgevingsrecht", "begroting", ("6", None, date(2025, 1, 1), "1 year", "1 year")),
        ("werkbedrijf", "jaarverslag", ("7", None, date(2020, 12, 31), "6 weeks", "1 year")),
        ("hoofdlijnen_2019", "programma_go_no_go", ("11", None, None, "1 year", None)),
    ],
)
def test_a_duty_says_what_its_day_is_counted_from(agreement: str, duty: str, when: tuple[object, ...]) -> None:
    """BOK-5.2, BOK-16.3, BOK-12.4, BOK-8f, UHO-11, UHO-6, BWT-7, HLB-11"""
    found = next(item for item in BOOKS[agreement].duties if item.key == duty)
    within, every = (str(term) if term else None for term in (found.within, found.every))

    assert (found.article, found.due, found.starts, within, every) == when


@pytest.mark.parametrize(
    ("agreement", "body", "rhythm"),
    [
        ("bok_ses", "bestuurlijk_overleg", Rhythm(4, 1, "years")),
        ("hoofdlijnen_2019", "bestuurlijk_orgaan", Rhythm(1, 1, "months")),
        ("hoofdlijnen_2019", "twente_board", Rhythm(1, 1, "months")),
        ("uh_omgevingsrecht", "bestuurlijk_overleg", Rhythm(4, 1, "years")),
        ("uh_omgevingsrecht", "kerngroep", None),
        ("werkbedrijf", "bestuur", Rhythm(1, 1, "quarters")),
        ("herorientatie_2014", "coordinerend_bestuur", Rhythm(1, 8, "weeks")),
    ],
)
def test_a_body_says_how_often_it_meets(agreement: str, body: str, rhythm: Rhythm | None) -> None:
    """BOK-5.7, HLB-9c, HLB-6, UHO-5, UHO-1g, BWT-2, HER-5d"""
    assert next(item for item in BOOKS[agreement].bodies if item.key == body).rhythm == rhythm


def test_another_subject_waits_for_its_admission() -> None:
    """BOK-10, BOK-12.6: only that class needs a decision first, and it is a decision of this agreement."""
    classes = {item.key: item for item in BOK.item_classes}

    assert [key for key, item in classes.items() if item.admission] == ["other"]
    assert BOK.decisions[classes["other"].admission or ""].article == "12.6"
    assert [key for key, item in classes.items() if not item.votes] == ["order"]


def test_who_leaves_gives_notice_after_consent() -> None:
    """BOK-15.2, UHO-8 to UHO-10: 24 months; the BOK sets no term for exclusion, the UHO lets the leaver pay."""
    ours, theirs = BOK.withdrawal, BOOKS["uh_omgevingsrecht"].withdrawal

    assert ours is not None and theirs is not None and BOK.expulsion is not None
    assert str(ours.notice) == str(theirs.notice) == "24 months"
    assert (ours.costs, theirs.costs) == (None, "leaver")
    assert BOK.expulsion.notice is None


def test_a_mixed_body_counts_its_seats() -> None:
    """BWT-2: fifteen seats that stay, and one for a theme."""
    members = BOOKS["werkbedrijf"].members

    assert sum(member.seats or 0 for member in members if not member.temporary) == BOOKS["werkbedrijf"].bodies[0].seats
    assert [member.key for member in members if member.temporary] == ["lege_stoel"]


def test_the_clusters_hold_every_party_but_the_permanent_one_once() -> None:
    """BOK-6.2, BOK-6.3"""
    held = [party for cluster in BOK.clusters for party in cluster.parties]

    assert sorted([*held, "GM0153"]) == sorted(BOK.party_codes)


def test_the_bok_knows_all_readings() -> None:
    """R1 to R23, none of them adopted by the text itself."""
    assert list(BOK.readings) == [f"R{number}" for number in range(1, 24)]
    assert not any(reading.adopted for reading in BOK.readings.values())
    assert [r.id for r in BOK.count_readings(BOK.decisions["gewoon"])] == ["R1", "R3", "R4", "R6", "R9"]
    assert [r.id for r in BOK.count_readings(BOK.decisions["additionele_middelen"])] == ["R7", "R10"]


def test_disputes_differ_in_one_term_and_one_actor() -> None:
    """BOK-13.3, UHO-14: four weeks there, six weeks here; the host puts it to the mediator."""
    ours, theirs = ({step.key: step for step in book.dispute_steps} for book in (BOK, BOOKS["uh_omgevingsrecht"]))

    assert (str(ours["consultation"].term), str(theirs["consultation"].term)) == ("4 weeks", "6 weeks")
    assert (ours["mediation"].actor, theirs["mediation"].actor) == ("secretary", "host")
    assert str(ours["provincial_executive"].term) == str(theirs["provincial_executive"].term) == "3 months"


def test_the_sister_agreements_decide_in_their_own_way() -> None:
    """HLB-9a, HLB-9b, UHO-5, BWT-3, HER-4b"""
    procedures = {book.key: {rule.procedure for rule in book.decision_rules} for book in BOOKS.values()}

    assert procedures["hoofdlijnen_2019"] == {"vote"}
    assert procedures["uh_omgevingsrecht"] == {"consent"}
    assert procedures["werkbedrijf"] == {"consensus"}
    assert not BOOKS["herorientatie_2014"].decisions["pre_advies"].binding


def test_each_kind_of_contribution_has_its_shape() -> None:
    """UHO-7.1 to 7.4, BWT-6, BOK-11.1"""
    used = {rule.kind: rule for book in BOOKS.values() for rule in book.contributions}

    assert used.keys() == CONTRIBUTION_KINDS.keys()
    assert used["share_of_fte"].share == Fraction(1, 10)
    assert used["in_kind_or_fixed"].cents == 1_000_000
    assert len(used["equal_share"].categories) == 8


def test_a_rulebook_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        BOK.version = 2  # type: ignore[misc]
    with pytest.raises(TypeError):
        BOK.articles["1"] = BOK.articles["2"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("threshold", "whole", "least"),
    [
        (Threshold(Fraction(1, 2), exactly_is_enough=True), 643603, 321802),
        (Threshold(Fraction(1, 2), exactly_is_enough=True), 600000, 300000),
        (Threshold(Fraction(1, 2), exactly_is_enough=False), 12, 7),
        (Threshold(Fraction(2, 3), exactly_is_enough=False), 15, 11),
        (Threshold(Fraction(2, 3), exactly_is_enough=False), 14, 10),
    ],
    ids=["under half by one", "exactly half", "more than half", "more than two thirds of 15", "and of 14"],
)
def test_a_threshold_under_on_and_over(threshold: Threshold, whole: int, least: int) -> None:
    """BOK-12.3 "minimaal de helft", BOK-14 "meer dan tweederde"."""
    assert threshold.least(whole) == least
    assert threshold.reached(least, whole) and threshold.reached(least + 1, whole)
    assert not threshold.reached(least - 1, whole)


def test_nothing_is_a_share_of_nothing() -> None:
    assert not Threshold(Fraction(1, 2), exactly_is_enough=True).reached(0, 0)
