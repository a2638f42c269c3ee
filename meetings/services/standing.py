"""The standing items of a body, kept in the order in which they come on every agenda."""

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from meetings.models import Body, StandingItem
from meetings.rules import ItemClass
from meetings.rules.ordering import moved
from meetings.rules.standing import USUAL
from meetings.services.agenda import NoSuchPlace
from meetings.services.ordering import OrderChanged
from twente.core import audit
from twente.core.models import User
from twente.core.refusals import Refusal, StaleVersion


class NeverStanding(Refusal):
    """Another subject is admitted once (BOK-10), so it does not stand on every agenda."""

    status = 422
    sentence = "Een ander onderwerp vraagt elke keer toelating. Het kan geen vast punt zijn."


@dataclass(frozen=True)
class StandingDetails:
    """What a standing item brings to an agenda."""

    title: str
    item_class: ItemClass
    status: str
    minutes_planned: int
    confidentiality: str = "public"
    at_end: bool = False


def lock_body(body: Body) -> Body:
    """The body, with its standing items kept still until the transaction ends."""
    return Body.objects.select_for_update(of=("self",), no_key=True).select_related("agreement").get(pk=body.pk)


def columns(details: StandingDetails) -> dict[str, object]:
    """The details as columns. Raises NeverStanding."""
    if details.item_class.needs_admission:
        raise NeverStanding
    own = {name: value for name, value in asdict(details).items() if name != "item_class"}
    return own | asdict(details.item_class)


@transaction.atomic
def add_standing(*, body: Body, details: StandingDetails, key: uuid.UUID, by: User, now: datetime) -> StandingItem:
    """A new standing item, last of its part; the same form key again is the same item. Raises NeverStanding."""
    locked = lock_body(body)
    last = locked.standing_items.aggregate(last=Max("position"))["last"] or 0
    values = columns(details) | {"body": locked, "position": last + 1}
    item, made = StandingItem.objects.get_or_create(form_key=key, defaults=values)
    if made:
        audit.record(agreement=locked.agreement, by=by, at=now, action="standing_item_added", target=item)
    return item


@transaction.atomic
def start_standing(*, body: Body, by: User, now: datetime) -> int:
    """The usual items for a body that has none yet; how many were added."""
    locked = lock_body(body)
    if locked.standing_items.exists():
        return 0
    for one in USUAL:
        details = StandingDetails(one.title, ItemClass("order"), one.status, one.minutes, at_end=one.at_end)
        add_standing(body=locked, details=details, key=uuid.uuid4(), by=by, now=now)
    return len(USUAL)


@transaction.atomic
def edit_standing(*, item: StandingItem, details: StandingDetails, seen: int, by: User, now: datetime) -> StandingItem:
    """Change a standing item; agendas that have it already keep theirs. Raises StaleVersion, NeverStanding."""
    body = lock_body(item.body)
    locked = body.standing_items.get(pk=item.pk)
    if locked.version != seen:
        raise StaleVersion
    for name, value in columns(details).items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save()
    audit.record(agreement=body.agreement, by=by, at=now, action="standing_item_edited", target=locked)
    return locked


@transaction.atomic
def move_standing(*, item: StandingItem, to: int, seen: int, by: User, now: datetime) -> None:
    """Put a standing item on another place of its part (from one). Raises NoSuchPlace, OrderChanged."""
    body = lock_body(item.body)
    part = body.standing_items.filter(at_end=item.at_end).order_by("position")
    order = list(part.values_list("pk", flat=True))
    if item.pk not in order or order.index(item.pk) + 1 != seen:
        raise OrderChanged
    if not 1 <= to <= len(order):
        raise NoSuchPlace
    places = sorted(part.values_list("position", flat=True))
    rows = part.in_bulk()
    for place, pk in zip(places, moved(order, item.pk, to), strict=True):
        rows[pk].position = place
    StandingItem.objects.bulk_update(rows.values(), ["position"])
    audit.record(agreement=body.agreement, by=by, at=now, action="standing_item_moved", target=item)


@transaction.atomic
def delete_standing(*, item: StandingItem, seen: int, by: User, now: datetime) -> None:
    """Take a standing item out of the template; agendas keep theirs. Raises StaleVersion."""
    body = lock_body(item.body)
    locked = body.standing_items.filter(pk=item.pk).first()
    if locked is None or locked.version != seen:
        raise StaleVersion
    detail = {"title": locked.title}
    audit.record(agreement=body.agreement, by=by, at=now, action="standing_item_deleted", target=locked, detail=detail)
    locked.delete()
