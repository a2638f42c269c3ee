"""What asks somebody's attention: rooms make these rows, the desk sorts and shows them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Attention:
    """One thing to do: the last day (Amsterdam) to do it, what and why in Dutch, and the button that leads there."""

    due_on: date
    title: str
    sentence: str
    articles: tuple[str, ...]
    action_label: str
    url: str

    @property
    def action_about(self) -> str:
        """What the button is about, for who hears it: the title, without saying the act twice."""
        return self.title.removeprefix(f"{self.action_label}: ")
