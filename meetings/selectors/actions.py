"""Reads of actions and promises: which this person may read, which match, whose they are, who may settle them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from meetings.models import Action, AgendaItem, Meeting
from meetings.selectors.agenda import items_for, readable
from meetings.selectors.meetings import meetings_for
from twente.core.dates import day_of
from twente.core.models import AuditEntry, Party, User
from twente.core.permissions import Actor, actor_for

State = Action.State
STARTED = (Meeting.State.OPEN, Meeting.State.HELD)


@dataclass(frozen=True)
class ActionFilters:
    """What somebody looks for; an empty value asks nothing. `late` asks for open ones whose last day is over."""

    text: str = ""
    owner: int | None = None
    party: int | None = None
    state: str = ""
    kind: str = ""
    meeting: int | None = None
    late: bool = False

    @property
    def active(self) -> bool:
        """Whether anything was asked."""
        return self != ActionFilters()


def actions_for(actor: Actor) -> QuerySet[Action]:
    """Actions and promises at items that this person may read; nothing for who sees no draft agenda."""
    if not actor.may("agenda_draft"):
        return Action.objects.none()
    rows = Action.objects.filter(agreement=actor.agreement, item__in=items_for(actor))
    return rows.select_related("owner", "party", "item__meeting__body")


def open_first(rows: QuerySet[Action]) -> QuerySet[Action]:
    """By the last day, those without one after the others."""
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def matching(rows: QuerySet[Action], filters: ActionFilters, on: date) -> QuerySet[Action]:
    """The actions that answer every question that was asked."""
    return rows.filter(*[narrow(filters, on) for name, narrow in NARROW.items() if getattr(filters, name)])


NARROW: Mapping[str, Callable[[ActionFilters, date], Q]] = {
    "text": lambda filters, on: Q(text__icontains=filters.text) | Q(item__title__icontains=filters.text),
    "owner": lambda filters, on: Q(owner=filters.owner),
    "party": lambda filters, on: Q(party=filters.party),
    "state": lambda filters, on: Q(state=filters.state),
    "kind": lambda filters, on: Q(kind=filters.kind),
    "meeting": lambda filters, on: Q(item__meeting=filters.meeting),
    "late": lambda filters, on: Q(state=State.OPEN, due_on__lt=on),
}
"""Question → which actions answer it."""


def mine(actor: Actor) -> Q:
    """Actions of this person: by name, or of a party that he or she acts for when no person is named."""
    return Q(owner=actor.user) | Q(owner=None, party__in=actor.party_ids)


def may_settle(actor: Actor, action: Action) -> bool:
    """The secretary settles every action, an owner the own ones."""
    if actor.may("agenda_edit"):
        return True
    return action.owner_id == actor.user.pk if actor.user and action.owner_id else action.party_id in actor.party_ids


def may_know(user: User, item: AgendaItem, on: date) -> bool:
    """Whether somebody may read an item, and so an action that was agreed there."""
    actor = actor_for(user, item.meeting.body.agreement, on)
    return AgendaItem.objects.filter(readable(actor), pk=item.pk).exists()


def owners_in(rows: QuerySet[Action]) -> list[User]:
    """The people whose actions these are."""
    return list(User.objects.filter(pk__in=rows.order_by().values("owner")).order_by("name", "pk"))


def parties_in(rows: QuerySet[Action]) -> list[Party]:
    """The parties whose actions these are, in their fixed order."""
    return list(Party.objects.filter(pk__in=rows.order_by().values("party")).order_by("position"))


def meetings_in(rows: QuerySet[Action]) -> list[Meeting]:
    """The meetings in which these were agreed, the latest first."""
    found = Meeting.objects.filter(pk__in=rows.order_by().values("item__meeting"))
    return list(found.select_related("body").order_by("-starts_at", "-pk"))


def items_to_act_on(actor: Actor) -> QuerySet[AgendaItem]:
    """Items at which an action can be agreed: of meetings that were opened, the latest first."""
    started = meetings_for(actor).filter(state__in=STARTED)
    rows = items_for(actor).filter(meeting__in=started).select_related("meeting__body")
    return rows.order_by("-meeting__starts_at", "meeting", "position")


def earlier_actions(actor: Actor, meeting: Meeting) -> QuerySet[Action]:
    """What was agreed in earlier meetings of the same body: still open, or settled since the one before this."""
    before = Meeting.objects.filter(body=meeting.body, starts_at__lt=meeting.starts_at)
    last = before.filter(state__in=STARTED).order_by("starts_at").last()
    standing = Q(state=State.OPEN)
    if last is not None:
        standing |= Q(settled_on__gte=day_of(last.starts_at))
    return open_first(actions_for(actor).filter(standing, item__meeting__in=before))


def history_of(action: Action) -> QuerySet[AuditEntry]:
    """What happened to an action, oldest first."""
    rows = AuditEntry.objects.filter(target_type=action._meta.label_lower, target_id=str(action.pk))
    return rows.select_related("by").order_by("at", "id")
