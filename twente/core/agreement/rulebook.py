"""The rulebook: one version of one agreement, complete and frozen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Annotated

from twente.core.agreement.deciding import DecisionRule, ExclusionRule, ReadingRule, Suggestion, Test
from twente.core.agreement.fields import ArticleRef, Key, Number, Record, Text, matching, named
from twente.core.agreement.living import (
    Article,
    Body,
    Cluster,
    Contribution,
    Departure,
    DisputeStep,
    Duty,
    HouseRule,
    ItemClass,
    ItemStatus,
    Member,
    Office,
    Party,
    Roster,
    Signing,
    Subject,
)

_ARTICLE = matching(r"[1-9]\d*(\.[1-9]\d*)?[a-z]?", "12.3")
_READING = matching(r"R[1-9]\d*", "R1")


@dataclass(frozen=True)
class Rulebook(Record):
    """All that one version of an agreement arranges; what it leaves open is None, empty or a reading.

    `valid_from` and `valid_to` are the first and last day of this version; what was decided, billed or
    disputed keeps the version of its own day. `sha256` is that of `source`, the text of the file.
    """

    key: Key
    slug: Annotated[str, matching(r"[a-z0-9]+(-[a-z0-9]+)*", "bok-ses")]
    name: Text
    short_name: Text
    document: Text
    version: Number
    valid_from: date
    valid_to: date | None
    in_force_on: date | None
    operational_on: date | None
    ends_on: date | None
    binding: bool
    gaps_article: ArticleRef | None
    one_vote_article: ArticleRef | None
    articles: Annotated[Mapping[str, Article], named(Article, "number", _ARTICLE)]
    parties: tuple[Party, ...]
    members: tuple[Member, ...]
    readings: Annotated[Mapping[str, ReadingRule], named(ReadingRule, "id", _READING)]
    decision_rules: tuple[DecisionRule, ...]
    exclusion: ExclusionRule | None
    subjects: tuple[Subject, ...]
    item_classes: tuple[ItemClass, ...]
    item_statuses: tuple[ItemStatus, ...]
    bodies: tuple[Body, ...]
    offices: tuple[Office, ...]
    signing: Signing | None
    clusters: tuple[Cluster, ...]
    roster: Roster | None
    contributions: tuple[Contribution, ...]
    dispute_steps: tuple[DisputeStep, ...]
    duties: tuple[Duty, ...]
    withdrawal: Departure | None
    expulsion: Departure | None
    house_rules: tuple[HouseRule, ...]
    suggestions: tuple[Suggestion, ...] = ()
    source: str = field(default="", repr=False)
    sha256: str = ""

    given = frozenset({"source", "sha256"})
    sections = MappingProxyType(
        {
            "articles": "article",
            "parties": "party",
            "members": "member",
            "readings": "reading",
            "decision_rules": "decision",
            "subjects": "subject",
            "item_classes": "item_class",
            "item_statuses": "item_status",
            "bodies": "body",
            "offices": "office",
            "clusters": "cluster",
            "contributions": "contribution",
            "dispute_steps": "dispute_step",
            "duties": "duty",
            "house_rules": "house_rule",
            "suggestions": "suggestion",
        }
    )

    @property
    def party_codes(self) -> tuple[str, ...]:
        """The CBS codes of the parties, in the order of the agreement."""
        return tuple(party.code for party in self.parties)

    @property
    def party_names(self) -> Mapping[str, str]:
        """CBS code to the name on screen."""
        return {party.code: party.name for party in self.parties}

    @property
    def decisions(self) -> Mapping[str, DecisionRule]:
        """The kinds of decision by their key."""
        return {rule.key: rule for rule in self.decision_rules}

    @property
    def reading_values(self) -> Mapping[str, str]:
        """Reading id to the value in use until the body decides otherwise: {"R1": "art8_geheel", …}."""
        return {reading.id: reading.default for reading in self.readings.values()}

    @property
    def votes(self) -> bool:
        """Whether anything is decided by voting, openly or by slip."""
        return any(rule.voted for rule in self.decision_rules)

    @property
    def chair(self) -> Office | None:
        """The office that presides (BOK-5.3, UHO-5.5); None where the agreement names none."""
        return self._office("voorzitter")

    @property
    def deputy_chair(self) -> Office | None:
        """The office that presides when the chair does not (BOK-5.4, BWT-2b); None where the agreement names none."""
        return self._office("plaatsvervangend_voorzitter", "vicevoorzitter")

    @property
    def deciding_body(self) -> Body:
        """The body in which the parties are represented and decide (BOK-5.1, BWT-2)."""
        return next((body for body in self.bodies if body.votes), self.bodies[0])

    def body(self, key: str) -> Body:
        """The body of this key; the deciding body when this version no longer has it."""
        return next((body for body in self.bodies if body.key == key), self.deciding_body)

    @property
    def presence_test(self) -> Test | None:
        """The test that asks how many parties are represented (BOK-14); None where no decision asks it."""
        tests = (test for rule in self.decision_rules for test in rule.tests)
        return next((test for test in tests if test.kind == "parties_represented"), None)

    def _office(self, *keys: str) -> Office | None:
        return next((office for office in self.offices if office.key in keys), None)

    def subject(self, number: str) -> Subject:
        """The standing subject of this article, such as "8a". Raises KeyError."""
        return {subject.key: subject for subject in self.subjects}[number]

    def count_readings(self, rule: DecisionRule) -> tuple[ReadingRule, ...]:
        """The readings that touch the count of this kind of decision, in the order of their numbers."""
        excluding = (self.exclusion.reading,) if self.exclusion and rule.exclusion else ()
        used = {*rule.readings, *excluding}
        return tuple(reading for reading in self.readings.values() if reading.id in used and reading.touches_count)

    def mistakes(self) -> Iterator[tuple[str, str]]:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            yield "valid_to", "de laatste dag ligt vóór de eerste."
        known = self.readings.get(self.exclusion.reading) if self.exclusion else None
        if known is not None and self.exclusion is not None and set(known.values) != set(self.exclusion.scope):
            yield "exclusion.scope", f"noem precies de waarden van {known.id}: {', '.join(known.values)}."
        keys = [reading.key for reading in self.readings.values()]
        for repeated in {name for name in keys if keys.count(name) > 1}:
            yield "reading", f"de sleutel {repeated} hoort bij twee lezingen."
        yield from self._wrong_suggestions()
        for cluster in self.clusters:
            if len(set(cluster.parties)) < len(cluster.parties):
                yield f"cluster.{cluster.key}", "een partij staat er twee keer in."

    def _wrong_suggestions(self) -> Iterator[tuple[str, str]]:
        """A reading has this value; and where kinds are suggested at all, each of them can be."""
        for row in self.suggestions:
            if row.reading and row.value not in self.readings[row.reading].values:
                yield f"suggestion.{row.key}.value", f"“{row.value}” staat niet bij de waarden van {row.reading}."
        never = self.decisions.keys() - {row.decision for row in self.suggestions}
        if self.suggestions and never:
            yield "suggestion", f"geen enkele regel wijst naar {', '.join(sorted(never))}."
