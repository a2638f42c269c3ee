"""Meetings and the items on their agendas, until the meeting was held."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.core import serializers
from django.db import transaction
from django.db.models import ProtectedError

from meetings.models import AgendaItem, AgendaUndo, Body, Meeting
from meetings.rules import ItemClass
from meetings.rules.ordering import moved
from meetings.selectors import latest_version
from meetings.services.locks import lock_item, lock_meeting, not_held
from meetings.services.openness import keep_typed, openness_of
from meetings.services.ordering import OrderChanged, arrange, closing_items, follow, order_of, remember, reorder_items
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import Agreement, User
from twente.core.refusals import Refusal, StaleVersion
from twente.core.selectors import rulebook_on


class NoSuchPlace(Refusal):
    """Positions run from one to the number of items."""

    status = 422
    sentence = "Op deze plaats kan het punt niet staan."


class ItemSent(Refusal):
    """Readers have the agenda with this item and its number."""

    sentence = "Dit punt staat in een verstuurde agenda. Voer het van de agenda af; dan houdt elk punt zijn nummer."


class ItemInUse(Refusal):
    """What was treated stays on the agenda: decisions, votes and minutes point at it."""

    sentence = "Bij dit punt hoort al een stuk, stemming, besluit of verslagtekst. Het blijft op de agenda staan."


@dataclass(frozen=True)
class MeetingDetails:
    """When (moments in UTC) and where a body meets."""

    starts_at: datetime
    ends_at: datetime
    place: str


@dataclass(frozen=True)
class Preparation:
    """How an item is prepared, in the names of its columns; what is empty was not said (BOK-9b, 9c)."""

    handling: str = ""
    portfolio: str = ""
    presenter: str = ""
    cover_note: str = ""
    advice: str = ""
    consultation: str = ""
    proposed_decision: str = ""


@dataclass(frozen=True)
class Openness:
    """Who may read an item: everybody, or few, on a ground and up to and including a day (Amsterdam)."""

    confidentiality: str = AgendaItem.Confidentiality.PUBLIC
    confidential_ground: str = ""
    confidential_until: date | None = None


@dataclass(frozen=True)
class ItemDetails:
    """What stands on the agenda: title, class, status (HER-5), explanation, planned minutes, preparation, openness."""

    title: str
    item_class: ItemClass
    status: str
    explanation: str
    minutes_planned: int
    preparation: Preparation = Preparation()
    openness: Openness = Openness()


@transaction.atomic
def ensure_bodies(*, agreement: Agreement, by: User | None, now: datetime) -> list[Body]:
    """Make the bodies that the rulebook names today; those that exist stay as they are."""
    made = []
    for rule in rulebook_on(agreement, day_of(now)).bodies:
        facts = {"name": rule.name, "by_members": not rule.votes, "article": rule.article}
        body, new = Body.objects.get_or_create(agreement=agreement, key=rule.key, defaults=facts)
        made.append(body)
        if new:
            audit.record(agreement=agreement, by=by, at=now, action="body_made", target=body)
    return made


@transaction.atomic
def plan_meeting(*, body: Body, details: MeetingDetails, key: uuid.UUID, by: User, now: datetime) -> Meeting:
    """A new meeting in concept; the same form key again is the same meeting."""
    meeting, made = Meeting.objects.get_or_create(
        form_key=key,
        defaults={
            "body": body,
            "starts_at": details.starts_at,
            "ends_at": details.ends_at,
            "place": details.place,
        },
    )
    if made:
        audit.record(agreement=body.agreement, by=by, at=now, action="meeting_planned", target=meeting)
    return meeting


def fill(item: AgendaItem, details: ItemDetails) -> None:
    """Put the details in the columns; admission is asked once, when the item becomes another subject (BOK-10)."""
    kind = details.item_class
    item.title, item.status, item.explanation = details.title, details.status, details.explanation
    item.minutes_planned = details.minutes_planned
    item.kind, item.subject, item.article = kind.kind, kind.subject, kind.article
    for name, value in (asdict(details.preparation) | asdict(details.openness)).items():
        setattr(item, name, value)
    if not kind.needs_admission:
        item.admission = AgendaItem.Admission.NONE
    elif item.admission == AgendaItem.Admission.NONE:
        item.admission = AgendaItem.Admission.REQUESTED


@transaction.atomic
def add_item(*, meeting: Meeting, details: ItemDetails, key: uuid.UUID, by: User, now: datetime) -> AgendaItem:
    """A new item at the end, before what closes a concept; the same form key again is the same item.

    One that few may read begins with the act that made it so. Raises MeetingOver.
    """
    locked = lock_meeting(meeting)
    known = AgendaItem.objects.filter(form_key=key, meeting=locked).first()
    if known is not None:
        return known
    not_held(locked)
    late = locked.state != Meeting.State.CONCEPT
    order, closers = order_of(locked), [] if late else closing_items(locked)
    item = AgendaItem(meeting=locked, form_key=key, position=len(order) + 1, late=late, added_at=now)
    born = openness_of(item)
    fill(item, details)
    item.save()
    keep_typed(item, born, by=by, now=now)
    if closers:
        arrange(locked, [*order[: -len(closers)], item.pk, *closers])
        item.position -= len(closers)
    follow(locked)
    audit.record(agreement=locked.body.agreement, by=by, at=now, action="item_added", target=item)
    return item


@transaction.atomic
def edit_item(*, item: AgendaItem, details: ItemDetails, seen: int, by: User, now: datetime) -> AgendaItem:
    """Change an item. `seen` is the version that the person looked at.

    Raises MeetingOver, StaleVersion, and LiftSeparately where it would open a confidential item of a sent agenda.
    """
    locked = lock_item(item)
    not_held(locked.meeting)
    if locked.version != seen:
        raise StaleVersion
    before, agreement = openness_of(locked), locked.meeting.body.agreement
    fill(locked, details)
    locked.version += 1
    locked.save()
    detail = keep_typed(locked, before, by=by, now=now)
    follow(locked.meeting)
    audit.record(agreement=agreement, by=by, at=now, action="item_edited", target=locked, detail=detail)
    return locked


@transaction.atomic
def move_item(*, item: AgendaItem, to: int, seen: int, by: User, now: datetime) -> AgendaItem:
    """Put an item on another place; the others close up. `seen` is the place that the person saw it on.

    Raises NoSuchPlace, OrderChanged, MeetingOver.
    """
    locked = lock_item(item)
    meeting = locked.meeting
    not_held(meeting)
    if locked.position != seen:
        raise OrderChanged
    known = order_of(meeting)
    if not 1 <= to <= len(known):
        raise NoSuchPlace
    sentence = f"“{locked.title}” staat nu op plaats {to}."
    order = moved(known, locked.pk, to)
    reorder_items(meeting=meeting, order=order, seen=known, by=by, now=now, sentence=sentence)
    locked.position = to
    return locked


@transaction.atomic
def delete_item(*, item: AgendaItem, seen: int, by: User, now: datetime) -> None:
    """Take an item off the agenda; the others close up. Raises ItemInUse, ItemSent, StaleVersion, MeetingOver."""
    locked = lock_item(item)
    meeting = locked.meeting
    not_held(meeting)
    if locked.version != seen:
        raise StaleVersion
    public = locked.confidentiality == AgendaItem.Confidentiality.PUBLIC
    detail, before = {"title": locked.title if public else "", "position": locked.position}, order_of(meeting)
    lost = serializers.serialize("json", [locked, *locked.grants.all()])
    audit.record(agreement=meeting.body.agreement, by=by, at=now, action="item_deleted", target=locked, detail=detail)
    try:
        locked.delete()
    except ProtectedError as error:
        raise ItemInUse from error
    sent = latest_version(meeting)
    if sent and any(row["id"] == item.pk for row in sent.content["items"]):
        raise ItemSent
    arrange(meeting, [pk for pk in before if pk != item.pk])
    follow(meeting)
    sentence = f"“{detail['title']}” staat niet meer op de agenda."
    what = AgendaUndo.What.DELETION
    remember(meeting=meeting, what=what, sentence=sentence, before=before, by=by, now=now, lost=lost)
