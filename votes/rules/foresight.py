"""What is still possible while a vote is open: is the outcome fixed, who can turn it, what is missing (BOK-12.3).

Whoever has voted is taken to stay with it and counts as present. An open party may vote for, against or blank, or
never vote, there or not there: these five endings are all that can happen to it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement

from twente.core.agreement import DecisionRule, Test
from votes.rules.ballots import Ballots, Choice, Seat, count
from votes.rules.deciding import Vote, seated
from votes.rules.judging import judge
from votes.rules.outcomes import Outcome, Result

MOST_OPEN = 8
"""With more open parties nobody is told whether a single one can turn the outcome: nearly always it can."""

Ending = tuple[bool, Choice | None]
FOR, AGAINST, BLANK = (True, Choice.FOR), (True, Choice.AGAINST), (True, Choice.BLANK)
SILENT, AWAY = (True, None), (False, None)
CHOOSING, ENDINGS = (FOR, AGAINST, BLANK), (FOR, AGAINST, BLANK, SILENT, AWAY)

Parties = tuple[str, ...]


@dataclass(frozen=True)
class Need:
    """What is missing for adoption. `votes` is what the parties lack, `inhabitants` what their weight lacks.

    `parties` are the fewest that bring both when they turn to for: the largest ones, as an example.
    """

    votes: int
    inhabitants: int
    parties: Parties

    @property
    def nothing(self) -> bool:
        """Whether the proposal would be adopted as it stands."""
        return not self.parties


def open_parties(vote: Vote) -> Parties:
    """The parties that may vote and have not, the largest first."""
    silent = [seat for seat in seated(vote).entitled if seat.choice is None]
    return tuple(seat.party for seat in sorted(silent, key=lambda seat: -seat.inhabitants))


def settled(vote: Vote) -> Result | None:
    """The outcome that comes whatever the open parties do; None while it can still change.

    Exact, by a few endings only. Every test is at its best when all open parties vote for, and at its worst when all
    vote against, except that parties represented (BOK-14) is at its worst when all stay away. As a decision needs all
    of its tests, those three endings show an adoption and a rejection if there is one. A vote without a hard quorum
    (R9) shows when all stay away; a tie that postpones (R6) is counted by itself.
    """
    return _settled(vote, seated(vote), open_parties(vote))


def can_tip(vote: Vote) -> Mapping[str, bool] | None:
    """Open party → whether its own vote can still turn the outcome; None while more than MOST_OPEN are open.

    Exact: every course of the other parties is followed until the outcome is settled or only this party is left.
    """
    parties, ballots = open_parties(vote), seated(vote)
    if len(parties) > MOST_OPEN:
        return None
    endings = ENDINGS if _presence_counts(vote) else CHOOSING
    return {party: _tips(vote, ballots, party, _others(parties, party), endings) for party in parties}


def still_needed(vote: Vote, *, among: Collection[str] | None = None) -> Need | None:
    """What more is needed to adopt, from the open parties or from `among`; None when it is out of their reach."""
    able = open_parties(vote) if among is None else among
    seats = tuple(seat for seat in seated(vote).entitled if seat.party in able and seat.choice is not Choice.FOR)
    fewest = _fewest(vote, vote.rule, seats)
    if fewest is None:
        return None
    heads = tuple(test for test in vote.rule.tests if test.kind not in _INHABITANTS)
    by_heads = _fewest(vote, replace(vote.rule, tests=heads), seats) if heads else ()
    missing = (_missing(vote, test, seats) for test in vote.rule.tests if test.kind in _INHABITANTS)
    return Need(len(by_heads or ()), max(missing, default=0), fewest)


def _others(parties: Parties, party: str) -> Parties:
    return tuple(other for other in parties if other != party)


def _ended(ballots: Ballots, parties: Collection[str], ending: Ending) -> Ballots:
    """The ballots when these parties end like this."""
    there, choice = ending
    return Ballots(tuple(replace(s, present=there, choice=choice) if s.party in parties else s for s in ballots.seats))


def _judged(vote: Vote, ballots: Ballots, rule: DecisionRule | None = None) -> Outcome:
    return judge(rule or vote.rule, ballots, vote.readings, vote.preparation)


def _settled(vote: Vote, ballots: Ballots, parties: Parties) -> Result | None:
    corners = (FOR, AGAINST, AWAY) if _presence_counts(vote) else (FOR, AGAINST)
    found = {_judged(vote, _ended(ballots, parties, ending)).result for ending in corners}
    return None if len(found) > 1 or _may_postpone(vote, ballots, parties) else found.pop()


def _tips(vote: Vote, ballots: Ballots, party: str, others: Parties, endings: tuple[Ending, ...]) -> bool:
    """Whether some course of the others leaves the outcome to this party."""
    if _settled(vote, ballots, (party, *others)) is not None:
        return False
    if not others:
        return True
    first, rest = others[:1], others[1:]
    return any(_tips(vote, _ended(ballots, first, ending), party, rest, endings) for ending in endings)


_BY_PRESENCE = frozenset({"aanwezig", "alleen_aanwezigen", "gemeentewet_32", "hard"})
_OF_PRESENCE = frozenset({"parties_represented", "unanimous_of_present", "unanimous_of_all"})


def _presence_counts(vote: Vote) -> bool:
    """Whether it matters who is there without a choice; if not, staying silent is the same as a blank vote."""
    values = {vote.readings[reading] for reading in vote.rule.readings}
    return bool(values & _BY_PRESENCE) or any(test.kind in _OF_PRESENCE for test in vote.rule.tests)


def _may_postpone(vote: Vote, ballots: Ballots, parties: Parties) -> bool:
    """Whether the votes can still tie while somebody stays away, where R6 then postpones."""
    if vote.rule.tie is None or vote.readings[vote.rule.tie] != "gemeentewet_32":
        return False
    tally = count(ballots)
    to_tie = abs(tally.in_favour - tally.against) if tally.cast else 2
    return to_tie < len(parties)


_INHABITANTS = frozenset({"share_of_inhabitants", "weighted_majority"})


def _fewest(vote: Vote, rule: DecisionRule, seats: tuple[Seat, ...]) -> Parties | None:
    """The fewest of these parties that must turn to for. Of parties that stand alike, the largest serve best."""
    ballots, alike = seated(vote), _alike(seats)
    if not _judged(vote, _ended(ballots, {seat.party for seat in seats}, FOR), rule).adopted:
        return None
    return next(
        turning
        for turning in _smallest_first(alike, len(seats))
        if _judged(vote, _ended(ballots, turning, FOR), rule).adopted
    )


def _alike(seats: tuple[Seat, ...]) -> tuple[Parties, ...]:
    """Parties in groups that stand alike, each the largest first: a vote against turns the count more than none."""
    groups: dict[Ending, list[Seat]] = {}
    for seat in sorted(seats, key=lambda seat: -seat.inhabitants):
        groups.setdefault((seat.present, seat.choice), []).append(seat)
    return tuple(tuple(seat.party for seat in group) for group in groups.values())


def _smallest_first(groups: tuple[Parties, ...], most: int) -> Iterator[Parties]:
    """Every number of parties from every group, the fewest in all first."""
    for size in range(most + 1):
        for picked in combinations_with_replacement(range(len(groups)), size):
            taken = [picked.count(place) for place in range(len(groups))]
            if all(number <= len(group) for number, group in zip(taken, groups, strict=True)):
                yield tuple(party for number, group in zip(taken, groups, strict=True) for party in group[:number])


def _missing(vote: Vote, test: Test, seats: tuple[Seat, ...]) -> int:
    """The inhabitants that those in favour lack; more when a vote for also adds to what the share is taken of."""
    only = replace(vote.rule, tests=(test,), quorum=None, tie=None, gate=None)
    figures = judge(only, seated(vote), vote.readings).reasons[0].figures
    share = test.threshold.share
    if figures is None:
        return 0
    if figures.short == 0 or share == 1 or any(_is_counted(vote, test, seat) for seat in seats):
        return figures.short
    lacking = share.numerator * figures.whole - share.denominator * figures.reached
    step = share.denominator - share.numerator
    return -(-lacking // step) if test.threshold.exactly_is_enough else lacking // step + 1


def _is_counted(vote: Vote, test: Test, seat: Seat) -> bool:
    """Whether the share is already taken of this party's inhabitants too."""
    if test.reading is None:
        return seat.choice in (Choice.FOR, Choice.AGAINST)
    return seat.present or vote.readings[test.reading] != "aanwezig"
