"""How much say a party has under a rule: Banzhaf, Shapley, vetoes, dummies, groups that block. Exact fractions.

All parties are there and vote for or against, so every rule comes down to two quotas: so many parties in favour, and
so many inhabitants behind them. A set of coalitions is one whole number: bit `mask` tells whether the coalition
`mask` is in it, and bit i of `mask` whether party i is. So all 2^14 coalitions are counted by a few operations.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from math import factorial

from votes.rules.ballots import Ballots, Choice
from votes.rules.deciding import Vote, seated
from votes.rules.judging import judge
from votes.rules.outcomes import Reason

MOST_PARTIES = 18
MOST_GROUPS = 20


class TooManyParties(ValueError):
    """With more than MOST_PARTIES parties there are too many coalitions to count on a page."""


@dataclass(frozen=True)
class Game:
    """The parties with a vote, their inhabitants, and the quotas; nobody in favour is too few, so one is positive."""

    parties: tuple[str, ...]
    inhabitants: tuple[int, ...]
    heads_needed: int
    inhabitants_needed: int


@dataclass(frozen=True)
class Say:
    """One party: in how many coalitions it makes the difference, and its shares by Banzhaf and by Shapley."""

    party: str
    swings: int
    banzhaf: Fraction
    shapley: Fraction
    veto: bool

    @property
    def dummy(self) -> bool:
        """Whether its vote never makes a difference."""
        return self.swings == 0


@dataclass(frozen=True)
class Blocking:
    """The smallest groups without which the others adopt nothing: their size and number, and who is in all of them.

    `groups` are at most MOST_GROUPS of them.
    """

    size: int
    number: int
    always: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Power:
    """The say of all parties, and what kind of majorities there are.

    `minimal` counts by size the majorities that break when any one party leaves. `heads_alone` have parties enough
    but too few inhabitants, `inhabitants_alone` the other way round; both 0 where one of the two is not asked.
    """

    coalitions: int
    winning: int
    minimal: Mapping[int, int]
    heads_alone: int
    inhabitants_alone: int
    says: tuple[Say, ...]
    blocking: Blocking


def game_of(vote: Vote) -> Game:
    """The quotas that the rule and its readings give when every party that may vote is there (BOK-12.3, 12.5, 14)."""
    ballots = seated(vote)
    all_for = tuple(replace(s, present=True, choice=Choice.FOR) if s.excluded is None else s for s in ballots.seats)
    reasons = judge(replace(vote.rule, gate=None), Ballots(all_for), vote.readings).reasons
    voters = ballots.entitled
    return Game(
        parties=tuple(seat.party for seat in voters),
        inhabitants=tuple(seat.inhabitants for seat in voters),
        heads_needed=max((_heads(reason) for reason in reasons), default=0),
        inhabitants_needed=max((_inhabitants(reason) for reason in reasons), default=0),
    )


def _heads(reason: Reason) -> int:
    """How many parties this reason asks for; a share of parties represented is met or can never be."""
    figures = reason.figures
    if figures is None or reason.code.startswith(("INWONERS", "GEWOGEN")):
        return 0
    if reason.code.startswith("TWEEDERDE"):
        return 0 if reason.passed else MOST_PARTIES + 1
    return figures.needed


def _inhabitants(reason: Reason) -> int:
    counts = reason.figures is not None and reason.code.startswith(("INWONERS", "GEWOGEN"))
    return reason.figures.needed if counts and reason.figures else 0


@lru_cache(maxsize=64)
def power(game: Game) -> Power:
    """The say of each party; kept per process by quotas and inhabitants, so a figure is worked out once.

    Raises TooManyParties above MOST_PARTIES.
    """
    parties = len(game.parties)
    if parties > MOST_PARTIES:
        raise TooManyParties(f"{parties} partijen")
    sizes, members = _by_size(parties), tuple(_with_member(place, parties) for place in range(parties))
    heads, people = _union(sizes[game.heads_needed :]), _heavy(game)
    winning = heads & people
    return Power(
        coalitions=1 << parties,
        winning=winning.bit_count(),
        minimal=_sizes_of(_minimal(winning, members), sizes),
        heads_alone=(heads & ~people).bit_count() if game.heads_needed else 0,
        inhabitants_alone=(people & ~heads).bit_count() if game.inhabitants_needed else 0,
        says=_says(game, winning, sizes, members),
        blocking=_blocking(game, winning, sizes, members),
    )


def _sizes_of(coalitions: int, sizes: tuple[int, ...]) -> dict[int, int]:
    """Size → how many of these coalitions have it."""
    counted = {size: (coalitions & these).bit_count() for size, these in enumerate(sizes)}
    return {size: number for size, number in counted.items() if number}


def _union(sets: tuple[int, ...]) -> int:
    found = 0
    for one in sets:
        found |= one
    return found


def _by_size(parties: int) -> tuple[int, ...]:
    """The coalitions of each size, from none to all: those without the last party, and those with it."""
    sizes = [1]
    for place in range(parties):
        without, joined = [*sizes, 0], [0, *sizes]
        sizes = [old | new << (1 << place) for old, new in zip(without, joined, strict=True)]
    return tuple(sizes)


def _with_member(place: int, parties: int) -> int:
    """The coalitions that this party is in."""
    width = 1 << place
    found = ((1 << width) - 1) << width
    for later in range(place + 1, parties):
        found |= found << (1 << later)
    return found


def _heavy(game: Game) -> int:
    """The coalitions with inhabitants enough."""
    sums = [0]
    for weight in game.inhabitants:
        sums += [total + weight for total in sums]
    return int("".join("1" if total >= game.inhabitants_needed else "0" for total in reversed(sums)), 2)


def _minimal(winning: int, members: tuple[int, ...]) -> int:
    """The majorities that need each of their parties: nobody can leave."""
    spare = 0
    for place, member in enumerate(members):
        spare |= winning & member & ((winning & ~member) << (1 << place))
    return winning & ~spare


def _says(game: Game, winning: int, sizes: tuple[int, ...], members: tuple[int, ...]) -> tuple[Say, ...]:
    """Whoever joins turns a losing coalition into a winning one as often as winning ones have it more than not."""
    total = winning.bit_count()
    swings = [2 * (winning & member).bit_count() - total for member in members]
    whole = sum(swings)
    return tuple(
        Say(
            party=party,
            swings=own,
            banzhaf=Fraction(own, whole) if whole else Fraction(0),
            shapley=_shapley(winning, sizes, member),
            veto=bool(winning) and not winning & ~member,
        )
        for party, own, member in zip(game.parties, swings, members, strict=True)
    )


def _shapley(winning: int, sizes: tuple[int, ...], member: int) -> Fraction:
    """The share of all orders of arrival in which this party makes the majority."""
    parties, orders = len(sizes) - 1, 0
    for size in range(1, parties + 1):
        among = winning & sizes[size]
        inside = (among & member).bit_count()
        orders += factorial(size - 1) * factorial(parties - size) * inside
        if size < parties:
            orders -= factorial(size) * factorial(parties - size - 1) * (among.bit_count() - inside)
    return Fraction(orders, factorial(parties))


def _blocking(game: Game, winning: int, sizes: tuple[int, ...], members: tuple[int, ...]) -> Blocking:
    """Who stays out of a largest coalition that loses, blocks; nobody can be missed from the smallest such group."""
    losing = [these & ~winning for these in sizes]
    largest = max((size for size, these in enumerate(losing) if these), default=0)
    found = losing[largest]
    inside = tuple(zip(game.parties, members, strict=True))
    return Blocking(
        size=len(members) - largest,
        number=found.bit_count(),
        always=tuple(party for party, member in inside if not found & member),
        groups=tuple(
            tuple(party for place, party in enumerate(game.parties) if not mask >> place & 1)
            for mask in islice(_masks(found), MOST_GROUPS)
        ),
    )


def _masks(coalitions: int) -> Iterator[int]:
    """The coalitions in a set, one by one."""
    while coalitions:
        lowest = coalitions & -coalitions
        yield lowest.bit_length() - 1
        coalitions ^= lowest
