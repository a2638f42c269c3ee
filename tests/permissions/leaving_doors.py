"""The doors of what leaves the overleg: sent to the councils, read there, made public."""

from datetime import timedelta
from typing import Any

from meetings.services.leaving import publish, send_to_councils
from meetings.services.minutes import keep_document
from tests.meetings.minutes_scene import NOW
from tests.meetings.sent_scene import PDF, paper, sign, with_clerks
from tests.permissions.door import Door
from tests.permissions.world import TODAY, World
from twente.documents.models import Document
from twente.outbox.dispatching.rules import Question
from twente.outbox.models import Dispatch

ALMELO = "GM0141"


def signed_document(world: World) -> Document:
    """The minutes of the meeting that was held, signed by both."""
    document = keep_document(minutes=world.scene.minutes, pdf=PDF, now=NOW)
    sign(document, world.scene)
    return document


def signed(world: World) -> tuple[Any, ...]:
    """The same, with a clerk in Almelo to send it to."""
    with_clerks(world.cast, "Almelo")
    return (signed_document(world).public_id,)


def public(world: World) -> tuple[Any, ...]:
    """The same, published."""
    document = signed_document(world)
    publish(paper=paper(world.scene, document), by=world.cast.secretary, now=NOW)
    return (document.public_id,)


def asked(world: World) -> Dispatch:
    """The same, sent to the council of Almelo with a question."""
    parties, document = with_clerks(world.cast, "Almelo"), signed_document(world)
    question = Question("Stemt uw raad in?", TODAY + timedelta(days=30))
    by = {"by": world.cast.secretary, "now": NOW}
    return send_to_councils(paper=paper(world.scene, document), parties=parties, question=question, **by)[0]


def line(world: World) -> tuple[Any, ...]:
    """Its line in the register."""
    return (asked(world).pk,)


def asked_document(world: World) -> tuple[Any, ...]:
    """Its document."""
    return (asked(world).document.public_id,)


def in_almelo(world: World) -> tuple[Any, ...]:
    """Its file on the page of the council."""
    return (ALMELO, asked(world).pk)


def empty(world: World) -> dict[str, Any]:
    """A button without fields."""
    return {}


def answer(world: World) -> dict[str, Any]:
    """What the council answered."""
    return {"answered_on": TODAY, "document": "Raadsbesluit 12"}


def closed_vote(world: World) -> tuple[Any, ...]:
    """A vote of which the result was never published."""
    return (world.closed.pk,)


def reason(world: World) -> dict[str, Any]:
    """Why it is taken back."""
    return {"reason": "Er stond een naam te veel in."}


LEAVING = (
    Door("minutes_publish", "votes:result_withdraw", closed_vote, opens=(409,)),
    Door("minutes_publish", "votes:result_withdraw", closed_vote, reason, (409,)),
    Door("distribute", "partnership:dispatch_list", signed),
    Door("distribute", "partnership:dispatch_create", signed),
    Door("distribute", "partnership:dispatch_create", signed, lambda w: {"parties": [ALMELO]}),
    Door("distribute", "partnership:dispatch_again", line),
    Door("distribute", "partnership:dispatch_again", line, empty),
    Door("distribute", "partnership:dispatch_remind", asked_document),
    Door("distribute", "partnership:dispatch_remind", asked_document, empty),
    Door("distribute", "partnership:dispatch_errata", asked_document),
    Door("distribute", "partnership:dispatch_errata", asked_document, empty),
    Door("distribute", "partnership:dispatch_answer", line),
    Door("distribute", "partnership:dispatch_answer", line, answer),
    Door("minutes_publish", "partnership:publication", signed),
    Door("minutes_publish", "partnership:publication", signed, empty),
    Door("minutes_publish", "partnership:publication_withdraw", public),
    Door("minutes_publish", "partnership:publication_withdraw", public, lambda w: {"reason": "Een naam te veel."}),
    Door("agenda_edit", "partnership:duty_settle", lambda w: ("evaluatie_overeenkomst", "2027-02-01")),
    Door(
        "agenda_edit",
        "partnership:duty_settle",
        lambda w: ("evaluatie_overeenkomst", "2027-02-01"),
        lambda w: {"kind": "done", "on": TODAY, "text": "Besluit 2027-04"},
    ),
    Door("council_document", "partnership:council_list"),
    Door("council_document", "partnership:council_detail", lambda w: (ALMELO,)),
    Door("council_document", "partnership:council_file", in_almelo),
)
