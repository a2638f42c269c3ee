"""The term list asks as many questions with many terms as with few (issue 7): page, calendar file, overview."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.disputes.stage import a_dispute, received
from tests.factories import a_convened_meeting, a_meeting
from tests.finance.stage import NOW, make_books
from twente.core.models import Mandate
from twente.outbox.choosing.selectors import overview_of
from twente.outbox.deadlines.audience import Audience

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)
WHO = ("secretary", "chair", "representative", "officer", "treasurer", "clerk")


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(NOW, tick=False):
        yield


def few(cast: Cast) -> None:
    """One of everything that is a term: a meeting to come, one whose agenda was sent, a dispute, a mandate, a bill."""
    a_meeting(cast, starts_at=NOW + 3 * WEEK)
    a_convened_meeting(cast)
    received(cast, a_dispute(cast, "Almelo", ("Wierden",)))
    ending(cast, "Almelo")
    make_books(cast).invoices()


def more(cast: Cast) -> None:
    """Three times as much."""
    for number in range(4, 8):
        a_meeting(cast, starts_at=NOW + number * WEEK)
    for other in ("Borne", "Losser", "Hengelo"):
        received(cast, a_dispute(cast, "Almelo", (other,)))


def ending(cast: Cast, *names: str) -> None:
    Mandate.objects.filter(party__short_name__in=names).update(valid_until=date(2027, 3, 1))


def asked(act: Callable[[], object]) -> int:
    """Questions of the second time."""
    act()
    with CaptureQueriesContext(connection) as found:
        act()
    return len(found)


def test_many_terms_ask_no_more_questions_than_few(cast: Cast) -> None:
    few(cast)
    visits: dict[str, Callable[[], object]] = {}
    for part in WHO:
        browser = Client()
        browser.force_login(cast.everybody[part])
        visits[f"page of {part}"] = lambda browser=browser: browser.get("/termijnen/")
        visits[f"calendar of {part}"] = lambda browser=browser: browser.get("/termijnen/termijnen.ics")
    before = {name: asked(visit) for name, visit in visits.items()}
    more(cast)
    ending(cast, "Borne", "Losser", "Hengelo", "Wierden")
    assert {name: asked(visit) for name, visit in visits.items()} == before


def test_overview_of_many_terms_asks_no_more_than_one_of_few(cast: Cast) -> None:
    few(cast)
    people = [cast.everybody[part] for part in ("secretary", "deputy_secretary", "chair", "officer")]

    def questions() -> list[int]:
        return [asked(lambda person=person: overview_of(person, Audience(NOW))) for person in people]

    before, rows = questions(), len(overview_of(cast.secretary, Audience(NOW)).lines)
    more(cast)
    assert questions() == before
    assert len(overview_of(cast.secretary, Audience(NOW)).lines) > rows
