"""The doors of disputes. Each makes its own dispute: between Borne and Haaksbergen, so that Almelo is an outsider."""

import uuid
from datetime import timedelta
from typing import Any

from disputes.models import Dispute, DisputePaper
from disputes.rules.facts import Kind
from disputes.services.filing import Notice, file_dispute
from disputes.services.papers import add_paper
from disputes.services.people import give_grant
from disputes.services.recording import Event, record
from tests.meetings.minutes_scene import NOW
from tests.papers import a_pdf
from tests.permissions.door import Door
from tests.permissions.world import TODAY, World
from twente.documents.inspection import inspect

ALMELO = "GM0141"
KEY = uuid.UUID(int=13)


def a_dispute(world: World) -> Dispute:
    """Borne notified a dispute with Haaksbergen; nobody received it yet."""
    known = Dispute.objects.filter(form_key=KEY).first()
    if known is not None:
        return known
    cast = world.cast
    notice = Notice(
        party=cast.parties["Borne"],
        others=[cast.parties["Haaksbergen"]],
        subject="peildatum",
        scope=["interpretation"],
        article="11.1",
        description="Over de peildatum.",
        solution="De eerste januari.",
        notified_on=TODAY - timedelta(days=60),
        channel=Dispute.Channel.APPLICATION,
    )
    by = cast.representatives["Borne"]
    return file_dispute(agreement=cast.agreement, notice=notice, file=None, key=KEY, by=by, now=NOW)


def filed(world: World) -> tuple[Any, ...]:
    """Its number."""
    return (str(a_dispute(world)),)


def acting(slug: str) -> Any:
    """Its number and an act."""
    return lambda world: (str(a_dispute(world)), slug)


def happened(world: World, kind: Kind, **more: Any) -> Dispute:
    """Something is recorded today."""
    dispute = a_dispute(world)
    act = {"seen": dispute.version, "key": uuid.uuid4(), "by": world.cast.secretary, "now": NOW}
    record(dispute=dispute, event=Event(kind, TODAY, **more), **act)
    return dispute


def received(world: World) -> tuple[Any, ...]:
    """Its number and a receipt."""
    dispute = happened(world, Kind.RECEIPT)
    return (str(dispute), dispute.facts.get().pk)


def with_paper(world: World) -> tuple[Any, ...]:
    """Its number and a paper."""
    dispute = a_dispute(world)
    file = inspect(a_pdf("Brief"), name="brief.pdf")
    by = {"by": world.cast.representatives["Borne"], "now": NOW}
    paper: DisputePaper = add_paper(dispute=dispute, title="Brief", party=None, file=file, key=uuid.uuid4(), **by)
    return (str(dispute), paper.pk)


def with_grant(world: World) -> tuple[Any, ...]:
    """Its number and somebody who reads along, none of the visitors."""
    dispute = a_dispute(world)
    user = world.cast.representatives["Losser"]
    grant = give_grant(dispute=dispute, user=user, reason="leest mee", by=world.cast.secretary, now=NOW)
    return (str(dispute), grant.pk)


def announced(world: World) -> tuple[Any, ...]:
    """The number of what was told to all parties."""
    happened(world, Kind.SOLUTION, text="Opgelost.")
    dispute = a_dispute(world)
    dispute.refresh_from_db()
    happened(world, Kind.ANNOUNCEMENT, text="De eerste januari telt.")
    return (str(dispute.announcement),)


def empty(world: World) -> dict[str, Any]:
    """A button without fields."""
    return {}


def chair_received(world: World) -> dict[str, Any]:
    """The chair received it yesterday."""
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    return {"party": "0", "on": yesterday, "key": uuid.uuid4(), "version": a_dispute(world).version}


DISPUTES = (
    Door("dispute_outcome", "disputes:dispute_list"),
    Door("dispute_outcome", "disputes:outcome_detail", announced),
    Door("dispute_notify", "disputes:notice_choice", opens=(200, 302)),
    Door("dispute_notify", "disputes:notice_create", lambda w: (ALMELO,), party="Almelo"),
    Door("dispute_notify", "disputes:notice_create", lambda w: (ALMELO,), empty, (422,), party="Almelo"),
    Door("dispute_file", "disputes:dispute_detail", filed),
    Door("dispute_file", "disputes:paper_file", with_paper),
    Door("dispute_document", "disputes:paper_add", filed),
    Door("dispute_document", "disputes:paper_add", filed, empty, (422,)),
    Door("dispute_move", "disputes:fact_record", acting("ontvangst")),
    Door("dispute_move", "disputes:fact_record", acting("ontvangst"), chair_received),
    Door("dispute_move", "disputes:fact_record", acting("mediator")),
    Door("dispute_move", "disputes:fact_record", acting("termijn"), empty, (422,)),
    Door("dispute_move", "disputes:fact_correct", received),
    Door("dispute_move", "disputes:fact_correct", received, empty, (422,)),
    Door("dispute_move", "disputes:grant_give", filed),
    Door("dispute_move", "disputes:grant_give", filed, empty, (422,)),
    Door("dispute_move", "disputes:grant_end", with_grant, empty),
    Door("dispute_move", "disputes:letter_request", acting("notice"), empty),
    Door("dispute_move", "disputes:costs_bill", filed, empty, (409,)),
    Door("result_establish", "disputes:deputy_appoint", filed),  # as there: the chair, and a deputy chair in charge
    Door("result_establish", "disputes:deputy_appoint", filed, empty, (422,)),
    Door("dispute_move", "disputes:link_make", filed),
    Door("dispute_move", "disputes:link_make", filed, empty, (422,)),
)
