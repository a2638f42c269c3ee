"""Disputes in the search and in Sinds gisteren: for who may read the file, and told outcomes for all parties."""

import re
import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from disputes.models import Dispute
from disputes.rules.facts import Kind
from disputes.services.recording import correct, event_of
from tests.cast import MORNING, Cast
from tests.disputes.conftest import SignIn
from tests.disputes.stage import FILED, a_dispute, happens, received
from tests.factories import a_meeting
from twente.core import dates
from twente.core.models import User
from twente.home import desk, news

SEARCH = "/bok-ses/zoeken/"
WORD = "kanariegeel"
pytestmark = pytest.mark.django_db


@pytest.fixture
def dispute(cast: Cast) -> Dispute:
    """Between Rijssen-Holten and Wierden, with a conversation."""
    dispute = a_dispute(cast)
    received(cast, dispute)
    happens(cast, dispute, Kind.CONVERSATION, date(2026, 11, 19), text=f"Over {WORD} papier.", now=MORNING)
    return dispute


def hits(browser: Client, q: str, **more: str) -> list[str]:
    return re.findall(r'<h3><a href="[^"]+">([^<]+)</a></h3>', browser.get(SEARCH, {"q": q} | more).text)


def heard(person: User) -> list[str]:
    """The newest sentences about disputes; of everything else the setting of the scene tells too."""
    actors = desk.actors_of(person, MORNING.date())
    told = [text for actor in actors for _, text in news.told(actor, dates.start_of_day(FILED.date()), MORNING)]
    return [row.text for row in told if "eschil" in row.text]


def involved(cast: Cast) -> list[User]:
    return [cast.secretary, cast.chair, cast.representatives["Wierden"], cast.representatives["Rijssen-Holten"]]


def others(cast: Cast) -> list[User]:
    return [cast.representatives["Almelo"], cast.officer, cast.clerk, cast.treasurer, cast.deputy_secretary]


def test_a_file_is_found_by_who_may_read_it_and_by_nobody_else(cast: Cast, dispute: Dispute, signed_in: SignIn) -> None:
    for person in involved(cast):
        browser = signed_in(person)
        assert hits(browser, "peildatum") == ["Geschil 2026-01: peildatum van het inwonertal"], person
        assert hits(browser, WORD) == ["Geschil 2026-01: gesprek bij de voorzitter"], person
        assert "Ga naar Geschil 2026-01" in browser.get(SEARCH, {"q": "geschil 2026-01"}).text
    for person in others(cast):
        browser = signed_in(person)
        for q in ("peildatum", WORD, "geschil 2026-01", "2026-01", "inwonertal"):
            answer = browser.get(SEARCH, {"q": q})
            assert not re.search(r"Geschil 2026|peildatum van|papier", answer.text), (person, q)


def test_year_and_body_narrow_disputes_too(cast: Cast, dispute: Dispute, signed_in: SignIn) -> None:
    browser, body = signed_in(cast.secretary), a_meeting(cast).body
    assert hits(browser, "peildatum", soort="geschil") == hits(browser, "peildatum", soort="geschil", jaar="")
    assert hits(browser, "peildatum", soort="uitkomst") == []
    assert hits(browser, "peildatum", soort="geschil", orgaan=str(body.pk)) == []


def test_what_was_corrected_is_found_no_more(cast: Cast, dispute: Dispute, signed_in: SignIn) -> None:
    dispute.refresh_from_db()
    fact = dispute.facts.get(kind=Kind.CONVERSATION)
    act = {"seen": dispute.version, "key": uuid.uuid4(), "by": cast.secretary, "now": MORNING}
    correct(fact=fact, event=replace(event_of(fact), text="Over wit papier."), reason="Verkeerde kleur.", **act)
    assert hits(signed_in(cast.secretary), WORD) == []
    assert len(hits(signed_in(cast.secretary), "wit")) == 1


def test_a_told_outcome_is_found_and_heard_by_all_parties(cast: Cast, dispute: Dispute, signed_in: SignIn) -> None:
    happens(cast, dispute, Kind.SOLUTION, date(2026, 11, 19), text="Zilverkleurig akkoord.", now=MORNING)
    outside = signed_in(cast.representatives["Almelo"])
    assert hits(outside, "zilverkleurig") == []
    assert heard(cast.representatives["Almelo"]) == []
    told = "Wij gebruiken zilverkleurig papier."
    happens(cast, dispute, Kind.ANNOUNCEMENT, date(2026, 11, 20), text=told, now=MORNING)
    assert hits(outside, "zilverkleurig") == ["Uitkomst 2026-01"]
    assert hits(outside, WORD) == []
    assert heard(cast.representatives["Almelo"]) == ["Uitkomst 2026-01 van een geschil bekendgemaakt."]
    assert heard(cast.officer) == []


def test_since_yesterday_tells_the_number_to_who_may_read_the_file(cast: Cast, dispute: Dispute) -> None:
    for person in involved(cast):
        assert heard(person)[0] == "Geschil 2026-01 bijgewerkt.", person
    for person in others(cast):
        assert heard(person) == [], person


def test_the_same_reads_for_many_disputes(cast: Cast, signed_in: SignIn, django_assert_max_num_queries) -> None:
    browser = signed_in(cast.secretary)
    a_dispute(cast)
    with django_assert_max_num_queries(60) as first:
        browser.get(SEARCH, {"q": "peildatum"})
    for number in range(4):
        a_dispute(cast, "Almelo", ("Borne",), notified_on=date(2026, 10, 1) + timedelta(days=number))
    with django_assert_max_num_queries(len(first)):
        browser.get(SEARCH, {"q": "peildatum"})
