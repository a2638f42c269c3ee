"""How much say each party has: the published figures on the set "2021", and what holds for every rule."""

import json
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from math import factorial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.votes.table import BOK, CODES, NAMES, book
from votes.rules import Ballots, Choice, Matter, Seat, Vote, decide
from votes.rules.power import MOST_PARTIES, Game, TooManyParties, game_of, power

FILE = json.loads((Path(__file__).parents[1] / "cases" / "stemmingen.json").read_text(encoding="utf-8"))
PUBLISHED = {
    "Enschede": ("13.86", "15.32", None, "32.14"),
    "Hengelo": ("9.23", "10.01", "17.03", "11.55"),
    "Almelo": ("8.82", "9.34", "15.61", "10.59"),
    "Rijssen-Holten": ("6.60", "6.48", "7.93", "5.38"),
    "Hellendoorn": ("6.52", "6.37", "7.54", "5.11"),
    "Hof van Twente": ("6.46", "6.29", "7.31", "4.96"),
    "Twenterand": ("6.39", "6.21", "7.04", "4.78"),
    "Oldenzaal": ("6.29", "6.08", "6.68", "4.53"),
    "Dinkelland": ("6.12", "5.84", "5.70", "3.87"),
    "Wierden": ("6.00", "5.70", "5.27", "3.58"),
    "Haaksbergen": ("5.98", "5.67", "5.20", "3.53"),
    "Borne": ("5.95", "5.62", "5.07", "3.44"),
    "Losser": ("5.92", "5.57", "4.94", "3.35"),
    "Tubbergen": ("5.85", "5.49", "4.68", "3.18"),
}
"""Party → percent by Banzhaf and Shapley, by Banzhaf without Enschede (BOK-12.2), by Banzhaf in the advice of 2019."""


def percent(share: Fraction) -> str:
    """Two decimals, rounded half up."""
    hundredths = (share * 10_000 * 2 + 1) // 2
    return f"{hundredths // 100}.{hundredths % 100:02}"


def votes_of_2021(*, kind: str = "gewoon", on: str = "8d", agreement: str = "bok_ses", **readings: str) -> Vote:
    """All fourteen on the figures of 2021, before anybody votes."""
    rules = book(agreement)
    seats = tuple(Seat(CODES[name], people, present=False) for name, people in FILE["inwoners"]["2021"].items())
    values = {**rules.reading_values, **readings}
    return Vote(rules, rules.decisions[kind], Matter(on, financial=False), Ballots(seats), values)


def test_a_financial_decision_has_the_published_majorities() -> None:
    """BOK-12.3 with all fourteen: how many coalitions win, which are minimal, what fails on which threshold."""
    found = power(game_of(votes_of_2021()))

    assert (found.winning, found.coalitions) == (5_284, 16_384)
    assert found.minimal == {8: 2_126, 9: 87, 10: 55, 11: 1}
    assert sum(found.minimal.values()) == 2_269
    assert (found.heads_alone, found.inhabitants_alone) == (1_192, 2_908)


def test_banzhaf_and_shapley_are_the_published_ones() -> None:
    found = power(game_of(votes_of_2021()))
    shown = {NAMES[say.party]: (percent(say.banzhaf), percent(say.shapley)) for say in found.says}

    assert shown == {name: row[:2] for name, row in PUBLISHED.items()}
    assert not any(say.veto or say.dummy for say in found.says)
    assert sum(say.shapley for say in found.says) == sum(say.banzhaf for say in found.says) == 1


def test_the_smallest_group_that_blocks_is_the_three_cities_and_one_more() -> None:
    blocking = power(game_of(votes_of_2021())).blocking

    assert (blocking.size, blocking.number) == (4, 11)
    assert {NAMES[code] for code in blocking.always} == {"Enschede", "Hengelo", "Almelo"}
    assert {len(group) for group in blocking.groups} == {4}


def test_without_enschede_the_share_of_all_inhabitants_weighs_heavily() -> None:
    """BOK-12.2 with R4: 14.8 percent of the coalitions win when Enschede counts in the whole, else 43.5."""
    of_all, of_voters = (
        power(game_of(votes_of_2021(on="8a", R4=value))) for value in ("alle_partijen", "stemgerechtigd")
    )
    shown = {NAMES[say.party]: percent(say.banzhaf) for say in of_all.says}

    assert (of_all.winning, of_all.coalitions) == (1_211, 8_192)
    assert of_voters.winning == 3_562
    assert shown == {name: row[2] for name, row in PUBLISHED.items() if row[2]}


def test_the_advice_of_2019_weighs_by_inhabitants_alone() -> None:
    """HLB-9a: exactly half of the coalitions win, and Enschede has a third of the say."""
    found = power(game_of(votes_of_2021(agreement="hoofdlijnen_2019", kind="financieel")))

    assert 2 * found.winning == found.coalitions
    assert (found.heads_alone, found.inhabitants_alone) == (0, 0), "heads are not counted"
    assert {NAMES[say.party]: percent(say.banzhaf) for say in found.says} == {n: row[3] for n, row in PUBLISHED.items()}


