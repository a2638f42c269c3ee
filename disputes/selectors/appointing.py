"""Whether secretary and deputies can all not serve in a dispute, and whom the chair can appoint then (R14)."""

from collections.abc import Iterable, Iterator, Sequence

from disputes.rules.facts import Kind
from disputes.rules.start import NEVER, SECRETARY_IS_PARTY, bound, nobody_fits
from disputes.selectors import people
from disputes.selectors.access import CAN_SERVE, served_by_deputy
from disputes.selectors.state import Standing
from twente.core.models import Mandate, Role, User
from twente.core.permissions import Actor
from twente.core.selectors import in_force, roles_held


def to_appoint(found: Sequence[Standing]) -> set[int]:
    """The disputes in which nobody was named, and the municipalities of the secretary and of every deputy are parties.

    As many reads for ten disputes as for one.
    """
    return {one.dispute.pk for one, fits in secretary_bound(found) if not fits}


def to_hand_over(found: Sequence[Standing]) -> set[int]:
    """The disputes in which the secretary's municipality is a party, nobody was named, and a deputy can serve."""
    return {one.dispute.pk for one, fits in secretary_bound(found) if fits}


def secretary_bound(found: Sequence[Standing]) -> Iterator[tuple[Standing, bool]]:
    """The disputes in which the secretary's municipality is a party while nobody was named or still serves.

    With each, whether a deputy of another municipality can serve. None where the secretary serves all the same (R14).
    """
    able = [one for one in found if can_step_aside(one)]
    if not able:
        return
    agreement, on = able[0].dispute.agreement, able[0].today
    serving = served_by_deputy(Actor(None, agreement, on, ())).filter(dispute__in=[one.dispute for one in able])
    named = set(serving.values_list("dispute", flat=True))
    deputies = [people.homes_of(agreement, [user.pk], on) for user in people.deputies(agreement, on)]
    homes = {
        version: people.homes(book, people.SECRETARY_OFFICES, agreement, Role.Kind.SECRETARY, on)
        for version, book in {one.dispute.agreement_version_id: one.book for one in able}.items()
    }
    for one in able:
        secretary, parties = homes[one.dispute.agreement_version_id], {row.party.code for row in one.parties}
        if one.dispute.pk not in named and bound(secretary, parties):
            yield one, not nobody_fits(secretary, deputies, parties)


def can_step_aside(found: Standing) -> bool:
    """Whether a deputy can take over, as the agreement is read for this dispute (R14)."""
    return found.verdict(Kind.SECRETARY).allowed and found.choices.get(SECRETARY_IS_PARTY) != NEVER


def chairs_now(actor: Actor) -> bool:
    """Whether this person chairs today; asks the database nothing."""
    return any(
        held.role == Role.Kind.CHAIR or (held.role == Role.Kind.DEPUTY_CHAIR and held.in_charge)
        for held in actor.holdings
    )


def must_appoint(found: Standing, actor: Actor) -> bool:
    """Whether this person is the chair who must appoint somebody now."""
    return chairs_now(actor) and bool(to_appoint([found]))


def candidates(found: Standing) -> list[tuple[User, str]]:
    """Deputies and civil servants of parties that are not involved, with what they are; never who chairs."""
    agreement, involved = found.dispute.agreement, {row.party_id for row in found.parties}
    rows = [role for kind in CAN_SERVE for role in roles_held(agreement, kind, found.today)]
    shut = bound_to(involved, found) | {user.pk for user in people.chairs(found.dispute, found.today)}
    named = {role.user.pk: role for role in reversed(rows) if role.user.is_active and role.user.pk not in shut}
    return [(role.user, what(role)) for role in sorted(named.values(), key=lambda role: role.user.name)]


def what(role: Role) -> str:
    """plaatsvervangend secretaris, ambtelijk vertegenwoordiger Losser"""
    kind = role.get_kind_display()
    return f"{kind} {role.party}" if role.party else kind


def bound_to(parties: Iterable[int], found: Standing) -> set[int]:
    """Who does anything for one of these parties."""
    agreement, on, ids = found.dispute.agreement, found.today, list(parties)
    mandates = Mandate.objects.filter(in_force(on), agreement=agreement, party__in=ids)
    roles = Role.objects.filter(in_force(on), agreement=agreement, party__in=ids)
    return set(mandates.values_list("user", flat=True)) | set(roles.values_list("user", flat=True))
