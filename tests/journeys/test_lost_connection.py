"""A vote on a phone without a connection: told at once, kept on the screen, never sent later (BOK-12.1)."""

import uuid
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from tests.cast import Cast, gather
from tests.factories import COURSE, an_open_meeting
from tests.journeys.browser import LOST, accessible, offline, sign_in
from tests.votes.stage import TEXT
from twente.core import clock
from votes import services
from votes.models import Ballot, Proposal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NOT_SENT = "Niet verzonden. Uw stem is niet vastgelegd. Probeer het opnieuw."
BORNE = "GM0147"


@pytest.fixture
def everybody(transactional_db: None) -> Cast:
    """The cast, in a database that a browser sees."""
    return gather()


@pytest.fixture
def vote(everybody: Cast) -> Proposal:
    """A vote that is open now."""
    now, cast = clock.now(), everybody
    meeting = an_open_meeting(cast, items=(COURSE,), at=now)
    item = meeting.items.get(position=1)
    proposal = services.create_proposal(item=item, content=TEXT, form_key=form_key(), by=cast.secretary, now=now)
    services.make_ready(proposal=proposal, by=cast.secretary, now=now)
    return services.open_vote(proposal=proposal, earlier_figures=True, by=cast.chair, now=now)


@pytest.fixture
def phone(everybody: Cast, vote: Proposal, live_server: object, page_at: Callable[..., Page]) -> Callable[..., Page]:
    """Borne's voter at the ballot, with "voor" chosen."""

    def opened(**options: object) -> Page:
        page = page_at(390, **options)
        sign_in(page, live_server.url, everybody.representatives["Borne"])
        page.goto(live_server.url + reverse("votes:ballot_cast", args=["bok-ses", vote.pk, BORNE]))
        page.get_by_label("Voor", exact=True).check()
        return page

    return opened


def form_key() -> uuid.UUID:
    """The key of a form that nobody filled in."""
    return uuid.uuid4()


def confirm(page: Page) -> None:
    """Press the one button, which repeats the choice."""
    page.get_by_role("button", name="Stem bevestigen: voor").click()


def kept(page: Page) -> None:
    """The choice is still there, and nothing was stored."""
    expect(page.get_by_label("Voor", exact=True)).to_be_checked()
    assert not Ballot.objects.exists()


def receipt(page: Page) -> None:
    """The heading of the receipt has the focus, and one ballot is stored."""
    expect(page.get_by_role("heading", name="Uw stem is vastgelegd")).to_be_focused()
    assert Ballot.objects.count() == 1


def test_vote_without_a_connection_is_not_sent_and_stays_chosen(phone: Callable[..., Page]) -> None:
    page = phone(expect=LOST)
    with offline(page):
        confirm(page)
        expect(page.locator("[data-melding]")).to_contain_text(NOT_SENT)
        accessible(page)
    page.wait_for_timeout(1500)
    kept(page)
    confirm(page)
    receipt(page)


@pytest.mark.parametrize("broken", ["refused", "500"])
def test_vote_that_the_server_did_not_take_stays_chosen(phone: Callable[..., Page], broken: str) -> None:
    page = phone(expect=("Failed to load resource", "Response Status Error Code 500", "htmx:"))

    def fail(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
        elif broken == "500":
            route.fulfill(status=500, body="stuk")
        else:
            route.abort("connectionrefused")

    page.route("**/stem/**", fail)
    confirm(page)
    expect(page.locator("[data-melding]")).to_contain_text(NOT_SENT)
    kept(page)
    page.unroute("**/stem/**")
    confirm(page)
    receipt(page)


def test_vote_goes_as_a_plain_form_without_scripts(phone: Callable[..., Page]) -> None:
    page = phone(scripts=False)
    page.get_by_role("button", name="Stem bevestigen").click()
    expect(page.get_by_role("heading", name="Uw stem is vastgelegd")).to_be_visible()
    assert Ballot.objects.count() == 1


def test_turnout_changes_and_the_choice_does_not(phone: Callable[..., Page], everybody: Cast, vote: Proposal) -> None:
    """Polling touches nothing but the turnout."""
    page = phone()
    services.cast_ballot(
        proposal=vote,
        party=everybody.parties["Almelo"],
        by=everybody.representatives["Almelo"],
        choice="tegen",
        key=form_key(),
        now=clock.now(),
    )
    expect(page.locator("#opkomst")).to_contain_text("1 van de 13")
    expect(page.get_by_label("Voor", exact=True)).to_be_checked()
    expect(page.get_by_role("button", name="Stem bevestigen: voor")).to_be_visible()
    sizes = page.evaluate("() => [...document.querySelectorAll('.stem label')].map((e) => e.getBoundingClientRect())")
    assert all(size["height"] >= 88 and size["width"] >= 88 for size in sizes)


def test_who_is_too_late_reads_so_and_finds_the_result(
    phone: Callable[..., Page], everybody: Cast, vote: Proposal
) -> None:
    page = phone(expect="409")
    closed = services.close_vote(proposal=vote, by=everybody.chair, now=clock.now())
    confirm(page)
    expect(page.locator("#ballot")).to_contain_text("Uw stem is niet vastgelegd.")
    accessible(page)
    page.get_by_role("link", name="Uitslag bekijken").first.click()
    expect(page.locator("main")).to_contain_text(closed.result["title"])
