"""Whole pages and fragments, error pages in our own style, and the files that machines ask for."""

import pytest
from django.contrib import messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django_htmx.middleware import HtmxDetails

from twente.core import errors, render

pytestmark = pytest.mark.django_db

STATUSES = [400, 403, 404, 409, 413, 429]


def asked(method: str = "get", **headers: str) -> HttpRequest:
    """A request as it reaches a view, by htmx when such headers are given."""
    request = getattr(RequestFactory(), method)("/", headers=headers)
    request.htmx = HtmxDetails(request)
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


def text(response: HttpResponse) -> str:
    """Body of a response."""
    return response.content.decode()


def fragment(request: HttpRequest, **options: object) -> HttpResponse:
    """A part of a page that exists anyway: the strip."""
    return render.render_part(request, "core/components.html", part="components_vote", **options)


def test_browser_gets_the_whole_page_and_htmx_the_part() -> None:
    assert "<!doctype html>" in text(fragment(asked(), form="", bad_form=""))
    part = text(fragment(asked(**{"HX-Request": "true"})))
    assert "<!doctype" not in part
    assert 'class="stem"' in part


def test_history_of_the_browser_gets_the_whole_page() -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<!doctype html>" in text(fragment(asked(**headers), form="", bad_form=""))


def test_message_comes_out_of_band_behind_the_part() -> None:
    request = asked("post", **{"HX-Request": "true"})
    messages.success(request, "De stemming is gesloten.")
    body = text(fragment(request, announce="12 van 13"))
    assert '<div id="status" hx-swap-oob="innerHTML">' in body
    assert "De stemming is gesloten." in body
    assert '<p id="omroep" hx-swap-oob="innerHTML">12 van 13</p>' in body


def test_polling_leaves_the_status_line_alone() -> None:
    assert "hx-swap-oob" not in text(fragment(asked(**{"HX-Request": "true"})))


def test_htmx_is_sent_to_another_page_as_a_whole() -> None:
    assert render.go(asked("post", **{"HX-Request": "true"}), "/klaar/")["HX-Redirect"] == "/klaar/"
    assert render.go(asked("post"), "/klaar/")["Location"] == "/klaar/"


@pytest.mark.parametrize("status", STATUSES)
def test_refusal_has_a_page_of_its_own_with_our_sentence(status: int) -> None:
    response = render.refusal(asked(), status, "De stemming is al gesloten.")
    assert response.status_code == status
    assert "De stemming is al gesloten." in text(response)
    assert "<h1" in text(response)


def test_refusal_of_an_htmx_act_lands_in_the_status_line() -> None:
    response = render.refusal(asked("post", **{"HX-Request": "true"}), 409, "De stemming is al gesloten.")
    assert (response.status_code, response["HX-Retarget"], response["HX-Reswap"]) == (409, "#status", "innerHTML")
    assert "<!doctype" not in text(response)


def test_handlers_answer_with_their_status() -> None:
    error = PermissionDenied()
    pages = [handler(asked(), error) for handler in (errors.bad_request, errors.forbidden, errors.not_found)]
    assert [page.status_code for page in pages] == [400, 403, 404]


def test_crash_page_asks_the_database_nothing() -> None:
    """Without the django_db mark any query would fail this test."""
    response = errors.server_error(asked())
    assert response.status_code == 500
    assert "Dat ligt aan ons" in text(response)


def test_robots_stay_away_and_finders_of_weaknesses_know_where_to_go() -> None:
    assert "Disallow: /" in text(Client().get("/robots.txt"))
    security = text(Client().get("/.well-known/security.txt"))
    assert security.startswith("Contact: mailto:")
    assert "\nExpires: " in security


def test_page_of_components_exists_only_for_developers(settings: object) -> None:
    settings.DEBUG = settings.DEMO = False
    assert Client().get("/onderdelen/").status_code == 404
    settings.DEMO = True
    assert Client().get("/onderdelen/").status_code == 200


@pytest.mark.django_db
def test_forged_form_is_refused_in_plain_dutch() -> None:
    response = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "x", "password": "y"})
    assert response.status_code == 403
    assert "Uw sessie is veranderd" in text(response)


@pytest.mark.django_db
def test_nobody_signs_up_by_themselves() -> None:
    assert "U kunt zelf geen account maken" in text(Client().get("/account/signup/"))


@pytest.mark.django_db
def test_wrong_password_says_what_to_do() -> None:
    response = Client().post("/account/login/", {"login": "niemand", "password": "verkeerd-woord"})
    assert "Probeer het opnieuw" in text(response)
