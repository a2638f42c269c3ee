"""A proposed rate in words: the agenda item, the decision that is asked, how a decision is cited (pure)."""

from dataclasses import dataclass

from twente.core.money import format_amount

ABOUT_MONEY = "Het besluit stelt de bijdrage van de partijen vast."
NOT_NEW = "De bijdrage staat in de overeenkomst."
STANDS: dict[str, tuple[str, str, str]] = {
    "waits": ("nog niet op de agenda", "w", "clock"),
    "on_agenda": ("op de agenda", "b", "calendar-event"),
    "adopted": ("aangenomen", "g", "check"),
    "rejected": ("verworpen", "w", "x"),
    "done": ("tarief vastgelegd", "g", "check"),
}
"""How far a proposal is: word, colour, icon."""


@dataclass(frozen=True)
class Words:
    """The title of the item, and the decision that is proposed."""

    title: str
    decision: str


def words(label: str, year: int, cents: int, budget_cents: int | None) -> Words:
    """Bijdrage per inwoner 2028: € 9,45 …"""
    decision = f"Het overleg stelt voor {year} vast: {label[:1].lower()}{label[1:]} {format_amount(cents)}."
    if budget_cents:
        decision += f" De begroting van {year} is {format_amount(budget_cents)}."
    return Words(f"{label} {year}", decision)


def cited(year: int, number: int) -> str:
    """Besluit 2027-03"""
    return f"Besluit {year}-{number:02}"
