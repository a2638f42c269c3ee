"""Reads of bodies: which this person may know of, who sits in them on a day, for whom, and what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from meetings.models import Body, BodyMember, Meeting, MemberAbsence, MemberAttendance, MemberSeat
from meetings.selectors.offices import presiders
from twente.core import agreement as rulebooks
from twente.core.models import Agreement, Party, Role, User
from twente.core.permissions import Actor
from twente.core.selectors import in_force, parties_of, roles_held, rulebook_on

OFFICES = (Role.Kind.CHAIR, Role.Kind.DEPUTY_CHAIR, Role.Kind.SECRETARY, Role.Kind.DEPUTY_SECRETARY)
"""Who leads the cooperation or its secretariat knows of every body."""
LEADING = (BodyMember.Office.CHAIR, BodyMember.Office.DEPUTY)


def known(actor: Actor, body: str = "") -> Q:
    """The bodies whose meetings this person may know of; `body` is the path to the body from another table ("body__").

    A body in which parties sit (the overleg) is known to everybody who takes part. A body in which members sit in
    person (working group, portfolio meeting) only to its members of today, and to chair and secretariat. Somebody who
    sits in one such body sees nothing of another.
    """
    if actor.is_a(*OFFICES):
        return Q()
    of_parties = Q(**{f"{body}by_members": False})
    if actor.user is None:
        return of_parties
    members = BodyMember.objects.filter(in_force(actor.on), user=actor.user)
    return of_parties | Q(**{f"{body}pk__in": members.values("body")})


def bodies_for(actor: Actor) -> QuerySet[Body]:
    """The bodies of the agreement, in the order in which they came; their members are no secret within it."""
    return Body.objects.filter(agreement=actor.agreement).select_related("agreement").order_by("pk")


def open_bodies(agreement: Agreement, on: date) -> QuerySet[Body]:
    """The bodies that still meet on a day."""
    return agreement.bodies.filter(Q(ended_on=None) | Q(ended_on__gte=on)).order_by("pk")


def rule_of(body: Body, on: date) -> rulebooks.Body | None:
    """What the rulebook of a day says of a body; None for one that the secretary added."""
    return next((rule for rule in rulebook_on(body.agreement, on).bodies if rule.key == body.key), None)


def members_ever(body: Body) -> QuerySet[BodyMember]:
    """Everybody who sits, sat or will sit in a body, with the parties they serve; two reads."""
    seats = Prefetch("seats", MemberSeat.objects.select_related("party").order_by("party__position"))
    rows = body.members.select_related("user", "stands_in_for__user", "recorded_by").prefetch_related(seats)
    return rows.order_by("valid_from", "pk")


def members_on(body: Body, on: date) -> QuerySet[BodyMember]:
    """Who sits in a body on a day."""
    return members_ever(body).filter(in_force(on))


def filling_a_seat(members: Iterable[BodyMember]) -> list[BodyMember]:
    """The members themselves: guests and substitutes fill no seat."""
    aside = (BodyMember.Office.GUEST, BodyMember.Office.SUBSTITUTE)
    return [member for member in members if member.office not in aside]


def seated_parties(members: Iterable[BodyMember]) -> dict[int, list[BodyMember]]:
    """Party id → the members who serve it."""
    found: dict[int, list[BodyMember]] = {}
    for member in filling_a_seat(members):
        for seat in member.seats.all():
            found.setdefault(seat.party_id, []).append(member)
    return found


def without_member(body: Body, members: Iterable[BodyMember], on: date) -> list[Party]:
    """Parties without a member, where every party has one (BOK-7.3)."""
    rule = rule_of(body, on)
    if rule is None or not rule.per_party:
        return []
    served = seated_parties(members)
    return [party for party in parties_of(body.agreement, on) if party.pk not in served]


def too_few_parties(body: Body, members: Iterable[BodyMember], on: date) -> int:
    """How many parties are still missing from the least that must sit in it (UHO-1g); 0 when there are enough."""
    rule = rule_of(body, on)
    least = rule.least_parties if rule else None
    return max(0, (least or 0) - len(seated_parties(members)))


def leading(body: Body, on: date) -> list[User]:
    """Who can preside over a meeting of a body on a day.

    Where parties sit: the chair and a deputy in charge (BOK-5.3, 5.4). Where members sit: the member whom the
    secretary appointed, their deputy, and the secretary (BOK-7.4).
    """
    if not body.by_members:
        return presiders(agreement=body.agreement, on=on)
    appointed = members_on(body, on).filter(office__in=LEADING, user__isnull=False).order_by("office")
    people = [member.user for member in appointed if member.user]
    for kind in (Role.Kind.SECRETARY, Role.Kind.DEPUTY_SECRETARY):
        people += [role.user for role in roles_held(body.agreement, kind, on)]
    return list({person.pk: person for person in people}.values())


def members_present(meeting: Meeting) -> QuerySet[MemberAttendance]:
    """Who was there in a meeting of members, in order of arrival; of a running meeting also who left again."""
    seats = Prefetch("member__seats", MemberSeat.objects.select_related("party").order_by("party__position"))
    rows = MemberAttendance.objects.filter(meeting=meeting).select_related("member__user")
    return rows.prefetch_related(seats).order_by("arrived_at", "pk")


def member_absences(meeting: Meeting) -> QuerySet[MemberAbsence]:
    """Members who gave notice, with what they said."""
    return MemberAbsence.objects.filter(meeting=meeting).select_related("member__user")


def ending_members(agreement: Agreement, first: date, last: date) -> QuerySet[BodyMember]:
    """Members whose last day lies between two days while nobody follows them for the same party or organisation."""
    following = BodyMember.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=OuterRef("valid_until")),
        Q(seats__party__in=OuterRef("seats__party")) | Q(user__isnull=False, user=OuterRef("user")),
        body=OuterRef("body"),
    ).exclude(pk=OuterRef("pk"))
    open_still = Q(body__ended_on=None) | Q(body__ended_on__gt=last)
    rows = BodyMember.objects.filter(open_still, body__agreement=agreement, valid_until__range=(first, last))
    return (
        rows.filter(~Exists(following))
        .exclude(office=BodyMember.Office.GUEST)
        .select_related("user", "body")
        .distinct()
    )


@dataclass(frozen=True)
class Invited:
    """How many members get an invitation, and who does not because nothing is known to send it to."""

    accounts: int
    unreachable: tuple[BodyMember, ...]


def invited(members: Iterable[BodyMember]) -> Invited:
    """Only an account gets the agenda: papers are not mailed to somebody who cannot open them."""
    listed = list(members)
    return Invited(sum(m.user_id is not None for m in listed), tuple(m for m in listed if m.user_id is None))
