"""Reads of what is confidential: agendas, sent or not, as this person may read them."""

from datetime import date
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, QuerySet

from meetings.models import AgendaItem, Meeting
from meetings.rules.openness import confidential_ids, is_confidential, veiled
from meetings.selectors.agenda import agenda_of, readable
from meetings.wording.openness import HIDDEN
from twente.core.models import Role, User
from twente.core.permissions import Actor
from twente.core.selectors import in_force

STAYS = frozenset({"id", "meeting_id", "position", "minutes_planned", "confidentiality", "version"})
"""Columns of a veiled item that keep their value; all others, also those of later, are emptied."""


def open_to(actor: Actor) -> ExpressionWrapper:
    """Whether this person may read the item, as a column; only for who may not read everything."""
    return ExpressionWrapper(readable(actor), output_field=BooleanField())


def agenda_for(actor: Actor, meeting: Meeting) -> list[AgendaItem]:
    """The agenda in order, with decisions; of what this person may not read only place and minutes are left.

    Two reads however many items there are. A veiled item has `veiled` set and must never be saved.
    """
    items = agenda_of(meeting)
    if actor.may("confidential_item"):
        return list(items)
    found = items.annotate(open_to_reader=open_to(actor))
    return [item if item.open_to_reader else veil(item) for item in found]


def veil(item: AgendaItem) -> AgendaItem:
    """Empty an item that was read from the database: its columns, and everything that points at it."""
    for field in item._meta.concrete_fields:
        if field.attname not in STAYS:
            setattr(item, field.attname, field.get_default())
    item.title, item.kind, item.status = HIDDEN, AgendaItem.Kind.ORDER, AgendaItem.Status.INFORM
    pointing = (rel for rel in item._meta.related_objects if rel.multiple)
    nothing = {rel.get_accessor_name(): rel.related_model._base_manager.none() for rel in pointing}
    item._prefetched_objects_cache = nothing  # type: ignore[attr-defined]
    item.veiled = True  # type: ignore[attr-defined]
    return item


def is_veiled(item: AgendaItem) -> bool:
    """Whether only place and minutes of this item are left."""
    return getattr(item, "veiled", False)


def content_for(actor: Actor, content: dict[str, Any]) -> dict[str, Any]:
    """A sent agenda as this person may read it now: also when openness changed since it was sent. One read.

    Of an item that left the agenda, what was frozen with it counts.
    """
    if actor.may("confidential_item"):
        return content
    ids = {row["id"] for row in content["items"]}
    rows = AgendaItem.objects.filter(pk__in=ids).annotate(open_to_reader=open_to(actor))
    known = dict(rows.values_list("pk", "open_to_reader"))
    gone = confidential_ids(content) - known.keys()
    return veiled(content, gone | {pk for pk, is_open in known.items() if not is_open}, HIDDEN)


def content_for_mail(content: dict[str, Any], *later: dict[str, Any]) -> dict[str, Any]:
    """A sent agenda as it may stand in unencrypted mail: what was confidential in it, or is in a later one, is veiled.

    Also after its last day: in mail an item stays veiled until that is lifted.
    """
    return veiled(content, confidential_ids(content, *later), HIDDEN)


def confidential(item: AgendaItem, on: date) -> bool:
    """Whether few may read the item on this day (Amsterdam)."""
    return is_confidential(item.confidentiality, item.confidential_until, on)


def grantable(item: AgendaItem, on: date) -> QuerySet[User]:
    """To whom a reading right on this item can be given: officers who have none yet."""
    agreement = item.meeting.body.agreement
    officers = Role.objects.filter(in_force(on), agreement=agreement, kind=Role.Kind.OFFICER)
    people = User.objects.filter(pk__in=officers.values("user"), is_active=True)
    return people.exclude(pk__in=item.grants.values("user")).order_by("name", "pk")
