"""Reads of the register: what was sent of a document or to a council, what bounced, who owes an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from twente.core.models import Agreement, Contact, Party
from twente.core.selectors import contacts_of
from twente.documents.models import Document, Revision
from twente.documents.selectors import exact_revision
from twente.outbox.dispatching import rules
from twente.outbox.dispatching.links import hashed
from twente.outbox.dispatching.models import Dispatch

WITH = (
    "document__agreement",
    "document__minutes",
    "document__tombstone",
    "party",
    "message",
    "answer",
    "sent_by",
    "sent_again",
)
HEAVY = ("document__minutes__content", "document__minutes__annex", "message__body", "message__calendar")
"""What no list of dispatches shows."""


def dispatches(agreement: Agreement) -> QuerySet[Dispatch]:
    """Everything that was sent under an agreement, newest first."""
    return Dispatch.objects.filter(document__agreement=agreement).select_related(*WITH).defer(*HEAVY)


def sent_of(document: Document) -> QuerySet[Dispatch]:
    """Everything that was sent of one document, newest first."""
    return dispatches(document.agreement).filter(document=document)


def sent_to(agreement: Agreement, party: Party) -> QuerySet[Dispatch]:
    """Everything that one council ever got, newest first."""
    return dispatches(agreement).filter(party=party)


def last_per_council(agreement: Agreement) -> dict[int, Dispatch]:
    """Party id → the last that its council got."""
    rows = dispatches(agreement).order_by("party_id", "-sent_at", "-pk").distinct("party_id")
    return {row.party_id: row for row in rows}


def papers_per_council(agreement: Agreement) -> dict[int, int]:
    """Party id → how many documents its council got."""
    rows = Dispatch.objects.filter(document__agreement=agreement).order_by().values_list("party_id")
    return dict(rows.annotate(papers=Count("document", distinct=True)))


def by_token(token: str) -> Dispatch | None:
    """The dispatch that a link opens."""
    return Dispatch.objects.select_related(*WITH).filter(token_sha256=hashed(token)).first()


def revision_of(dispatch: Dispatch) -> Revision:
    """The very bytes that were sent. Raises ContentDestroyed."""
    return exact_revision(dispatch.document, number=dispatch.revision_number, sha256=dispatch.sha256)


def facts(rows: Iterable[Dispatch]) -> list[rules.Sent]:
    """What counts of each, for the rules."""
    return [
        rules.Sent(
            party=row.party.short_name,
            state=row.message.state,
            answer_by=row.answer_by,
            answered=hasattr(row, "answer"),
            sent_again=hasattr(row, "sent_again"),
            settled=row.message.settled_at is not None,
        )
        for row in rows
    ]


def open_questions(agreement: Agreement) -> list[Dispatch]:
    """For every question that a council did not answer, the newest row that asked it; not of what was destroyed."""
    asked = dispatches(agreement).filter(act=Dispatch.Act.ASK, document__tombstone=None)
    answered = set(asked.filter(answer__isnull=False).values_list("document_id", "party_id"))
    newest: dict[tuple[int, int], Dispatch] = {}
    for row in asked:
        if (row.document_id, row.party_id) not in answered:
            newest.setdefault((row.document_id, row.party_id), row)
    return list(newest.values())


def is_answered(dispatch: Dispatch) -> bool:
    """Whether this council answered the question of this row, also when another row asked it before or after."""
    same = {"document": dispatch.document_id, "party": dispatch.party_id, "question": dispatch.question}
    return Dispatch.objects.filter(**same, act=Dispatch.Act.ASK, answer__isnull=False).exists()


def overdue(dispatch: Dispatch, on: date) -> bool:
    """Whether its question still waits for an answer of which the last day is here or over."""
    return dispatch.answer_by is not None and dispatch.answer_by <= on and not is_answered(dispatch)


def asked_about(document: Document, sha256: str) -> dict[int, Dispatch]:
    """Party id → the row that last asked its council something about this version."""
    rows = dispatches(document.agreement).filter(document=document, sha256=sha256, act=Dispatch.Act.ASK)
    return {row.party_id: row for row in reversed(rows)}


def undelivered(agreement: Agreement) -> list[Dispatch]:
    """Mails that were given up, and neither sent again nor settled, while there is something to send."""
    lost = dispatches(agreement).filter(message__state__in=rules.NOT_ARRIVED, message__settled_at=None)
    return list(lost.filter(sent_again__isnull=True, document__tombstone=None))


@dataclass(frozen=True)
class Addressed:
    """Councils with the contact of their clerk, and those without."""

    contacts: tuple[Contact, ...]
    unknown: tuple[Party, ...]


def addressed(parties: Iterable[Party]) -> Addressed:
    """Who can be reached, in the order given."""
    parties = list(parties)
    known = contacts_of(parties, Contact.Purpose.COUNCIL_CLERK)
    return Addressed(
        contacts=tuple(known[party.pk] for party in parties if party.pk in known),
        unknown=tuple(party for party in parties if party.pk not in known),
    )


def has_all(document: Document, sha256: str, parties: Iterable[Party]) -> bool:
    """Whether every one of these councils got this version."""
    got = set(Dispatch.objects.filter(document=document, sha256=sha256).values_list("party_id", flat=True))
    return {party.pk for party in parties} <= got


def pressing_questions(agreement: Agreement, on: date) -> list[Dispatch]:
    """Answers that are missing while their last day is near or over."""
    return [row for row in open_questions(agreement) if row.answer_by and rules.pressing(row.answer_by, on)]
