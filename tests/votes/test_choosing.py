"""Which kind of decision fits an item: advice, what cannot be and why, what follows (BOK-10, 12; HLB-9a, 9b)."""

import pytest

from tests.votes.table import BOK, book
from twente.core.agreement import Rulebook, load, shipped
from votes.rules.choosing import Answers, Bar, Point, choose, completed, given
from votes.wording.choosing import advice_sentence, bar_sentence, consequences, given_answers

HLB, UHO, BWT, HER = (
    book(key) for key in ("hoofdlijnen_2019", "uh_omgevingsrecht", "werkbedrijf", "herorientatie_2014")
)
MONEY, NO_MONEY = Answers(True, False), Answers(False, False)
NEW, NEW_MONEY = Answers(False, True), Answers(True, True)
UNKNOWN = Answers(None, None)


def point(rulebook: Rulebook, article: str, *, kind: str = "", admission: str = "") -> Point:
    """An item under an article, of the class that offers it."""
    classes = rulebook.item_classes
    found = [row for row in classes if row.key == kind] or [row for row in classes if article in row.articles]
    return Point(found[0], article, admission)


def advised(rulebook: Rulebook, article: str, answers: Answers, **readings: str) -> str:
    """The key of the advised kind; empty when there is none."""
    values = {**rulebook.reading_values, **readings}
    row = choose(rulebook, point(rulebook, article), answers, values).advised
    return row.decision if row else ""


def bar(rulebook: Rulebook, article: str, answers: Answers, decision: str, **item: str) -> Bar | None:
    """What keeps a kind of decision from an item; `item` is the key of its class and how far its admission is."""
    option = choose(rulebook, point(rulebook, article, **item), answers, rulebook.reading_values).option(decision)
    assert option is not None
    return option.bar


@pytest.mark.parametrize(
    ("article", "answers", "kind"),
    [
        ("8a", NO_MONEY, "gewoon"),
        ("8a", MONEY, "gewoon"),
        ("8a", NEW, "ander_onderwerp"),
        ("8d", MONEY, "gewoon"),
        ("12.5", MONEY, "additionele_middelen"),
        ("2.2", MONEY, "doelwijziging_met_kosten"),
        ("2.2", NO_MONEY, "gewoon"),
        ("14", NO_MONEY, "toetreding"),
        ("16.3", NO_MONEY, "wijziging"),
        ("5.4", NO_MONEY, "personen"),
        ("7.1", NO_MONEY, "personen"),
        ("6.3", NO_MONEY, "clusterbenoeming"),
        ("15.1", NO_MONEY, "gewoon"),
        ("15.3", MONEY, "gewoon"),
        ("18", NO_MONEY, "gewoon"),
    ],
)
def test_the_bok_advises_one_kind_for_each_article(article: str, answers: Answers, kind: str) -> None:
    """BOK-2.2, 5.4, 6.3, 7.1, 12.3, 12.5, 14, 15, 16.3, 18."""
    assert advised(BOK, article, answers) == kind


@pytest.mark.parametrize(("value", "kind"), [("gewoon_besluit", "gewoon"), ("boven_is_12_5", "additionele_middelen")])
def test_the_contribution_follows_reading_r19(value: str, kind: str) -> None:
    """R19: after 2024 an ordinary decision, or article 12.5 for every amount above article 11.1."""
    assert advised(BOK, "8d", MONEY, R19=value) == kind


@pytest.mark.parametrize(("value", "kind"), [("gewoon_besluit", "gewoon"), ("alle_partijen", "wijziging")])
def test_a_change_of_aim_without_costs_follows_reading_r22(value: str, kind: str) -> None:
    assert advised(BOK, "2.2", NO_MONEY, R22=value) == kind


@pytest.mark.parametrize(
    ("answers", "kind"),
    [(NO_MONEY, "gewoon"), (MONEY, "financieel"), (NEW, "nieuwe_taak"), (NEW_MONEY, "nieuwe_taak")],
)
def test_the_advice_of_2019_decides_on_both_answers(answers: Answers, kind: str) -> None:
    """HLB-9a: plain, or weighted when it is about money; HLB-9b: unanimous for a new task, also when it costs money."""
    assert advised(HLB, "1", answers) == kind


