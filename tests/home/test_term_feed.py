"""The terms of a person as a calendar: secret, revocable, lasting names, counted moves, disputes by number only."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from disputes.models import Dispute
from disputes.rules.facts import Kind
from meetings.models import CalendarTerm
from meetings.services.feeds import renew_feed, revoke_feed
from tests.cast import MORNING, Cast
from tests.disputes.stage import a_dispute, happens, received
from tests.meetings.ical import Component, parse
from twente.core.models import User

pytestmark = pytest.mark.django_db
SECRETS = (b"Wierden", b"Rijssen", b"peildatum")


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def dispute(cast: Cast) -> Dispute:
    dispute = a_dispute(cast)
    received(cast, dispute)
    return dispute


def address(person: User) -> str:
    return reverse("home:terms_of_person", args=[renew_feed(user=person, by=person, now=MORNING)])


def of_disputes(address: str) -> dict[str, Component]:
    answer = Client().get(address)
    assert answer.status_code == 200
    assert not [word for word in SECRETS if word in answer.content]
    events = parse(answer.content).all("VEVENT")
    return {event.one("UID"): event for event in events if "Geschil" in event.one("SUMMARY")}


def test_terms_of_a_dispute_are_there_for_who_may_read_it_by_number_alone(cast: Cast, dispute: Dispute) -> None:
    found = of_disputes(address(cast.chair))
    assert sorted(event.one("DTSTART") for event in found.values()) == ["20261125", "20261210"]
    event = next(iter(found.values()))
    assert event.parameters("DTSTART") == {"VALUE": "DATE"}
    assert (event.one("SEQUENCE"), event.one("TRANSP")) == ("0", "TRANSPARENT")
    assert event.one("SUMMARY").startswith("Geschil 2026-01: ")
    for person in (cast.representatives["Almelo"], cast.officer, cast.treasurer, cast.deputy_secretary):
        assert of_disputes(address(person)) == {}


def test_a_term_that_moves_keeps_its_name_and_counts(cast: Cast, dispute: Dispute) -> None:
    feed = address(cast.secretary)
    before = of_disputes(feed)
    detail = {"step": "consultation", "last_day": "2026-12-01"}
    happens(cast, dispute, Kind.OVERRIDE, MORNING.date(), text="Afgesproken.", detail=detail, now=MORNING)
    after = of_disputes(feed)
    assert set(before) == set(after)
    moved = {uid for uid in after if before[uid].one("DTSTART") != after[uid].one("DTSTART")}
    assert moved
    for uid, event in after.items():
        assert event.one("SEQUENCE") == ("1" if uid in moved else "0")


def test_an_unchanged_list_writes_nothing_and_is_not_sent_again(cast: Cast, dispute: Dispute) -> None:
    feed = address(cast.secretary)
    first = Client().get(feed)
    rows = list(CalendarTerm.objects.order_by("pk").values())
    with time_machine.travel(MORNING + timedelta(minutes=30), tick=False):
        again = Client().get(feed, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert list(CalendarTerm.objects.order_by("pk").values()) == rows


def test_what_is_over_or_gone_leaves_the_calendar(cast: Cast, dispute: Dispute) -> None:
    feed = address(cast.secretary)
    assert of_disputes(feed)
    happens(cast, dispute, Kind.WITHDRAWAL, date(2026, 11, 19), text="Ingetrokken.", now=MORNING)
    assert of_disputes(feed) == {}
    assert not CalendarTerm.objects.filter(uid__contains="dispute").exists()


def test_the_secret_is_one_and_stops_at_once(cast: Cast) -> None:
    feed = address(cast.secretary)
    assert Client().get(feed).status_code == 200
    revoke_feed(user=cast.secretary, by=cast.secretary, now=MORNING)
    assert Client().get(feed).status_code == 404
    assert Client().get(reverse("home:terms_of_person", args=["geraden"])).status_code == 404
    stranger = address(cast.outsider)
    assert Client().get(stranger).status_code == 404


def test_every_name_is_there_once(cast: Cast, dispute: Dispute) -> None:
    answer = Client().get(address(cast.secretary))
    names = [event.one("UID") for event in parse(answer.content).all("VEVENT")]
    assert len(names) == len(set(names)) > 10
