"""Which documents may leave: what they hold, whether they are signed, whether everybody may read it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from meetings.models import AgendaItem, Decision, Meeting, Minutes, OpennessChange
from meetings.rules import leaving as rules
from meetings.selectors.agenda import readable
from meetings.selectors.excerpts import (
    EXCERPT_JOB,
    LIST_JOB,
    document_of,
    excerpt_content,
    list_content,
    made_of,
    public_decisions,
    target_of,
)
from meetings.selectors.excerpts import public as public_on
from twente.core.dates import day_of
from twente.core.models import Agreement
from twente.core.permissions import Actor
from twente.documents.models import Document, Revision
from twente.documents.selectors import FIELD_OF_ACT, is_destroyed, is_signed
from twente.outbox.dispatching.models import Dispatch
from twente.outbox.dispatching.selectors import open_questions
from twente.outbox.publishing.models import Publication

Row = TypeVar("Row", Dispatch, Publication)


@dataclass(frozen=True)
class Leaving:
    """A document as it stands on a day; `page` is where the secretary made or signed it, `dated_on` what it is of."""

    document: Document
    revision: Revision
    dated_on: date
    items: tuple[int, ...]
    page: str
    facts: rules.Facts

    @property
    def kind(self) -> rules.Kind:
        """What kind of document it is."""
        return rules.KINDS[self.document.kind]


@dataclass(frozen=True)
class Held:
    """The day that a document is about, the items whose content it holds, its page.

    `outdated` says that newer content exists, `adopted` that the overleg adopted it, where it must.
    """

    dated_on: date
    items: tuple[int, ...]
    page: str
    outdated: bool = False
    adopted: bool = True


def closed_among(items: Iterable[int], on: date) -> set[int]:
    """Which of these items few may read on a day. One read."""
    found = AgendaItem.objects.filter(pk__in=set(items)).exclude(public_on(on, ""))
    return set(found.values_list("pk", flat=True))


def all_open(items: Iterable[int], on: date) -> bool:
    """Whether everybody may read every one of these items on a day; an item that is gone counts as open."""
    return not closed_among(items, on)


def items_in(document: Document, on: date) -> tuple[int, ...]:
    """The items whose content a document holds."""
    held = HELD[document.kind](document, on)
    return held.items if held else ()


def may_read_all(actor: Actor, document: Document) -> bool:
    """Whether this person may read every item that the document holds, also one that became confidential since."""
    return not shut_for(actor, items_in(document, actor.on))


def shut_for(actor: Actor, items: Iterable[int]) -> set[int]:
    """Which of these items are confidential and not for this person to read. Two reads."""
    closed = closed_among(items, actor.on)
    return closed - set(AgendaItem.objects.filter(readable(actor), pk__in=closed).values_list("pk", flat=True))


def visible(actor: Actor, rows: list[Row]) -> list[Row]:
    """Without what was sent or published of an item that became confidential since and that is not for this person."""
    shut = shut_for(actor, (item for row in rows for item in row.items))
    return [row for row in rows if shut.isdisjoint(row.items)]


def reasons_shut(rows: list[Row], on: date) -> list[str]:
    """Per row why nobody can read outside what was sent or published: a key of CLOSED; "" while it can. One read."""
    closed = closed_among((item for row in rows for item in row.items), on)
    return [
        "destroyed" if is_destroyed(row.document) else "" if closed.isdisjoint(row.items) else "confidential"
        for row in rows
    ]


def open_to_all(rows: list[Row], on: date) -> list[Row]:
    """Those that everybody can read on a day."""
    return [row for row, shut in zip(rows, reasons_shut(rows, on), strict=True) if not shut]


def questions_to_repeat(document: Document, on: date) -> list[Dispatch]:
    """What councils were asked about a document and did not answer, and may stand in a mail today."""
    asked = [row for row in open_questions(document.agreement) if row.document_id == document.pk]
    return sorted(open_to_all(asked, on), key=lambda row: row.party.position)


def held_by_minutes(document: Document, on: date) -> Held | None:
    """Minutes hold every item that is not in their annex."""
    minutes = Minutes.objects.filter(document=document).select_related("meeting__body__agreement").first()
    if minutes is None or minutes.content is None:
        return None
    items = tuple(item["id"] for item in minutes.content["items"] if not item.get("closed"))
    slug = minutes.meeting.body.agreement.slug
    page = reverse("meetings:minutes_detail", args=[slug, minutes.meeting_id])
    return Held(day_of(minutes.meeting.starts_at), items, page)


def held_by_list(document: Document, on: date) -> Held | None:
    """A list holds the decisions that everybody could read when it was made; with others today it is outdated."""
    meetings = Meeting.objects.select_related("body__agreement", "presided_by")
    meeting = meetings.filter(pk=target_of(document)).first()
    if meeting is None:
        return None
    outdated = document_of(LIST_JOB, meeting.pk, list_content(meeting, on)) != document
    decided = decided_in_public(meeting, document.created_at) if outdated else public_decisions(meeting, on)
    items = tuple(decided.order_by("item").values_list("item", flat=True).distinct())
    page = reverse("meetings:meeting_decisions", args=[meeting.body.agreement.slug, meeting.pk])
    return Held(day_of(meeting.starts_at), items, page, outdated=outdated)


def decided_in_public(meeting: Meeting, at: datetime) -> QuerySet[Decision]:
    """The decisions that everybody could read at a moment; where no change of openness tells otherwise, it was open."""
    changes = OpennessChange.objects.filter(item=OuterRef("item"), made_at__lt=at).order_by("-made_at", "-pk")
    decided = Decision.objects.filter(item__meeting=meeting, decided_at__lte=at).annotate(
        level=Subquery(changes.values("level")[:1]), until=Subquery(changes.values("until")[:1])
    )
    return decided.filter(Q(level=None) | Q(level=AgendaItem.Confidentiality.PUBLIC) | Q(until__lt=day_of(at)))


def held_by_excerpt(document: Document, on: date) -> Held | None:
    """An excerpt holds one decision."""
    rows = Decision.objects.select_related("item__meeting__body__agreement", "item__meeting__presided_by", "annulment")
    decision = rows.filter(pk=target_of(document)).first()
    if decision is None:
        return None
    meeting = decision.item.meeting
    current = document_of(EXCERPT_JOB, decision.pk, excerpt_content(decision, on))
    page = reverse("meetings:decision_detail", args=[meeting.body.agreement.slug, decision.year, decision.number])
    return Held(day_of(meeting.starts_at), (decision.item_id,), page, outdated=current != document)


Holds = Callable[[Document, date], Held | None]
HELD: dict[str, Holds] = {
    rules.MINUTES: held_by_minutes,
    rules.LIST: held_by_list,
    rules.EXCERPT: held_by_excerpt,
}


def let_leave(key: str, kind: rules.Kind, held: Holds) -> None:
    """Let a higher room's kind of document go to the councils; called once, in that room's `AppConfig.ready`."""
    rules.KINDS[key], HELD[key] = kind, held


def leaving(agreement: Agreement, public_id: UUID, on: date) -> Leaving | None:
    """A document of this agreement that could leave; None for other kinds, which do not exist here."""
    document = Document.objects.filter(agreement=agreement, public_id=public_id, kind__in=HELD).first()
    held = HELD[document.kind](document, on) if document else None
    if document is None or held is None:
        return None
    revision = document.revisions.defer("content").latest("number")
    facts = rules.Facts(
        kind=document.kind,
        signed=is_signed(document),
        confidential=held.adopted and (not held.items or not all_open(held.items, on)),
        outdated=held.outdated,
        adopted=held.adopted,
        destroyed=is_destroyed(document),
    )
    return Leaving(document, revision, held.dated_on, held.items, held.page, facts)


def signed_and_unsent(agreement: Agreement) -> list[Minutes]:
    """Minutes that both signed and that no council got, the oldest first (BOK-8h)."""
    rows = Minutes.objects.filter(meeting__body__agreement=agreement, document__isnull=False)
    for act in FIELD_OF_ACT:
        rows = rows.filter(document__revisions__act=act)
    rows = rows.filter(document__tombstone=None).exclude(document__in=Dispatch.objects.values("document"))
    rows = rows.select_related("document", "meeting")
    return list(rows.order_by("meeting__starts_at"))


def signed_at(document: Document) -> datetime:
    """When the last signature came."""
    return document.revisions.defer("content").latest("number").made_at


def published_before(paper: Leaving) -> list[Document]:
    """Other documents of the same record that are public now: an older list of the meeting."""
    record = made_of(paper.document.kind, target_of(paper.document))
    others = Document.objects.filter(record, publications__withdrawn_at__isnull=True)
    return list(others.filter(publications__isnull=False).exclude(pk=paper.document.pk).distinct())
