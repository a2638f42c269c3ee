"""A dispute between Rijssen-Holten and Wierden, as the drawn screen has it, and the acts that move it on."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from disputes.models import Dispute, Fact
from disputes.rules.facts import Kind
from disputes.services.filing import Notice, file_dispute
from disputes.services.recording import Event, record
from tests.cast import Cast
from tests.rehearsal import rehearsed
from twente.core.models import User

FILED = datetime(2026, 10, 26, 9, 0, tzinfo=UTC)
"""Monday 26 October 2026, 10.00 hours in Amsterdam (winter time since the day before)."""
TODAY = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def at(day: date) -> datetime:
    """Noon UTC on a day."""
    return datetime.combine(day, time(12), UTC)


def a_notice(cast: Cast, party: str = "Rijssen-Holten", others: Sequence[str] = ("Wierden",)) -> Notice:
    """What the party states."""
    return Notice(
        party=cast.parties[party],
        others=[cast.parties[name] for name in others],
        subject="peildatum van het inwonertal",
        scope=["interpretation"],
        article="11.1",
        description="Het gaat over de peildatum.",
        solution="Gebruik de peildatum van 1 januari.",
        notified_on=FILED.date(),
        channel=Dispute.Channel.APPLICATION,
    )


@rehearsed
def a_dispute(
    cast: Cast, party: str = "Rijssen-Holten", others: Sequence[str] = ("Wierden",), **more: object
) -> Dispute:
    """Filed by the representative of the party."""
    notice = replace(a_notice(cast, party, others), **more)  # type: ignore[arg-type]
    by = cast.representatives[party]
    return file_dispute(agreement=cast.agreement, notice=notice, file=None, key=uuid.uuid4(), by=by, now=FILED)


def happens(
    cast: Cast,
    dispute: Dispute,
    kind: Kind,
    on: date,
    *,
    by: User | None = None,
    now: datetime | None = None,
    **more: object,
) -> Fact:
    """The secretary records something on the day itself."""
    dispute.refresh_from_db()
    event = Event(kind, on, **more)  # type: ignore[arg-type]
    act = {"seen": dispute.version, "key": uuid.uuid4(), "by": by or cast.secretary, "now": now or at(on)}
    return record(dispute=dispute, event=event, **act)  # type: ignore[arg-type]


def received(cast: Cast, dispute: Dispute, party: date = date(2026, 10, 27), chair: date = date(2026, 10, 28)) -> None:
    """Every other party, and then the chair."""
    for row in dispute.involved.filter(notifier=False):
        happens(cast, dispute, Kind.RECEIPT, party, party=row.party)
    happens(cast, dispute, Kind.RECEIPT, chair)


def in_mediation(cast: Cast, dispute: Dispute) -> None:
    """Asked on the first possible day, and signed a week later."""
    received(cast, dispute)
    happens(cast, dispute, Kind.MEDIATOR, date(2026, 12, 10), text="Mediator Voorbeeld", detail={"registered": True})
    happens(cast, dispute, Kind.MEDIATION_START, date(2026, 12, 17))
