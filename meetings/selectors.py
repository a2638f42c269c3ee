"""Reads of meetings: what a person may see, who speaks for a party, who is present."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from meetings.models import AgendaItem, AgendaVersion, Attendance, Body, Decision, Meeting, Substitution
from meetings.rules import ItemClass, item_classes
from meetings.wording import class_label
from twente.core.agreement import Rulebook
from twente.core.dates import day_of
from twente.core.models import Agreement, Mandate, Party, Role, User
from twente.core.permissions import Actor
from twente.core.selectors import in_force, reading_values, roles_held, rulebook_on, standing_mandates


@dataclass(frozen=True)
class Voter:
    """Who speaks and votes for a party, and the document behind it: a standing mandate or a substitution (BOK-1f)."""

    user: User
    document: str
    mandate: Mandate | None
    substitution: Substitution | None


def meetings_for(actor: Actor) -> QuerySet[Meeting]:
    """The meetings this person may know of: with drafts, only once an agenda was sent, or none at all."""
    meetings = Meeting.objects.filter(body__agreement=actor.agreement).select_related("body__agreement")
    if actor.may("agenda_draft"):
        return meetings
    if actor.may("council_document"):
        return meetings.filter(Exists(AgendaVersion.objects.filter(meeting=OuterRef("pk"))))
    return meetings.none()


def items_for(actor: Actor) -> QuerySet[AgendaItem]:
    """The agenda items this person may open; without the draft only those of meetings that were held."""
    items = AgendaItem.objects.filter(meeting__in=meetings_for(actor)).select_related("meeting__body__agreement")
    return items if actor.may("agenda_draft") else items.filter(meeting__state=Meeting.State.HELD)


def substitutions_of(*, meeting: Meeting, item: AgendaItem | None = None) -> QuerySet[Substitution]:
    """Substitutions for the whole meeting, and those for this item; the item's come last, so that they win."""
    return (
        Substitution.objects.filter(Q(item=None) | Q(item=item), meeting=meeting)
        .select_related("user", "party", "item")
        .order_by(F("item").asc(nulls_first=True))
    )


def voters(*, meeting: Meeting, item: AgendaItem | None = None, on: date) -> dict[int, Voter]:
    """Party id → who speaks and votes for it on a day (Amsterdam), in two reads.

    A substitution for the item goes before one for the meeting, and that before the standing mandate (BOK-1f,
    HLB-9c). A party without any of them is absent from the answer: nobody can vote for it.
    """
    standing = standing_mandates(meeting.body.agreement, on)
    return speaking(standing, substitutions_of(meeting=meeting, item=item))


def voter_for(*, meeting: Meeting, item: AgendaItem | None = None, party: Party, on: date) -> Voter | None:
    """The same for one party, reading nothing about the others."""
    standing = standing_mandates(meeting.body.agreement, on).filter(party=party)
    return speaking(standing, substitutions_of(meeting=meeting, item=item).filter(party=party)).get(party.pk)


def parties_spoken_for(*, meeting: Meeting, item: AgendaItem | None = None, user: User, on: date) -> list[Party]:
    """The parties for which this person speaks and votes; only parties that ever named him or her are read."""
    standing = standing_mandates(meeting.body.agreement, on)
    stand_ins = substitutions_of(meeting=meeting, item=item)
    named = Q(party__in=standing.filter(user=user).values("party")) | Q(
        party__in=stand_ins.filter(user=user).order_by().values("party")
    )
    voters_found = speaking(standing.filter(named), stand_ins.filter(named))
    mine = [party for party, voter in voters_found.items() if voter.user == user]
    return list(Party.objects.filter(pk__in=mine)) if mine else []


def speaking(standing: Iterable[Mandate], stand_ins: Iterable[Substitution]) -> dict[int, Voter]:
    """Party id → who speaks for it: the last to stand in, else who holds the standing mandate (BOK-1f)."""
    found = {row.party_id: Voter(row.user, row.document, row, None) for row in standing}
    return found | {row.party_id: Voter(row.user, row.document, None, row) for row in stand_ins}


