"""Who signs a document of two signatures, and in which order (BOK-5.4, 5.6, 7.1). Pure."""

from collections.abc import Iterable

CHAIR_FIELD, SECRETARY_FIELD = "voorzitter", "secretaris"
SIGNERS = {
    CHAIR_FIELD: ("chair", "deputy_chair"),
    SECRETARY_FIELD: ("secretary", "deputy_secretary"),
}
"""Signature field → the role that signs, and the deputy who signs only when in charge (BOK-5.4, 5.6, 7.1)."""
SIGNING_ROLES = tuple(role for roles in SIGNERS.values() for role in roles)


def offices(holdings: Iterable[tuple[str, bool]]) -> frozenset[str]:
    """Signature fields that somebody may fill, from (role, in charge) pairs: a deputy signs only when in charge."""
    held = tuple(holdings)
    return frozenset(
        field
        for field, (office, deputy) in SIGNERS.items()
        if any(role == office or (role == deputy and in_charge) for role, in_charge in held)
    )


def next_signature(signed: Iterable[str]) -> str | None:
    """The field whose turn it is: the chair first, then the secretary (BOK-5.6); None when both have signed."""
    done = frozenset(signed)
    return next((field for field in SIGNERS if field not in done), None)


def field_to_fill(mine: Iterable[str], signed: Iterable[str]) -> str | None:
    """The field that somebody with these offices signs now, or signed before; None when the turn is another's."""
    held, done = frozenset(mine), tuple(signed)
    fields = [field for field in SIGNERS if field in held]
    field = next((field for field in fields if field not in done), fields[-1] if fields else None)
    return field if field in done or field == next_signature(done) else None
