"""A member on a phone: two taps to a paper, turn pages, a note that saves itself, the paper kept for the train."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from meetings.models import AgendaItem, Note
from tests.cast import Cast, gather
from tests.factories import a_convened_meeting
from tests.journeys.browser import accessible, sign_in
from tests.papers import a_paper, a_pdf

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
OFFLINE = ("Failed to load resource", "net::ERR_")


def shelf(page: Page) -> list[str]:
    """The names of everything that is kept in this browser."""
    return page.evaluate("async () => (await caches.keys()).filter((name) => name.startsWith('stukken:'))")


def test_read_note_and_keep(transactional_db: None, live_server: object, page_at: Callable[..., Page]) -> None:
    cast: Cast = gather()
    meeting = a_convened_meeting(cast)
    public, secret = meeting.items.order_by("position")
    paper = a_paper(cast, public, "Koersdocument", content=a_pdf("Eerste blad", "Tweede blad"))
    hidden = a_paper(cast, secret, "Vertrouwelijk stuk")
    AgendaItem.objects.filter(pk=secret.pk).update(confidentiality="closed")
    page, site = page_at(390, expect=OFFLINE), live_server.url
    sign_in(page, site, cast.representatives["Borne"])

    page.goto(site + reverse("meetings:meeting_detail", args=["bok-ses", meeting.pk]))
    accessible(page)
    page.get_by_role("link", name="Koersdocument").click()
    expect(page.get_by_role("heading", name="Blz. 1 van 2")).to_be_visible()
    accessible(page)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="Blz. 2 van 2")).to_be_visible()

    page.get_by_role("textbox", name="Mijn notitie").fill("Vragen naar de kosten.")
    expect(page.locator("#notitie-stand")).to_contain_text("Opgeslagen om")
    assert Note.objects.get().text == "Vragen naar de kosten."

    page.get_by_role("button", name="Offline bewaren").click()
    expect(page.locator("[data-offline-stand]")).to_contain_text("Bewaard op")
    page.context.set_offline(True)
    page.goto(site + reverse("meetings:paper_offline", args=["bok-ses", paper.pk]))
    expect(page.get_by_role("heading", name="Koersdocument")).to_be_visible()
    assert page.evaluate("() => [...document.images].every((image) => image.complete && image.naturalWidth > 0)")
    page.goto(site + reverse("meetings:meeting_list", args=["bok-ses"]))
    expect(page.get_by_role("heading", name="Geen verbinding")).to_be_visible()
    expect(page.get_by_role("link", name="Koersdocument")).to_be_visible()
    page.context.set_offline(False)

    page.goto(site + reverse("meetings:paper_read", args=["bok-ses", hidden.pk]))
    expect(page.get_by_text("Een vertrouwelijk stuk bewaart u niet")).to_be_visible()
    refused = page.evaluate(
        "async (address) => (await fetch(address)).headers.get('X-Offline')",
        reverse("meetings:page_picture", args=["bok-ses", hidden.pk, 1, 1]),
    )
    assert refused is None

    assert len(shelf(page)) == 1
    page.goto(site + reverse("account_logout"))
    page.locator("main").get_by_role("button", name="Uitloggen").click()
    page.wait_for_url(lambda address: "logout" not in address)
    assert shelf(page) == []
