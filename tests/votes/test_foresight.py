"""What is still possible while a vote is open: agreed with trying every course (BOK-12.3; R3, R4, R6, R7, R9)."""

from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.votes.table import BOK, CODES, NAMES, book, vote
from votes.rules import Ballots, Choice, Matter, Result, Seat, Vote, decide
from votes.rules.foresight import ENDINGS, MOST_OPEN, can_tip, open_parties, settled, still_needed

LARGEST = ["Enschede", "Hengelo", "Almelo", "Rijssen-Holten", "Hellendoorn", "Hof van Twente", "Twenterand"]
RULES = [rule for rule in BOK.decision_rules if rule.procedure == "vote"]
READINGS = ("R1", "R3", "R4", "R6", "R7", "R9")


@st.composite
def running(draw: st.DrawFn, most_open: int = 3) -> Vote:
    """A vote under way: any rule and readings, a few parties open, there or not; who voted is there."""
    rule = replace(draw(st.sampled_from(RULES)), gate=None)
    values = {name: draw(st.sampled_from(sorted(BOK.readings[name].values))) for name in READINGS}
    codes = BOK.party_codes[: draw(st.integers(1, 8))]
    still_open = set(draw(st.lists(st.sampled_from(codes), max_size=most_open, unique=True)))
    cast = tuple(
        Seat(code, draw(st.integers(1, 9)), draw(st.booleans()))
        if code in still_open
        else Seat(code, draw(st.integers(1, 9)), present=True, choice=draw(st.sampled_from(list(Choice))))
        for code in codes
    )
    return Vote(
        BOK, rule, Matter(draw(st.sampled_from(["8a", "8d"])), False), Ballots(cast), {**BOK.reading_values, **values}
    )


def ended(found: Vote, course: dict[str, tuple[bool, Choice | None]]) -> Result:
    """The outcome when the open parties end like this."""
    cast = tuple(
        replace(seat, present=course[seat.party][0], choice=course[seat.party][1]) if seat.party in course else seat
        for seat in found.ballots.seats
    )
    return decide(replace(found, ballots=Ballots(cast))).result


def courses(parties: tuple[str, ...]) -> list[dict[str, tuple[bool, Choice | None]]]:
    """Everything that these parties can still do."""
    return [dict(zip(parties, endings, strict=True)) for endings in product(ENDINGS, repeat=len(parties))]


@given(running())
@settings(max_examples=300, deadline=None)
def test_settled_agrees_with_trying_everything(found: Vote) -> None:
    outcomes = {ended(found, course) for course in courses(open_parties(found))}

    assert settled(found) == (outcomes.pop() if len(outcomes) == 1 else None)


@given(running())
@settings(max_examples=300, deadline=None)
def test_can_tip_agrees_with_trying_everything(found: Vote) -> None:
    """A party can turn the outcome when for some course of the others it ends otherwise with another ending of it."""
    parties = open_parties(found)
    expected = {
        party: any(
            len({ended(found, {**course, party: ending}) for ending in ENDINGS}) > 1
            for course in courses(tuple(other for other in parties if other != party))
        )
        for party in parties
    }

    assert can_tip(found) == expected


@given(running())
@settings(max_examples=200, deadline=None)
def test_the_fewest_parties_are_the_fewest(found: Vote) -> None:
    parties = open_parties(found)
    enough = [
        size
        for size in range(len(parties) + 1)
        for turning in combinations(parties, size)
        if ended(found, dict.fromkeys(turning, (True, Choice.FOR))) is Result.ADOPTED
    ]

    need = still_needed(found)

    assert (need is None) == (not enough)
    if need is not None:
        assert len(need.parties) == min(enough)
        assert ended(found, dict.fromkeys(need.parties, (True, Choice.FOR))) is Result.ADOPTED


@given(running())
@settings(max_examples=200, deadline=None)
def test_nobody_can_turn_what_is_settled(found: Vote) -> None:
    tipping = can_tip(found)
    assert tipping is not None
    assert any(tipping.values()) == (settled(found) is None)


