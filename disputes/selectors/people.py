"""Who is behind the words of the rulebook in one dispute (party, chair, secretary, host), and their municipalities."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from disputes.models import Dispute
from disputes.rules import start
from disputes.selectors.access import MOVE, may, served_by_deputy
from disputes.selectors.state import Standing
from disputes.selectors.terms import takes_part
from twente.core.agreement import Rulebook
from twente.core.models import Agreement, Mandate, Party, Role, User
from twente.core.permissions import Actor
from twente.core.selectors import in_force, mandates_on, roles_held

CHAIR_OFFICE, SECRETARY_OFFICES = ("voorzitter",), ("coordinerend_secretaris", "secretaris")


def named_in(dispute: Dispute, on: date) -> User | None:
    """Who was named to serve as secretary in this one file (R14)."""
    nobody = Actor(None, dispute.agreement, on, ())
    named = served_by_deputy(nobody).filter(dispute=dispute).select_related("person").first()
    return named.person if named else None


def serving_secretaries(dispute: Dispute, on: date) -> list[User]:
    """Who serves in this file: the deputy that was named for it, else the secretary and a deputy in charge (R14)."""
    named = named_in(dispute, on)
    if named is not None:
        return [named]
    return holders(dispute.agreement, Role.Kind.SECRETARY, Role.Kind.DEPUTY_SECRETARY, on)


def chairs(dispute: Dispute, on: date) -> list[User]:
    """The chair, and a deputy who is in charge."""
    return holders(dispute.agreement, Role.Kind.CHAIR, Role.Kind.DEPUTY_CHAIR, on)


def in_charge(agreement: Agreement, deputy: str, on: date) -> list[User]:
    """The deputies who stand in for an office on a day."""
    return people_with(Role.objects.filter(in_force(on), charged(deputy, on), agreement=agreement))


def holders(agreement: Agreement, kind: str, deputy: str, on: date) -> list[User]:
    """Who holds an office, and the deputies that are in charge on a day."""
    rows = Role.objects.filter(in_force(on), agreement=agreement)
    return people_with(rows.filter(Q(kind=kind) | charged(deputy, on)))


def charged(deputy: str, on: date) -> Q:
    """Roles of deputies who are in charge on a day."""
    return Q(kind=deputy, charges__valid_from__lte=on, charges__valid_until__gte=on)


def people_with(roles: QuerySet[Role]) -> list[User]:
    """Who holds these roles, each once."""
    return list(User.objects.filter(roles__in=roles).distinct().order_by("pk"))


def representatives(agreement: Agreement, parties: Iterable[Party], on: date) -> list[User]:
    """Who speaks for these parties on a day."""
    mandates = mandates_on(agreement, on)
    return [mandates[party.pk].user for party in parties if party.pk in mandates]


def acting(standing: Standing, actor: str, on: date) -> list[User]:
    """The people who act in a step, by the word of the rulebook."""
    dispute = standing.dispute
    if actor == "party":
        return representatives(dispute.agreement, [row.party for row in standing.parties], on)
    return chairs(dispute, on) if actor == "chair" else serving_secretaries(dispute, on)


def reachable(found: Standing, actor: str, on: date) -> list[User]:
    """Who acts in a step and can be mailed; where nobody can, who serves as secretary in the file."""
    told = [user for user in acting(found, actor, on) if user.is_active and user.email]
    return told or [user for user in serving_secretaries(found.dispute, on) if user.is_active and user.email]


def checks(standing: Standing, on: date) -> tuple[start.Check, start.Check]:
    """Whether the chair's and the secretary's municipality are parties to this dispute (R13, R14).

    While a deputy chair is in charge, that of the deputy counts as well: he or she leads the attempt.
    """
    agreement, codes = standing.dispute.agreement, {row.party.code for row in standing.parties}
    chair = homes(standing.book, CHAIR_OFFICE, agreement, Role.Kind.CHAIR, on)
    chair |= homes_of(agreement, [user.pk for user in in_charge(agreement, Role.Kind.DEPUTY_CHAIR, on)], on)
    secretary = homes(standing.book, SECRETARY_OFFICES, agreement, Role.Kind.SECRETARY, on)
    return start.check("chair", chair, codes), start.check("secretary", secretary, codes)


def homes(book: Rulebook, offices: tuple[str, ...], agreement: Agreement, kind: str, on: date) -> set[str]:
    """Codes of the municipalities behind an office: as the rulebook says, else by what its holder does for a party."""
    named = {office.party for office in book.offices if office.key in offices and office.party}
    people = [role.user_id for role in roles_held(agreement, kind, on)]
    return named or homes_of(agreement, people, on)


def homes_of(agreement: Agreement, people: Iterable[int], on: date) -> set[str]:
    """Codes of the parties for which these people hold a mandate or a role."""
    mandates = Mandate.objects.filter(in_force(on), agreement=agreement, user__in=people)
    roles = Role.objects.filter(in_force(on), agreement=agreement, user__in=people, party__isnull=False)
    parties = Party.objects.filter(Q(pk__in=mandates.values("party")) | Q(pk__in=roles.values("party")))
    return set(parties.values_list("code", flat=True))


def deputies(agreement: Agreement, on: date) -> list[User]:
    """Who can take over a file from the secretary."""
    return [role.user for role in roles_held(agreement, Role.Kind.DEPUTY_SECRETARY, on)]


def whose(found: Standing, actor: Actor) -> dict[str, Any]:
    """Of whom a paper of this person can be: chair and serving secretary say so, of others it is of their own party.

    Who comes for no party involved, such as a mediator, hands it in as oneself.
    """
    parties = [row.party for row in found.parties]
    if takes_part(found, actor, "chair", moves=False) or may(actor, found.dispute, MOVE):
        return {"parties": parties, "own": None}
    return {"parties": [], "own": next((party for party in parties if party.pk in actor.party_ids), None)}


def may_read_along(found: Standing) -> list[tuple[User, str]]:
    """Who can get a grant on this file, with the role: mediators, and civil servants of the parties involved."""
    current = Role.objects.filter(in_force(found.today), agreement=found.dispute.agreement)
    parties = [row.party_id for row in found.parties]
    rows = current.filter(Q(kind=Role.Kind.MEDIATOR) | Q(kind=Role.Kind.OFFICER, party__in=parties))
    named = [(role.user, role.party, role.get_kind_display()) for role in rows.select_related("user", "party")]
    return [(user, f"{kind} {party}" if party else kind) for user, party, kind in named]
