"""The term list: every term with its computation, for who may know of it (BOK-all)."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import MORNING, Cast
from twente.core.agreement import shipped
from twente.core.permissions import actor_for
from twente.home.terms import listed
from twente.partnership.duty_rules import occurrences, office_ends, seat_ends
from twente.partnership.duty_services import AlreadyDone, NoSuchDuty, Settled, settle_duty
from twente.partnership.termlist import near

BOOK = next(book for book in shipped() if book.key == "bok_ses")
DUTIES = {duty.key: duty for duty in BOOK.duties}
OFFICES = {office.key: office for office in BOOK.offices}
TODAY = date(2026, 11, 20)
EVALUATION = "evaluatie_overeenkomst"


def test_evaluation_comes_every_two_years() -> None:
    """BOK-16.3: 1 February of odd years, each with its own computation."""
    found = list(occurrences(DUTIES[EVALUATION], date(2021, 1, 1), date(2027, 12, 31)))
    assert [due.term.last_day for due in found] == [date(2023, 2, 1), date(2025, 2, 1), date(2027, 2, 1)]
    assert (
        found[2]
        .term.sentence()
        .startswith("Zes jaar na de start op 1 februari 2021: uiterlijk maandag 1 februari 2027")
    )


def test_weeks_after_each_year_stay_weeks_after_each_year() -> None:
    """BWT-7: 11 February every year, never a week later each time."""
    book = next(book for book in shipped() if book.key == "werkbedrijf")
    report = next(duty for duty in book.duties if duty.key == "jaarverslag")
    found = list(occurrences(report, date(2021, 1, 1), date(2024, 12, 31)))
    assert [due.term.last_day for due in found] == [date(year, 2, 11) for year in (2021, 2022, 2023, 2024)]
    assert "op 31 december 2022" in found[2].term.sentence()


def test_named_day_comes_once() -> None:
    """BOK-12.4."""
    found = list(occurrences(DUTIES["evaluatie_bijdrage"], date(2022, 7, 1), date(2030, 1, 1)))
    assert [due.term.last_day for due in found] == [date(2022, 7, 1)]


@pytest.mark.parametrize(
    ("since", "on", "repeats", "last"),
    [
        (date(2021, 2, 1), date(2025, 1, 31), True, date(2025, 1, 31)),
        (date(2021, 2, 1), date(2025, 2, 1), True, date(2029, 1, 31)),
        (date(2021, 2, 1), date(2030, 2, 1), True, date(2033, 1, 31)),
        (date(2021, 2, 1), date(2030, 2, 1), False, date(2029, 1, 31)),
    ],
)
def test_office_is_renewed_silently(since: date, on: date, repeats: bool, last: date) -> None:
    """BOK-7.2, R15: again and again, or once."""
    term = office_ends(OFFICES["coordinerend_secretaris"], since, on, repeats=repeats)
    assert term is not None and term.last_day == last


def test_office_without_a_term_never_ends() -> None:
    assert office_ends(OFFICES["voorzitter"], date(2021, 2, 1), TODAY, repeats=True) is None


def test_roster_of_the_board() -> None:
    """BOK-6.4 to 6.6: the next days of the three seats."""
    assert BOOK.roster is not None
    found = sorted(day for _, day in seat_ends(BOOK.roster, TODAY, date(2028, 6, 30)))
    assert found == [date(2027, 6, 30), date(2027, 12, 31), date(2028, 6, 30)]


def test_frequent_duty_shows_its_last_and_next_two_times() -> None:
    """A monthly or yearly duty does not fill the list."""
    yearly = occurrences(DUTIES["financiele_verantwoording"], date(2021, 1, 1), date(2031, 1, 1))
    days = [due.term.last_day for due in near(yearly, TODAY)]
    assert days == [date(2026, 1, 1), date(2027, 1, 1), date(2028, 1, 1)]


def titles(cast: Cast, part: str) -> set[str]:
    """What somebody sees."""
    actor = actor_for(cast.everybody[part], cast.agreement, TODAY)
    return {row.term.title for row in listed([actor], MORNING)}


def test_secretary_sees_every_term_and_a_clerk_none(cast: Cast) -> None:
    seen = titles(cast, "secretary")
    assert {"Evaluatie van de overeenkomst", "Aftreden in de Twente Board: zetel 1"} <= seen
    assert any(title.startswith("Termijn van") for title in seen)
    assert titles(cast, "clerk") == set()


def settle(cast: Cast, kind: str, on: date, due_on: date = date(2027, 2, 1)) -> object:
    """The secretary notes what became of the evaluation."""
    settled = Settled(kind, on, "Besluit 2027-04")
    about = {"agreement": cast.agreement, "duty": EVALUATION, "due_on": due_on}
    return settle_duty(settled=settled, by=cast.secretary, now=MORNING, **about)


def test_moved_then_done(cast: Cast) -> None:
    """Moved with a reason the list shows the new day; done it keeps the proof; what was done does not move."""
    settle(cast, "moved", date(2027, 3, 1))
    actor = actor_for(cast.secretary, cast.agreement, TODAY)
    moved = next(row.term for row in listed([actor], MORNING) if row.term.key.endswith("2027-02-01"))
    assert moved.day == date(2027, 3, 1) and "Verschoven van 1 februari 2027: Besluit 2027-04" in moved.sentence
    settle(cast, "done", date(2026, 11, 19))
    done = next(row.term for row in listed([actor], MORNING) if row.term.key.endswith("2027-02-01"))
    assert (done.done_on, done.proof, done.settle) == (date(2026, 11, 19), "Besluit 2027-04", "")
    with pytest.raises(AlreadyDone):
        settle(cast, "moved", date(2027, 4, 1))


def test_day_that_the_agreement_does_not_name_is_refused(cast: Cast) -> None:
    with pytest.raises(NoSuchDuty):
        settle(cast, "done", TODAY, due_on=date(2027, 2, 2))


def test_page_filters_by_who_acts_and_gives_a_calendar(cast: Cast, client: Client) -> None:
    client.force_login(cast.secretary)
    page = client.get(reverse("home:terms"), {"wie": "partijen"}).text
    assert "Evaluatie van de overeenkomst" in page and "Aftreden in de Twente Board" not in page
    calendar = client.get(reverse("home:terms_ics")).text
    assert "BEGIN:VEVENT" in calendar and "Evaluatie van de overeenkomst" in calendar


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Kies wat er gebeurde."),
        ({"kind": "done", "on": "2099-01-01", "text": "x"}, "Deze dag ligt in de toekomst."),
        ({"kind": "moved", "on": "2020-01-01", "text": "x"}, "Kies een dag na vandaag."),
        ({"kind": "done", "on": "31-04-2026", "text": "x"}, "Vul een bestaande dag in"),
    ],
)
def test_bad_input_is_answered_at_the_field(cast: Cast, client: Client, fields: dict[str, str], sentence: str) -> None:
    client.force_login(cast.secretary)
    response = client.post(reverse("partnership:duty_settle", args=["bok-ses", EVALUATION, "2027-02-01"]), fields)
    assert response.status_code == 422 and sentence in response.text


@pytest.mark.parametrize(
    ("key", "day"), [("onbekend", "2027-02-01"), (EVALUATION, "2027-02-02"), (EVALUATION, "morgen")]
)
def test_unknown_duty_is_404(cast: Cast, client: Client, key: str, day: str) -> None:
    client.force_login(cast.secretary)
    assert client.get(reverse("partnership:duty_settle", args=["bok-ses", key, day])).status_code == 404