def attendances_at(*, meeting: Meeting, at: datetime) -> QuerySet[Attendance]:
    """Who sat at the table at a moment."""
    there = Q(arrived_at__lte=at) & (Q(left_at__isnull=True) | Q(left_at__gt=at))
    return Attendance.objects.filter(there, meeting=meeting)


def seats_taken(*, meeting: Meeting, at: datetime) -> QuerySet[Attendance]:
    """Who sits at the table at a moment; of a meeting that was held everybody who sat there."""
    if meeting.state == Meeting.State.HELD:
        return Attendance.objects.filter(meeting=meeting).order_by("arrived_at", "pk")
    return attendances_at(meeting=meeting, at=at)


def present_party_ids(*, meeting: Meeting, at: datetime) -> frozenset[int]:
    """The parties present at a moment."""
    return frozenset(attendances_at(meeting=meeting, at=at).values_list("party_id", flat=True))


def registered_for(*, agreement: Agreement, party_id: int, on: date) -> QuerySet[User]:
    """Who is registered with a party as its representative or substitute: only they can stand in (BOK-1f)."""
    mandates = Mandate.objects.filter(in_force(on), agreement=agreement, party_id=party_id)
    roles = Role.objects.filter(in_force(on), agreement=agreement, party_id=party_id, kind=Role.Kind.SUBSTITUTE)
    people = Q(pk__in=mandates.values("user")) | Q(pk__in=roles.values("user"))
    return User.objects.filter(people, is_active=True).order_by("name")


def chairs(*, agreement: Agreement, on: date) -> list[User]:
    """Who holds the chair on a day (BOK-5.3)."""
    return [role.user for role in roles_held(agreement, Role.Kind.CHAIR, on)]


def presiders(*, agreement: Agreement, on: date) -> list[User]:
    """Who can preside on a day: the chair, and a deputy chair who is in charge then (BOK-5.3, 5.4)."""
    deputies = Role.objects.filter(
        in_force(on),
        agreement=agreement,
        kind=Role.Kind.DEPUTY_CHAIR,
        charges__valid_from__lte=on,
        charges__valid_until__gte=on,
    ).select_related("user")
    return chairs(agreement=agreement, on=on) + [role.user for role in deputies]


def votes_of_presiders(agreement: Agreement, on: date) -> dict[str, bool | None]:
    """Whether the chair and a deputy who presides keep the vote of their party (BOK-5.5, R8).

    None where the agreement does not say, or decides nothing by voting.
    """
    book, values = rulebook_on(agreement, on), reading_values(agreement, on)
    reading = next((rule.id for rule in book.readings.values() if rule.key == "plaatsvervanger_leidt"), "")
    return {
        "chair": book.chair.votes if book.votes and book.chair else None,
        "deputy": values[reading] == "houdt_stem" if reading else None,
    }


def agenda_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """The items in order, each with its decisions."""
    decisions = Prefetch("decisions", Decision.objects.select_related("annulment").order_by("decided_at", "id"))
    return meeting.items.order_by("position").prefetch_related(decisions)


def latest_version(meeting: Meeting) -> AgendaVersion | None:
    """The agenda as it was last sent."""
    return meeting.agenda_versions.order_by("number").last()


def recipients_of(*, agreement: Agreement, on: date) -> list[User]:
    """Who gets the agenda: representatives, substitutes and officers of the parties, chair and secretaries."""
    kinds = (
        Role.Kind.CHAIR,
        Role.Kind.DEPUTY_CHAIR,
        Role.Kind.SECRETARY,
        Role.Kind.DEPUTY_SECRETARY,
        Role.Kind.SUBSTITUTE,
        Role.Kind.OFFICER,
    )
    roles = Role.objects.filter(in_force(on), agreement=agreement, kind__in=kinds)
    mandates = Mandate.objects.filter(in_force(on), agreement=agreement)
    people = Q(pk__in=roles.values("user")) | Q(pk__in=mandates.values("user"))
    return list(User.objects.filter(people, is_active=True).order_by("name", "pk"))


