"""Reads of papers: whoever may open an item may open its papers, and nobody else."""

from django.db.models import QuerySet

from meetings.models import AgendaItem, ItemProposal, Meeting, Paper, PaperVersion
from meetings.selectors.agenda import items_for
from twente.core.models import Party
from twente.core.permissions import Actor, Context


def papers_for(actor: Actor) -> QuerySet[Paper]:
    """The papers this person may open, also those withdrawn: their page says so."""
    papers = Paper.objects.filter(item__in=items_for(actor))
    return papers.select_related("item__meeting__body__agreement", "current")


def standing(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    """Those that were not withdrawn, in the order of the agenda."""
    return papers.filter(withdrawn_at=None).order_by("item__position", "position")


def papers_of(item: AgendaItem) -> list[Paper]:
    """The papers of an item that this person was given, in their order, each with its current version; one read."""
    return list(item.papers.filter(withdrawn_at=None).order_by("position").select_related("current"))


def twins(actor: Actor, meeting: Meeting, version: PaperVersion) -> list[Paper]:
    """Other papers of this meeting with exactly the same file, as far as this person may know of them."""
    same = standing(papers_for(actor)).filter(item__meeting=meeting, current__sha256=version.sha256)
    return list(same.exclude(pk=version.paper_id))


def party_behind(item: AgendaItem) -> Party | None:
    """The party that proposed the item; None for the items of the secretariat, and of the chair."""
    proposal = ItemProposal.objects.filter(item=item).select_related("party").first()
    return proposal.party if proposal else None


def may_add(actor: Actor, item: AgendaItem) -> bool:
    """Whether this person hands in papers here: the secretariat anywhere, an officer with an item of the own party."""
    if item.meeting.state in (Meeting.State.HELD, Meeting.State.CANCELLED):
        return False
    party = party_behind(item)
    if party is None:
        return actor.may("attachment_add") and actor.may("agenda_edit")
    return actor.may("attachment_add", Context(party=party))


def may_be_saved(paper: Paper, actor: Actor) -> bool:
    """Whether a phone may keep this paper: its item is public, or is public again."""
    item = paper.item
    until = item.confidential_until
    public = item.confidentiality == AgendaItem.Confidentiality.PUBLIC
    return public or (until is not None and until < actor.on)
