"""What the pages of the archive put together."""

from typing import Any

from twente.core.models import Agreement
from twente.core.permissions import Actor
from twente.partnership.archive import rules, wording
from twente.partnership.archive.forms import FOR_ALL
from twente.partnership.archive.selectors import ClassRow, Policy, class_rows, policy_of


def page(actor: Actor, agreement: Agreement) -> dict[str, Any]:
    """The page of the archive."""
    policy = policy_of(agreement)
    return {
        "owners": owner_rows(actor, policy),
        "classes": [class_on_page(row) for row in class_rows(actor, policy)],
        "unconfirmed": not policy.classes,
    }


def owner_rows(actor: Actor, policy: Policy) -> list[dict[str, Any]]:
    """Whose records they are and were, the last first; the one of today is marked."""
    now = rules.in_force(policy.owners, actor.on)
    return [
        {
            "name": row.name,
            "number": f"{row.register} {row.identifier}".strip(),
            "since": wording.since(row.valid_from, actor.on),
            "ground": row.ground,
            "current": row is now,
            "recorded_by": row.recorded_by,
        }
        for row in reversed(policy.owners)
    ]


def class_on_page(row: ClassRow) -> dict[str, Any]:
    """What holds for a body, and on which ground."""
    recorded = row.recorded
    return {
        "body": row.body or FOR_ALL,
        "pk": row.body.pk if row.body else "",
        "code": row.retention.code,
        "name": row.retention.category,
        "kept": wording.kept(row.retention),
        "source": row.retention.source,
        "recorded": recorded,
        "own": row.own,
        "inherited": bool(row.body) and not row.own,
    }


def listed_rows() -> list[dict[str, str]]:
    """The classes of the selection list that an overleg may use."""
    return [{"code": row.code, "name": row.name, "kept": wording.kept(row)} for row in rules.listed()]
