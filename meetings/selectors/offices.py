"""Reads of who chairs and presides (BOK-5.3 to 5.5)."""

from datetime import date

from twente.core.models import Agreement, Role, User
from twente.core.selectors import in_force, reading_values, roles_held, rulebook_on


def chairs(*, agreement: Agreement, on: date) -> list[User]:
    """Who holds the chair on a day (BOK-5.3)."""
    return [role.user for role in roles_held(agreement, Role.Kind.CHAIR, on)]


def presiders(*, agreement: Agreement, on: date) -> list[User]:
    """Who can preside on a day: the chair, and a deputy chair who is in charge then (BOK-5.3, 5.4)."""
    deputies = Role.objects.filter(
        in_force(on),
        agreement=agreement,
        kind=Role.Kind.DEPUTY_CHAIR,
        charges__valid_from__lte=on,
        charges__valid_until__gte=on,
    ).select_related("user")
    return chairs(agreement=agreement, on=on) + [role.user for role in deputies]


def votes_of_presiders(agreement: Agreement, on: date) -> dict[str, bool | None]:
    """Whether the chair and a deputy who presides keep the vote of their party (BOK-5.5, R8).

    None where the agreement does not say, or decides nothing by voting.
    """
    book, values = rulebook_on(agreement, on), reading_values(agreement, on)
    reading = next((rule.id for rule in book.readings.values() if rule.key == "plaatsvervanger_leidt"), "")
    return {
        "chair": book.chair.votes if book.votes and book.chair else None,
        "deputy": values[reading] == "houdt_stem" if reading else None,
    }
