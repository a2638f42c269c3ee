"""One difference between two agendas (pure)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """One difference between two agendas: what happened to what, with the value before and after."""

    what: str
    subject: str
    before: str = ""
    after: str = ""
