"""Documents of a meeting that may leave, made without printing: small bytes, and signatures in the register."""

import uuid
from hashlib import sha256

from meetings.excerpt_tasks import EXCERPT_JOB, LIST_JOB
from meetings.models import AgendaItem, Decision
from meetings.selectors.excerpts import excerpt_content, list_content
from meetings.selectors.leaving import Leaving, leaving
from meetings.services.excerpts import keep
from meetings.services.minutes import keep_annex, keep_document
from tests.cast import Cast
from tests.meetings.minutes_scene import NOW, Scene, adopt
from twente.core.models import Contact, Party
from twente.documents.models import Document, Revision

PDF = b"%PDF-1.7 verslag"
ON = NOW.date()


def sign(document: Document, scene: Scene) -> None:
    """Two more revisions, as after both signatures (BOK-5.6)."""
    for act, person in ((Revision.Act.CHAIR, scene.cast.chair), (Revision.Act.SECRETARY, scene.cast.secretary)):
        last = document.revisions.latest("number")
        content = bytes(last.content) + f"\n% {act}".encode()
        Revision.objects.create(
            document=document,
            number=last.number + 1,
            act=act,
            content=content,
            sha256=sha256(content).hexdigest(),
            certificate_sha256="ab" * 32,
            made_at=NOW,
            made_by=person,
        )


def unsigned_minutes(scene: Scene) -> Document:
    """The document of adopted minutes, before anybody signed."""
    return keep_document(minutes=adopt(scene), pdf=PDF, now=NOW)


def signed_minutes(scene: Scene) -> Document:
    """The same, signed by both."""
    document = unsigned_minutes(scene)
    sign(document, scene)
    return document


def an_annex(scene: Scene) -> Document:
    """The signed annex of minutes with a closed item."""
    AgendaItem.objects.filter(pk=scene.items[1].pk).update(confidentiality="closed")
    document = keep_annex(minutes=adopt(scene), pdf=PDF, now=NOW)
    sign(document, scene)
    return document


def unsigned_list(scene: Scene) -> Document:
    """The list of decisions of the meeting."""
    content = list_content(scene.meeting, ON)
    return kept(scene, LIST_JOB, scene.meeting.pk, content, "Besluitenlijst van woensdag 2 december 2026")


def a_list(scene: Scene) -> Document:
    """The same, signed by both."""
    document = unsigned_list(scene)
    sign(document, scene)
    return document


def an_excerpt(scene: Scene) -> Document:
    """The signed excerpt of its one decision."""
    decision = Decision.objects.get(item__meeting=scene.meeting)
    content = excerpt_content(decision, ON)
    document = kept(scene, EXCERPT_JOB, decision.pk, content, "Uittreksel: Besluit 2026-1")
    sign(document, scene)
    return document


def kept(scene: Scene, kind: str, target: int, content: dict, title: str) -> Document:
    """A document as the worker keeps it."""
    agreement = scene.cast.agreement
    return keep(agreement=agreement, kind=kind, target_id=target, content=content, title=title, pdf=PDF, now=NOW)


def paper(scene: Scene, document: Document) -> Leaving:
    """The document as it could leave on the day of the scene."""
    found = leaving(scene.cast.agreement, document.public_id, ON)
    assert found is not None
    return found


def with_clerks(cast: Cast, *names: str) -> list[Party]:
    """These councils have a clerk; all of them when none is named."""
    parties = [cast.parties[name] for name in names or cast.parties]
    for party in parties:
        Contact.objects.create(
            party=party,
            role=Contact.Purpose.COUNCIL_CLERK,
            name=f"griffie {party}",
            email=f"griffie.{party.code.lower()}@voorbeeld.example",
            recorded_at=NOW,
        )
    return parties


def nobody_knows() -> uuid.UUID:
    """The name of a document that does not exist."""
    return uuid.UUID(int=1)