OPEN = dict.fromkeys(("Borne", "Losser", "Wierden"), None)


def test_three_small_parties_cannot_save_what_lacks_inhabitants() -> None:
    """BOK-12.3: without the cities half of the inhabitants is out of reach, whoever else follows."""
    against = dict.fromkeys(("Enschede", "Hengelo", "Almelo", "Rijssen-Holten"), Choice.AGAINST)
    found = vote({**against, **OPEN})

    assert settled(found) is Result.REJECTED
    assert can_tip(found) == {CODES[name]: False for name in OPEN}
    assert still_needed(found) is None


def test_what_is_missing_is_told_in_votes_and_in_inhabitants() -> None:
    """BOK-12.3: three for and four against; two more outvote them, and with them come the 1.054 that are missing."""
    choices = dict.fromkeys(NAMES.values(), Choice.AGAINST) | dict.fromkeys(LARGEST[:3], Choice.FOR)
    choices |= dict.fromkeys(("Borne", "Losser", "Wierden", "Tubbergen", "Dinkelland"), None)
    choices |= dict.fromkeys(("Haaksbergen", "Oldenzaal"), Choice.BLANK)
    need = still_needed(vote(choices))

    assert need is not None
    assert (need.votes, need.inhabitants, len(need.parties)) == (2, 1_054, 2)


def test_half_of_the_inhabitants_is_short_by_their_number() -> None:
    """BOK-12.3: heads enough, 1.822 inhabitants short: one party that is open brings them."""
    choices = dict.fromkeys(NAMES.values(), Choice.FOR) | {"Enschede": None}
    choices |= dict.fromkeys(("Almelo", "Losser", "Rijssen-Holten", "Haaksbergen"), Choice.AGAINST)
    need = still_needed(vote(choices))

    assert need is not None
    assert (need.votes, need.inhabitants, need.parties) == (0, 1_822, (CODES["Enschede"],))


def test_inhabitants_of_the_votes_cast_grow_with_whoever_joins() -> None:
    """HLB-9a: the whole is what was cast, so the majority must be made on a larger whole."""
    advice = book("hoofdlijnen_2019")
    cast = Ballots(
        (Seat("GM0141", 10, True, Choice.FOR), Seat("GM0147", 30, True, Choice.AGAINST), Seat("GM0153", 50, True))
    )
    need = still_needed(Vote(advice, advice.decisions["financieel"], Matter("8d", True), cast, advice.reading_values))

    assert need is not None
    assert need.inhabitants == 21


def test_with_many_open_parties_nobody_is_told_whether_one_matters() -> None:
    many = dict.fromkeys(list(CODES)[: MOST_OPEN + 1], None)

    assert can_tip(vote(many)) is None
    assert settled(vote(many)) is None


def test_one_vote_against_settles_unanimity() -> None:
    """BOK-12.6: all fourteen must be in favour."""
    found = vote({"Losser": Choice.AGAINST, "Borne": None}, kind="ander_onderwerp", on="10")

    assert settled(found) is Result.REJECTED


@pytest.mark.parametrize(("value", "outcome"), [("niet_aangenomen", Result.REJECTED), ("gemeentewet_32", None)])
def test_a_tie_that_may_postpone_keeps_the_outcome_open(value: str, outcome: Result | None) -> None:
    """R6: with two parties away four against five can still end in five all, which waits for a full meeting."""
    choices = dict.fromkeys(NAMES.values(), Choice.AGAINST) | dict.fromkeys(LARGEST[3:], Choice.FOR)
    choices |= dict.fromkeys(("Borne", "Losser", "Wierden", "Tubbergen", "Dinkelland"), Choice.BLANK)
    choices |= dict.fromkeys(("Hengelo", "Almelo"), None)
    found = vote(choices, readings={"R6": value})

    assert settled(found) is outcome


def test_an_excluded_party_is_not_open() -> None:
    """BOK-12.2: Enschede has no vote on 8a, so nobody waits for it."""
    found = vote({"Enschede": None, "Borne": None}, on="8a")

    assert open_parties(found) == (CODES["Borne"],)
