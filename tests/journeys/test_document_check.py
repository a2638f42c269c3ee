"""Somebody outside drops a PDF on /document-nagaan/: on every width, without scripts, and for a screen reader."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.documents import sample
from tests.journeys.browser import accessible, starts_with_skip_link
from twente.core.models import Agreement, User
from twente.documents.authority import prepare_authority
from twente.documents.printing import print_document
from twente.documents.selectors import latest_revision
from twente.documents.services import sign_document, store_rendered

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NOW = datetime(2027, 2, 10, 10, 30, tzinfo=UTC)


@pytest.fixture
def signed(settings: Any, tmp_path: Path) -> Path:
    """Minutes that chair and secretary signed, as somebody received them."""
    prepare_authority(folder=tmp_path / "ca", passphrase="proef", at=NOW)
    settings.SIGNING_FOLDER, settings.SIGNING_PASSPHRASE = tmp_path / "ca", "proef"
    agreement = Agreement.objects.create(slug="proef", rulebook="proef", name="Proef", short_name="Proef")
    people = [User.objects.create_user(name, f"{name}@voorbeeld.example", f"De {name}") for name in ("a", "b")]
    html = sample.minutes(subjects=sample.SUBJECTS[:1])
    pdf = print_document(html, title=sample.TITLE, created=sample.CREATED, author=sample.AUTHOR)
    document = store_rendered(
        agreement=agreement, kind="minutes", title="Verslag", source_key="verslag:1", pdf=pdf, by=None, now=NOW
    )
    for field, person in zip(("voorzitter", "secretaris"), people, strict=True):
        sign_document(document=document, field=field, by=person, now=NOW)
    path = tmp_path / "verslag.pdf"
    path.write_bytes(bytes(latest_revision(document).content))
    return path


def drop(page: Page, address: str, file: Path) -> None:
    """Choose the file and have it checked."""
    page.goto(address)
    page.get_by_label("Pdf-bestand").set_input_files(file)
    page.get_by_role("button", name="Bestand controleren").click()


def test_page_and_verdict_are_accessible(page_everywhere: Page, live_server: Any, signed: Path) -> None:
    page = page_everywhere
    page.goto(f"{live_server.url}/document-nagaan/")
    accessible(page)
    starts_with_skip_link(page)
    drop(page, f"{live_server.url}/document-nagaan/", signed)
    expect(page.get_by_text("Dit is het geregistreerde document.")).to_be_visible()
    accessible(page)


def test_tampering_is_told_on_a_phone_without_scripts(
    page_at: Callable[..., Page], live_server: Any, signed: Path
) -> None:
    page = page_at(390, scripts=False)
    signed.write_bytes(signed.read_bytes() + b"\n% toegevoegd\n")
    drop(page, f"{live_server.url}/document-nagaan/", signed)
    expect(page.get_by_text("maar er is later iets aan toegevoegd")).to_be_visible()
    expect(page.get_by_text("het bestand is later aangevuld")).to_be_visible()
