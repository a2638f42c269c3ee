"""Tests on numbers: heads, inhabitants, parties represented. Integers only; a percentage decides nothing."""

from collections.abc import Callable, Mapping

from twente.core.agreement import Test
from votes.rules.ballots import Ballots, Tally, count
from votes.rules.outcomes import Figures, Readings, Reason

_HEADS_BASE: Mapping[str, Callable[[Tally], int]] = {
    "uitgebracht": lambda tally: tally.cast,
    "aanwezig": lambda tally: tally.present,
    "stemgerechtigd": lambda tally: tally.entitled,
}
_INHABITANTS_BASE: Mapping[str, Callable[[Tally], int]] = {
    "alle_partijen": lambda tally: tally.inhabitants_total,
    "stemgerechtigd": lambda tally: tally.inhabitants_entitled,
    "aanwezig": lambda tally: tally.inhabitants_present,
}


def majority_of_votes(test: Test, ballots: Ballots, readings: Readings) -> tuple[Reason, ...]:
    """Enough parties in favour, of the votes cast unless R3 says otherwise (BOK-12.3, HLB-9a)."""
    tally, value = count(ballots), _value(test, readings, "uitgebracht")
    return (_reached("KOPPEN", test, tally.in_favour, _HEADS_BASE[value](tally), value),)


def share_of_inhabitants(test: Test, ballots: Ballots, readings: Readings) -> tuple[Reason, ...]:
    """Those in favour stand for enough inhabitants, of all parties unless R4 says otherwise (BOK-12.3)."""
    tally, value = count(ballots), _value(test, readings, "alle_partijen")
    return (_reached("INWONERS", test, tally.inhabitants_for, _INHABITANTS_BASE[value](tally), value),)


def weighted_majority(test: Test, ballots: Ballots, readings: Readings) -> tuple[Reason, ...]:
    """Those in favour stand for more inhabitants than those against (HLB-9a)."""
    tally = count(ballots)
    return (_reached("GEWOGEN", test, tally.inhabitants_for, tally.inhabitants_cast, None),)


def parties_represented(test: Test, ballots: Ballots, readings: Readings) -> tuple[Reason, ...]:
    """Enough of all parties are present (BOK-14)."""
    present, parties = len(ballots.present), len(ballots.seats)
    passed = test.threshold.reached(present, parties)
    code = "TWEEDERDE_VERTEGENWOORDIGD" if passed else "TWEEDERDE_NIET_VERTEGENWOORDIGD"
    figures = Figures(present, parties, test.threshold.least(parties))
    return (Reason(code, test.article, passed, figures, test.reading),)


def _value(test: Test, readings: Readings, otherwise: str) -> str:
    """The reading that fills in the base, or the plain meaning where the agreement leaves nothing open."""
    return readings[test.reading] if test.reading else otherwise


def _reached(what: str, test: Test, reached: int, whole: int, value: str | None) -> Reason:
    """Whether `reached` of `whole` is enough. Nobody in favour is never enough."""
    passed = reached > 0 and test.threshold.reached(reached, whole)
    figures = Figures(reached, whole, test.threshold.least(whole))
    return Reason(
        f"{what}_{'GEHAALD' if passed else 'NIET_GEHAALD'}",
        test.article,
        passed,
        figures,
        test.reading,
        value,
    )
