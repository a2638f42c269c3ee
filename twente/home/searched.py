"""What can be found, per room: who may find it, which texts are looked through, and how a hit is told."""

import re
from datetime import datetime
from html import unescape
from typing import Any

from django.db.models import CharField, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils.html import strip_tags

from meetings.models import Action, AgendaItem, Decision, MinutesText, Paper, PaperPage, PaperVersion, Substitution
from meetings.selectors import items_for, readable
from meetings.selectors.actions import actions_for
from meetings.selectors.decisions import decisions_for
from meetings.selectors.papers import papers_for
from twente.core.dates import day_of, full_date
from twente.core.permissions import Actor, Context
from twente.documents.models import Revision
from twente.home import searched_disputes
from twente.home.source import Source, as_typed
from votes.models import Proposal
from votes.overview import listed

BETWEEN_WORDS = re.compile(r"(?<=[^\W_])[._-]+(?=[^\W_])")
FILE_NAME = Func(F("file_name"), Value("._-"), Value("   "), function="translate", output_field=CharField())
"""The words of a file name, as they are indexed; PostgreSQL takes the whole name for one word."""


def in_words(text: str) -> str:
    """The parts of a file name as words: begroting_2027-def.pdf asks for begroting 2027 def pdf."""
    return BETWEEN_WORDS.sub(" ", text)


def without_markup(row: Any) -> str:
    """Words of minutes without their layout; texts from before they had any stay as they are."""
    return unescape(strip_tags(row.fragment)) if row.form == MinutesText.Form.MARKUP else as_typed(row)


def items(actor: Actor, now: datetime) -> QuerySet[AgendaItem]:
    """Agenda items that this person may open."""
    return items_for(actor).select_related("meeting__body__agreement")


def decisions(actor: Actor, now: datetime) -> QuerySet[Decision]:
    """Decisions that this person may read."""
    return decisions_for(actor)


def actions(actor: Actor, now: datetime) -> QuerySet[Action]:
    """Actions and promises that this person may read."""
    return actions_for(actor).select_related("item__meeting__body__agreement")


def minutes(actor: Actor, now: datetime) -> QuerySet[MinutesText]:
    """Texts of minutes: drafts for who may read drafts, for others once both signatures stand (BOK-5.6, 8h)."""
    rows = MinutesText.objects.filter(readable(actor, "item__"), item__in=items_for(actor)).exclude(text="")
    rows = rows.select_related("item__meeting__body__agreement")
    if actor.may("minutes_draft"):
        return rows
    allowed = Q(pk__in=[])
    if actor.may("minutes_draft", Context(substitute=True)):
        allowed |= Q(item__meeting__in=Substitution.objects.filter(user=actor.user).values("meeting"))
    if actor.may("council_document"):
        for act in (Revision.Act.CHAIR, Revision.Act.SECRETARY):
            signed = Revision.objects.filter(document=OuterRef("minutes__document"), act=act)
            rows = rows.annotate(**{f"by_{act}": Exists(signed)})
        allowed |= Q(by_chair=True, by_secretary=True)
    return rows.filter(allowed)


def proposals(actor: Actor, now: datetime) -> QuerySet[Proposal]:
    """Votes whose page this person may open, at items that he or she may read."""
    return listed(actor, now).filter(readable(actor, "item__"))


def where(item: AgendaItem) -> str:
    """Bestuurlijk overleg van 2 december 2026, punt 3"""
    return f"{item.meeting.body.name} van {full_date(day_of(item.meeting.starts_at))}, punt {item.position}"


def slug(item: AgendaItem) -> str:
    """The agreement in the address."""
    return item.meeting.body.agreement.slug


def tell_item(row: AgendaItem) -> tuple[str, str, str]:
    """An agenda item."""
    return row.title, reverse("meetings:item_detail", args=[slug(row), row.pk]), where(row)


