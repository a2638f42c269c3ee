"""What an agenda still lacks, where that leads, and the last day for papers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.models import AgendaItem, Meeting
from meetings.rules.readiness import Gap, Point, gaps, handed_in_late
from meetings.wording.readiness import gap_sentence, papers_sentence
from tests.cast import Cast
from tests.factories import COURSE, MEETING_AT, ORDER, OTHER, a_meeting, an_item

DONE = Point(7, 3, "Koers", "subject", "besluitvorming", "debate", True, "", "De Vries", date(2026, 11, 1))
LACKS = [
    (DONE, []),
    (replace(DONE, proposed=False), ["Punt 3 heeft nog geen voorgesteld besluit."]),
    (replace(DONE, proposed=False, status="bespreking"), []),
    (replace(DONE, proposed=False, kind="order"), []),
    (replace(DONE, admission="requested"), ["Punt 3 wacht op toelating."]),
    (replace(DONE, admission="admitted"), []),
    (
        replace(DONE, handling="consent", status="bespreking"),
        ["Punt 3 is een hamerstuk, maar niet ter besluitvorming."],
    ),
    (replace(DONE, handling="consent"), []),
    (replace(DONE, presenter=""), ["Punt 3 is een bespreekstuk; wie licht het toe?"]),
]


def page(name: str, *args: object) -> str:
    """An address under the agreement."""
    return reverse(f"meetings:{name}", args=["bok-ses", *args])


@pytest.mark.parametrize(("point", "sentences"), LACKS)
def test_every_item_says_what_it_lacks(point: Point, sentences: list[str]) -> None:
    assert [gap_sentence(gap) for gap in gaps([point], over_by=0)] == sentences


@pytest.mark.parametrize(("over_by", "found"), [(-1, ()), (0, ()), (1, (Gap("time", figure=1),))])
def test_a_full_agenda_fits_and_a_fuller_one_does_not(over_by: int, found: tuple[Gap, ...]) -> None:
    assert gaps([], over_by=over_by) == found


@pytest.mark.parametrize(("added_on", "late"), [(None, False), (date(2026, 11, 11), False), (date(2026, 11, 12), True)])
def test_an_item_is_late_after_the_last_day(added_on: date | None, late: bool) -> None:
    assert handed_in_late(added_on, date(2026, 11, 11)) == late


def test_the_last_day_for_papers_is_said_before_and_after() -> None:
    due = date(2026, 11, 11)
    assert papers_sentence(due, due).startswith("Stukken aanleveren uiterlijk woensdag 11 november 2026")
    assert papers_sentence(due, due + timedelta(days=1)).startswith("De aanlevertermijn liep tot woensdag 11 november")


def test_the_next_step_leads_to_what_is_missing(secretary: Client, cast: Cast) -> None:
    meeting = a_meeting(cast, items=(ORDER, COURSE, OTHER))
    text = secretary.get(page("meeting_detail", meeting.pk)).text
    assert "Volgende stap: punten aanvullen" in text
    course, other = meeting.items.get(position=2), meeting.items.get(position=3)
    assert f'href="{page("item_edit", course.pk)}"' in text
    assert "Punt 3 wacht op toelating." in text
    assert f'href="{page("agenda_publish", meeting.pk)}"' in text, "it may go out as it is"
    meeting.items.filter(pk__in=(course.pk, other.pk)).update(proposed_decision="Vaststellen.")
    AgendaItem.objects.filter(pk=other.pk).update(disposal="withdrawn", disposal_reason="Niet toegelaten.")
    text = secretary.get(page("meeting_detail", meeting.pk)).text
    assert "Volgende stap: agenda versturen" in text
    assert "Nog te regelen" not in text


def test_items_after_the_last_day_are_marked(secretary: Client, cast: Cast) -> None:
    """It is 20 November; papers for 2 December were due on 11 November, those for 10 February are not yet."""
    soon, later = a_meeting(cast), a_meeting(cast, starts_at=MEETING_AT + timedelta(days=70))
    found = [secretary.get(page("meeting_detail", meeting.pk)).text for meeting in (soon, later)]
    assert [text.count("Na de aanlevertermijn") for text in found] == [1, 0]
    assert "De aanlevertermijn liep tot woensdag 11 november 2026" in found[0]


def test_the_editor_asks_the_same_number_of_questions_however_long_the_agenda(secretary: Client, cast: Cast) -> None:
    counts = []
    for length in (3, 20):
        meeting: Meeting = a_meeting(cast, starts_at=MEETING_AT + timedelta(days=length), items=())
        for number in range(length):
            an_item(cast, meeting, f"Punt {number}")
        secretary.get(page("meeting_detail", meeting.pk))
        with CaptureQueriesContext(connection) as queries:
            secretary.get(page("meeting_detail", meeting.pk))
        counts.append(len(queries))
    assert counts[0] == counts[1]
