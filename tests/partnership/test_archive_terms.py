"""Whose records they are and how long they are kept: from a day on, never changed afterwards (BOK-17)."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from meetings.models import Body
from tests.cast import MORNING, Cast
from tests.factories import a_body
from twente.core.models import AuditEntry
from twente.core.terms import Duration
from twente.partnership.archive import rules, services
from twente.partnership.archive.selectors import OwnerMissing, policy_of
from twente.partnership.archive.services import Keeping
from twente.partnership.models import RecordsOwner, RetentionClass

TEN, FIVE = (
    Keeping("19.1.10", "Regionaal overleg", f"{years} years", "Afhandeling", "Selectielijst 2020") for years in (10, 5)
)
FOR_EVER = Keeping("19.1.6", "Intern overleg", "none", "Afhandeling", "Selectielijst 2020")


@dataclass(frozen=True)
class Row:
    """Something dated."""

    valid_from: date
    name: str


ROWS = (Row(date(2026, 1, 1), "eerste"), Row(date(2027, 1, 1), "tweede"), Row(date(2027, 1, 1), "verbeterd"))


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), "eerste"),
        (date(2026, 12, 31), "eerste"),
        (date(2027, 1, 1), "verbeterd"),
    ],
)
def test_the_row_that_began_last_holds(on: date, name: str | None) -> None:
    found = rules.in_force(ROWS, on)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("on", "over"), [(date(2036, 12, 7), False), (date(2036, 12, 8), False), (date(2036, 12, 9), True)]
)
def test_a_term_is_over_the_day_after_its_last(on: date, over: bool) -> None:
    assert rules.passed(date(2026, 12, 8), Duration.parse("10 years"), on) is over


@pytest.mark.parametrize(("starts_on", "term"), [(None, Duration.parse("1 year")), (date(2000, 1, 1), None)])
def test_without_a_start_or_for_ever_no_term_is_over(starts_on: date | None, term: Duration | None) -> None:
    assert not rules.passed(starts_on, term, date(2099, 1, 1))


def test_the_list_that_comes_with_the_product() -> None:
    assert [(row.code, str(row.term)) for row in rules.listed()] == [
        ("19.1.10", "10 years"),
        ("19.1.12", "1 year"),
        ("19.1.6", "None"),
        ("AWR 52", "7 years"),
    ]


def hand_over(cast: Cast, name: str, since: date) -> RecordsOwner:
    return services.hand_over(
        agreement=cast.agreement, name=name, since=since, ground="Besluit 2026-04", by=cast.secretary, now=MORNING
    )


def record(cast: Cast, body: Body | None, keeping: Keeping, since: date) -> RetentionClass:
    return services.record_class(
        agreement=cast.agreement, body=body, keeping=keeping, since=since, by=cast.secretary, now=MORNING
    )


def test_the_archive_moves_with_the_secretary(cast: Cast) -> None:
    """BOK-17.1: what was made before the day stays with the organisation of then."""
    with pytest.raises(OwnerMissing):
        policy_of(cast.agreement).owner(date(2026, 1, 1))
    hand_over(cast, "Gemeente Almelo", date(2024, 1, 1))
    hand_over(cast, "Gemeente Hengelo", date(2027, 1, 1))
    policy = policy_of(cast.agreement)
    days = (date(2020, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [policy.owner(day).name for day in days] == ["Gemeente Almelo", "Gemeente Almelo", "Gemeente Hengelo"]
    assert AuditEntry.objects.filter(action="records_owner_recorded").count() == 2


def test_the_same_again_is_the_first(cast: Cast) -> None:
    first, again = (hand_over(cast, "Gemeente Almelo", date(2024, 1, 1)) for _ in range(2))
    one, other = (record(cast, None, TEN, date(2024, 1, 1)) for _ in range(2))
    assert (first, one) == (again, other)


def test_a_body_has_its_own_term_or_that_of_all(cast: Cast) -> None:
    overleg = a_body(cast)
    others = list(cast.agreement.bodies.exclude(pk=overleg.pk).values_list("pk", flat=True))
    on = date(2026, 12, 2)
    assert policy_of(cast.agreement).retention(overleg.pk, on).code == "19.1.10"
    assert policy_of(cast.agreement).recorded(overleg.pk, on) is None
    record(cast, None, TEN, date(2020, 1, 1))
    record(cast, overleg, FOR_EVER, date(2026, 1, 1))
    policy = policy_of(cast.agreement)
    assert policy.retention(overleg.pk, on).term is None
    assert all(policy.retention(body, on).term == Duration.parse("10 years") for body in (None, *others))


def test_a_new_term_leaves_earlier_dossiers_alone(cast: Cast) -> None:
    record(cast, None, TEN, date(2020, 1, 1))
    record(cast, None, FIVE, date(2027, 1, 1))
    policy = policy_of(cast.agreement)
    terms = [policy.retention(None, day, day).ends_on for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert terms == [date(2036, 12, 31), date(2032, 1, 1)]


def test_the_database_refuses_what_is_no_term_and_keeps_what_was_recorded(cast: Cast) -> None:
    row = record(cast, None, TEN, date(2020, 1, 1))
    for change in ({"term": "ooit"}, {"term": "0 years"}, {"code": ""}):
        facts = {**vars(TEN), **change, "valid_from": row.valid_from}
        with pytest.raises(IntegrityError), transaction.atomic():
            RetentionClass.objects.create(
                agreement=cast.agreement, recorded_by=cast.secretary, recorded_at=MORNING, **facts
            )
    with pytest.raises(Exception, match=r"permission denied|niet toegestaan"), transaction.atomic():
        RetentionClass.objects.update(term="1 year")


def page(name: str = "archive") -> str:
    return reverse(f"partnership:{name}", args=["bok-ses"])


@pytest.fixture
def secretary(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(cast.secretary)
    return browser


@pytest.mark.usefixtures("cast")
def test_the_page_says_that_the_term_is_provisional(secretary: Client) -> None:
    text = secretary.get(page()).text
    assert "Nog niemand heeft een bewaartermijn vastgelegd" in text
    assert "tien jaar na afhandeling vernietigen" in text
    assert "Zonder archiefvormer kunt u geen archief maken" in text


def test_recorded_by_the_secretary_it_stands_on_the_page(secretary: Client, cast: Cast) -> None:
    body = a_body(cast)
    words = {"code": "19.1.6", "name": "Intern overleg", "trigger": "Afhandeling", "source": "Selectielijst 2020"}
    address = f"{page('retention_record')}?overleg={body.pk}"
    assert f'<option value="{body.pk}" selected>' in secretary.get(address).text
    saved = secretary.post(address, words | {"body": body.pk, "since": "2026-01-01"}, follow=True).text
    assert "De bewaartermijn is vastgelegd" in saved
    assert "blijvend bewaren" in saved
    owner = {"name": "Gemeente Almelo", "register": "CBS-code", "identifier": "GM0141", "since": "2026-01-01"}
    saved = secretary.post(page("owner_record"), owner | {"ground": "Besluit 2026-04"}, follow=True).text
    assert "CBS-code GM0141" in saved and "sinds 1 januari 2026" in saved


WRONG = {
    "owner_record": [{"name": ""}, {"register": "OIN"}, {"since": "31-2-2026"}, {"ground": "  "}],
    "retention_record": [{"years": "0"}, {"years": "tien"}, {"years": "201"}, {"body": "999"}, {"code": ""}],
}
RIGHT = {
    "owner_record": {"name": "Gemeente Almelo", "since": "2026-01-01", "ground": "Besluit"},
    "retention_record": {**vars(TEN), "years": "10", "since": "2026-01-01"},
}


@pytest.mark.parametrize("form", WRONG)
def test_bad_input_is_named_at_its_field_and_not_stored(secretary: Client, cast: Cast, form: str) -> None:
    for wrong in WRONG[form]:
        answer = secretary.post(page(form), RIGHT[form] | wrong)
        assert answer.status_code == 422, wrong
        assert 'aria-invalid="true"' in answer.text, wrong
    assert not RecordsOwner.objects.exists() and not RetentionClass.objects.exists()


def test_strange_bodies_in_the_address_choose_none(secretary: Client) -> None:
    for asked in ("0", "-1", "x", "9" * 30, "²"):
        assert secretary.get(f"{page('retention_record')}?overleg={asked}").status_code == 200
