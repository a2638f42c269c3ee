"""What the pages about papers show: rows with their length, the page that is read, and where one goes from there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from meetings.models import AgendaItem, Paper, PaperVersion
from meetings.presenting import notes, planning
from meetings.presenting.paper_lines import late_words
from meetings.selectors.papers import may_add, may_be_saved, papers_for, papers_of, standing
from meetings.selectors.planning import due_days
from meetings.wording import papers as wording
from twente.core.permissions import Actor
from twente.documents.pictures import WIDTHS

ZOOMS = (("passend", "Hele breedte", ""), ("groot", "Groot", "groot"), ("groter", "Heel groot", "groter"))
"""Word in the address, word on the button, class of the sheet."""


@dataclass(frozen=True)
class PaperRow:
    """A paper in a list: how long it is, where it is read, and where the arrows lead (0: nowhere)."""

    paper: Paper
    address: str
    icon: str
    length: str
    detail: str
    late: str
    up: int
    down: int


def rows(papers: Iterable[Paper], slug: str, due: date) -> list[PaperRow]:
    """Papers of one item in their order; reads nothing. `due` is the last day for papers."""
    listed = list(papers)
    return [row(paper, slug, due, last=paper is listed[-1]) for paper in listed]


def row(paper: Paper, slug: str, due: date, *, last: bool) -> PaperRow:
    """One paper."""
    version, position = current(paper), paper.position or 0
    return PaperRow(
        paper=paper,
        address=reverse("meetings:paper_read", args=[slug, paper.pk]),
        icon="file-type-pdf" if version.is_pdf else "file-text",
        length=wording.length(version.pages),
        detail=detail(version),
        late=late_words(version, due),
        up=position - 1,
        down=0 if last else position + 1,
    )


def current(paper: Paper) -> PaperVersion:
    """The version that counts; every paper has one once its service is done."""
    version = paper.current
    if version is None:
        raise PaperVersion.DoesNotExist
    return version


def detail(version: PaperVersion) -> str:
    """pdf, 12 blz., 2,4 MB, versie 2"""
    parts = [wording.KINDS[version.content_type]]
    parts += [wording.length(version.pages)] if version.is_pdf else []
    parts += [wording.size(version.size)]
    parts += [f"versie {version.number}"] if version.number > 1 else []
    return ", ".join(parts)


def item_papers(item: AgendaItem, actor: Actor) -> dict[str, Any]:
    """The list of an item, with what this person may do there."""
    slug = item.meeting.body.agreement.slug
    listed = rows(papers_of(item), slug, due_days(item.meeting)["papers"])
    here = {"item": item, "papers": listed, "may_add": may_add(actor, item)}
    return here | notes.beside(actor, item)


def reading(paper: Paper, number: int, zoom: str, actor: Actor) -> dict[str, Any]:
    """One page of a paper, as picture and as text."""
    version, item = current(paper), paper.item
    slug = item.meeting.body.agreement.slug
    word, _, css = next((each for each in ZOOMS if each[0] == zoom), ZOOMS[0])
    return {
        "paper": paper,
        "item": item,
        "version": version,
        "number": number,
        "place": wording.place(item.position, paper.position or 0),
        "page_of": wording.page_of(number, version.pages),
        "detail": detail(version),
        "late": late_words(version, due_days(item.meeting)["papers"]),
        "trail": trail(item),
        "picture": picture_address(slug, version, number),
        "widths": WIDTHS,
        "css": css,
        "query": f"?zoom={word}" if css else "",
        "zooms": [(label, f"?zoom={key}", key == word) for key, label, _ in ZOOMS],
        "text": page_text(version, number),
        "file": reverse("meetings:version_file", args=[slug, paper.pk, version.number]),
        "earlier": [(each, detail(each)) for each in earlier_versions(paper, version)],
        "may_change": may_add(actor, item),
        "may_save": may_be_saved(paper, actor),
        "next_up": neighbour(paper, actor, 1) if number == version.pages else None,
        **notes.beside(actor, item, paper, number),
    }


def whole(paper: Paper) -> dict[str, Any]:
    """Every page of a paper with its text, at the width of a phone."""
    version, item = current(paper), paper.item
    slug = item.meeting.body.agreement.slug
    texts = dict(version.page_texts.values_list("number", "text"))
    width = f"?breedte={WIDTHS[0]}" if version.is_pdf else ""
    return {
        "paper": paper,
        "item": item,
        "version": version,
        "place": wording.place(item.position, paper.position or 0),
        "detail": detail(version),
        "late": late_words(version, due_days(item.meeting)["papers"]),
        "pages": [
            (number, picture_address(slug, version, number) + width, texts.get(number, ""))
            for number in range(1, version.pages + 1)
        ],
    }


def picture_address(slug: str, version: PaperVersion, number: int) -> str:
    """Where the picture of a page comes from: drawn from a PDF, or the picture itself."""
    if version.is_pdf:
        return reverse("meetings:page_picture", args=[slug, version.paper_id, version.number, number])
    return reverse("meetings:version_file", args=[slug, version.paper_id, version.number]) + "?tonen=1"


def page_text(version: PaperVersion, number: int) -> str | None:
    """The text of a page; None while the worker has not read the paper yet."""
    page = version.page_texts.filter(number=number).first()
    return page.text if page else None


def earlier_versions(paper: Paper, version: PaperVersion) -> list[PaperVersion]:
    """What was handed in before, the latest first."""
    before = paper.versions.filter(number__lt=version.number) if version.number > 1 else paper.versions.none()
    return list(before.order_by("-number"))


def neighbour(paper: Paper, actor: Actor, step: int) -> Paper | None:
    """The paper after this one in the meeting, also when it belongs to a later item."""
    ids = list(standing(papers_for(actor)).filter(item__meeting=paper.item.meeting_id).values_list("pk", flat=True))
    at = ids.index(paper.pk) + step if paper.pk in ids else -1
    return papers_for(actor).get(pk=ids[at]) if 0 <= at < len(ids) else None


def trail(item: AgendaItem) -> list[tuple[str, str]]:
    """Breadcrumb down to the item of a paper."""
    address = reverse("meetings:item_detail", args=[item.meeting.body.agreement.slug, item.pk])
    return [*planning.trail(item.meeting), (f"Punt {item.position}", address)]
