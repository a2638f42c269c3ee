"""Who is there when nobody asks for a vote, and a roll call as it goes."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from meetings import selectors as meetings
from twente.core.dates import clock_time
from twente.core.models import Party
from votes import polls, selectors
from votes.models import Ballot, Proposal, Seat
from votes.presenting.preview import SeatRow
from votes.rules import able
from votes.rules.roll_call import called_from, drawn
from votes.wording.ways import ABSENT, SPOKEN


@dataclass(frozen=True)
class Table:
    """Who would count as in favour without a vote, who is missed, and who has no vote."""

    present: list[SeatRow]
    absent: list[str]
    voteless: list[str]


def table_of(proposal: Proposal, rows: Iterable[SeatRow], now: datetime) -> Table:
    """The parties by whether they are present; who is present without a mandate cannot count."""
    ids = meetings.present_party_ids(meeting=proposal.item.meeting, at=now)
    there = set(Party.objects.filter(pk__in=ids).values_list("code", flat=True))
    entitled = [row for row in rows if row.entitled]
    present = [row for row in entitled if row.code in there and row.voter]
    return Table(
        present=present,
        absent=[row.name for row in entitled if row not in present],
        voteless=[row.name for row in rows if not row.entitled],
    )


@dataclass(frozen=True)
class Choice:
    """A button of a roll call: its value, its word, and whether this is what was said."""

    value: str
    word: str
    css: str
    chosen: bool


@dataclass(frozen=True)
class CallRow:
    """A party in a roll call: when its turn comes, who speaks, what was said, and what can be recorded."""

    turn: int
    name: str
    code: str
    voter: str
    said: str
    choices: list[Choice]
    key: uuid.UUID


CSS = {"voor": "k-voor", "tegen": "k-tegen", ABSENT: "k-weg"}
WORDS = {"voor": "Voor", "tegen": "Tegen", ABSENT: "Niet aanwezig"}


def roll_call(proposal: Proposal, first: str, now: datetime) -> dict[str, Any]:
    """The whole roll call: the parties in the order in which they are called, from `first` or from whom the lot named.

    `first` is the code of a party that the chair chose to begin with; an unknown one leaves it to the lot.
    """
    seats = [seat for seat in selectors.seats_of(proposal) if not seat.excluded]
    place = drawn(proposal.snapshot_hash, len(seats))
    by_code = {seat.party.code: place for place, seat in enumerate(seats)}
    order = called_from(seats, by_code.get(first, place))
    rows = call_rows(proposal, order, now)
    return {
        "rows": rows,
        "drawn": seats[place].party,
        "first": order[0].party,
        "parties": [seat.party for seat in seats],
        "remainder": place,
        "done": sum(bool(row.said) for row in rows),
    }


def call_rows(proposal: Proposal, order: list[Seat], now: datetime) -> list[CallRow]:
    """One row for each party that is called."""
    ballots, voters = selectors.latest_ballots(proposal), selectors.voters_of(proposal, now)
    there = meetings.present_party_ids(meeting=proposal.item.meeting, at=now)
    can_vote = able(polls.poll_of(proposal, now))
    return [
        call_row(
            seat,
            turn=turn,
            ballot=ballots.get(seat.party_id),
            voter=voters[seat.party_id].user.name if seat.party.code in can_vote else "",
            present=seat.party_id in there,
        )
        for turn, seat in enumerate(order, start=1)
    ]


def call_row(seat: Seat, *, turn: int, ballot: Ballot | None, voter: str, present: bool) -> CallRow:
    """A party with what it said; who is on nobody's list of present parties is not there until it speaks."""
    value = ballot.choice if ballot else "" if present else ABSENT
    time = f", {clock_time(ballot.cast_at)}" if ballot else ""
    offered = [(choice, word) for choice, word in SPOKEN if choice != ABSENT or ballot is None]
    return CallRow(
        turn=turn,
        name=seat.party.short_name,
        code=seat.party.code,
        voter=voter,
        said=f"{WORDS[value]}{time}" if value else "",
        choices=[Choice(choice, word, CSS[choice], choice == value) for choice, word in offered] if voter else [],
        key=uuid.uuid4(),
    )
