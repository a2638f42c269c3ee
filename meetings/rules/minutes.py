"""What minutes say by themselves and what still keeps them from being adopted (BOK-5.6, 8h). Pure.

The content of minutes is one plain structure: the page shows it live, adoption freezes it, the document prints it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NotRequired, TypedDict

from twente.core.frozen import digest
from twente.documents.rules import next_signature as next_signature

FORMAT, PLAIN_FORMAT = 2, 1
"""What content says of its texts: markup, or plain text as it was typed before there was markup."""


class Part(TypedDict):
    """A piece of a sentence, with the article that follows it, or ""."""

    text: str
    article: str


class Reason(TypedDict):
    """A finished Dutch sentence about one test of a decision, with its article and reading, or ""."""

    sentence: str
    article: str
    reading: NotRequired[str]


class Annulled(TypedDict, total=False):
    """That a decision was annulled before the minutes were adopted, in a sentence."""

    annulled: str


class DecisionContent(Annulled):
    """A decision as minutes keep it; `figures` are the counts of its vote, or empty."""

    number: str
    outcome: str
    text: str
    sentence: str
    reasons: list[Reason]
    figures: dict[str, Any]
    closing_hash: str
    decided_at: str


class ActionContent(TypedDict):
    """An action or promise as it was made: what, by whom, by which day (ISO 8601, or "")."""

    kind: str
    text: str
    owner: str
    due_on: str


class StatementContent(TypedDict):
    """What somebody wanted to be on record."""

    speaker: str
    text: str


class Confidential(TypedDict, total=False):
    """The word for an item that few may read."""

    confidential: str


class ItemContent(Confidential):
    """One item: who was there and what was counted (`line`), the typed discussion, the decisions.

    `text` is clean markup; in content of format 1 it is plain text. `confidential` is the word for an item that few
    may read ("besloten"); `closed` marks what the public reads in its place.
    """

    id: int
    number: int
    title: str
    status: str
    kind: str
    article: str
    decides: bool
    line: list[Part]
    text: str
    decisions: list[DecisionContent]
    actions: NotRequired[list[ActionContent]]
    statements: NotRequired[list[StatementContent]]
    closed: NotRequired[bool]


class Presence(TypedDict):
    """A party that was there, by whom and on which document; moments are ISO 8601 in UTC."""

    party: str
    name: str
    ground: str
    substitute: bool
    arrived_at: str
    left_at: str


class Absentee(TypedDict):
    """A party that was not there; `notice` is "" when it sent none."""

    party: str
    notice: str


class Break(TypedDict):
    """That the meeting stood still for a reason, or sat behind closed doors (`reason` is ""); moments as elsewhere."""

    kind: str
    reason: str
    started_at: str
    ended_at: str


class MeetingContent(TypedDict):
    """When and where; moments are ISO 8601 in UTC, or "" while they are still to come."""

    id: int
    state: str
    body: str
    place: str
    starts_at: str
    opened_at: str
    closed_at: str
    presided_by: str
    secretary: str
    breaks: NotRequired[list[Break]]


class Adoption(TypedDict):
    """How the overleg adopted the minutes: in a meeting (`meeting` is its first moment) or in writing ("").

    `changes` names what the overleg changed in the concept; empty or absent when it was adopted as it was.
    """

    on: str
    meeting: str
    at: str
    by: str
    changes: NotRequired[str]


class Content(TypedDict):
    """Everything that minutes hold; the same content always has the same fingerprint."""

    format: int
    overleg: str
    meeting: MeetingContent
    present: list[Presence]
    absent: list[Absentee]
    items: list[ItemContent]
    adoption: NotRequired[Adoption]
    annex: NotRequired[bool]


@dataclass(frozen=True)
class Check:
    """Something that minutes need. `items` are the numbers it is about; a signal (not `blocks`) only warns."""

    code: str
    passed: bool
    items: tuple[int, ...] = ()
    blocks: bool = True
    article: str = ""


def fingerprint(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content in one fixed serialisation, so that anyone can compute it again."""
    return digest(content)


def item_state(item: ItemContent) -> str:
    """ "done", "undecided" (a text, but the decision that the item asks for is not recorded) or "empty"."""
    if item["decisions"]:
        return "done"
    if not item["text"]:
        return "empty"
    return "undecided" if item["decides"] else "done"


def adoption_checks(content: Content) -> tuple[Check, ...]:
    """What minutes need before the overleg can adopt them; only `blocks` stops it."""
    empty, undecided = (numbers_in(content["items"], state) for state in ("empty", "undecided"))
    return (
        Check("held", content["meeting"]["state"] == "held"),
        Check("attendance", bool(content["present"])),
        Check("texts", not empty, empty),
        Check("decisions", not undecided, undecided, blocks=False),
    )


def numbers_in(items: Iterable[ItemContent], state: str) -> tuple[int, ...]:
    """Numbers of the items in one state."""
    return tuple(item["number"] for item in items if item_state(item) == state)


def blocking(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The checks that failed and stop the next stage."""
    return tuple(check for check in checks if check.blocks and not check.passed)


def adoption_day(on: date, *, meeting_day: date, today: date) -> Check:
    """Minutes are adopted on or after the day of the meeting, and never in the future."""
    if on < meeting_day:
        return Check("before_meeting", False)
    return Check("in_future", False) if on > today else Check("day", True)
