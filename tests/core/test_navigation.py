"""The main menu: only what exists and what one may do; the place where one is, is marked."""

from datetime import date

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import include, path

from twente.core import navigation
from twente.core.models import Agreement, User
from twente.core.permissions import Actor, Holding, policy

TODAY = date(2026, 11, 20)


def nothing(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Stands for any page."""
    return HttpResponse()


urlpatterns = [
    path("", include(([path("", nothing, name="today")], "home"))),
    path("<slug:slug>/jaarplan/", include(([path("", nothing, name="year")], "meetings"))),
    path("<slug:slug>/stemmingen/", include(([path("", nothing, name="proposal_list")], "votes"))),
    path("<slug:slug>/financien/", include(([path("", nothing, name="overview")], "finance"))),
]
pytestmark = pytest.mark.urls("tests.core.test_navigation")


def person(role: str) -> Actor:
    """Somebody with one role in one agreement."""
    return Actor(User(name="Iemand"), Agreement(slug="voorbeeld"), TODAY, (Holding(role),))


def labels(actor: Actor, path: str = "/") -> list[str]:
    """The words in the menu."""
    return [item.label for item in navigation.menu(actor, path)]


def test_entries_without_a_page_are_left_out() -> None:
    assert labels(person("secretary")) == ["Vandaag", "Jaarplan", "Stemmingen", "Financiën"]


def test_entries_one_may_not_see_are_left_out() -> None:
    assert labels(person("clerk")) == ["Vandaag"]


def test_visitors_have_no_menu() -> None:
    assert navigation.menu(Actor(None, None, TODAY), "/") == []


@pytest.mark.parametrize(
    ("path", "current"),
    [("/", "Vandaag"), ("/voorbeeld/stemmingen/12/", "Stemmingen"), ("/voorbeeld/iets/", "")],
)
def test_place_where_one_is_is_marked_once(path: str, current: str) -> None:
    items = navigation.menu(person("secretary"), path)
    assert [item.label for item in items if item.current] == ([current] if current else [])


def test_every_act_in_the_menu_is_in_the_policy() -> None:
    assert {entry.act for entry in navigation.MENU if entry.act} <= set(policy())


@override_settings(ROOT_URLCONF="twente.core.urls")
def test_without_any_room_there_is_an_empty_menu() -> None:
    assert navigation.menu(person("secretary"), "/") == []
