"""What holds for every vote, whoever votes what (BOK-12.2, 12.3, 14; R4)."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.votes.table import BOK, book
from twente.core.agreement import Threshold
from votes.rules import Ballots, Choice, Ground, Result, Seat, Slips, count, elect, judge

GEWOON, ACCESSION = BOK.decisions["gewoon"], BOK.decisions["toetreding"]
READINGS = BOK.reading_values

CHOICES = st.sampled_from([*Choice, None])
BASES = st.fixed_dictionaries(
    {
        "R3": st.sampled_from(sorted(BOK.readings["R3"].values)),
        "R4": st.sampled_from(sorted(BOK.readings["R4"].values)),
    }
)


@st.composite
def ballots(draw: st.DrawFn) -> Ballots:
    """Some of the parties, any size, any choice, some of them excluded by decision."""
    codes = BOK.party_codes[: draw(st.integers(1, 14))]
    return Ballots(
        tuple(
            Seat(
                party=code,
                inhabitants=draw(st.integers(1, 200_000)),
                present=draw(st.booleans()),
                choice=draw(CHOICES),
                excluded=draw(st.sampled_from([None, None, Ground.DECISION])),
            )
            for code in codes
        )
    )


@given(ballots(), st.randoms(use_true_random=False), BASES)
def test_the_order_of_the_ballots_changes_nothing(cast: Ballots, shuffler: "object", bases: dict[str, str]) -> None:
    shuffled = list(cast.seats)
    shuffler.shuffle(shuffled)

    before, after = (judge(GEWOON, found, {**READINGS, **bases}) for found in (cast, Ballots(tuple(shuffled))))

    assert (before.code, before.reasons, before.flags) == (after.code, after.reasons, after.flags)


@given(ballots(), BASES, st.data())
def test_one_more_vote_for_never_rejects(cast: Ballots, bases: dict[str, str], data: st.DataObject) -> None:
    """BOK-12.3: whoever turns to for, present as before, cannot make an adopted proposal fail."""
    place = data.draw(st.integers(0, len(cast.seats) - 1))
    readings = {**READINGS, **bases}
    turned = tuple(
        replace(seat, choice=Choice.FOR) if index == place else seat for index, seat in enumerate(cast.seats)
    )

    if judge(GEWOON, cast, readings).adopted:
        assert judge(GEWOON, Ballots(turned), readings).adopted


@given(ballots(), st.lists(CHOICES, min_size=14, max_size=14))
def test_what_an_excluded_party_votes_does_not_exist(cast: Ballots, others: list[Choice | None]) -> None:
    """BOK-12.2: neither for nor against, and its inhabitants stay in the total."""
    otherwise = Ballots(
        tuple(
            replace(seat, choice=choice) if seat.excluded else seat
            for seat, choice in zip(cast.seats, others, strict=False)
        )
    )

    assert judge(GEWOON, otherwise, READINGS) == judge(GEWOON, cast, READINGS)
    assert count(otherwise).inhabitants_total == sum(seat.inhabitants for seat in cast.seats)


@given(ballots())
def test_adopted_means_both_thresholds_in_whole_numbers(cast: Ballots) -> None:
    """BOK-12.3, written once more without the rulebook."""
    voting = [seat for seat in cast.seats if not seat.excluded]
    in_favour = [seat for seat in voting if seat.choice is Choice.FOR]
    against = [seat for seat in voting if seat.choice is Choice.AGAINST]
    heads = len(in_favour) > len(against)
    people = 2 * sum(s.inhabitants for s in in_favour) >= sum(s.inhabitants for s in cast.seats)

    assert judge(GEWOON, cast, READINGS).adopted == (heads and people)


@given(ballots())
def test_the_sides_never_exceed_the_whole(cast: Ballots) -> None:
    tally = count(cast)

    assert tally.in_favour + tally.against + tally.blank <= tally.entitled <= tally.parties
    assert tally.inhabitants_cast + tally.inhabitants_blank <= tally.inhabitants_entitled <= tally.inhabitants_total
    assert tally.present <= tally.entitled


@given(ballots())
def test_one_vote_against_ends_unanimity(cast: Ballots) -> None:
    """BOK-12.6"""
    outcome = judge(BOK.decisions["ander_onderwerp"], cast, READINGS)
    opposed = any(seat.choice is Choice.AGAINST and not seat.excluded for seat in cast.seats)

    assert not (opposed and outcome.adopted)
    assert opposed == any(reason.code == "NIET_UNANIEM_TEGEN" for reason in outcome.reasons)


@given(st.fractions(min_value=0, max_value=1, max_denominator=50), st.booleans(), st.integers(1, 700_000))
def test_the_least_that_is_needed_is_enough_and_one_less_is_not(share: object, exactly: bool, whole: int) -> None:
    """What the page says is needed is what the rule needs."""
    threshold = Threshold(share, exactly)
    least = threshold.least(whole)

    assert threshold.reached(least, whole)
    assert least == 0 or not threshold.reached(least - 1, whole)


@given(st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 14), min_size=1), st.integers(0, 14), st.integers(1, 2))
def test_at_most_one_person_is_elected_and_only_by_more_than_half(
    votes: dict[str, int], against: int, number: int
) -> None:
    """BOK-5.4, R20"""
    slips = Slips(entitled=100, candidates=votes, against=against)

    outcome = elect(BOK.decisions["personen"], slips, round_number=number)

    majority = [name for name, found in votes.items() if 2 * found > slips.valid]
    assert (outcome.result is Result.ELECTED) == bool(majority)
    assert outcome.result is not Result.ELECTED or list(outcome.names) == majority


@given(ballots())
def test_a_weighted_majority_ignores_who_is_blank_or_absent(cast: Ballots) -> None:
    """HLB-9a"""
    rule = book("hoofdlijnen_2019").decisions["financieel"]
    voted = Ballots(tuple(seat for seat in cast.seats if seat.choice in (Choice.FOR, Choice.AGAINST)))

    assert judge(rule, cast, {}).result is judge(rule, voted, {}).result
