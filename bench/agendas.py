"""A full agenda when ten years of meetings lie behind it, beside the barest signed-in page; and its reading copy."""

import io
import time
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

import pikepdf

from bench import crowd as crowds
from bench import pages
from bench.table import row
from meetings import services
from meetings.copy_documents import reading_copy
from meetings.models import AgendaItem, Body, Meeting
from meetings.rules import ItemClass
from meetings.selectors.copies import plan_for
from meetings.services.papers import add_paper
from twente.core import clock
from twente.core.permissions import actor_for
from twente.documents.inspection import Inspected, inspect

COLUMNS = ("antwoord", "p50 ms", "vragen", "verhouding")
COPY_COLUMNS = ("bladzijden", "seconden", "MB")
ITEMS, PAPERS = 20, 3
"""Items on an agenda, and papers with each of them."""


def blank_pdf(count: int) -> Inspected:
    """A file of so many empty pages."""
    pdf, kept = pikepdf.new(), io.BytesIO()
    for _ in range(count):
        pdf.add_blank_page(page_size=(595, 842))
    pdf.save(kept)
    return inspect(kept.getvalue(), name="stuk.pdf")


def planned(crowd: crowds.Crowd, body: Body, at: datetime) -> Meeting:
    """A meeting in concept."""
    details = services.MeetingDetails(at, at + timedelta(hours=2), "stadhuis")
    return services.plan_meeting(body=body, details=details, key=uuid.uuid4(), by=crowd.secretary, now=clock.now())


def filled(crowd: crowds.Crowd, meeting: Meeting, *, items: int, papers: int, length: int) -> Meeting:
    """The meeting with so many items, each with so many papers of so many pages."""
    by, now, file = crowd.secretary, clock.now(), blank_pdf(length)
    for place in range(items):
        about = services.ItemDetails(f"Punt {place}", ItemClass("order"), AgendaItem.Status.DISCUSS, "Toelichting.", 5)
        item = services.add_item(meeting=meeting, details=about, key=uuid.uuid4(), by=by, now=now)
        for number in range(papers):
            add_paper(item=item, title=f"Stuk {number}", file=file, key=uuid.uuid4(), by=by, now=now)
    return meeting


def measure(*, years: int) -> Iterator[str]:
    """The barest page, the agenda on its own, and the same agenda with twelve meetings a year in three bodies."""
    crowd, now = crowds.gather(14, "agenda", clock.now()), clock.now()
    bodies = services.ensure_bodies(agreement=crowd.agreement, by=crowd.secretary, now=now)
    bodies += [
        Body.objects.create(agreement=crowd.agreement, key=f"meting-{number}", name=f"Overleg {number}")
        for number in range(3 - len(bodies))
    ]
    meeting = filled(crowd, planned(crowd, bodies[0], now + timedelta(days=30)), items=ITEMS, papers=PAPERS, length=1)
    address = f"/{crowd.agreement.slug}/vergaderingen/{meeting.pk}/"
    barest = pages.looked_at(crowd.secretary.username, "/privacy/")
    yield row("privacy, aangemeld", barest.status, barest.middle, barest.queries, "1")
    yield line("agenda, geen verleden", crowd, address, barest.middle)
    for number in range(years * 12):
        for body in bodies:
            past = planned(crowd, body, now - timedelta(days=30 * (number + 1)))
            AgendaItem.objects.bulk_create(items_of(past))
    yield line(f"agenda, {years} jaar", crowd, address, barest.middle)


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The rows of an ordinary agenda."""
    return [
        AgendaItem(
            meeting=meeting,
            position=place,
            title=f"Punt {place}",
            kind=AgendaItem.Kind.ORDER,
            status=AgendaItem.Status.DISCUSS,
            explanation="Toelichting.",
            minutes_planned=5,
            form_key=uuid.uuid4(),
        )
        for place in range(1, ITEMS + 1)
    ]


def line(name: str, crowd: crowds.Crowd, address: str, barest: float) -> str:
    """The agenda page, and how many times longer than the barest page it takes."""
    page = pages.looked_at(crowd.secretary.username, address)
    return row(name, page.status, page.middle, page.queries, page.middle / barest)


def measure_copy(*, papers: int, length: int) -> Iterator[str]:
    """The reading copy of so many papers of so many pages: pages in all, seconds, megabytes."""
    crowd = crowds.gather(14, f"leesexemplaar{papers}", clock.now())
    body = services.ensure_bodies(agreement=crowd.agreement, by=crowd.secretary, now=clock.now())[0]
    meeting = planned(crowd, body, clock.now() + timedelta(days=30))
    filled(crowd, meeting, items=papers, papers=1, length=length)
    plan = plan_for(actor_for(crowd.secretary, crowd.agreement, clock.today()), meeting)
    begin = time.perf_counter()
    pdf, count = reading_copy(plan, now=clock.now(), progress=lambda done: None)
    yield row(f"{papers} stukken", count, time.perf_counter() - begin, len(pdf) / 1_000_000)
