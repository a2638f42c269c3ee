"""What a phone may keep: papers of public items, and never anything that few may read."""

import pytest
from django.test import Client
from django.urls import reverse

from meetings.models import AgendaItem
from tests.cast import MORNING, Cast
from tests.factories import a_convened_meeting
from tests.papers import a_paper, a_pdf, a_picture


def page(name: str, *args: object) -> str:
    return reverse(f"meetings:{name}", args=["bok-ses", *args])


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    return a_convened_meeting(cast).items.get(position=2)


def test_a_public_paper_may_be_kept(secretary: Client, cast: Cast, item: AgendaItem) -> None:
    paper = a_paper(cast, item, content=a_pdf("1", "2"))
    whole = secretary.get(page("paper_offline", paper.pk))
    assert whole["X-Offline"] == "toegestaan"
    assert whole.text.count("data-bewaren") == 2
    assert "Mijn notitie" not in whole.text
    assert secretary.get(page("page_picture", paper.pk, 1, 1))["X-Offline"] == "toegestaan"
    assert page("paper_offline", paper.pk) in secretary.get(page("paper_read", paper.pk)).text


@pytest.mark.parametrize("how", ["closed", "secret"])
def test_a_confidential_paper_is_never_kept(secretary: Client, cast: Cast, item: AgendaItem, how: str) -> None:
    paper = a_paper(cast, item)
    photo = a_paper(cast, item, content=a_picture(), name="foto.png")
    AgendaItem.objects.filter(pk=item.pk).update(confidentiality=how, confidential_ground="Woo 5.1")
    refused = secretary.get(page("paper_offline", paper.pk))
    assert refused.status_code == 403 and "X-Offline" not in refused
    assert "X-Offline" not in secretary.get(page("page_picture", paper.pk, 1, 1))
    assert "X-Offline" not in secretary.get(page("version_file", photo.pk, 1), {"tonen": "1"})
    assert "X-Offline" not in secretary.get(page("version_file", paper.pk, 1))
    assert "data-offline=" not in secretary.get(page("paper_read", paper.pk)).text


def test_public_again_after_its_last_day(secretary: Client, cast: Cast, item: AgendaItem) -> None:
    paper = a_paper(cast, item)
    AgendaItem.objects.filter(pk=item.pk).update(confidentiality="closed", confidential_until=MORNING.date())
    assert secretary.get(page("paper_offline", paper.pk)).status_code == 403
    AgendaItem.objects.filter(pk=item.pk).update(confidential_until="2026-11-19")
    assert secretary.get(page("paper_offline", paper.pk)).status_code == 200


def test_the_worker_stands_at_the_root_and_is_our_own(client: Client) -> None:
    worker = client.get("/offline-worker.js")
    assert worker["Service-Worker-Allowed"] == "/" and worker["Cache-Control"] == "no-cache"
    assert worker["Content-Type"].startswith("text/javascript")
    about = client.get("/app.webmanifest")
    assert about["Content-Type"] == "application/manifest+json" and about.json()["start_url"] == "/"
    shown = client.get("/offline/")
    assert "worker-src 'self'" in shown["Content-Security-Policy"]
    assert "data-offline-lijst" in shown.text
