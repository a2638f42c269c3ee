"""The frame around every page: who am I here, in which agreement, and what higher rooms add."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory

from tests.moment import morning as morning
from twente.core import context
from twente.core.models import Agreement, Mandate, Party, Role, User

SINCE = date(2020, 1, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    """One cooperation."""
    return Agreement.objects.create(slug="een", rulebook="een", name="Overeenkomst Een", short_name="Een")


@pytest.fixture
def secretary(agreement: Agreement) -> User:
    """Its coordinating secretary."""
    user = User.objects.create_user("secretaris", "secretaris@voorbeeld.example", "Secretaris")
    Role.objects.create(agreement=agreement, user=user, kind=Role.Kind.SECRETARY, valid_from=SINCE)
    return user


def page_of(user: User | AnonymousUser) -> HttpRequest:
    """A request for a page outside any agreement."""
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_person_is_named_by_office(secretary: User) -> None:
    assert context.House(page_of(secretary)).office == "coördinerend secretaris"


def test_representative_is_named_with_the_party(agreement: Agreement, secretary: User) -> None:
    user = User.objects.create_user("almelo", "almelo@voorbeeld.example", "Bestuurder")
    party = Party.objects.create(
        code="GM0141", kind="gemeente", short_name="Almelo", official_name="Almelo", contract_party="x", position=1
    )
    Mandate.objects.create(
        agreement=agreement,
        party=party,
        user=user,
        valid_from=SINCE,
        document="besluit",
        recorded_by=secretary,
        recorded_at="2020-01-01T00:00Z",
    )
    assert context.House(page_of(user)).office == "bestuurder Almelo"


def test_only_agreement_of_a_person_is_in_use_everywhere(agreement: Agreement, secretary: User) -> None:
    assert context.House(page_of(secretary)).agreement == agreement


def test_with_two_agreements_none_is_assumed(agreement: Agreement, secretary: User) -> None:
    other = Agreement.objects.create(slug="twee", rulebook="twee", name="Overeenkomst Twee", short_name="Twee")
    Role.objects.create(agreement=other, user=secretary, kind=Role.Kind.SECRETARY, valid_from=SINCE)
    house = context.House(page_of(secretary))
    assert house.agreement is None
    assert house.actor is not None
    assert house.office == ""


def test_visitor_costs_no_query_and_sees_no_menu(django_assert_num_queries: object) -> None:
    house = context.House(page_of(AnonymousUser()))
    with django_assert_num_queries(0):
        assert (house.menu, house.office, house.search, house.agreement) == ([], "", "", None)


def test_higher_room_fills_a_slot_and_an_empty_one_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "SLOTS", {})
    context.fill("desk_count", lambda request: 7)
    shown = Template("{{ house.slots.desk_count }}|{{ house.slots.heartbeat }}")
    assert shown.render(Context(context.base(page_of(AnonymousUser())))) == "7|"


def test_demonstration_says_so_on_every_page(settings: object) -> None:
    settings.DEMO = True
    shown = Template('{% include "_banners.html" %}').render(Context(context.base(page_of(AnonymousUser()))))
    assert "Demonstratie" in shown
    assert "Testklok" not in shown


def test_moved_clock_shows_on_every_page(settings: object, morning: None) -> None:
    settings.CLOCK_OFFSET = timedelta(hours=3)
    shown = Template('{% include "_banners.html" %}').render(Context(context.base(page_of(AnonymousUser()))))
    assert "Testklok: voor deze installatie is het" in shown
    assert "vrijdag 20 november 2026 om 12.00 uur" in shown
