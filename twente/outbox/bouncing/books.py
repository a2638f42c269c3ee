"""Who has which address now: rooms keep addresses and say so here; one that nobody has any more asks nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.db.models.functions import Lower

from twente.core.models import Agreement, Contact, Mandate, Role, User


@dataclass(frozen=True)
class Owner:
    """Who has an address, and how it is changed."""

    name: str
    advice: str


Book = Callable[[Agreement, set[str]], dict[str, Owner]]
"""Gets an agreement and addresses in small letters; gives those that somebody has under it."""
ROOMS: dict[str, str] = {}
"""Room → the dotted name of its book; loaded when it is asked for."""


def provide(room: str, book: str) -> None:
    """Let a room say whose its addresses are; called once, in that room's `AppConfig.ready`."""
    ROOMS[room] = book


def owners(agreement: Agreement, addresses: set[str]) -> dict[str, Owner]:
    """Address → who has it now under this agreement; what is left out, nobody has."""
    found: dict[str, Owner] = {}
    for dotted in ROOMS.values() if addresses else ():
        module, _, name = dotted.rpartition(".")
        found = getattr(import_module(module), name)(agreement, addresses) | found
    return found


def people(agreement: Agreement, addresses: set[str]) -> dict[str, Owner]:
    """Persons who take part or took part: their account holds the address."""
    rows = User.objects.annotate(small=Lower("email")).filter(small__in=addresses, is_active=True)
    here = set(Role.objects.filter(agreement=agreement).values_list("user", flat=True))
    here |= set(Mandate.objects.filter(agreement=agreement).values_list("user", flat=True))
    return {
        row.small: Owner(row.name, "Vraag de beheerder het adres van dit account te wijzigen.")
        for row in rows
        if row.pk in here
    }


def clerks(agreement: Agreement, addresses: set[str]) -> dict[str, Owner]:
    """Clerks of councils, as they are known now."""
    rows = Contact.objects.filter(party__memberships__agreement=agreement).select_related("party")
    newest = rows.order_by("party_id", "role", "-recorded_at", "-pk").distinct("party_id", "role")
    return {
        row.email.lower(): Owner(
            f"{row.name}, griffie van {row.party}", "Wijzig het adres bij Partijen, of bel de griffie."
        )
        for row in newest
        if row.email.lower() in addresses
    }
