"""Planning a year (BOK-5.7, BWT-2): conflicts, the rhythm in danger, last year's pattern, a subject forgotten."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from meetings import attention
from meetings.models import AgendaItem, DueDay, Meeting
from meetings.rules import copying, reach
from meetings.wording.reach import warning
from tests.cast import MORNING, Cast
from tests.factories import a_body, a_meeting
from twente.core.agreement import Rhythm
from twente.core.permissions import actor_for

FOUR_A_YEAR, EACH_QUARTER = Rhythm(4, 1, "years"), Rhythm(1, 1, "quarters")
MONTHLY, EIGHT_WEEKS = Rhythm(1, 1, "months"), Rhythm(1, 8, "weeks")
THREE = (date(2027, 2, 10), date(2027, 5, 19), date(2027, 9, 22))


@pytest.mark.parametrize(
    ("rhythm", "days", "today", "missing", "lost"),
    [
        (FOUR_A_YEAR, THREE, date(2027, 9, 23), 1, 0),
        (FOUR_A_YEAR, THREE[:2], date(2027, 12, 27), 0, 2),
        (FOUR_A_YEAR, THREE[:2], date(2027, 12, 1), 1, 1),
        (FOUR_A_YEAR, (*THREE, date(2027, 12, 8)), date(2027, 12, 20), 0, 0),
        (EACH_QUARTER, THREE, date(2027, 10, 1), 1, 0),
        (EACH_QUARTER, THREE[1:], date(2027, 4, 1), 1, 1),
        (MONTHLY, (), date(2027, 11, 15), 2, 10),
        (EIGHT_WEEKS, THREE, date(2027, 11, 15), 2, 1),
    ],
)
def test_what_the_rest_of_the_year_still_allows(
    rhythm: Rhythm, days: tuple[date, ...], today: date, missing: int, lost: int
) -> None:
    found = reach.outlook(rhythm, days, year=2027, today=today)
    assert (found.missing, found.lost) == (missing, lost)


def test_the_last_good_day_lies_outside_holidays_and_leaves_three_weeks() -> None:
    found = reach.outlook(FOUR_A_YEAR, THREE, year=2027, today=date(2027, 11, 1))
    assert (found.last_day, found.plan_by) == (date(2027, 12, 24), date(2027, 12, 3))
    assert warning(found, date(2027, 11, 1)).startswith("Plan uiterlijk 3 december 2027.")
    assert warning(found, date(2027, 9, 1)) == ""


def test_the_desk_asks_to_plan_in_time_and_stops_when_planned(cast: Cast) -> None:
    """BOK-5.7: four a year; on 20 November 2026 the year is nearly over."""

    def asked() -> list[str]:
        rows = attention.rows(actor_for(cast.secretary, cast.agreement, MORNING.date()), MORNING)
        return [row.title for row in rows if row.action_label == "Vergadering plannen"]

    for month in (2, 5, 9):
        a_meeting(cast, starts_at=datetime(2026, month, 11, 9, tzinfo=UTC))
    assert asked() == ["Nog één vergadering plannen in 2026: bestuurlijk overleg"]
    a_meeting(cast)
    assert asked() == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 12, 2), date(2027, 12, 1)),
        (date(2026, 12, 28), date(2027, 12, 27)),
        (date(2026, 5, 6), date(2027, 5, 12)),
        (date(2026, 1, 1), date(2027, 1, 14)),
    ],
)
def test_last_years_day_becomes_a_working_day_of_the_same_name(day: date, expected: date) -> None:
    found = copying.proposed(2027, day, ())
    assert found.weekday() == day.weekday()
    assert found.year == 2027
    assert copying.fits(found) or found == copying.same_day_in(2027, day)
    if day.month in (12, 5) and day.day < 10:
        assert abs((found - expected).days) <= 14


def test_a_year_is_copied_in_one_go_and_twice_is_once(cast: Cast, secretary: Client) -> None:
    patterns = [a_meeting(cast, starts_at=datetime(2026, month, 11, 9, tzinfo=UTC)) for month in (2, 6, 11)]
    page = reverse("meetings:year_copy", args=["bok-ses", 2027])
    shown = secretary.get(page).text
    assert "Bestuurlijk overleg, zoals op 11 februari 2026" in shown
    data = {f"v{patterns[0].pk}-accept": "on", f"v{patterns[0].pk}-day": "2027-02-10"}
    data |= {f"v{patterns[1].pk}-day": ""}

    for _ in range(2):
        secretary.post(page, data)

    (made,) = Meeting.objects.filter(starts_at__year=2027)
    assert made.starts_at == datetime(2027, 2, 10, 9, tzinfo=UTC)
    assert "Staat op 10 februari 2027." in secretary.get(page).text


@pytest.mark.parametrize("day", ["", "gisteren", "2027-02-30", "2026-12-01", "9999-12-31", "0001-01-01"])
def test_a_copied_day_that_is_none_is_an_error(cast: Cast, secretary: Client, day: str) -> None:
    pattern = a_meeting(cast)
    data = {f"v{pattern.pk}-accept": "on", f"v{pattern.pk}-day": day}
    answer = secretary.post(reverse("meetings:year_copy", args=["bok-ses", 2027]), data)
    assert answer.status_code == 422
    assert not Meeting.objects.filter(starts_at__year=2027).exists()


def test_a_forgotten_subject_leads_to_an_agenda(cast: Cast, secretary: Client) -> None:
    meeting = a_meeting(cast)
    page = reverse("meetings:subject_plan", args=["bok-ses", "8g"])
    year = reverse("meetings:year_of", args=["bok-ses", 2026])
    assert f'href="{page}"' in secretary.get(year).text
    fields = {"meeting": meeting.pk, "title": "Allianties", "status": "bespreking", "minutes_planned": 15}

    key = uuid.uuid4()
    for _ in range(2):
        assert secretary.post(page, fields | {"key": key}).status_code == 302

    item = AgendaItem.objects.get(title="Allianties")
    assert (item.meeting_id, item.kind, item.subject) == (meeting.pk, "subject", "8g")
    assert f'href="{page}"' not in secretary.get(year).text


def test_a_subject_that_does_not_exist_is_404(cast: Cast, secretary: Client) -> None:
    assert secretary.get(reverse("meetings:subject_plan", args=["bok-ses", "99z"])).status_code == 404


def filled(cast: Cast, **changed: str) -> dict[str, str]:
    fields = {"body": str(a_body(cast).pk), "day": "2026-12-16", "starts": "10:00", "ends": "12:00"}
    return fields | {"place": "stadhuis Almelo", "key": str(uuid.uuid4())} | changed


def test_planning_beside_the_year_swaps_the_whole_year(cast: Cast, secretary: Client) -> None:
    page, asks = reverse("meetings:meeting_create", args=["bok-ses"]), {"HX-Request": "true"}
    panel = secretary.get(page, {"dag": "2026-12-16"}, headers=asks).text
    assert "Vergadering plannen" in panel
    assert 'value="2026-11-25"' in panel, "papers three weeks before"

    answer = secretary.post(page, filled(cast), headers=asks)

    assert 'id="jaar"' in answer.text
    assert "1 van minimaal 4" in answer.text
    assert "16 december: Bestuurlijk overleg, concept" in answer.text


def test_an_error_beside_the_year_stays_in_the_panel(cast: Cast, secretary: Client) -> None:
    page = reverse("meetings:meeting_create", args=["bok-ses"])
    answer = secretary.post(page, filled(cast, day="2026-02-30"), headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#plan")


def test_a_chosen_day_is_kept_and_the_others_follow_the_rule(cast: Cast, secretary: Client) -> None:
    page = reverse("meetings:meeting_create", args=["bok-ses"])
    secretary.post(page, filled(cast, shown_for="2026-12-16", papers="2026-11-20", sent="2026-12-09"))
    assert list(DueDay.objects.values_list("kind", "day")) == [("papers", date(2026, 11, 20))]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"day": "2026-12-25"}, "Vrijdag 25 december 2026 is een feestdag."),
        ({"day": "2026-12-25"}, "valt in de kerstvakantie."),
        ({"day": "2026-12-12"}, "is in het weekend."),
        ({"day": "2026-12-02"}, "Op hetzelfde moment is er al een vergadering: bestuurlijk overleg, 10.00 uur."),
        ({"day": "2026-12-09"}, "vergadert ook op 2 december 2026: 7 dagen verschil."),
        ({"day": "2026-12-04"}, "De stukken moesten dan op 13 november 2026 binnen zijn"),
        ({"day": "2026-11-04"}, "Deze dag is al voorbij."),
        ({"day": "2026-12-16"}, "Plan nog 2 vergaderingen vóór 31 december 2026."),
    ],
)
def test_conflicts_are_sentences_and_refuse_nothing(
    cast: Cast, secretary: Client, changed: dict[str, str], sentence: str
) -> None:
    a_meeting(cast)
    answer = secretary.get(reverse("meetings:meeting_follows", args=["bok-ses"]), filled(cast, **changed))
    assert answer.status_code == 200
    assert sentence in answer.text


@pytest.mark.parametrize("day", ["", "2026-02-30", "9" * 4000, "<script>"])
def test_a_day_that_is_none_shows_no_days(cast: Cast, secretary: Client, day: str) -> None:
    answer = secretary.get(
        reverse("meetings:meeting_follows", args=["bok-ses"]), filled(cast, day=day, vergadering=day)
    )
    assert answer.status_code == 200
    assert "Dagen die erbij horen" not in answer.text


def test_the_days_shown_follow_the_day_in_the_form(cast: Cast, secretary: Client) -> None:
    sent = filled(cast, day="2026-12-16", shown_for="2026-12-02", papers="2026-11-11", minutes="2026-12-31")
    text = secretary.get(reverse("meetings:meeting_follows", args=["bok-ses"]), sent).text
    assert 'value="2026-11-25"' in text, "papers followed the house rule"
    assert 'value="2026-12-31"' in text, "the chosen day stayed"
