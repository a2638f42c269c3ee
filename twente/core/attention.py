"""What a room asks of a person: one row on the desk. Every room offers `attention.rows(actor, now)`."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Attention:
    """Something to do, by when, why, on which articles, and the one button that leads to it.

    `sentence` is one finished Dutch sentence; `articles` are numbers such as "12.5"; `url` opens the place of work.
    """

    due_on: date
    title: str
    sentence: str
    articles: tuple[str, ...]
    action_label: str
    url: str
