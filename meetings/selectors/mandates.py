"""Reads of who speaks for a party: standing mandates and substitutions (BOK-1f)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from meetings.models import AgendaItem, Meeting, Substitution
from twente.core.models import Agreement, Mandate, Party, Role, User
from twente.core.selectors import in_force, standing_mandates


@dataclass(frozen=True)
class Voter:
    """Who speaks and votes for a party, and the document behind it: a standing mandate or a substitution (BOK-1f)."""

    user: User
    document: str
    mandate: Mandate | None
    substitution: Substitution | None


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


def registered_for(*, agreement: Agreement, party_id: int, on: date) -> QuerySet[User]:
    """Who is registered with a party as its representative or substitute: only they can stand in (BOK-1f)."""
    mandates = Mandate.objects.filter(in_force(on), agreement=agreement, party_id=party_id)
    roles = Role.objects.filter(in_force(on), agreement=agreement, party_id=party_id, kind=Role.Kind.SUBSTITUTE)
    people = Q(pk__in=mandates.values("user")) | Q(pk__in=roles.values("user"))
    return User.objects.filter(people, is_active=True).order_by("name")