@pytest.mark.parametrize(
    ("rulebook", "article", "kind"),
    [
        (UHO, "2.1", "voorstel"),
        (UHO, "6", "begroting"),
        (UHO, "9.1", "gevolgen_opzegging"),
        (UHO, "12.1", "wijziging"),
        (BWT, "4", "consensus"),
        (HER, "4", "pre_advies"),
        (HER, "5b", "bestuursopdracht"),
    ],
)
def test_the_sister_agreements_need_no_answers(rulebook: Rulebook, article: str, kind: str) -> None:
    """UHO-5, BWT-3, HER-4b: the article alone decides the kind."""
    assert advised(rulebook, article, UNKNOWN) == kind


def test_without_the_answers_there_is_no_advice_yet() -> None:
    """Nothing is guessed: an unanswered question that matters keeps the advice back."""
    assert advised(BOK, "8a", UNKNOWN) == ""
    said = advice_sentence(choose(BOK, point(BOK, "8a"), UNKNOWN, BOK.reading_values), point(BOK, "8a"), UNKNOWN)
    assert said is not None
    assert said.sentence == "Beantwoord eerst de twee vragen."


def test_the_financial_contribution_is_always_about_money() -> None:
    """BOK-8d, 12.2: the rulebook answers the question itself, whatever was said."""
    item = point(BOK, "8d")
    assert given(BOK, item) == Answers(True, None)
    assert completed(BOK, item, NO_MONEY).financial is True
    assert given_answers(BOK, item)["financial"].sentence.startswith("Gaat het besluit over geld? Ja.")
    assert given(BOK, point(BOK, "8a")) == UNKNOWN


def test_another_subject_is_first_admitted_and_nothing_else() -> None:
    """BOK-10, 12.6: content kinds only after the admission, and then no second admission."""
    kinds = [rule.key for rule in BOK.decision_rules]
    for key in kinds:
        waiting = bar(BOK, "10", NO_MONEY, key, admission="requested")
        assert (key, waiting) == (key, None if key == "ander_onderwerp" else Bar.NOT_ADMITTED)
        assert bar(BOK, "10", NO_MONEY, key, admission="refused") is Bar.REFUSED
    assert bar(BOK, "10", NO_MONEY, "ander_onderwerp", admission="admitted") is Bar.ADMITTED
    assert bar(BOK, "10", NO_MONEY, "gewoon", admission="admitted") is None
    row = choose(BOK, point(BOK, "10", admission="admitted"), NO_MONEY, BOK.reading_values).advised
    assert row is not None
    assert row.decision == "gewoon"


def test_a_new_task_of_2019_is_decided_once() -> None:
    """HLB-9b: the unanimous decision adds the task; what follows is plain or weighted."""
    item = {"kind": "other", "admission": "admitted"}
    assert bar(HLB, "9b", MONEY, "financieel", **item) is None
    assert bar(HLB, "9b", MONEY, "nieuwe_taak", **item) is Bar.ADMITTED
    assert bar(HLB, "9b", MONEY, "financieel", kind="other", admission="requested") is Bar.NOT_ADMITTED


@pytest.mark.parametrize(
    ("article", "answers", "kind", "sentence"),
    [
        ("8a", NO_MONEY, "toetreding", "Kan hier niet: dit hoort bij een punt onder artikel 14."),
        (
            "8a",
            NO_MONEY,
            "personen",
            "Kan hier niet: dit hoort bij een punt onder artikel 5, lid 4 of artikel 7, lid 1.",
        ),
        ("2.2", NO_MONEY, "doelwijziging_met_kosten", "Kan hier niet: dit besluit gaat niet over geld."),
        ("8a", NO_MONEY, "ander_onderwerp", "Kan hier niet: dit is geen nieuw onderwerp en geen nieuwe taak."),
        ("2.2", NO_MONEY, "wijziging", "Kan hier niet: in de gebruikte lezing loopt dit anders."),
        ("8g", MONEY, "additionele_middelen", ""),
    ],
)
def test_a_kind_that_cannot_be_says_why(article: str, answers: Answers, kind: str, sentence: str) -> None:
    option = choose(BOK, point(BOK, article), answers, BOK.reading_values).option(kind)
    assert option is not None
    assert bar_sentence(option) == sentence


