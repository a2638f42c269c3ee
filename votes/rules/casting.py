"""The answer to somebody who casts a vote: accepted, or refused with the first ground that applies.

Pure: the service brings the moment, what the poll froze at its opening and what was received before, all
read under the lock of the poll. A closing time is the first moment that is too late.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from votes.rules.ballots import Choice


class Answer(StrEnum):
    """The closed list of answers."""

    ACCEPTED = "GEACCEPTEERD"
    REPLACES = "GEACCEPTEERD_VERVANGT"
    REPEATED = "HERHAALD_ONTVANGSTBEWIJS"
    KEY_REUSED = "GEWEIGERD_SLEUTEL_HERGEBRUIKT"
    NOT_OPEN = "GEWEIGERD_NIET_OPEN"
    CLOSED = "GEWEIGERD_GESLOTEN"
    CHAIR = "GEWEIGERD_VOORZITTER"
    NO_MANDATE = "GEWEIGERD_GEEN_MANDAAT"
    EXCLUDED = "GEWEIGERD_UITGESLOTEN"
    INVALID_CHOICE = "GEWEIGERD_ONGELDIGE_KEUZE"
    ALREADY_VOTED = "GEWEIGERD_REEDS_GESTEMD"


SPOKEN = frozenset({Choice.FOR, Choice.AGAINST})
"""What one can say in a roll call: whoever is called, votes (Gemeentewet 32)."""

STORED = frozenset({Answer.ACCEPTED, Answer.REPLACES})
"""The answers after which a ballot is written."""


@dataclass(frozen=True)
class Poll:
    """What was frozen when the vote opened. `closes_at` is None while no end was set.

    `representatives` gives for each party the person who votes for it, `voteless` who has no vote: the chair, and
    with R8 "verliest_stem" a deputy who presides (BOK-5.5). `choices` None: any candidate's name.
    """

    opens_at: datetime
    closes_at: datetime | None
    representatives: Mapping[str, str]
    voteless: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    secret: bool = False
    choices: frozenset[str] | None = frozenset(Choice)


@dataclass(frozen=True)
class Attempt:
    """A vote being cast: when, by whom, for which party, what; the key makes a second click harmless."""

    at: datetime
    person: str
    party: str
    choice: str
    key: str


@dataclass(frozen=True)
class Received:
    """A vote that was accepted. `choice` is None where it is secret and cannot be looked up."""

    party: str
    key: str
    choice: str | None


def able(poll: Poll) -> frozenset[str]:
    """The parties for which somebody can vote."""
    voting = poll.representatives.items()
    return frozenset(party for party, person in voting if person not in poll.voteless) - poll.excluded


def answer(attempt: Attempt, poll: Poll, received: tuple[Received, ...]) -> Answer:
    """What the voter hears. Only the answers in STORED write a ballot."""
    same_key = [vote for vote in received if vote.key == attempt.key]
    if same_key:
        same = same_key[0].party == attempt.party and same_key[0].choice in (None, attempt.choice)
        return Answer.REPEATED if same else Answer.KEY_REUSED
    for refusal, applies in REFUSALS.items():
        if applies(attempt, poll):
            return refusal
    if any(vote.party == attempt.party for vote in received):
        return Answer.ALREADY_VOTED if poll.secret else Answer.REPLACES
    return Answer.ACCEPTED


REFUSALS: Mapping[Answer, Callable[[Attempt, Poll], bool]] = {
    Answer.NOT_OPEN: lambda attempt, poll: attempt.at < poll.opens_at,
    Answer.CLOSED: lambda attempt, poll: poll.closes_at is not None and attempt.at >= poll.closes_at,
    Answer.CHAIR: lambda attempt, poll: attempt.person in poll.voteless,
    Answer.NO_MANDATE: lambda attempt, poll: poll.representatives.get(attempt.party) != attempt.person,
    Answer.EXCLUDED: lambda attempt, poll: attempt.party in poll.excluded,
    Answer.INVALID_CHOICE: lambda attempt, poll: not _is_choice(attempt.choice, poll),
}
"""The grounds to refuse, in the order in which they are looked at."""


def _is_choice(choice: str, poll: Poll) -> bool:
    return bool(choice) if poll.choices is None else choice in poll.choices


def replay(attempts: tuple[Attempt, ...], poll: Poll) -> tuple[tuple[Answer, ...], tuple[Received, ...]]:
    """The answers to a sequence of attempts, and what counts at the end: each party's last accepted vote."""
    answers: list[Answer] = []
    received: list[Received] = []
    for attempt in attempts:
        answers.append(answer(attempt, poll, tuple(received)))
        if answers[-1] in STORED:
            received.append(Received(attempt.party, attempt.key, attempt.choice))
    latest = {vote.party: vote for vote in received}
    return tuple(answers), tuple(latest.values())
