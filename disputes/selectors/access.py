"""Who may know of which dispute: its parties, the chair, the serving secretary, who has a grant on this one file."""

from dataclasses import replace

from django.db.models import Exists, OuterRef, Q, QuerySet

from disputes.models import Announcement, Dispute, DisputeParty, Fact, Grant
from disputes.rules.facts import Kind
from meetings.selectors.proposing import standing_in_for
from twente.core.agreement import Rulebook
from twente.core.models import Party, Role
from twente.core.permissions import DISPUTE_PARTY, REPRESENTATIVE, Actor, Context, Holding
from twente.core.selectors import in_force, parties_of

FILE, DOCUMENT, MOVE, OUTCOME, NOTIFY = (
    "dispute_file",
    "dispute_document",
    "dispute_move",
    "dispute_outcome",
    "dispute_notify",
)


def replaced() -> QuerySet[Fact]:
    """The standing rows by which a deputy serves as secretary in one file (R14): the latest of each file."""
    rows = Fact.objects.filter(kind=Kind.SECRETARY, replaced_by=None)
    newer = rows.filter(dispute=OuterRef("dispute"), pk__gt=OuterRef("pk"))
    return rows.filter(~Exists(newer))


APPOINTED = {"by": "chair"}
"""In the detail of a fact: the chair appointed this person, because secretary and deputies are parties (R14)."""
CAN_SERVE = (Role.Kind.DEPUTY_SECRETARY, Role.Kind.OFFICER)
"""Whom the chair can appoint: another deputy, or a civil servant of a party that is not involved."""


def served_by_deputy(actor: Actor) -> QuerySet[Fact]:
    """Files in which somebody serves who was named and still is deputy secretary, or still holds what the chair chose
    him or her for; so that the secretary does not."""
    current = Role.objects.filter(in_force(actor.on), agreement=actor.agreement)
    deputies = Q(person__in=current.filter(kind=Role.Kind.DEPUTY_SECRETARY).values("user"))
    appointed = Q(detail=APPOINTED, person__in=current.filter(kind__in=CAN_SERVE).values("user"))
    return replaced().filter(deputies | appointed, person__is_active=True)


def disputes_for(actor: Actor, act: str = FILE) -> QuerySet[Dispute]:
    """The disputes with which this person may do this; to anybody else they do not exist."""
    rows = Dispute.objects.filter(agreement=actor.agreement)
    if actor.user is None or actor.agreement is None:
        return rows.none()
    return rows.filter(by_office(actor, act) | by_party(actor, act) | by_grant(actor, act)).distinct()


def by_office(actor: Actor, act: str) -> Q:
    """What chair, serving secretary and a deputy in charge may: all files, but a secretary not those of the deputy."""
    others = replace(actor, holdings=tuple(h for h in actor.holdings if h.role != Role.Kind.SECRETARY))
    elsewhere = served_by_deputy(actor).exclude(person=actor.user).values("dispute")
    found = NOBODY
    if others.may(act):
        found |= EVERYBODY
    elif actor.may(act):
        found |= ~Q(pk__in=elsewhere)
    serving = replace(actor, holdings=(Holding(Role.Kind.DEPUTY_SECRETARY),))
    if actor.is_a(*CAN_SERVE) and serving.may(act, Context(substitute=True)):
        found |= Q(pk__in=served_by_deputy(actor).filter(person=actor.user).values("dispute"))
    return found


def by_party(actor: Actor, act: str) -> Q:
    """What the representative of a party involved may, and who is registered as its substitute."""
    mine = {h.party_id for h in actor.holdings if h.role == REPRESENTATIVE and h.party_id}
    as_party = tuple(Holding(DISPUTE_PARTY, party) for party in sorted(mine))
    parties = mine if replace(actor, holdings=as_party).may(act) else set()
    if actor.is_a(Role.Kind.SUBSTITUTE):
        substitute = tuple(h for h in actor.holdings if h.role == Role.Kind.SUBSTITUTE)
        if replace(actor, holdings=substitute).may(act, Context(substitute=True)):
            own = {h.party_id for h in substitute}
            parties = parties | {party for party in standing_in_for(actor) if party in own}
    involved = DisputeParty.objects.filter(party__in=parties)
    return Q(pk__in=involved.values("dispute")) if parties else NOBODY


def by_grant(actor: Actor, act: str) -> Q:
    """What a mediator, or a civil servant of a party involved, may with a grant on this one file."""
    if not actor.may(act, Context(granted=True)):
        return NOBODY
    rows = Grant.objects.filter(user=actor.user, ended_at=None)
    if not actor.is_a(Role.Kind.MEDIATOR):
        own = {h.party_id for h in actor.holdings if h.role == Role.Kind.OFFICER}
        rows = rows.filter(dispute__involved__party__in=own)
    return Q(pk__in=rows.values("dispute"))


EVERYBODY, NOBODY = Q(pk__isnull=False), Q(pk__in=())


def may(actor: Actor, dispute: Dispute, act: str) -> bool:
    """Whether this person may do this with this dispute."""
    return disputes_for(actor, act).filter(pk=dispute.pk).exists()


def published_for(actor: Actor) -> QuerySet[Announcement]:
    """Solutions that were told to all parties, for who may read those; a civil servant only with a grant (BOK-13.3)."""
    rows = Announcement.objects.filter(agreement=actor.agreement).select_related("dispute")
    if actor.may(OUTCOME):
        return rows
    if actor.user is not None and actor.may(OUTCOME, Context(granted=True)):
        return rows.filter(dispute__in=disputes_for(actor))
    return rows.none()


def notifies_for(actor: Actor) -> list[Party]:
    """The parties for which this person may notify: the own one; the secretariat for any that wrote a letter."""
    if actor.agreement is None:
        return []
    acting = standing_in_for(actor) if actor.is_a(Role.Kind.SUBSTITUTE) else set()
    parties = parties_of(actor.agreement, actor.on)
    return [p for p in parties if actor.may(NOTIFY, Context(party=p, substitute=p.pk in acting))]


def on_behalf(actor: Actor, party: Party) -> bool:
    """Whether this person would notify for a party of somebody else, on its written word."""
    return party.pk not in actor.party_ids


def enters(actor: Actor, book: Rulebook | None) -> bool:
    """Whether the room exists for this person: the agreement arranges disputes, and there may be something to see."""
    if book is None or not book.dispute_steps:
        return False
    if actor.may(OUTCOME) or actor.may(NOTIFY) or actor.may(FILE):
        return True
    return let_in(actor) and disputes_for(actor).exists()


def let_in(actor: Actor) -> bool:
    """Whether anything could let this person into a single file: asked on every page, so it costs as little as it can.

    A grant, being named for a file once, or standing in at a meeting to come.
    """
    if actor.user is None:
        return False
    if actor.is_a(Role.Kind.SUBSTITUTE) and standing_in_for(actor):
        return True
    rows = (Grant.objects.filter(user=actor.user, ended_at=None), Fact.objects.filter(person=actor.user))
    return any(found.exists() for found in rows)
