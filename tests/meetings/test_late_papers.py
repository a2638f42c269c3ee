"""Papers that came after the last day for papers say so, with the moment, wherever they are read."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import selectors
from meetings.models import AgendaItem, DueDay, Meeting, Paper
from meetings.rules.papers import sent_late
from meetings.selectors.copies import plan_for
from meetings.selectors.news import changed_since
from meetings.services import papers as services
from tests.cast import Cast
from tests.factories import a_convened_meeting
from tests.papers import a_pdf, work
from twente.core.permissions import actor_for
from twente.documents.inspection import inspect

IN_TIME = datetime(2026, 11, 11, 22, 59, tzinfo=UTC)
"""The last minute of the last day for papers, in Amsterdam: three weeks before 2 December 2026."""
LATE = IN_TIME + timedelta(minutes=1)
WORDS = "Nagezonden op 12 november 2026, 0.00 uur"


def handed_in(cast: Cast, item: AgendaItem, title: str, now: datetime) -> Paper:
    file = inspect(a_pdf(title), name="stuk.pdf")
    return services.add_paper(item=item, title=title, file=file, key=uuid.uuid4(), by=cast.secretary, now=now)


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    return a_convened_meeting(cast).items.get(position=2)


def page(name: str, *args: object) -> str:
    return reverse(f"meetings:{name}", args=["bok-ses", *args])


def places(item: AgendaItem, paper: Paper) -> list[str]:
    """Every page on which the paper stands."""
    return [
        page("meeting_detail", item.meeting_id),
        page("item_detail", item.pk),
        page("item_papers", item.pk),
        page("paper_read", paper.pk),
        page("paper_offline", paper.pk),
    ]


@pytest.mark.parametrize(("day", "late"), [(11, False), (12, True)])
def test_the_last_day_itself_is_in_time(day: int, late: bool) -> None:
    assert sent_late(date(2026, 11, day), date(2026, 11, 11)) is late


def test_a_late_paper_says_so_on_every_page_and_another_on_none(
    cast: Cast, item: AgendaItem, secretary: Client
) -> None:
    early = handed_in(cast, item, "Vroeg", IN_TIME)
    for address in places(item, early):
        assert "agezonden" not in secretary.get(address).text, address
    late = handed_in(cast, item, "Laat", LATE)
    for address in places(item, late):
        assert secretary.get(address).text.count(WORDS) == 1, address
    assert "agezonden" not in secretary.get(page("paper_read", early.pk)).text


def test_a_later_version_says_which_one_came_late(cast: Cast, item: AgendaItem, secretary: Client) -> None:
    paper = handed_in(cast, item, "Vroeg", IN_TIME)
    file = inspect(a_pdf("Nieuwe cijfers"), name="stuk.pdf")
    services.renew_paper(paper=paper, seen=1, file=file, key=uuid.uuid4(), by=cast.secretary, now=LATE)
    text = secretary.get(page("paper_read", paper.pk)).text
    assert "Versie 2 nagezonden op 12 november 2026, 0.00 uur" in text


def test_a_chosen_day_counts(cast: Cast, item: AgendaItem, secretary: Client) -> None:
    paper = handed_in(cast, item, "Laat", LATE)
    DueDay.objects.create(meeting=item.meeting, kind="papers", day=date(2026, 11, 12))
    for address in places(item, paper):
        assert "agezonden" not in secretary.get(address).text, address


def test_the_reading_copy_says_it_on_its_cover(cast: Cast, item: AgendaItem, secretary: Client) -> None:
    handed_in(cast, item, "Vroeg", IN_TIME)
    actor, meeting = actor_for(cast.secretary, cast.agreement, LATE.date()), item.meeting
    assert "late" not in plan_for(actor, meeting)["items"][1]["papers"][0], "a copy of before keeps its plan"
    handed_in(cast, item, "Laat", LATE)
    secretary.post(page("reading_copy", meeting.pk))
    work()
    document = pypdfium2.PdfDocument(secretary.get(page("reading_copy_file", meeting.pk)).content)
    cover = document[0].get_textpage().get_text_bounded()
    document.close()
    assert " ".join(cover.split()).count(WORDS) == 1


def test_what_is_new_for_a_member_counts_the_late_ones(cast: Cast, item: AgendaItem) -> None:
    """HER-5: of what few may read nothing is counted."""
    actor = actor_for(cast.officer, cast.agreement, LATE.date())
    meeting = selectors.meetings_for(actor).get(pk=item.meeting_id)
    since = IN_TIME - timedelta(days=1)

    def told() -> list[str]:
        return [text for text in changed_since(actor, meeting, since) if "stuk" in text]

    handed_in(cast, item, "Vroeg", IN_TIME)
    assert told() == ["1 nieuw of vervangen stuk."]
    handed_in(cast, item, "Laat", LATE)
    assert told() == ["2 nieuwe of vervangen stukken, waarvan 1 nagezonden."]
    AgendaItem.objects.filter(pk=item.pk).update(confidentiality="closed")
    assert told() == []


def test_who_hands_in_late_reads_that_it_is_shown(cast: Cast, item: AgendaItem, secretary: Client) -> None:
    upload = {"file": SimpleUploadedFile("stuk.pdf", a_pdf()), "key": uuid.uuid4()}
    text = secretary.post(page("paper_create", item.pk), upload, follow=True).text
    assert "De aanlevertermijn liep tot woensdag 11 november 2026." in text


def test_the_agenda_asks_as_much_with_many_late_papers_as_with_one(
    cast: Cast, item: AgendaItem, secretary: Client
) -> None:
    def asked(meeting: Meeting) -> int:
        secretary.get(page("meeting_detail", meeting.pk))
        with CaptureQueriesContext(connection) as captured:
            secretary.get(page("meeting_detail", meeting.pk))
        return len(captured)

    handed_in(cast, item, "Laat", LATE)
    before = asked(item.meeting)
    for number in range(6):
        handed_in(cast, item, f"Laat {number}", LATE)
    assert asked(item.meeting) == before