def tell_decision(row: Decision) -> tuple[str, str, str]:
    """A decision, by its number."""
    address = reverse("meetings:decision_detail", args=[slug(row.item), row.year, row.number])
    return f"Besluit {row.year}-{row.number}: {row.item.title}", address, where(row.item)


def tell_action(row: Action) -> tuple[str, str, str]:
    """An action or a promise."""
    title = f"{row.get_kind_display().capitalize()}: {row.text[:90]}"
    return title, reverse("meetings:action_detail", args=[slug(row.item), row.pk]), where(row.item)


def tell_minutes(row: MinutesText) -> tuple[str, str, str]:
    """What minutes say at an item; the page shows it to readers of drafts, others get the signed document."""
    item = row.item
    signed = getattr(row, "by_chair", False) and getattr(row, "by_secretary", False)
    name = "meetings:minutes_verify" if signed else "meetings:minutes_detail"
    return f"Verslag: {item.title}", reverse(name, args=[slug(item), item.meeting_id]), where(item)


def tell_proposal(row: Proposal) -> tuple[str, str, str]:
    """A proposal that was or will be voted on."""
    return row.title, reverse("votes:proposal_detail", args=[slug(row.item), row.pk]), where(row.item)


def papers(actor: Actor, now: datetime) -> QuerySet[Paper]:
    """Papers that this person may open, by their title; none that was withdrawn."""
    return papers_for(actor).filter(withdrawn_at=None)


def files(actor: Actor, now: datetime) -> QuerySet[PaperVersion]:
    """The same papers by the name of the file that counts now."""
    open_to_actor = papers(actor, now).values("pk")
    rows = PaperVersion.objects.filter(paper__in=open_to_actor, paper__current=F("pk"))
    return rows.select_related("paper__item__meeting__body__agreement")


def pages(actor: Actor, now: datetime) -> QuerySet[PaperPage]:
    """Pages of papers that this person may open: of the version that counts, and of no paper that was withdrawn."""
    open_to_actor = papers(actor, now).values("pk")
    rows = PaperPage.objects.filter(version__paper__in=open_to_actor, version__paper__current=F("version"))
    return rows.exclude(text="").select_related("version__paper__item__meeting__body__agreement")


def tell_paper(row: Paper) -> tuple[str, str, str]:
    """A paper; the hit leads to where it is read."""
    return row.title, reverse("meetings:paper_read", args=[slug(row.item), row.pk]), where(row.item)


def tell_file(row: PaperVersion) -> tuple[str, str, str]:
    """The paper of which this is the file."""
    return tell_paper(row.paper)


def tell_page(row: PaperPage) -> tuple[str, str, str]:
    """A page of a paper; the hit leads to that page."""
    paper = row.version.paper
    address = reverse("meetings:paper_page", args=[slug(paper.item), paper.pk, row.number])
    return f"{paper.title}, blz. {row.number}", address, where(paper.item)


PREPARED = ("title", "explanation", "cover_note", "advice", "consultation", "proposed_decision")
SOURCES = (
    Source("agenda", "Agendapunt", "calendar-event", items, PREPARED, "", tell_item),
    Source("besluit", "Besluit", "gavel", decisions, ("text",), "item__", tell_decision),
    Source("voorstel", "Voorstel", "checklist", proposals, ("title", "text"), "item__", tell_proposal),
    Source("stuk", "Stuk", "file-text", papers, ("title",), "item__", tell_paper),
    Source(
        "stuk",
        "Stuk",
        "file-text",
        files,
        (FILE_NAME,),
        "paper__item__",
        tell_file,
        asks=in_words,
        known_by="paper__title",
    ),
    Source("stuk", "Stuk", "file-text", pages, ("text",), "version__paper__item__", tell_page),
    Source("verslag", "Verslag", "notes", minutes, ("text",), "item__", tell_minutes, without_markup),
    Source("actie", "Actie", "list-check", actions, ("text",), "item__", tell_action),
    *searched_disputes.SOURCES,
)
"""In this order where two hits are as good."""
