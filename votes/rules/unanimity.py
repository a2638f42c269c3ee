"""Tests of unanimity: all parties (BOK-12.5, 12.6, 2.2; HLB-9b), or those present (BOK-14); reading R7."""

from collections.abc import Iterator

from twente.core.agreement import Test
from votes.rules.ballots import Ballots, Choice, Seat
from votes.rules.outcomes import Figures, Readings, Reason


def unanimous_of_all(test: Test, ballots: Ballots, readings: Readings) -> tuple[Reason, ...]:
    """Every party that may vote is in favour; an absent one may still vote until the closing time (R7)."""
    value = _value(test, readings)
    return _unanimous(test, _there(ballots) if value == "alleen_aanwezigen" else ballots.entitled, value)


def unanimous_of_present(test: Test, ballots: Ballots, readings: Readings) -> tuple[Reason, ...]:
    """Every party that is present is in favour (BOK-14)."""
    return _unanimous(test, _there(ballots), _value(test, readings))


def _there(ballots: Ballots) -> tuple[Seat, ...]:
    """Those present; an empty room is never unanimous, so there everybody is missed."""
    return ballots.present or ballots.entitled


def _value(test: Test, readings: Readings) -> str:
    return readings[test.reading] if test.reading else "blokkeert"


def _unanimous(test: Test, voters: tuple[Seat, ...], value: str) -> tuple[Reason, ...]:
    """What stands in the way, each once and in fixed order; or that nothing does."""
    in_favour = sum(seat.choice is Choice.FOR for seat in voters)
    figures = Figures(in_favour, len(voters), len(voters))
    found = tuple(
        Reason(code, test.article, False, figures, test.reading, value, parties)
        for code, parties in _obstacles(voters, value, in_favour)
        if parties
    )
    return found or (Reason("UNANIEM", test.article, True, figures, test.reading, value),)


def _obstacles(voters: tuple[Seat, ...], value: str, in_favour: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A blank vote blocks unless R7 lets it pass, and always when nobody at all is in favour."""
    silent = [seat for seat in voters if seat.choice is None]
    blank_blocks = value != "neutraal" or in_favour == 0
    yield "NIET_UNANIEM_TEGEN", _parties(seat for seat in voters if seat.choice is Choice.AGAINST)
    yield "NIET_UNANIEM_AFWEZIG", _parties(seat for seat in silent if not seat.present)
    yield "NIET_UNANIEM_BLANCO", _parties(s for s in voters if s.choice is Choice.BLANK and blank_blocks)
    yield "NIET_UNANIEM_NIET_GESTEMD", _parties(seat for seat in silent if seat.present)


def _parties(seats: Iterator[Seat]) -> tuple[str, ...]:
    return tuple(seat.party for seat in seats)
