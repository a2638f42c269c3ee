"""What minutes say by themselves, and what keeps them from being adopted."""

from datetime import date
from typing import Any

import pytest

from meetings.rules import minutes as rules
from meetings.wording import minutes as wording
from twente.documents.rules import offices

MEETING_DAY, TODAY = date(2026, 12, 2), date(2027, 2, 11)


def item(number: int, *, text: str = "", decides: bool = False, decisions: Any = ()) -> rules.ItemContent:
    return {
        "id": number,
        "number": number,
        "title": "Rondvraag",
        "status": "ter besluitvorming" if decides else "ter kennisname",
        "kind": "orde van de vergadering",
        "article": "",
        "decides": decides,
        "line": [],
        "text": text,
        "decisions": list(decisions),
    }


def content(*items: rules.ItemContent, state: str = "held", present: Any = ("Almelo",)) -> Any:
    return {"meeting": {"state": state}, "present": list(present), "items": list(items)}


@pytest.mark.parametrize(
    ("one", "state"),
    [
        (item(1), "empty"),
        (item(1, text="Besproken."), "done"),
        (item(1, text="Besproken.", decides=True), "undecided"),
        (item(1, decides=True, decisions=[{}]), "done"),
    ],
)
def test_item_needs_a_text_or_a_decision(one: rules.ItemContent, state: str) -> None:
    assert rules.item_state(one) == state


def test_complete_minutes_have_nothing_to_do() -> None:
    checks = rules.adoption_checks(content(item(1, text="Besproken.")))
    assert all(check.passed for check in checks)
    assert rules.blocking(checks) == ()


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (content(item(1, text="x"), state="open"), "De vergadering is nog niet gesloten."),
        (content(item(1, text="x"), present=()), "De presentielijst is nog leeg."),
        (content(item(1), item(2, text="x"), item(3)), "Schrijf nog een tekst bij punten 1 en 3."),
    ],
)
def test_what_is_missing_blocks_and_says_what_to_do(case: Any, sentence: str) -> None:
    assert [wording.to_do(check) for check in rules.blocking(rules.adoption_checks(case))] == [sentence]


def test_item_held_over_is_a_signal_that_does_not_block() -> None:
    checks = rules.adoption_checks(content(item(6, text="Aangehouden tot februari.", decides=True)))
    assert rules.blocking(checks) == ()
    assert wording.to_do(checks[-1]) == "Bij punt 6 is geen besluit vastgelegd. Klopt dat?"


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(2026, 12, 1), "before_meeting"),
        (date(2026, 12, 2), "day"),
        (date(2027, 2, 11), "day"),
        (date(2027, 2, 12), "in_future"),
    ],
)
def test_minutes_are_adopted_from_the_meeting_until_today(on: date, code: str) -> None:
    assert rules.adoption_day(on, meeting_day=MEETING_DAY, today=TODAY).code == code


@pytest.mark.parametrize(
    ("holdings", "fields"),
    [
        ([("chair", False)], {"voorzitter"}),
        ([("secretary", False)], {"secretaris"}),
        ([("deputy_chair", False)], set()),
        ([("deputy_chair", True)], {"voorzitter"}),
        ([("deputy_secretary", True), ("clerk", False)], {"secretaris"}),
        ([("representative", False)], set()),
    ],
)
def test_deputies_sign_only_when_in_charge(holdings: Any, fields: set[str]) -> None:
    """BOK-5.4, 5.6, 7.1."""
    assert offices(holdings) == fields


@pytest.mark.parametrize(
    ("signed", "turn"), [((), "voorzitter"), (("voorzitter",), "secretaris"), (("voorzitter", "secretaris"), None)]
)
def test_chair_signs_before_secretary(signed: tuple[str, ...], turn: str | None) -> None:
    """BOK-5.6."""
    assert rules.next_signature(signed) == turn


def test_fingerprint_does_not_depend_on_the_order_of_keys() -> None:
    assert rules.fingerprint({"a": 1, "b": "é"}) == rules.fingerprint({"b": "é", "a": 1})
    assert rules.fingerprint({"a": 1}) != rules.fingerprint({"a": 2})


def ballot(name: str, choice: str, excluded: str = "") -> dict[str, Any]:
    return {"name": name, "choice": choice, "excluded": excluded, "article": excluded.removeprefix("art")}


COUNT = {"present": 14, "entitled": 13, "in_favour": 9, "against": 3, "blank": 1}
DETAILS = {
    "tests": [
        {"code": "KOPPEN_GEHAALD", "figures": {"reached": 9, "whole": 12, "needed": 7}},
        {"code": "INWONERS_NIET_GEHAALD", "figures": {"reached": 319_980, "whole": 643_603, "needed": 321_802}},
    ],
    "ballots": [
        ballot("Almelo", "tegen"),
        ballot("Enschede", "", "art12.2"),
        ballot("Haaksbergen", "blanco"),
        ballot("Hengelo", "voor"),
        ballot("Losser", "tegen"),
        ballot("Rijssen-Holten", "tegen"),
    ],
}


def test_automatic_line_tells_presence_votes_and_inhabitants() -> None:
    """BOK-12.2, 12.3."""
    assert wording.line_text(wording.automatic_line([], COUNT | DETAILS)) == (
        "Aanwezig 14 partijen, stemgerechtigd 13 (art.\N{NO-BREAK SPACE}12.2). Voor 9, tegen 3 (Almelo, Losser en "
        "Rijssen-Holten), onthouding 1 (Haaksbergen). Voor: 319.980 van 643.603 inwoners; nodig 321.802."
    )


def test_automatic_line_of_a_secret_vote_names_nobody() -> None:
    """R20: unweighted and without names."""
    assert wording.line_text(wording.automatic_line([], COUNT)) == (
        "Aanwezig 14 partijen, stemgerechtigd 13. Voor 9, tegen 3, onthouding 1."
    )


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (ballot("Hengelo", "voor"), "voor"),
        (ballot("Haaksbergen", "blanco"), "onthouding"),
        (ballot("Losser", ""), "niet gestemd"),
        (ballot("Enschede", "", "art12.2"), "niet stemgerechtigd"),
    ],
)
def test_each_party_has_one_word_for_what_it_did(row: dict[str, Any], word: str) -> None:
    assert wording.choice_word(row) == word


def test_automatic_line_counts_a_party_without_a_vote_as_present() -> None:
    """BOK-12.2: Enschede is at the table also where it has no vote; who votes from elsewhere takes part."""
    ballots = {"ballots": [{"name": "Almelo", "choice": "voor"}, {"name": "Enschede", "choice": ""}]}
    line = wording.line_text(wording.automatic_line(["Enschede", "Borne"], COUNT | {"present": 1} | ballots))
    assert line.startswith("Aanwezig 3 partijen,")


def test_automatic_line_without_a_vote_counts_who_was_there() -> None:
    assert wording.line_text(wording.automatic_line(["Almelo"], {})) == "Aanwezig 1 partij."
    assert wording.line_text(wording.automatic_line([], {})) == "De presentielijst is nog leeg."
