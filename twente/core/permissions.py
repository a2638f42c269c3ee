"""The one policy: which role may do which act. The table stands in `permissions.toml`; nothing else decides rights."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.db.models import Q

from twente.core.models import Agreement, Mandate, Party, Role, User

ANONYMOUS = "anonymous"
REPRESENTATIVE = "representative"
DISPUTE_PARTY = "dispute_party"


class Cell(StrEnum):
    """How a role may do an act; the words of `permissions.toml`."""

    YES = "yes"
    OWN = "own"
    ACTING = "acting"
    GRANTED = "granted"
    TWO = "two"
    BEHALF = "behalf"


@cache
def policy() -> dict[str, dict[str, Cell]]:
    """Act → role → how; read once from the table."""
    table = tomllib.loads((Path(__file__).parent / "permissions.toml").read_text(encoding="utf-8"))
    return {act: {role: Cell(how) for role, how in row.items()} for act, row in table.items()}


@dataclass(frozen=True)
class Holding:
    """A role that somebody holds on a day, with the party it is held for, if any."""

    role: str
    party_id: int | None = None
    in_charge: bool = False


@dataclass(frozen=True)
class Context:
    """What the act is about: whose party, whether the person is registered as substitute, a grant on the record."""

    party: Party | None = None
    substitute: bool = False
    granted: bool = False


NOTHING = Context()

ANSWERS = {
    Cell.YES: lambda holding, about: True,
    Cell.OWN: lambda holding, about: about.party is None or holding.party_id == about.party.pk,
    Cell.ACTING: lambda holding, about: holding.in_charge or about.substitute,
    Cell.GRANTED: lambda holding, about: about.granted,
    Cell.TWO: lambda holding, about: True,
    Cell.BEHALF: lambda holding, about: True,
}


@dataclass(frozen=True)
class Actor:
    """A person within one agreement on one day, with everything that gives rights there."""

    user: User | None
    agreement: Agreement | None
    on: date
    holdings: tuple[Holding, ...] = field(default=(Holding(ANONYMOUS),))

    def may(self, act: str, about: Context = NOTHING) -> bool:
        """Whether any of the person's roles allows this act; an act that is not in the table is a mistake."""
        row = policy()[act]
        return any(ANSWERS[row[h.role]](h, about) for h in self.holdings if h.role in row)

    def is_a(self, *roles: str) -> bool:
        """Whether the person holds one of these roles today."""
        return any(holding.role in roles for holding in self.holdings)

    @property
    def takes_part(self) -> bool:
        """Whether the person has any role in this agreement; if not, its pages do not exist for this person."""
        return any(holding.role != ANONYMOUS for holding in self.holdings)

    @property
    def party_ids(self) -> frozenset[int]:
        """The parties that the person holds a role for."""
        return frozenset(h.party_id for h in self.holdings if h.party_id is not None)


def holdings_of(user: User, agreement: Agreement, on: date) -> tuple[Holding, ...]:
    """Roles and mandates of a person on a day (Amsterdam), two reads."""
    current = Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gte=on))
    roles = Role.objects.filter(current, user=user, agreement=agreement).prefetch_related("charges")
    held = [
        Holding(role.kind, role.party_id, any(c.valid_from <= on <= c.valid_until for c in role.charges.all()))
        for role in roles
    ]
    mandates = Mandate.objects.filter(current, user=user, agreement=agreement)
    held += [Holding(REPRESENTATIVE, mandate.party_id) for mandate in mandates]
    return tuple(held) or (Holding(ANONYMOUS),)


def actor_for(user: User | None, agreement: Agreement, on: date) -> Actor:
    """The person as the policy sees it; nobody signed in, or deactivated, is anonymous."""
    if user is None or not user.is_active:
        return Actor(None, agreement, on)
    return Actor(user, agreement, on, holdings_of(user, agreement, on))