def test_under_unanimity_everybody_has_a_veto_and_the_same_say() -> None:
    """BOK-12.5: one majority, of all; each party alone is a group that blocks."""
    found = power(game_of(votes_of_2021(kind="additionele_middelen")))

    assert (found.winning, found.minimal, found.blocking.size) == (1, {14: 1}, 1)
    assert (found.heads_alone, found.inhabitants_alone) == (0, 0), "inhabitants are not counted"
    assert all(say.veto and say.shapley == Fraction(1, 14) for say in found.says)


def test_accession_asks_unanimity_of_all_who_are_there() -> None:
    """BOK-14: when all are there, two thirds are represented, and everybody must be in favour."""
    assert game_of(votes_of_2021(kind="toetreding")).heads_needed == 14


def test_a_party_that_never_makes_the_difference_is_a_dummy() -> None:
    found = power(Game(("groot", "klein"), (90, 10), heads_needed=1, inhabitants_needed=60))

    assert [(say.veto, say.dummy) for say in found.says] == [(True, False), (False, True)]


def test_what_nobody_can_reach_has_no_majority() -> None:
    found = power(Game(("een", "twee"), (5, 5), heads_needed=1, inhabitants_needed=11))

    assert (found.winning, found.blocking.size) == (0, 0)
    assert all(say.dummy and say.banzhaf == say.shapley == 0 and not say.veto for say in found.says)


def test_too_many_parties_are_refused_and_as_many_as_allowed_are_not() -> None:
    def game(parties: int) -> Game:
        return Game(tuple(map(str, range(parties))), tuple(range(1, parties + 1)), parties // 2 + 1, 1)

    assert len(power(game(MOST_PARTIES)).says) == MOST_PARTIES
    with pytest.raises(TooManyParties):
        power(game(MOST_PARTIES + 1))


GAMES = st.lists(st.integers(1, 9), min_size=1, max_size=6).flatmap(
    lambda weights: st.builds(
        Game,
        st.just(tuple("abcdef"[: len(weights)])),
        st.just(tuple(weights)),
        st.integers(1, len(weights) + 1),
        st.integers(0, sum(weights) + 1),
    )
)


@given(GAMES)
@settings(max_examples=200)
def test_the_sets_of_coalitions_agree_with_counting_one_by_one(game: Game) -> None:
    """Swings, orders of arrival, minimal majorities and blocking groups, each by their definition."""
    weights = dict(zip(game.parties, game.inhabitants, strict=True))
    whole = frozenset(game.parties)

    def wins(group: frozenset[str]) -> bool:
        return len(group) >= game.heads_needed and sum(weights[p] for p in group) >= game.inhabitants_needed

    groups = [frozenset(found) for size in range(len(whole) + 1) for found in combinations(game.parties, size)]
    winning = [group for group in groups if wins(group)]
    found = power(game)

    assert found.winning == len(winning)
    assert sum(found.minimal.values()) == sum(not any(wins(g - {p}) for p in g) for g in winning)
    for say in found.says:
        swings = [group for group in winning if say.party in group and not wins(group - {say.party})]
        orders = sum(factorial(len(g) - 1) * factorial(len(whole) - len(g)) for g in swings)
        assert (say.swings, say.shapley) == (len(swings), Fraction(orders, factorial(len(whole))))
        assert say.veto == (bool(winning) and all(say.party in group for group in winning))
    blocking = [group for group in groups if not wins(whole - group)]
    assert found.blocking.size == min(map(len, blocking), default=len(whole))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_the_two_quotas_are_the_rule_itself(data: st.DataObject) -> None:
    """Every rule of the agreement: a coalition wins by its quotas exactly when the rule adopts its votes."""
    kind = data.draw(st.sampled_from([rule.key for rule in BOK.decision_rules if rule.procedure == "vote"]))
    readings = {
        name: data.draw(st.sampled_from(sorted(BOK.readings[name].values))) for name in ("R1", "R3", "R4", "R7")
    }
    vote = votes_of_2021(kind=kind, on=data.draw(st.sampled_from(["8a", "8d", "12.5"])), **readings)
    game = game_of(vote)
    inside = data.draw(st.sets(st.sampled_from(game.parties), min_size=1))
    cast = Ballots(
        tuple(
            Seat(s.party, s.inhabitants, present=True, choice=Choice.FOR if s.party in inside else Choice.AGAINST)
            for s in vote.ballots.seats
        )
    )
    people = sum(w for party, w in zip(game.parties, game.inhabitants, strict=True) if party in inside)
    opened = replace(vote, rule=replace(vote.rule, gate=None), ballots=cast)

    by_quota = len(inside) >= game.heads_needed and people >= game.inhabitants_needed
    assert decide(opened).adopted == by_quota
