"""What the rekenhulp, stemkracht and the foresight of an open vote cost: processor time, no network, no database.

The figures are those of one process on this machine; "koud" is the first time for a rule and its figures, "warm"
every next one.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial

from bench.table import row
from twente.core.agreement import shipped
from votes.counting.ballots import counted
from votes.rules import Ballots, Choice, Matter, Seat, Vote
from votes.rules.foresight import MOST_OPEN, can_tip, settled, still_needed
from votes.rules.power import MOST_PARTIES, Game, game_of, power

ROUNDS = 20
INHABITANTS = (
    *(74_776, 24_741, 26_728, 162_317, 24_225, 36_213, 83_655),
    *(35_660, 23_469, 32_021, 38_836, 21_507, 34_113, 25_342),
)
"""1 January 2025, in the order of the rulebook's parties."""


def imagined(open_parties: int, turn: int) -> Vote:
    """An ordinary decision by all fourteen with this many still open; every turn others are, and votes differ."""
    book = next(found for found in shipped() if "gewoon" in found.decisions and found.exclusion)
    codes, choices = book.party_codes, list(Choice)
    waiting = {codes[(turn + 3 * place) % len(codes)] for place in range(open_parties)}
    seats = tuple(
        Seat(code, people, present=True, choice=None if code in waiting else choices[turn * place % len(choices)])
        for place, (code, people) in enumerate(zip(codes, INHABITANTS, strict=True), start=1)
    )
    matter = Matter("8d", financial=True)
    return Vote(book, book.decisions["gewoon"], matter, Ballots(seats), book.reading_values)


def spent(acts: list[Callable[[], object]]) -> tuple[float, float]:
    """Median and worst processor time in milliseconds."""
    took = []
    for act in acts:
        begin = time.process_time()
        act()
        took.append((time.process_time() - begin) * 1000)
    return statistics.median(took), max(took)


def cold(game: Game) -> object:
    """The power table as it is worked out the first time."""
    power.cache_clear()
    return power(game)


def answer(vote: Vote) -> object:
    """What a page of the rekenhulp works out: the outcome, its reasons, other readings, what is still needed."""
    names = dict(zip(vote.rulebook.party_codes, vote.rulebook.party_codes, strict=True))
    return counted(vote, names, adopted=()), still_needed(vote, among=vote.rulebook.party_codes)


def large(parties: int) -> Game:
    """A game of more parties than there are now."""
    people = tuple(20_000 + 1_111 * place for place in range(parties))
    return Game(tuple(map(str, range(parties))), people, parties // 2 + 1, (sum(people) + 1) // 2)


def measure() -> Iterator[str]:
    """A line per measurement."""
    games = [game_of(imagined(0, turn)) for turn in range(ROUNDS)]
    measured: dict[str, list[Callable[[], object]]] = {
        "rekenhulp, antwoord": [partial(answer, imagined(0, turn)) for turn in range(ROUNDS)],
        "stemkracht, 14, koud": [partial(cold, game) for game in games],
        "stemkracht, 14, warm": [partial(power, game) for game in games],
        f"stemkracht, {MOST_PARTIES}, koud": [partial(cold, large(MOST_PARTIES))] * 3,
    }
    for open_parties in (3, 5, MOST_OPEN):
        votes = [imagined(open_parties, turn) for turn in range(ROUNDS)]
        measured[f"staat vast, {open_parties} open"] = [partial(settled, vote) for vote in votes]
        measured[f"kan kantelen, {open_parties} open"] = [partial(can_tip, vote) for vote in votes]
    for name, acts in measured.items():
        yield row(name, *spent(acts))
