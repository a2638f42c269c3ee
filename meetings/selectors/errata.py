"""Which errata somebody may read, inside and outside the overleg, and which councils do not know of one (BOK-8h)."""

from collections.abc import Container, Iterable, Mapping
from datetime import date

from django.db.models import F, Max, OuterRef, Subquery

from meetings.models import Erratum, Minutes
from meetings.selectors.leaving import closed_among, open_to_all, shut_for
from twente.core.models import Agreement
from twente.core.permissions import Actor
from twente.documents.models import Document
from twente.outbox.dispatching.models import Dispatch
from twente.outbox.dispatching.selectors import dispatches

NUMBERS = Mapping[int, int]
"""Number of an item in the minutes → its id."""


def numbers(minutes: Minutes) -> NUMBERS:
    """The items of adopted minutes, those in the annex too."""
    return {item["number"]: item["id"] for item in minutes.content["items"]} if minutes.content else {}


def about_open(rows: Iterable[Erratum], items: NUMBERS, shut: Container[int]) -> list[Erratum]:
    """Those at an item that is not shut; one about the whole only when no item is."""
    whole = not any(pk in shut for pk in items.values())
    return [row for row in rows if (whole if row.item_number is None else items.get(row.item_number) not in shut)]


def errata_for(actor: Actor, minutes: Minutes) -> list[Erratum]:
    """The errata that this person may read, in order."""
    items = numbers(minutes)
    rows = minutes.errata.select_related("recorded_by", "decided_in")
    return about_open(rows, items, shut_for(actor, items.values()))


def errata_outside(documents: Iterable[Document], on: date) -> dict[int, list[Erratum]]:
    """Document id → the errata that everybody may read beside it on a day, in order; nothing of what is in an annex."""
    rows = Minutes.objects.filter(document__in=list(documents), errata__isnull=False).distinct()
    found = list(rows.prefetch_related("errata__decided_in"))
    closed = closed_among((pk for minutes in found for pk in numbers(minutes).values()), on)
    return {
        minutes.document_id: about_open(minutes.errata.all(), numbers(minutes), closed | in_annex(minutes))
        for minutes in found
        if minutes.document_id
    }


def in_annex(minutes: Minutes) -> set[int]:
    """The items that the public minutes only count."""
    return {item["id"] for item in minutes.content["items"] if item.get("closed")} if minutes.content else set()


def untold(document: Document, on: date) -> list[Dispatch]:
    """The newest row of every council that got these minutes before their last erratum, in the order of the parties."""
    errata = errata_outside([document], on).get(document.pk, [])
    if not errata:
        return []
    rows = dispatches(document.agreement).filter(document=document, sent_again__isnull=True)
    newest = {row.party_id: row for row in rows.order_by("sent_at", "pk")}
    late = [row for row in newest.values() if row.sent_at < errata[-1].recorded_at]
    return sorted(open_to_all(late, on), key=lambda row: row.party.position)


def mended_after_sending(agreement: Agreement) -> list[Document]:
    """Minutes that some council got before their last erratum; whether everybody may read that is not asked here."""
    sent = Dispatch.objects.filter(document=OuterRef("pk")).order_by().values("party")
    oldest = sent.annotate(last=Max("sent_at")).order_by("last").values("last")[:1]
    rows = Document.objects.filter(agreement=agreement, kind="minutes", tombstone=None)
    rows = rows.annotate(told=Subquery(oldest), mended=Max("minutes__errata__recorded_at"))
    return list(rows.filter(told__lt=F("mended")).order_by("pk"))
