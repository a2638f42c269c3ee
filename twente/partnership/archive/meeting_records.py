"""What a meeting leaves behind, as records: agendas that were sent, papers, minutes with annex, decisions (BOK-17)."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from django.template.loader import render_to_string

from meetings.models import AgendaItem, AgendaVersion, Decision, Erratum, Meeting, Minutes, Paper
from meetings.presenting.preparing import texts_of
from meetings.rules.openness import confidential_ids
from meetings.selectors.agenda import items_for
from meetings.selectors.excerpts import EXCERPT_JOB, LIST_JOB, made_of
from meetings.selectors.leaving import all_open, closed_among, items_in
from meetings.selectors.minutes import may_read_annex, minutes_of
from meetings.selectors.openness import confidential, content_for
from twente.core.dates import day_of, long_date, long_moment
from twente.core.frozen import written
from twente.core.permissions import Actor
from twente.documents import vault
from twente.documents.archive.formats import BY_TYPE, HTML, JSON
from twente.documents.archive.mdto import CREATED
from twente.documents.archive.records import Event, File, Record
from twente.documents.archive.stored import made_file, record_of
from twente.documents.models import Document

CONFIDENTIAL = "Bevat besloten punten: alleen voor wie die mag lezen"
ANNEX = "Besloten bijlage: alleen voor wie elk punt erin mag lezen"


def records(actor: Actor, meeting: Meeting, now: datetime) -> Iterator[Record]:
    """Everything of a meeting that this person may read, in the order of its life."""
    yield from agendas(actor, meeting)
    items = {item.pk: item for item in items_for(actor).filter(meeting=meeting)}
    yield from papers(items, actor)
    minutes = minutes_of(meeting)
    if minutes is not None:
        yield from minutes_records(actor, minutes, now)
    yield from decisions(meeting, items, actor, now)


def restriction(item: AgendaItem, actor: Actor) -> str:
    """Who may read what hangs on an item; empty when everybody may."""
    if not confidential(item, actor.on):
        return ""
    ground = f" ({item.confidential_ground})" if item.confidential_ground else ""
    return f"{item.get_confidentiality_display().capitalize()}{ground}"


def limit(document: Document, on: date) -> str:
    """Who may read a document; empty when everybody may read every item in it today."""
    return "" if all_open(items_in(document, on), on) else CONFIDENTIAL


def agendas(actor: Actor, meeting: Meeting) -> Iterator[Record]:
    """Every agenda that was sent: to read, and exactly as it was frozen."""
    for version in meeting.agenda_versions.select_related("published_by"):
        content = content_for(actor, version.content)
        frozen = written(content).encode()
        shut = confidential_ids(content) | closed_among((row["id"] for row in content["items"]), actor.on)
        yield Record(
            identifier=f"agenda-{meeting.pk}-{version.number}",
            title=f"Agenda, versie {version.number}",
            kind="Agenda",
            about=f"Zoals verstuurd; controlegetal {version.sha256}",
            events=(Event("Verzending", version.published_at, version.published_by.name),),
            files=(
                made_file("Agenda", HTML, agenda_page(version, content), version.published_at),
                made_file("Agenda zoals vastgelegd", JSON, frozen, version.published_at),
            ),
            restriction=CONFIDENTIAL if shut else "",
        )


def agenda_page(version: AgendaVersion, content: dict[str, Any]) -> bytes:
    """A sent agenda as a page that stands alone, from its frozen content only."""
    starts_at = datetime.fromisoformat(content["starts_at"])
    context = {
        "title": f"Agenda van {long_date(day_of(starts_at))}",
        "sent": long_moment(version.published_at),
        "number": version.number,
        "content": content,
        "starts": long_moment(starts_at),
        "items": [row | {"texts": texts_of(row, {})} for row in content["items"]],
    }
    return render_to_string("archive/agenda.html", context).encode()


def papers(items: dict[int, AgendaItem], actor: Actor) -> Iterator[Record]:
    """Every paper with every version as it was handed in, also what was withdrawn."""
    rows = Paper.objects.filter(item__in=items).select_related("added_by", "withdrawn_by").prefetch_related("versions")
    for paper in sorted(rows, key=lambda each: (items[each.item_id].position, each.position or 0, each.pk)):
        item = items[paper.item_id]
        yield Record(
            identifier=f"stuk-{paper.pk}",
            title=paper.title,
            kind="Stuk bij agendapunt",
            about=f"Punt {item.position}: {item.title}",
            events=tuple(paper_events(paper)),
            files=tuple(paper_files(paper)),
            restriction=restriction(item, actor),
        )


def paper_events(paper: Paper) -> Iterator[Event]:
    """Handed in, renewed, withdrawn."""
    for version in paper.versions.select_related("uploaded_by"):
        kind = CREATED if version.number == 1 else "Nieuwe versie"
        yield Event(kind, version.uploaded_at, version.uploaded_by.name, version.get_scan_display())
    if paper.withdrawn_at and paper.withdrawn_by:
        yield Event("Intrekking", paper.withdrawn_at, paper.withdrawn_by.name, paper.withdrawn_reason)


def paper_files(paper: Paper) -> Iterator[File]:
    """The file of each version."""
    for version in paper.versions.all():
        title = paper.title if len(paper.versions.all()) == 1 else f"Versie {version.number} {paper.title}"
        form = BY_TYPE[version.content_type]
        yield File(title, form, version.sha256, version.uploaded_at, partial(vault.read, version.stored_as))


def minutes_records(actor: Actor, minutes: Minutes, now: datetime) -> Iterator[Record]:
    """The adopted minutes, their annex for who may read it, and what was mended since."""
    shut = ""
    if minutes.document:
        about, shut = "Vastgesteld verslag met besluitenlijst", limit(minutes.document, actor.on)
        yield record_of(minutes.document, kind="Verslag", about=about, now=now, restriction=shut)
    if minutes.annex_document and may_read_annex(actor, minutes):
        about = "Punten die niet openbaar zijn"
        yield record_of(minutes.annex_document, kind="Besloten bijlage", about=about, now=now, restriction=ANNEX)
    errata = list(minutes.errata.select_related("recorded_by"))
    if errata and (minutes.annex is None or may_read_annex(actor, minutes)):
        yield mended(minutes, errata, CONFIDENTIAL if minutes.annex is not None else shut)


def mended(minutes: Minutes, errata: list[Erratum], shut: str) -> Record:
    """The errata on one page."""
    last = errata[-1].recorded_at
    page = render_to_string("archive/errata.html", {"title": f"Verbeteringen bij het {minutes}", "errata": errata})
    return Record(
        identifier=f"errata-{minutes.pk}",
        title="Verbeteringen bij het verslag",
        kind="Erratum",
        about=f"Aantal: {len(errata)}",
        events=tuple(Event("Verbetering", row.recorded_at, row.recorded_by.name, row.reason) for row in errata),
        files=(made_file("Verbeteringen", HTML, page.encode(), last),),
        restriction=shut,
    )


def decisions(meeting: Meeting, items: dict[int, AgendaItem], actor: Actor, now: datetime) -> Iterator[Record]:
    """Lists of decisions and excerpts, every one that was ever made."""
    for document in Document.objects.filter(made_of(LIST_JOB, meeting.pk)).order_by("pk"):
        about, shut = "Openbare besluiten van de vergadering", limit(document, actor.on)
        yield record_of(document, kind="Besluitenlijst", about=about, now=now, restriction=shut)
    for decision in Decision.objects.filter(item__in=items).order_by("year", "number"):
        item = items[decision.item_id]
        for document in Document.objects.filter(made_of(EXCERPT_JOB, decision.pk)).order_by("pk"):
            about = f"Punt {item.position}: {item.title}"
            shut = restriction(item, actor)
            yield record_of(document, kind="Uittreksel", about=about, now=now, restriction=shut)
