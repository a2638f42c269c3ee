"""What the rulebook of a meeting says about its agenda."""

from meetings.models import AgendaItem, Meeting
from meetings.rules import ItemClass, item_classes
from twente.core.agreement import Rulebook
from twente.core.dates import day_of
from twente.core.selectors import rulebook_on


def rulebook_of(meeting: Meeting) -> Rulebook:
    """The rules in force on the day of the meeting."""
    return rulebook_on(meeting.body.agreement, day_of(meeting.starts_at))


def signing_article(meeting: Meeting) -> str:
    """The article that asks both signatures (BOK-5.6); empty where no article does."""
    found = rulebook_of(meeting).signing
    return found.article if found else ""


def subject_labels(meeting: Meeting) -> dict[str, str]:
    """Standing subject → its label: {"8a": "Koers en inbreng in de Twente Board"}.

    An agreement that names no subjects one by one calls each of them what it calls their class.
    """
    book = rulebook_of(meeting)
    classes = (rule for rule in book.item_classes if rule.key == AgendaItem.Kind.SUBJECT)
    by_class = {article: rule.label for rule in classes for article in rule.articles}
    return by_class | {subject.key: subject.label for subject in book.subjects}


def classes_offered(meeting: Meeting) -> list[ItemClass]:
    """The classes that an item of this meeting can have, by the rulebook."""
    return item_classes(articles_offered(meeting))


def articles_offered(meeting: Meeting) -> dict[str, tuple[str, ...]]:
    """Kind of item → the articles that it may follow from, by the rulebook."""
    return {rule.key: rule.articles for rule in rulebook_of(meeting).item_classes}


def admission_article(meeting: Meeting) -> str:
    """The article that lets another subject in after a decision (BOK-10); empty where no class asks that."""
    asking = (rule for rule in rulebook_of(meeting).item_classes if rule.admission)
    return next((article for rule in asking for article in rule.articles), "")


def article_above(item: AgendaItem) -> str:
    """The article by which the agreement goes before what this item treats (BOK-2.3); empty for most items."""
    subjects = {subject.key: subject.below for subject in rulebook_of(item.meeting).subjects}
    return subjects.get(item.subject) or ""
