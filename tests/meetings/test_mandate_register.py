"""BOK-1f: who may act for a college on a day, and why; the register and the vote never differ."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import selectors, services
from meetings.models import Meeting
from meetings.rules.coverage import Line, Period, gaps
from meetings.selectors import register
from meetings.wording import register as wording
from tests.cast import MORNING, START, Cast
from tests.factories import COURSE, MEETING_AT, ORDER, a_meeting
from twente.core import services as core
from twente.core.models import Mandate, User
from twente.core.permissions import actor_for

MEETS_ON = date(2026, 12, 2)
DAY = timedelta(days=1)
SignIn = Callable[[User], Client]


def day(number: int) -> date:
    """A day of January 2027."""
    return date(2027, 1, number)


@pytest.mark.parametrize(
    ("covered", "whole", "open_days"),
    [
        ([], Period(day(1), None), [Period(day(1), None)]),
        ([Period(day(1), None)], Period(day(1), None), []),
        ([Period(day(1), day(9)), Period(day(10), None)], Period(day(1), None), []),
        ([Period(day(1), day(8)), Period(day(10), None)], Period(day(1), None), [Period(day(9), day(9))]),
        ([Period(day(5), day(9))], Period(day(1), day(20)), [Period(day(1), day(4)), Period(day(10), day(20))]),
        ([Period(day(10), None), Period(day(1), day(8))], Period(day(1), None), [Period(day(9), day(9))]),
        ([Period(day(15), day(20))], Period(day(1), day(10)), [Period(day(1), day(10))]),
    ],
    ids=[
        "nobody ever",
        "always",
        "one after the other",
        "one day open",
        "before and after",
        "unsorted",
        "after the end",
    ],
)
def test_gaps_are_the_days_that_no_mandate_holds(covered: list[Period], whole: Period, open_days: list[Period]) -> None:
    assert gaps(covered, whole) == open_days


def test_a_line_places_days_in_whole_units() -> None:
    line = Line(day(1), day(10), 100)
    assert line.stretch(Period(day(3), day(4))) == (20, 20)
    assert line.stretch(Period(date(2026, 1, 1), None)) == (0, 100)
    assert line.stretch(Period(day(11), None)) is None


@dataclass(frozen=True)
class Asked:
    """A question to the register about Hengelo, and who is the right answer ("" for nobody)."""

    on: date
    name: str
    said: str


MANDATED = "Bestuurder Hengelo"
TABLE = {
    "standing": Asked(MEETS_ON, MANDATED, "Doorlopend mandaat vanaf 1 februari 2021"),
    "last day": Asked(date(2026, 12, 10), MANDATED, "tot en met 10 december 2026"),
    "ended yesterday": Asked(date(2026, 12, 11), "Niemand", "eindigde op 10 december 2026. Het mandaat van Opvolger"),
    "starts tomorrow": Asked(date(2026, 12, 14), "Niemand", "Het mandaat van Opvolger begint op 15 december 2026."),
    "first day": Asked(date(2026, 12, 15), "Opvolger", "Doorlopend mandaat vanaf 15 december 2026: Besluit 9."),
}


@pytest.fixture
def hengelo(cast: Cast) -> Cast:
    """Hengelo's mandate ends on 10 December; four days later the successor begins."""
    held = Mandate.objects.get(party=cast.parties["Hengelo"])
    core.end_mandate(mandate=held, last_day=date(2026, 12, 10), by=cast.secretary, now=MORNING)
    successor = User.objects.create_user(username="opvolger", email="opvolger@twente.example", name="Opvolger")
    core.record_mandate(
        agreement=cast.agreement,
        party=cast.parties["Hengelo"],
        user=successor,
        since=date(2026, 12, 15),
        document="Besluit 9",
        by=cast.secretary,
        now=MORNING,
    )
    return cast


def register_text(browser: Client, **asked: object) -> str:
    return browser.get(reverse("meetings:mandate_register", args=["bok-ses"]), asked).text


@pytest.mark.parametrize("asked", TABLE.values(), ids=TABLE)
def test_the_answer_on_a_day(hengelo: Cast, asked: Asked) -> None:
    actor = actor_for(hengelo.secretary, hengelo.agreement, MORNING.date())
    history = register.mandates_ever(hengelo.agreement, hengelo.parties.values())
    found = register.answers(actor, hengelo.agreement, on=asked.on, meeting=None, history=history)
    row = next(answer for answer in found if answer.party == hengelo.parties["Hengelo"])
    assert (row.voter.user.name if row.voter else "Niemand") == asked.name


@pytest.mark.parametrize("asked", TABLE.values(), ids=TABLE)
def test_the_page_says_who_and_why(hengelo: Cast, secretary: Client, asked: Asked) -> None:
    text = register_text(secretary, dag=asked.on, partij="GM0164")
    assert asked.said in text


def stand_in(cast: Cast, meeting: Meeting, party: str, user: User, position: int | None, document: str) -> None:
    item = meeting.items.get(position=position) if position else None
    services.record_substitution(
        meeting=meeting,
        party=cast.parties[party],
        user=user,
        document=document,
        item=item,
        by=cast.secretary,
        now=MORNING,
    )


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """In December Haaksbergen has a substitute for the meeting, and its representative takes item 2 back."""
    found = a_meeting(cast, items=(ORDER, COURSE, COURSE))
    stand_in(cast, found, "Haaksbergen", cast.substitute, None, "Volmacht 7")
    stand_in(cast, found, "Haaksbergen", cast.representatives["Haaksbergen"], 2, "Volmacht 8")
    return found


