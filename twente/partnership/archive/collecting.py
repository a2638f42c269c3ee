"""From rows to a collection that is ready to be packed: a year, or one meeting, as one person may read it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from meetings.models import Meeting, Minutes
from meetings.selectors import meetings_for
from twente.core.dates import day_of, long_date, start_of_day
from twente.core.models import Agreement
from twente.core.permissions import Actor
from twente.documents.archive import rooms
from twente.documents.archive.formats import JSON
from twente.documents.archive.mdto import DESTROYED
from twente.documents.archive.records import Collection, Dossier, Event, Record
from twente.documents.archive.stored import made_file
from twente.partnership.archive import meeting_records, vote_records
from twente.partnership.archive.expired import tombstones
from twente.partnership.archive.meeting_discarding import KEY
from twente.partnership.archive.models import ArchiveExport, DestroyedDossier
from twente.partnership.archive.selectors import Policy, policy_of

SOURCE = "Bestuurlijk overleg"
PARTLY = "Bevat stukken die niet openbaar zijn"


@dataclass(frozen=True)
class Collected:
    """A collection that is ready to be packed, the meetings in it, and the keys of its other dossiers."""

    collection: Collection
    meetings: tuple[int, ...]
    keys: tuple[str, ...]


def collection_of(export: ArchiveExport, actor: Actor, *, now: datetime, progress: Callable[[int], None]) -> Collected:
    """What this person exports: meetings, and of a year what every room gives; `progress` hears of each meeting.

    Raises OwnerMissing.
    """
    agreement, policy = export.agreement, policy_of(export.agreement)
    kept: list[tuple[Meeting, Dossier]] = []
    for meeting in meetings_of(export, actor):
        dossier = dossier_of(actor, meeting, policy, now)
        kept += [(meeting, dossier)] if dossier.records else []
        progress(1)
    others = list(of_rooms(actor, export.year, policy, now)) if export.year else []
    name, title = named(export)
    collection = Collection(
        identifier=f"{agreement.slug}-{name}",
        title=title,
        name=f"{agreement.slug}-{name}",
        source=f"{SOURCE}, {agreement.short_name}",
        owner=policy.owner(day_of(now)),
        made_on=day_of(export.asked_at),
        dossiers=(*(dossier for _, dossier in kept), *others),
        made_for=export.asked_by.name,
    )
    return Collected(collection, tuple(meeting.pk for meeting, _ in kept), tuple(each.identifier for each in others))


def of_rooms(actor: Actor, year: int, policy: Policy, now: datetime) -> Iterator[Dossier]:
    """What every room has of a year that this person may read, with its term and its owner; and what is left of it."""
    if actor.agreement:
        for gone in tombstones(actor.agreement, rooms.keys(actor, year)).values():
            yield destroyed(gone, policy)
    for subject, found in rooms.gathered(actor, year, now):
        for each in found:
            yield Dossier(
                identifier=each.key,
                title=each.title,
                about=each.about,
                begins_on=each.begins_on,
                ends_on=each.ends_on,
                covers=each.covers,
                retention=policy.retention(None, each.begins_on, each.handled_on, subject=subject.key),
                owner=policy.owner(each.begins_on),
                records=each.records,
                restriction=each.restriction,
                tables=each.tables,
            )


def meetings_of(export: ArchiveExport, actor: Actor) -> QuerySet[Meeting]:
    """The meetings that an export is about, as far as this person may know of them, by date."""
    mine = meetings_for(actor).order_by("starts_at", "pk")
    return mine.filter(pk=export.meeting_id) if export.meeting_id else of_year(mine, export.year or 0)


def of_year(meetings: QuerySet[Meeting], year: int) -> QuerySet[Meeting]:
    """Those that begin in a year (Amsterdam)."""
    begins, ends = (start_of_day(date(each, 1, 1)) for each in (year, year + 1))
    return meetings.filter(starts_at__gte=begins, starts_at__lt=ends)


def named(export: ArchiveExport) -> tuple[str, str]:
    """The name of its folder, and how people call it."""
    about = export.agreement.short_name
    if export.meeting is None:
        return f"archief-{export.year}", f"Archief {export.year} van {about}"
    day = day_of(export.meeting.starts_at)
    return f"vergadering-{day.isoformat()}-{export.meeting.pk}", f"Dossier van {long_date(day)}, {export.meeting.body}"


def dossier_of(actor: Actor, meeting: Meeting, policy: Policy, now: datetime) -> Dossier:
    """A meeting with its records; the term runs from the adoption of its minutes. Raises OwnerMissing."""
    day = day_of(meeting.starts_at)
    key = KEY.format(pk=meeting.pk)
    if gone := tombstones(meeting.body.agreement, [key]).get(key):
        return destroyed(gone, policy, meeting.body_id)
    records = [*meeting_records.records(actor, meeting, now), *vote_records.records(actor, meeting, now)]
    return Dossier(
        identifier=key,
        title=f"{meeting.body}, {long_date(day)}",
        about=f"Vergadering, {meeting.place}",
        begins_on=day,
        retention=policy.retention(meeting.body_id, day, handled_on(meeting)),
        owner=policy.owner(day),
        records=tuple(records),
        restriction=PARTLY if any(record.restriction for record in records) else "",
    )


def destroyed(gone: DestroyedDossier, policy: Policy, body: int | None = None) -> Dossier:
    """What is left of a dossier that was destroyed: one record that says what is gone, when and by whom."""
    at = gone.destroyed_at or gone.destruction.proposed_at
    by = gone.destruction.approved_by.name if gone.destruction.approved_by else ""
    listed = json.dumps(gone.files, ensure_ascii=False, indent=2).encode()
    record = Record(
        identifier=f"vernietigd-{gone.key}",
        title="Vernietigde bestanden",
        kind="Verklaring van vernietiging",
        about=f"{gone.code} {gone.category}, {gone.source}",
        events=(Event(DESTROYED, at, by, f"{len(gone.files)} bestanden"),),
        files=(made_file("Vernietigde bestanden", JSON, listed, at),),
    )
    return Dossier(
        identifier=gone.key,
        title=gone.title,
        about="Vernietigd na afloop van de bewaartermijn",
        begins_on=gone.begins_on,
        covers="Begin van het dossier",
        retention=policy.retention(body, gone.begins_on, gone.handled_on, subject=gone.subject),
        owner=policy.owner(gone.begins_on),
        records=(record,),
    )


def handled_on(meeting: Meeting) -> date | None:
    """The day on which a meeting was dealt with: its minutes were adopted; None before that."""
    minutes = Minutes.objects.filter(meeting=meeting).only("adopted_on").first()
    return minutes.adopted_on if minutes else None


def years_of(agreement: Agreement, actor: Actor) -> list[int]:
    """The years in which there was a meeting, or of which a room has something for this person, the last first."""
    days = meetings_for(actor).filter(body__agreement=agreement).values_list("starts_at", flat=True)
    return sorted({day_of(each).year for each in days} | rooms.years(actor), reverse=True)
