"""Which rules of a rulebook rest on an article, and on which screen each of them works (pure)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from twente.core.agreement import DecisionRule, Rulebook
from twente.core.articles import in_order, within

Found = Iterable[tuple[str, tuple[str | None, ...]]]


@dataclass(frozen=True)
class Screen:
    """A page where a rule works: its name in the menu, its URL name, and the right that one needs to open it."""

    label: str
    url_name: str
    act: str = ""


VOTES = Screen("Stemmingen", "votes:proposal_list", "result")
MEETINGS = Screen("Vergaderingen", "meetings:meeting_list", "council_document")
PARTIES = Screen("Partijen", "partnership:party_list", "mandates")
READINGS = Screen("Lezingen", "partnership:reading_list")
TODAY = Screen("Vandaag", "home:today")


@dataclass(frozen=True)
class Use:
    """A rule that rests on an article: its kind, its label, every article it cites, and its screen if it has one."""

    kind: str
    label: str
    articles: tuple[str, ...]
    screen: Screen | None


def decision_articles(rule: DecisionRule) -> tuple[str | None, ...]:
    """Every article that a kind of decision cites."""
    return (rule.article, *(test.article for test in rule.tests), rule.gate.article if rule.gate else None)


def plain(items: Iterable[Any]) -> Found:
    """Records with a label and one article."""
    return [(item.label, (item.article,)) for item in items]


def single(label: str, record: Any, *fields: str) -> Found:
    """A part of the rulebook that is there once or not at all."""
    return [(label, tuple(getattr(record, name) for name in fields))] if record else []


SOURCES: tuple[tuple[str, Screen | None, Callable[[Rulebook], Found]], ...] = (
    ("besluit", VOTES, lambda book: [(rule.label, decision_articles(rule)) for rule in book.decision_rules]),
    ("uitsluiting", VOTES, lambda book: single("Uitsluiting van stemming", book.exclusion, "article", "seat_article")),
    ("lezing", READINGS, lambda book: [(f"{key}. {rule.point}", rule.articles) for key, rule in book.readings.items()]),
    ("onderwerp", MEETINGS, lambda book: plain(book.subjects)),
    ("soort agendapunt", MEETINGS, lambda book: [(item.label, item.articles) for item in book.item_classes]),
    ("orgaan", MEETINGS, lambda book: [(body.name, (body.article,)) for body in book.bodies]),
    ("functie", PARTIES, lambda book: plain(book.offices)),
    ("zetels", PARTIES, lambda book: plain(book.members)),
    ("ondertekening", MEETINGS, lambda book: single("Handtekeningen", book.signing, "article")),
    ("cluster", None, lambda book: [(f"Cluster {cluster.key}", (cluster.article,)) for cluster in book.clusters]),
    (
        "rooster",
        None,
        lambda book: single("Rooster van aftreden", book.roster, "article", "permanent_article", "term_article"),
    ),
    ("bijdrage", None, lambda book: plain(book.contributions)),
    ("geschil", None, lambda book: [(step.label, (step.article, step.costs_article)) for step in book.dispute_steps]),
    ("termijn", TODAY, lambda book: plain(book.duties)),
    ("vertrek", None, lambda book: single("Opzegging", book.withdrawal, "article", "notice_article")),
    ("vertrek", None, lambda book: single("Uitsluiting van een partij", book.expulsion, "article")),
    ("huisregel", MEETINGS, lambda book: plain(book.house_rules)),
)
"""Every part of a rulebook that cites articles; what has no screen yet says None."""


def all_uses(book: Rulebook) -> Iterator[Use]:
    """Every rule of a rulebook with the articles it cites."""
    for kind, screen, find in SOURCES:
        for label, articles in find(book):
            yield Use(kind, label, tuple(number for number in articles if number), screen)


def uses(book: Rulebook, number: str) -> list[Use]:
    """The rules that rest on an article or on a part of it."""
    return [use for use in all_uses(book) if any(within(article, number) for article in use.articles)]


def below(book: Rulebook, number: str) -> list[str]:
    """The articles that stand inside this one, in order."""
    return in_order(other for other in book.articles if other != number and within(other, number))


def above(book: Rulebook, number: str) -> list[str]:
    """The articles that this one stands inside, the widest first."""
    return in_order(other for other in book.articles if other != number and within(number, other))
