"""Reads of the mandate register: who may act for which college on a day, why, and what was and will be (BOK-1f)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from meetings.models import AgendaItem, Meeting, Substitution
from meetings.selectors.agenda import items_for
from meetings.selectors.mandates import Voter, speaking, voters
from meetings.selectors.meetings import meetings_for
from twente.core.dates import end_of_day, start_of_day
from twente.core.models import Agreement, Charge, Mandate, Membership, Party
from twente.core.permissions import Actor, Context
from twente.core.selectors import parties_of, standing_mandates


@dataclass(frozen=True)
class Answer:
    """Who may speak and vote for a party on a day, with what lies before and after when it is nobody.

    `voter` comes from `voters`, so that page and vote never differ; `standing` is the mandate that a substitution
    goes before; `items` are the items for which somebody else stands in.
    """

    party: Party
    voter: Voter | None
    standing: Mandate | None
    ended: Mandate | None
    begins: Mandate | None
    items: tuple[tuple[AgendaItem, Voter], ...] = ()


def visible_parties(actor: Actor, parties: Iterable[Party]) -> list[Party]:
    """Those whose mandates this person may see: an officer only those of the own college."""
    return [party for party in parties if actor.may("mandates", Context(party=party))]


def parties_ever(actor: Actor) -> list[Party]:
    """Parties that take part or once did, whose mandates this person may see."""
    ever = Party.objects.filter(memberships__agreement=actor.agreement).distinct().order_by("position")
    return visible_parties(actor, ever)


def meetings_on(actor: Actor, day: date) -> QuerySet[Meeting]:
    """Meetings on a day (Amsterdam) that this person may know of, in which parties sit."""
    there = meetings_for(actor).filter(
        body__by_members=False, starts_at__gte=start_of_day(day), starts_at__lt=end_of_day(day)
    )
    return there.order_by("starts_at")


def mandates_ever(agreement: Agreement, parties: Iterable[Party]) -> dict[int, list[Mandate]]:
    """Party id → every mandate it gave, the first one first; one read."""
    found: dict[int, list[Mandate]] = defaultdict(list)
    rows = Mandate.objects.filter(agreement=agreement, party__in=list(parties))
    for row in rows.select_related("user", "party", "recorded_by").order_by("valid_from"):
        found[row.party_id].append(row)
    return found


def memberships_ever(agreement: Agreement, parties: Iterable[Party]) -> dict[int, list[Membership]]:
    """Party id → the periods in which it took part."""
    found: dict[int, list[Membership]] = defaultdict(list)
    for row in Membership.objects.filter(agreement=agreement, party__in=list(parties)).order_by("valid_from"):
        found[row.party_id].append(row)
    return found


def answers(
    actor: Actor, agreement: Agreement, *, on: date, meeting: Meeting | None, history: dict[int, list[Mandate]]
) -> list[Answer]:
    """For every party on a day who may act for it, in a meeting of that day when one is named.

    `history` is what `mandates_ever` found.
    """
    standing = {row.party_id: row for row in standing_mandates(agreement, on)}
    for_all = voters(meeting=meeting, on=on) if meeting else speaking(standing.values(), ())
    exceptions = for_items(actor, meeting, on) if meeting else {}
    return [
        Answer(
            party=party,
            voter=for_all.get(party.pk),
            standing=standing.get(party.pk),
            ended=next((row for row in reversed(history[party.pk]) if row.valid_until and row.valid_until < on), None),
            begins=next((row for row in history[party.pk] if row.valid_from > on), None),
            items=tuple(exceptions.get(party.pk, ())),
        )
        for party in visible_parties(actor, parties_of(agreement, on))
    ]


def for_items(actor: Actor, meeting: Meeting, on: date) -> dict[int, list[tuple[AgendaItem, Voter]]]:
    """Party id → items of the meeting, readable to this person, for which somebody stands in, with who that is."""
    found: dict[int, list[tuple[AgendaItem, Voter]]] = defaultdict(list)
    items = items_for(actor).filter(meeting=meeting, substitutions__isnull=False).distinct().order_by("position")
    for item in items:
        for party_id, voter in voters(meeting=meeting, item=item, on=on).items():
            if voter.substitution and voter.substitution.item_id == item.pk:
                found[party_id].append((item, voter))
    return found


def substitutions_ever(actor: Actor, parties: Iterable[Party], *, since: datetime) -> list[Substitution]:
    """Substitutions in meetings from a moment on, the last first; without those for an item that one may not read."""
    meetings = meetings_for(actor).filter(starts_at__gte=since)
    rows = Substitution.objects.filter(meeting__in=meetings, party__in=list(parties))
    rows = rows.select_related("meeting__body", "item", "party", "user", "recorded_by").order_by(
        "-meeting__starts_at", "party__position"
    )
    readable = set(items_for(actor).filter(meeting__in=meetings).values_list("pk", flat=True))
    return [row for row in rows if row.item_id is None or row.item_id in readable]


def charges_on(agreement: Agreement, on: date) -> list[Charge]:
    """Deputies who act for chair or secretary on a day, and those who will (BOK-5.4, 7.1)."""
    rows = Charge.objects.filter(role__agreement=agreement, valid_until__gte=on).select_related("role__user")
    return list(rows.order_by("valid_from"))
