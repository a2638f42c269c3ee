"""The documents of meetings that chair and secretary sign: who may read them, where they belong (BOK-5.6, 8h)."""

from dataclasses import replace
from datetime import datetime

from django.urls import reverse

from meetings.models import Decision, Meeting, Minutes
from meetings.presenting import planning
from meetings.presenting.minutes_frame import address
from meetings.selectors import meetings_for, signing_article
from meetings.selectors import minutes as selectors
from meetings.selectors.decisions import decisions_for
from meetings.selectors.excerpts import EXCERPT_JOB, LIST_JOB, target_of
from meetings.selectors.leaving import may_read_all
from meetings.services import minutes as services
from meetings.wording import minutes as wording
from meetings.wording.decisions import numbered
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.permissions import Actor
from twente.documents.kinds import Act, Kind, Place, register
from twente.documents.models import Document


def minutes_behind(document: Document) -> Minutes:
    """The minutes of a document or of its annex."""
    rows = Minutes.objects.select_related("meeting__body__agreement", "document", "annex_document")
    return rows.get(document=document) if document.kind == "minutes" else rows.get(annex_document=document)


def minutes_readable(actor: Actor, document: Document) -> bool:
    """Signed minutes: everybody with council papers, while every item in them is open to this person."""
    meeting = minutes_behind(document).meeting
    known = actor.may("council_document") and meetings_for(actor).filter(pk=meeting.pk).exists()
    return known and may_read_all(actor, document)


def minutes_draft(actor: Actor, document: Document) -> bool:
    """Minutes before both signed."""
    return selectors.may_read_draft(actor, minutes_behind(document).meeting)


def annex_readable(actor: Actor, document: Document) -> bool:
    """The annex, signed or not: who may read every item in it."""
    return selectors.may_read_annex(actor, minutes_behind(document))


def minutes_place(document: Document, actor: Actor) -> Place:
    """Under the meeting; without the page of the draft for who may not open it."""
    minutes = minutes_behind(document)
    meeting = minutes.meeting
    place = meeting_place(meeting)
    name = wording.file_name(meeting.starts_at, signed=True)
    back = address(meeting, "minutes_detail")
    trail = [*place.trail, ("Verslag", back)] if actor.may("minutes_draft") else place.trail
    facts = [("Vastgesteld", wording.adopted(minutes.content["adoption"]))] if minutes.content else []
    name = name if document.kind == "minutes" else name.replace("verslag", "besloten-bijlage")
    return replace(place, trail=trail, back=back, facts=facts, file_name=name)


def minutes_together(document: Document) -> tuple[Document, ...]:
    """The minutes and their annex, if there is one."""
    minutes = minutes_behind(document)
    return tuple(each for each in (minutes.document, minutes.annex_document) if each is not None)


def sign_minutes(*, document: Document, field: str, by: User, now: datetime, act: Act) -> None:
    """Both or neither."""
    services.sign(minutes=minutes_behind(document), field=field, by=by, now=now, act=act)


def meeting_of(document: Document) -> Meeting:
    """The meeting of a list."""
    return Meeting.objects.select_related("body__agreement").get(pk=target_of(document))


def decision_of(document: Document) -> Decision:
    """The decision of an excerpt."""
    return Decision.objects.select_related("item__meeting__body__agreement").get(pk=target_of(document))


def list_readable(actor: Actor, document: Document) -> bool:
    """A signed list: everybody with council papers, while every item in it is open to this person."""
    known = actor.may("council_document") and meetings_for(actor).filter(pk=target_of(document)).exists()
    return known and may_read_all(actor, document)


def excerpt_readable(actor: Actor, document: Document) -> bool:
    """A signed excerpt: who may read the decision."""
    return actor.may("council_document") and decisions_for(actor).filter(pk=target_of(document)).exists()


def drafts(actor: Actor, document: Document) -> bool:
    """Lists and excerpts before both signed: who reads drafts."""
    return actor.may("agenda_draft")


def list_place(document: Document, actor: Actor) -> Place:
    """Under the meeting."""
    meeting = meeting_of(document)
    back = reverse("meetings:meeting_decisions", args=[document.agreement.slug, meeting.pk])
    place = meeting_place(meeting)
    name = f"besluitenlijst-{day_of(meeting.starts_at).isoformat()}.pdf"
    return replace(place, trail=[*place.trail, ("Besluiten", back)], back=back, file_name=name)


def excerpt_place(document: Document, actor: Actor) -> Place:
    """Under the decision."""
    decision, slug = decision_of(document), document.agreement.slug
    number = numbered(decision.year, decision.number)
    back = reverse("meetings:decision_detail", args=[slug, decision.year, decision.number])
    trail = [("Besluiten", reverse("meetings:decision_list", args=[slug])), (f"Besluit {number}", back)]
    place = meeting_place(decision.item.meeting)
    return replace(place, trail=trail, back=back, file_name=f"uittreksel-besluit-{number}.pdf")


def meeting_place(meeting: Meeting) -> Place:
    """Under a meeting, with the article that asks for the signatures."""
    return Place(trail=planning.trail(meeting), back="", article=signing_article(meeting))


def register_kinds() -> None:
    """Minutes with their annex, lists of decisions and excerpts are signed on the shared pages."""
    minutes = Kind(
        "het verslag", minutes_readable, minutes_draft, minutes_place, together=minutes_together, sign=sign_minutes
    )
    register("minutes", minutes)
    register("minutes_annex", replace(minutes, name="de bijlage", readable=annex_readable, draft=annex_readable))
    register(LIST_JOB, Kind("de besluitenlijst", list_readable, drafts, list_place))
    register(EXCERPT_JOB, Kind("het uittreksel", excerpt_readable, drafts, excerpt_place))
