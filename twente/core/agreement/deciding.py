"""How an agreement decides: decision rules and their tests, who is excluded, and the readings in use."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from twente.core.agreement.fields import (
    ArticleRef,
    DecisionRef,
    Key,
    PartyRef,
    ReadingRef,
    Record,
    Share,
    Text,
    one_of,
)
from twente.core.agreement.measures import Threshold


@dataclass(frozen=True)
class TestShape:
    """What a kind of test asks of the rulebook: a threshold or none, and in which procedure it lives."""

    procedure: str
    takes_threshold: bool


TEST_KINDS: Mapping[str, TestShape] = {
    "majority_of_votes": TestShape("vote", takes_threshold=True),
    "share_of_inhabitants": TestShape("vote", takes_threshold=True),
    "weighted_majority": TestShape("vote", takes_threshold=True),
    "parties_represented": TestShape("vote", takes_threshold=True),
    "unanimous_of_all": TestShape("vote", takes_threshold=False),
    "unanimous_of_present": TestShape("vote", takes_threshold=False),
    "absolute_majority_of_slips": TestShape("persons", takes_threshold=True),
    "same_nominee_of_all": TestShape("cluster", takes_threshold=False),
    "consent_of_all_parties": TestShape("consent", takes_threshold=False),
    "each_party_decides": TestShape("consent", takes_threshold=False),
    "no_objection": TestShape("consensus", takes_threshold=False),
    "sense_of_the_meeting": TestShape("advice", takes_threshold=True),
}
"""The closed table of tests. Each has one small function in votes.rules; a test holds the tables together."""


@dataclass(frozen=True)
class Test(Record):
    """One condition of a decision: its kind, article and threshold, and the reading of what is open."""

    __test__ = False  # a test of the agreement, not one for pytest

    kind: Annotated[str, one_of(*TEST_KINDS)]
    article: ArticleRef
    reading: ReadingRef | None
    at_least: Share | None = None
    more_than: Share | None = None

    @property
    def threshold(self) -> Threshold:
        """The share to reach. Only for kinds that take one."""
        share = self.at_least or self.more_than
        if share is None:
            raise LookupError(f"{self.kind} heeft geen drempel")
        return Threshold(share, exactly_is_enough=self.at_least is not None)

    def mistakes(self) -> Iterator[tuple[str, str]]:
        given = [share for share in (self.at_least, self.more_than) if share is not None]
        if TEST_KINDS[self.kind].takes_threshold and len(given) != 1:
            yield "at_least", f"{self.kind} vraagt precies één drempel: at_least of more_than."
        if not TEST_KINDS[self.kind].takes_threshold and given:
            yield "at_least", f"{self.kind} kent geen drempel."
        if self.more_than == 1:
            yield "more_than", "meer dan het geheel kan niemand halen."


@dataclass(frozen=True)
class Gate(Record):
    """What must have happened before a vote may open, and the reading that says how much of it."""

    kind: Annotated[str, one_of("councils", "request", "admission")]
    article: ArticleRef
    reading: ReadingRef | None


@dataclass(frozen=True)
class DecisionRule(Record):
    """A kind of decision: the tests that must all pass, and what surrounds them."""

    key: Key
    label: Text
    article: ArticleRef
    when: Text
    tests: tuple[Test, ...]
    gate: Gate | None
    tie: ReadingRef | None
    quorum: ReadingRef | None
    exclusion: bool
    secret: bool
    weighted: bool
    binding: bool

    @property
    def procedure(self) -> str:
        """The way the decision is taken: vote, persons, cluster, consent, consensus or advice."""
        return TEST_KINDS[self.tests[0].kind].procedure

    @property
    def voted(self) -> bool:
        """Whether parties cast a vote, openly or by slip."""
        return self.procedure in ("vote", "persons")

    @property
    def readings(self) -> tuple[str, ...]:
        """The readings that the count of this decision rests on, each once, tests first."""
        gate = self.gate.reading if self.gate else None
        named = (*(test.reading for test in self.tests), self.tie, self.quorum, gate)
        return tuple(dict.fromkeys(reading for reading in named if reading is not None))

    def mistakes(self) -> Iterator[tuple[str, str]]:
        if not self.tests:
            yield "tests", "een besluit heeft ten minste één toets."
        if len({TEST_KINDS[test.kind].procedure for test in self.tests}) > 1:
            yield "tests", "deze toetsen horen bij verschillende manieren van besluiten."


@dataclass(frozen=True)
class Suggestion(Record):
    """When a kind of decision is the one to take: under these items, with these answers, in this reading.

    `items` are the articles that the agenda item may fall under, empty for any; an answer that is None does not
    matter; `value` is the value of `reading` that must be in use. The first row that fits is advised.
    """

    key: Key
    decision: DecisionRef
    article: ArticleRef
    because: Text
    items: tuple[ArticleRef, ...] = ()
    financial: bool | None = None
    new_subject: bool | None = None
    reading: ReadingRef | None = None
    value: Key | None = None

    def mistakes(self) -> Iterator[tuple[str, str]]:
        if (self.reading is None) != (self.value is None):
            yield "reading", "een lezing staat hier met haar waarde, of geen van beide."


@dataclass(frozen=True)
class ExclusionRule(Record):
    """Which party has no vote on which subjects, unless money is involved (BOK-12.2)."""

    article: ArticleRef
    party: PartyRef
    seat_article: ArticleRef
    reading: ReadingRef
    scope: Mapping[Key, tuple[ArticleRef, ...]]
    always_financial: tuple[ArticleRef, ...]


@dataclass(frozen=True)
class ReadingRule(Record):
    """An open place in the text: what the software does there, and what else the text could mean (BOK-18)."""

    point: Text
    articles: tuple[ArticleRef, ...]
    key: Key
    default: Key
    values: Mapping[Key, Text]
    adopted: Text | None
    touches_count: bool
    id: str = ""

    given = frozenset({"id"})

    @property
    def alternatives(self) -> Mapping[str, str]:
        """The values that are not the default, with their labels."""
        return {value: label for value, label in self.values.items() if value != self.default}

    def mistakes(self) -> Iterator[tuple[str, str]]:
        if self.default not in self.values:
            yield "default", f"“{self.default}” staat niet bij de waarden: {', '.join(self.values)}."
