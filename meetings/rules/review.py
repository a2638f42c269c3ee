"""The review of minutes: until when members comment, and what a comment does to the text (BOK-5.6, 8h). Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from meetings.rules import markup
from meetings.rules.minutes import Check
from twente.core.terms import Duration

REVIEW_DAYS = 14
"""Days that members get to comment when the secretary says nothing else (house rule)."""
REMINDER_RULE, REMINDER_AHEAD = "herinnering_conceptverslag", "3 days"
"""The house rule that says how long before the last day a party is reminded, and what holds where none says it."""


@dataclass(frozen=True)
class Review:
    """How far the review is: its last day (None when there was none), whether it is over, items with open comments."""

    last_day: date | None = None
    over: bool = True
    open_items: tuple[int, ...] = ()


def default_last_day(today: date) -> date:
    """The last day of a round that opens today."""
    return today + timedelta(days=REVIEW_DAYS)


def is_open(last_day: date, today: date) -> bool:
    """Whether members may still comment: until the end of the last day."""
    return today <= last_day


def reminds(last_day: date, *, opened_on: date, ahead: Duration, on: date) -> bool:
    """Whether a silent party is reminded on a day; who was asked so short before the last day needs no reminder."""
    first = ahead.before(last_day)
    return opened_on < first <= on <= last_day


def checks(review: Review) -> tuple[Check, ...]:
    """What the review still keeps from being settled; nothing when there was none."""
    if review.last_day is None:
        return ()
    return (
        Check("review", review.over),
        Check("comments", not review.open_items, review.open_items),
    )


def taken_over(text: str, *, quote: str, proposal: str) -> str:
    """The text with a proposal in it: in the place of the quoted words when they occur once, else at the end."""
    if not proposal:
        return text
    words = escape(" ".join(quote.split()), quote=False)
    inside_a_tag = any(words in tag for tag in re.findall(r"<[^>]+>", text))
    if words and text.count(words) == 1 and not inside_a_tag:
        inline = escape(" ".join(proposal.split()), quote=False)
        return markup.clean(text.replace(words, inline))
    return markup.clean(text + markup.from_plain(proposal))
