"""Every address of the site, visited by somebody who is not signed in and by somebody without a role here."""

import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.permissions.site import Page, pages, pages_of_agreements
from tests.permissions.world import World, taken_back

PUBLIC = frozenset(
    {
        "account_login",
        "account_logout",
        "account_signup",
        "account_inactive",
        "account_confirm_email",
        "account_email_verification_sent",
        "account_confirm_login_code",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "checking:document",
        "core:accessibility",
        "core:manifest",
        "core:offline",
        "core:offline_worker",
        "core:privacy",
        "core:robots",
        "core:security",
        "outbox:health",
        "outbox:health_of_web",
        "proof:checker_file",
        "proof:explanation",
        "proof:verifier_file",
    }
)
"""Pages that say nothing about the work of the overleg: signing in and out, statements, files for machines."""

PUBLISHED = frozenset(
    {"public:result_list", "public:result_detail", "public:result_export", "public:result_metadata"}
    | {f"openbaar:{name}" for name in ("index", "index_json", "sitemap", "sitemap_index")}
    | {f"openbaar:{name}" for name in ("document", "document_file", "document_metadata")}
)
"""Pages for everybody that hold only what the overleg published; here nothing is."""

OWN = frozenset(
    {
        "account_email",
        "account_reauthenticate",
        "account_change_password",
        "account_set_password",
        "usersessions_list",
        "home:front_door",
        "home:today",
        "home:desk_count",
        "outbox:heartbeat",
        "home:mine",
        "home:mail_preferences",
        "home:calendar_feed",
        "home:calendar_feed_revoke",
        "home:terms",
        "home:terms_ics",
    }
)
"""Pages about the account of the signed-in person; a desk without roles is empty."""

SECRET = frozenset({"home:calendar_ics", "home:terms_of_person", "home:mail_stop", "sent:paper", "sent:paper_file"})
"""Pages that a secret in the address opens; without it they do not exist."""

DEMONSTRATION = frozenset({"core:components", "outbox:mailbox", "outbox:mail_detail"})
"""Pages that exist in a demonstration only."""

NO_DOCUMENT = uuid.UUID(int=1)
"""Nothing was sent or published in this world; what is, opens by `leaving_doors`."""

CANARY = "Koers SES Twente"
"""The title of a proposal and of an agenda item: who has no role must not find it anywhere."""


pytestmark = pytest.mark.usefixtures("today")


def values(world: World, page: Page) -> dict[str, Any]:
    """Something that exists for each thing that varies in the address."""
    room = page.name.partition(":")[2]
    meeting, proposal, party = world.scene.meeting, world.open, world.cast.parties["Almelo"]
    known: dict[str, Any] = {
        "slug": "bok-ses",
        "pk": meeting.pk,
        "item_pk": world.item(5),
        "party_pk": party.pk,
        "mandate_pk": world.mandate("Almelo").pk,
        "year_pk": world.upload.years.get().pk,
        "number": 1,
        "year": 2026,
        "page": 1,
        "code": party.code,
        "subject": "8g",
        "token": "geraden",
        "reading": "R1",
        "key": "x",
        "kind": "actiepunt",
        "uidb36": "1",
        "comment_pk": 1,
        "public_id": world.listed().public_id,
        "user_pk": world.cast.officer.pk,
        "document": NO_DOCUMENT,
        "row": NO_DOCUMENT,
        "file": "2026-01",
        "act": "ontvangst",
        "what": "betwist",
        "level": 1,
        "day": "2027-02-01",
        "cost_pk": 1,
        "name": "agenda",
    }
    starts = {"punten": world.item(5), "stemmingen": proposal.pk, "partijen": party.pk, "vervangingen": 1, "acties": 1}
    starts |= {"stukken": world.paper.pk, "verzendingen": NO_DOCUMENT, "raden": NO_DOCUMENT}
    special = {"reading_confirm": world.reading.pk, "reading_withdraw": world.reading.pk}
    uploads = {"population_preview": world.upload.pk, "population_propose": world.upload.pk}
    figures = {"population_detail": world.cast.population.pk, "population_confirm": world.other_population.pk}
    first = page.route.removeprefix("<slug:slug>/").partition("/")[0]
    known["pk"] = (special | uploads | figures).get(room, starts.get(first, meeting.pk))
    return {name: known[name] for name in page.varies}


def visits(world: World, browser: Client, page: Page) -> list[HttpResponse]:
    """The answers to looking at an address, to sending a form there, and to asking as htmx does."""
    address = reverse(page.name, kwargs=values(world, page))
    return [browser.get(address), browser.post(address, {}), browser.get(address, headers={"HX-Request": "true"})]


def told(response: HttpResponse) -> str:
    """What an answer comes down to."""
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return "login"
    return str(response.status_code)


def test_every_address_belongs_to_a_known_kind() -> None:
    """A new address outside an agreement must be named here as public, one's own or for demonstrations."""
    outside = {page.name for page in pages()} - {page.name for page in pages_of_agreements()}
    assert outside == PUBLIC | PUBLISHED | OWN | SECRET | DEMONSTRATION


def test_nobody_reads_a_page_without_signing_in(world: World) -> None:
    wrong = []
    for page in pages():
        for response in visits(world, Client(), page):
            assert CANARY not in response.text, page.name
            if page.name not in PUBLIC | PUBLISHED and told(response) not in ("login", "404", "405"):
                wrong.append((page.name, told(response)))
    assert not wrong


def test_to_somebody_without_a_role_the_agreement_does_not_exist(world: World) -> None:
    wrong = []
    signed_in = Client()
    signed_in.force_login(world.cast.outsider)
    for page in pages():
        browser = Client()
        browser.cookies.load(signed_in.cookies)
        with taken_back():
            answers = visits(world, browser, page)
        for response in answers:
            assert CANARY not in response.text, page.name
            if page.name not in PUBLIC | PUBLISHED | OWN and told(response) not in ("404", "405"):
                wrong.append((page.name, told(response)))
    assert not wrong


def test_the_canary_sings_for_who_takes_part(world: World) -> None:
    """So that the two tests above cannot pass because nothing is there."""
    browser = Client()
    browser.force_login(world.cast.secretary)
    assert CANARY in browser.get(reverse("votes:proposal_list", args=["bok-ses"])).text