def same_time(meeting: Meeting) -> QuerySet[Meeting]:
    """Other meetings under this agreement that overlap in time: a warning, never a refusal."""
    others = Meeting.objects.filter(body__agreement=meeting.body.agreement).exclude(pk=meeting.pk)
    return others.filter(starts_at__lt=meeting.ends_at, ends_at__gt=meeting.starts_at).select_related("body")


def rulebook_of(meeting: Meeting) -> Rulebook:
    """The rules in force on the day of the meeting."""
    return rulebook_on(meeting.body.agreement, day_of(meeting.starts_at))


def signing_article(meeting: Meeting) -> str:
    """The article that asks both signatures (BOK-5.6); empty where no article does."""
    found = rulebook_of(meeting).signing
    return found.article if found else ""


def subject_labels(meeting: Meeting) -> dict[str, str]:
    """Standing subject → its label: {"8a": "Koers en inbreng in de Twente Board"}.

    An agreement that names no subjects one by one calls each of them what it calls their class.
    """
    book = rulebook_of(meeting)
    classes = (rule for rule in book.item_classes if rule.key == AgendaItem.Kind.SUBJECT)
    by_class = {article: rule.label for rule in classes for article in rule.articles}
    return by_class | {subject.key: subject.label for subject in book.subjects}


def classes_offered(meeting: Meeting) -> list[ItemClass]:
    """The classes that an item of this meeting can have, by the rulebook."""
    return item_classes(articles_offered(meeting))


def articles_offered(meeting: Meeting) -> dict[str, tuple[str, ...]]:
    """Kind of item → the articles that it may follow from, by the rulebook."""
    return {rule.key: rule.articles for rule in rulebook_of(meeting).item_classes}


def admission_article(meeting: Meeting) -> str:
    """The article that lets another subject in after a decision (BOK-10); empty where no class asks that."""
    asking = (rule for rule in rulebook_of(meeting).item_classes if rule.admission)
    return next((article for rule in asking for article in rule.articles), "")


def article_above(item: AgendaItem) -> str:
    """The article by which the agreement goes before what this item treats (BOK-2.3); empty for most items."""
    subjects = {subject.key: subject.below for subject in rulebook_of(item.meeting).subjects}
    return subjects.get(item.subject) or ""


def agenda_content(meeting: Meeting) -> dict[str, Any]:
    """The agenda as it stands, in the form that is frozen and hashed when it is sent: words, not keys to look up."""
    labels = subject_labels(meeting)
    return {
        "agreement": meeting.body.agreement.slug,
        "body": meeting.body.name,
        "starts_at": meeting.starts_at.astimezone(UTC).isoformat(),
        "ends_at": meeting.ends_at.astimezone(UTC).isoformat(),
        "place": meeting.place,
        "items": [
            {
                "id": item.pk,
                "position": item.position,
                "title": item.title,
                "kind": item.kind,
                "article": item.subject or item.article,
                "class_label": class_label(item.kind, item.subject, labels),
                "status": item.status,
                "status_label": item.get_status_display(),
                "explanation": item.explanation,
                "minutes": item.minutes_planned,
            }
            for item in meeting.items.order_by("position")
        ],
    }


def bodies_of(agreement: Agreement) -> QuerySet[Body]:
    """The bodies that meet, in the order in which the rulebook named them."""
    return agreement.bodies.order_by("pk")


def first_day(agreement: Agreement) -> date:
    """The day from which the agreement has a text: no meeting was before it."""
    return agreement.versions.order_by("valid_from").values_list("valid_from", flat=True)[0]


def listed_meetings(actor: Actor) -> list[Meeting]:
    """All meetings this person may know of, by date, each with `item_count`."""
    return list(meetings_for(actor).annotate(item_count=Count("items")).order_by("starts_at", "pk"))


def version_number(meeting: Meeting) -> int:
    """The number of the agenda that was sent last; 0 when none was."""
    latest = latest_version(meeting)
    return latest.number if latest else 0
