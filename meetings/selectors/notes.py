"""Reads of notes: one's own, and what others shared with this person. Nothing else exists for anybody."""

from django.db.models import Q, QuerySet

from meetings.models import AgendaItem, Meeting, Paper
from meetings.models.notes import Note
from meetings.selectors.agenda import items_for
from twente.core.models import Party
from twente.core.permissions import Actor


def own_note(actor: Actor, item: AgendaItem, paper: Paper | None = None, page: int | None = None) -> Note | None:
    """What this person wrote at this place."""
    return Note.objects.filter(owner=actor.user, item=item, paper=paper, page=page).first()


def own_notes(actor: Actor, meeting: Meeting) -> QuerySet[Note]:
    """What this person wrote about a meeting, in the order of the agenda, at items that he or she may still open."""
    mine = Note.objects.filter(owner=actor.user, item__meeting=meeting, item__in=items_for(actor)).exclude(text="")
    return mine.select_related("item", "paper", "party")


def shared_notes(actor: Actor) -> QuerySet[Note]:
    """What others shared with this person: members read drafts of agendas; people of a party hold a role for it."""
    with_party = Q(shared=Note.Shared.PARTY, party__in=actor.party_ids)
    with_members = Q(shared=Note.Shared.MEMBERS) if actor.may("agenda_draft") else Q(pk=None)
    found = Note.objects.filter(with_party | with_members, item__in=items_for(actor)).exclude(owner=actor.user)
    return found.exclude(text="").select_related("owner", "party", "item", "paper").order_by("saved_at")


def own_party(actor: Actor) -> Party | None:
    """The party with which this person shares; None for who holds no role for exactly one."""
    parties = Party.objects.filter(pk__in=actor.party_ids)
    return parties[0] if len(parties) == 1 else None
