"""Which kind of decision fits an agenda item, from two answers and the rulebook alone (BOK-10, 12, R19, R22; HLB-9)."""

from dataclasses import dataclass
from enum import StrEnum

from twente.core.agreement import Cluster, DecisionRule, ItemClass, Office, Rulebook, Suggestion
from twente.core.articles import within
from votes.rules.outcomes import Readings

ADMITTED, REFUSED = "admitted", "refused"


@dataclass(frozen=True)
class Point:
    """An agenda item: its class, the article it falls under (may be empty), and how far its admission is (BOK-10)."""

    item_class: ItemClass
    article: str
    admission: str = ""

    @property
    def waits(self) -> bool:
        """Whether the overleg first decides if it treats this subject at all."""
        return bool(self.item_class.admission) and self.admission != ADMITTED


@dataclass(frozen=True)
class Answers:
    """The two questions that decide the kind: is it about money, is it new? None is not answered (yet)."""

    financial: bool | None
    new_subject: bool | None


class Bar(StrEnum):
    """Why a kind of decision cannot be taken here."""

    REFUSED = "refused"
    NOT_ADMITTED = "not_admitted"
    ADMITTED = "admitted"
    ELSEWHERE = "elsewhere"
    OTHER_READING = "other_reading"
    MONEY = "money"
    NO_MONEY = "no_money"
    NEW = "new"
    NOT_NEW = "not_new"


@dataclass(frozen=True)
class Option:
    """A kind of decision on this item; `bar` when it cannot be taken here, `articles` where it belongs instead."""

    rule: DecisionRule
    bar: Bar | None = None
    articles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Advice:
    """Every kind of the rulebook in its order, and the row that advises one; None while an answer is missing."""

    options: tuple[Option, ...]
    advised: Suggestion | None

    def option(self, key: str) -> Option | None:
        """The option of this kind; None for a kind that the rulebook does not know."""
        return next((option for option in self.options if option.rule.key == key), None)


def given(rulebook: Rulebook, point: Point) -> Answers:
    """What the rulebook itself answers: 8d is about money; another subject is new until it is admitted."""
    always = rulebook.exclusion.always_financial if rulebook.exclusion else ()
    standing = tuple(subject.key for subject in rulebook.subjects if subject.financial)
    money = any(_under(point.article, article) for article in (*always, *standing))
    return Answers(True if money else None, point.waits if point.item_class.admission else None)


def completed(rulebook: Rulebook, point: Point, answers: Answers) -> Answers:
    """The answers, where the rulebook does not answer itself."""
    own = given(rulebook, point)
    return Answers(
        own.financial if own.financial is not None else answers.financial,
        own.new_subject if own.new_subject is not None else answers.new_subject,
    )


def choose(rulebook: Rulebook, point: Point, answers: Answers, readings: Readings) -> Advice:
    """The kinds that can be taken on this item with these answers, and the one that is advised.

    A rulebook without suggestions advises nothing, and only an admission stands in the way of a kind.
    """
    said = completed(rulebook, point, answers)
    options = tuple(_option(rulebook, rule, point, said, readings) for rule in rulebook.decision_rules)
    open_kinds = {option.rule.key for option in options if option.bar is None}
    fitting = (
        row for row in rulebook.suggestions if row.decision in open_kinds and _bar(row, point, said, readings) is None
    )
    first = next(fitting, None)
    return Advice(options, first if first and _answered(first, said) else None)


def offices_chosen(rulebook: Rulebook, rule: DecisionRule) -> tuple[Office, ...]:
    """The offices that an election of this kind fills (BOK-5.4, 7.1)."""
    elected = rule.procedure == "persons"
    return tuple(office for office in rulebook.offices if elected and office.decision == rule.key)


def clusters_appointing(rulebook: Rulebook, rule: DecisionRule) -> tuple[Cluster, ...]:
    """The clusters that appoint by this kind of decision (BOK-6.3)."""
    return rulebook.clusters if rule.procedure == "cluster" else ()


def _option(rulebook: Rulebook, rule: DecisionRule, point: Point, said: Answers, readings: Readings) -> Option:
    """A kind of decision: the admission goes before everything, then any row that fits makes it possible."""
    held = _held_by_admission(rule, point)
    if held or point.waits or not rulebook.suggestions:
        return Option(rule, held)
    rows = tuple(row for row in rulebook.suggestions if row.decision == rule.key)
    bars = [_bar(row, point, said, readings) for row in rows]
    if None in bars:
        return Option(rule)
    near = [bar for bar in bars if bar is not Bar.ELSEWHERE]
    articles = tuple(dict.fromkeys(article for row in rows for article in row.items))
    return Option(rule, near[0]) if near else Option(rule, Bar.ELSEWHERE, articles)


def _held_by_admission(rule: DecisionRule, point: Point) -> Bar | None:
    """Another subject: first the admission and nothing else, afterwards never again (BOK-10, 12.6)."""
    admits = rule.key == point.item_class.admission
    if not point.item_class.admission:
        return None
    if point.admission == REFUSED:
        return Bar.REFUSED
    if point.waits:
        return None if admits else Bar.NOT_ADMITTED
    return Bar.ADMITTED if admits else None


def _bar(row: Suggestion, point: Point, said: Answers, readings: Readings) -> Bar | None:
    """What keeps this row from fitting; an answer that is missing keeps nothing out."""
    if row.items and not any(_under(point.article, item) for item in row.items):
        return Bar.ELSEWHERE
    if row.reading and readings[row.reading] != row.value:
        return Bar.OTHER_READING
    if None not in (row.financial, said.financial) and row.financial is not said.financial:
        return Bar.MONEY if said.financial else Bar.NO_MONEY
    if None not in (row.new_subject, said.new_subject) and row.new_subject is not said.new_subject:
        return Bar.NEW if said.new_subject else Bar.NOT_NEW
    return None


def _answered(row: Suggestion, said: Answers) -> bool:
    """Whether every question that this row depends on has an answer."""
    return not (row.financial is not None and said.financial is None) and not (
        row.new_subject is not None and said.new_subject is None
    )


def _under(article: str, above: str) -> bool:
    """Whether the item falls under an article; an item without one falls under none."""
    return bool(article) and within(article, above)