def test_a_substitution_goes_before_the_mandate_and_one_for_an_item_before_that(
    meeting: Meeting, secretary: Client
) -> None:
    text = register_text(secretary, dag=MEETS_ON)
    assert "Vervanging in de vergadering van 2 december 2026: Volmacht 7." in text
    assert "Gaat vóór het mandaat van Bestuurder Haaksbergen." in text
    assert "Bij punt 2, Punt 2: Bestuurder Haaksbergen. Vervanging voor dit punt: Volmacht 8." in text
    assert "Volmacht 7" not in register_text(secretary, dag=MEETS_ON + DAY).partition("In de tijd")[0]


def test_the_register_says_what_the_vote_asks(cast: Cast, meeting: Meeting) -> None:
    """For every item and party of the meeting: the answer is that of `voters`, from which votes open."""
    actor = actor_for(cast.secretary, cast.agreement, MORNING.date())
    history = register.mandates_ever(cast.agreement, cast.parties.values())
    found = register.answers(actor, cast.agreement, on=MEETS_ON, meeting=meeting, history=history)
    for item in meeting.items.all():
        asked = selectors.voters(meeting=meeting, item=item, on=MEETS_ON)
        for answer in found:
            assert dict(answer.items).get(item, answer.voter) == asked.get(answer.party.pk)


def test_gaps_stand_in_words_and_on_the_line(hengelo: Cast, secretary: Client) -> None:
    text = register_text(secretary, dag="2026-12-12")
    assert "1 partij heeft op 12 december 2026 niemand" in text
    assert "Hengelo: geen mandaat, 11 december 2026 tot en met 14 december 2026" in text


def test_an_ending_mandate_is_named_until_a_successor_follows_at_once(cast: Cast, secretary: Client) -> None:
    held = Mandate.objects.get(party=cast.parties["Borne"])
    core.end_mandate(mandate=held, last_day=date(2026, 12, 31), by=cast.secretary, now=MORNING)
    assert "Bestuurder Borne voor Borne: laatste dag" in register_text(secretary).replace("\n", "")
    core.record_mandate(
        agreement=cast.agreement,
        party=cast.parties["Borne"],
        user=cast.outsider,
        since=date(2027, 1, 1),
        document="Besluit 10",
        by=cast.secretary,
        now=MORNING,
    )
    assert "nog geen opvolger" not in register_text(secretary)


@pytest.mark.parametrize("bad", ["31-2-2027", "gisteren", "1899-01-01", "2027-13-01", "9" * 400])
def test_a_day_that_does_not_exist_is_said_at_the_field(cast: Cast, secretary: Client, bad: str) -> None:
    response = secretary.get(reverse("meetings:mandate_register", args=["bok-ses"]), {"dag": bad})
    assert response.status_code == 422
    assert "Mandaatregister" in response.text


@pytest.mark.parametrize(
    "bad", [{"partij": "GM9999"}, {"partij": "'; drop"}, {"vergadering": "x"}, {"vergadering": "9"}]
)
def test_what_is_not_there_breaks_nothing(cast: Cast, secretary: Client, bad: dict[str, str]) -> None:
    response = secretary.get(reverse("meetings:mandate_register", args=["bok-ses"]), bad | {"dag": "2026-12-02"})
    assert response.status_code in (200, 422)


def test_an_officer_sees_only_the_own_college(cast: Cast, signed_in: SignIn) -> None:
    text = register_text(signed_in(cast.officer))
    assert "Collegebesluit Almelo 2021-01" in text
    assert "Collegebesluit Borne 2021-01" not in text


def test_a_substitution_for_a_confidential_item_is_told_to_who_may_read_it(
    cast: Cast, meeting: Meeting, signed_in: SignIn
) -> None:
    meeting.items.filter(position=2).update(title="Kanarie", confidentiality="closed")
    asked = {"dag": MEETS_ON}
    assert "Kanarie" in register_text(signed_in(cast.secretary), **asked)
    for outside in (cast.treasurer, cast.officer):
        assert "Kanarie" not in register_text(signed_in(outside), **asked)


def test_more_history_costs_no_more_reads(cast: Cast, meeting: Meeting, secretary: Client) -> None:
    address = reverse("meetings:mandate_register", args=["bok-ses"])
    secretary.get(address)
    with CaptureQueriesContext(connection) as before:
        secretary.get(address)
    for number, party in enumerate(cast.parties.values(), start=1):
        core.record_mandate(
            agreement=cast.agreement,
            party=party,
            user=cast.outsider,
            since=START - 100 * DAY,
            until=START - DAY,
            document=f"Besluit {number}",
            by=cast.secretary,
            now=MORNING,
        )
    with CaptureQueriesContext(connection) as after:
        secretary.get(address)
    assert len(after) == len(before)


def test_sentences_end_once() -> None:
    assert wording.standing("Besluit 7.", START, None).endswith("Besluit 7.")
    assert wording.nobody("", None, "", None) == "Voor deze partij is nog nooit een mandaat vastgelegd."
    assert MEETING_AT.date() == MEETS_ON


def test_the_file_holds_what_one_may_see_and_calculates_nothing(
    cast: Cast, meeting: Meeting, secretary: Client, signed_in: SignIn
) -> None:
    stand_in(cast, meeting, "Borne", cast.representatives["Borne"], 2, "=HYPERLINK(1)")
    address = reverse("meetings:mandate_csv", args=["bok-ses"])
    text = secretary.get(address).text
    assert text.count("Collegebesluit") == 14
    assert "vervanging;Vervanger Haaksbergen;2026-12-02;2026-12-02;;Volmacht 7;" in text
    assert "'=HYPERLINK(1)" in text
    own = signed_in(cast.officer).get(address).text
    assert "Collegebesluit Almelo" in own
    assert "Borne" not in own