@pytest.mark.parametrize(
    ("answers", "readings", "sentence"),
    [
        (NO_MONEY, {}, "Enschede stemt niet mee, omdat het onderwerp onder artikel 8 valt en niet over geld gaat."),
        (MONEY, {}, "Enschede stemt mee, omdat het over geld gaat."),
        (UNKNOWN, {}, "Of Enschede meestemt, hangt af van de vraag over geld."),
        (NO_MONEY, {"R1": "geen"}, "Enschede stemt mee, omdat het onderwerp buiten de uitsluiting valt."),
    ],
)
def test_the_consequence_names_who_votes_along(answers: Answers, readings: dict[str, str], sentence: str) -> None:
    """BOK-12.2, R1."""
    values = {**BOK.reading_values, **readings}
    row, *_ = consequences(BOK, BOK.decisions["gewoon"], point(BOK, "8b"), answers, values)
    assert (row.sentence, row.article) == (sentence, "12.2")


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("voorgelegd", "Eerst moeten de veertien raden het voornemen krijgen. Pas dan kan de stemming open."),
        ("ingestemd", "Eerst moeten de veertien raden instemmen. Pas dan kan de stemming open."),
    ],
)
def test_the_consequence_of_additional_means_names_fourteen_councils(value: str, sentence: str) -> None:
    """BOK-12.5, R10."""
    values = {**BOK.reading_values, "R10": value}
    rows = consequences(BOK, BOK.decisions["additionele_middelen"], point(BOK, "12.5"), MONEY, values)
    assert rows[0].sentence.startswith("Unaniem: alle veertien partijen stemmen voor")
    assert rows[-1].sentence == sentence


def test_a_resolution_binds_nobody() -> None:
    """HER-4b."""
    rows = consequences(HER, HER.decisions["pre_advies"], point(HER, "4"), NO_MONEY, {})
    assert rows[-1].sentence == "De uitkomst geeft richting en bindt niemand."


ALL = [(found, rule.key) for found in shipped() for rule in found.decision_rules]


@pytest.mark.parametrize(("rulebook", "kind"), ALL, ids=[f"{found.key}-{kind}" for found, kind in ALL])
def test_every_kind_of_every_rulebook_is_advised_somewhere(rulebook: Rulebook, kind: str) -> None:
    """No kind can only be reached by going against the advice; and each says what must be reached."""
    items = [
        Point(row, article, "requested" if row.admission else "")
        for row in rulebook.item_classes
        for article in (row.articles or ("",))
    ]
    tried = [choose(rulebook, item, Answers(m, n), rulebook.reading_values)
             for item in items for m in (True, False) for n in (True, False)]  # fmt: skip
    assert kind in {advice.advised.decision for advice in tried if advice.advised}
    rows = consequences(rulebook, rulebook.decisions[kind], items[0], NO_MONEY, rulebook.reading_values)
    assert all(row.sentence and "{" not in row.sentence for row in rows)


def test_offices_and_departures_are_decided_by_the_kind_that_is_advised_there() -> None:
    """The suggestions agree with what the rulebook says of its offices, its withdrawal and its expulsion."""
    for office in BOK.offices:
        if office.decision:
            assert advised(BOK, office.article, NO_MONEY) == office.decision
    for departure in (BOK.withdrawal, BOK.expulsion, UHO.withdrawal):
        assert departure is not None
        rulebook = UHO if departure is UHO.withdrawal else BOK
        assert advised(rulebook, departure.article, NO_MONEY) == departure.decision


def test_a_rulebook_without_suggestions_leaves_the_choice_free() -> None:
    """A text that was kept before there were suggestions still works: nothing is advised, nothing is kept out."""
    source = BOK.source
    while "[[suggestion]]" in source:
        before, _, after = source.partition("[[suggestion]]")
        source = before + after[after.index("\n\n") + 2 :]
    older = load(source, name="ouder.toml")
    advice = choose(older, point(older, "8a"), NO_MONEY, older.reading_values)
    assert advice.advised is None
    assert {option.bar for option in advice.options} == {None}
    assert advice_sentence(advice, point(older, "8a"), NO_MONEY) is None
    assert bar(older, "10", NO_MONEY, "gewoon", admission="requested") is Bar.NOT_ADMITTED
