"""What the scripts promise about polling, focus and lost sessions, against a page that really answers."""

from collections.abc import Callable

import pytest
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import include, path
from playwright.sync_api import Page, expect

from tests.journeys.browser import sign_in
from twente.core.models import User
from twente.core.refusals import Refusal

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.journeys.test_live"),
]

PAGE = """{% extends "base.html" %}{% block h1 %}Proef{% endblock %}{% block content %}
<div id="opkomst" data-poll="/opkomst/" data-versie="1">11 van 13</div>
<div id="werk"><form id="vorm" method="post" hx-post="/doen/" hx-target="#werk" hx-swap="innerHTML" data-bewaar="proef">
{% csrf_token %}<label for="tekst">Tekst</label><textarea id="tekst" name="tekst"></textarea>
<button class="knop" type="submit" name="act" value="goed">Stuk opslaan</button>
<button class="knop" type="submit" name="act" value="mis">Stuk weigeren</button></form></div>
<form id="plat" method="post" action="/doen/">{% csrf_token %}<input type="hidden" name="tekst" value="Plat">
<button class="knop" type="submit">Formulier versturen</button></form>
<form id="concept" method="post" hx-post="/concept/"
  hx-trigger="bewaar, submit" hx-target="#stand" hx-swap="innerHTML" data-autosave="stand">
{% csrf_token %}<label for="zin">Zin</label><input id="zin" name="zin"><span id="stand" class="gespaard"></span></form>
{% endblock %}"""
PLAIN = '<!doctype html><html lang="nl"><title>Proef</title><link rel="icon" href="/static/img/favicon.svg">'
posts: list[str] = []


def page(request: HttpRequest) -> HttpResponse:
    """A page with one polled line, one form and one draft."""
    return HttpResponse(Template(PAGE).render(RequestContext(request, {})))


def turnout(request: HttpRequest) -> HttpResponse:
    """Changed once, unchanged ever after."""
    if request.GET["versie"] != "1":
        return HttpResponse(status=204)
    return HttpResponse('<div id="opkomst" data-poll="/opkomst/" data-versie="2">12 van 13</div>')


@login_required
def act(request: HttpRequest) -> HttpResponse:
    """Stores, or refuses with a sentence."""
    posts.append(request.POST["tekst"])
    if request.POST.get("act") == "mis":
        raise Refusal("De stemming is gesloten om 10.47 uur.")
    done = "<h2 data-focus>Vastgelegd</h2><p>Klaar.</p>"
    return HttpResponse(done if request.htmx else PLAIN + done)


def draft(request: HttpRequest) -> HttpResponse:
    """The state line after saving."""
    posts.append(request.POST["zin"])
    return HttpResponse("Opgeslagen om 10.42 uur")


urlpatterns = [
    path("proef/", page),
    path("opkomst/", turnout),
    path("doen/", act),
    path("concept/", draft),
    path("", include("twente.urls")),
]


@pytest.fixture
def trial(live_server: object) -> str:
    """Address of the page, with nothing posted yet."""
    posts.clear()
    return f"{live_server.url}/proef/"


@pytest.fixture
def member(trial: str, page_at: Callable[..., Page]) -> Callable[..., Page]:
    """A page of somebody who is signed in."""

    def opened(**options: object) -> Page:
        made = page_at(1366, **options)
        sign_in(made, trial, User.objects.create_user("lid", "lid@voorbeeld.example", "Lid", "proefwoord-2026"))
        made.goto(trial)
        return made

    return opened


def test_polling_changes_its_line_and_never_what_is_being_typed(member: Callable[..., Page]) -> None:
    page = member()
    page.locator("#tekst").fill("Half af")
    expect(page.locator("#opkomst")).to_have_text("12 van 13")
    expect(page.locator("#tekst")).to_have_value("Half af")
    expect(page.locator("#tekst")).to_be_focused()


def test_focus_goes_to_the_new_heading_after_an_act(member: Callable[..., Page]) -> None:
    page = member()
    page.locator("#tekst").fill("Af")
    page.get_by_role("button", name="Stuk opslaan").click()
    expect(page.get_by_role("heading", name="Vastgelegd")).to_be_focused()
    assert posts == ["Af"]


def test_refused_act_leaves_the_text_and_says_why(member: Callable[..., Page]) -> None:
    page = member(expect="409")
    page.locator("#tekst").fill("Te laat")
    page.get_by_role("button", name="Stuk weigeren").click()
    expect(page.locator("#status")).to_contain_text("De stemming is gesloten om 10.47 uur.")
    expect(page.locator("#tekst")).to_have_value("Te laat")


TWICE = """() => { const form = document.getElementById('plat');
  const tap = () => { const event = new SubmitEvent('submit', { bubbles: true, cancelable: true });
    form.dispatchEvent(event); return event.defaultPrevented; };
  return [tap(), tap()]; }"""


def test_second_tap_on_a_form_that_is_on_its_way_is_held_back(member: Callable[..., Page]) -> None:
    assert member().evaluate(TWICE) == [False, True]


def test_plain_form_works_without_scripts(member: Callable[..., Page]) -> None:
    page = member(scripts=False)
    page.get_by_role("button", name="Formulier versturen").click()
    expect(page.get_by_role("heading", name="Vastgelegd")).to_be_visible()
    assert posts == ["Plat"]


def test_expired_session_leads_to_login_and_the_text_comes_back(member: Callable[..., Page]) -> None:
    page = member()
    page.locator("#tekst").fill("Niet kwijt")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Stuk opslaan").click()
    expect(page.get_by_role("heading", name="Inloggen")).to_be_visible()
    page.context.add_cookies(cookies)
    page.goto(page.url.split("/account/")[0] + "/proef/")
    page.get_by_role("button", name="Tekst terugzetten").click()
    expect(page.locator("#tekst")).to_have_value("Niet kwijt")


def test_draft_is_saved_after_typing(member: Callable[..., Page]) -> None:
    page = member()
    page.locator("#zin").press_sequentially("Een zin")
    expect(page.locator("#stand")).to_have_text("Opgeslagen om 10.42 uur")
    assert posts == ["Een zin"]
