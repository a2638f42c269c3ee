"""The bad inputs of disputes as a table, over HTTP: nothing is stored, the text is kept, the sentence stands there."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from disputes.models import Dispute, DisputePaper, Fact
from disputes.rules.facts import Kind
from tests.cast import Cast
from tests.disputes.conftest import SignIn
from tests.disputes.stage import a_dispute, happens, received
from tests.papers import a_pdf

pytestmark = pytest.mark.django_db
Change = dict[str, Any]
NOTICE: Change = {
    "others": ["Wierden"],
    "scope": ["interpretation"],
    "article": "11.1",
    "subject": "peildatum",
    "description": "Het gaat over de peildatum.",
    "solution": "De eerste januari.",
}


def notify(cast: Cast, browser: Client, change: Change, code: str = "GM1742") -> Any:
    """Send the form of Rijssen-Holten with something changed."""
    data = NOTICE | change
    names = data["others"]
    data["others"] = [cast.parties[name].pk if name in cast.parties else name for name in names]
    return browser.post(reverse("disputes:notice_create", args=["bok-ses", code]), data | {"key": uuid.uuid4()})


@pytest.fixture
def party(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.representatives["Rijssen-Holten"])


@pytest.fixture
def secretary(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.secretary)


REFUSED: dict[str, Change] = {
    "no description": {"description": ""},
    "only spaces": {"description": "   "},
    "only zero-width": {"description": "\u200b\u200b"},
    "NUL": {"description": "a\x00b"},
    "right-to-left override": {"subject": "peil\u202edatum"},
    "too long": {"description": "a" * 10_001},
    "line break in a line": {"subject": "peildatum\r\nBcc: x"},
    "no possible solution": {"solution": ""},
    "the notifier itself": {"others": ["Rijssen-Holten"]},
    "no other party": {"others": []},
    "a fifteenth party": {"others": ["999999"]},
    "an absurd party": {"others": ["99999999999999999999"]},
    "no scope": {"scope": []},
    "another scope": {"scope": ["anders"]},
    "no article": {"article": ""},
    "no such article": {"article": "99.9"},
    "not an article": {"article": "../../etc/passwd"},
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
def test_a_notification_that_is_refused(cast: Cast, party: Client, change: Change) -> None:
    answer = notify(cast, party, change)
    assert answer.status_code == 422
    assert "foutmelding" in answer.text
    assert not Dispute.objects.exists()


SHOWN = {
    "script": "<script>alert(1)</script>",
    "attribute": '"><img src=x onerror=1>',
    "template": "{{ 7*7 }} and {% load %}",
    "sql": "'; drop table x; --",
    "formula": '=HYPERLINK("x")',
    "path": "../../etc/passwd",
    "url": "file:///etc/passwd",
}


@pytest.mark.parametrize("text", SHOWN.values(), ids=SHOWN)
def test_what_looks_dangerous_is_text(cast: Cast, party: Client, text: str) -> None:
    assert notify(cast, party, {"description": text, "subject": text[:100]}).status_code == 302
    dispute = Dispute.objects.get()
    assert dispute.description == text
    page = party.get(reverse("disputes:dispute_detail", args=["bok-ses", str(dispute)])).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    title = page.partition("</title>")[0]
    assert text not in title and "Geschil 2026-01" in title


def test_the_same_party_twice_is_once_and_composed_letters_are_equal(cast: Cast, party: Client) -> None:
    assert notify(cast, party, {"others": ["Wierden", "Wierden"], "subject": "cafe\u0301"}).status_code == 302
    assert Dispute.objects.get().involved.count() == 2
    assert Dispute.objects.get().subject == "café"


def test_the_form_sent_twice_is_one_dispute(cast: Cast, party: Client) -> None:
    data = NOTICE | {"others": [cast.parties["Wierden"].pk], "key": uuid.uuid4()}
    address = reverse("disputes:notice_create", args=["bok-ses", "GM1742"])
    places = {party.post(address, data)["Location"] for _ in range(2)}
    assert places == {"/bok-ses/geschillen/2026-01/"}


def test_extra_fields_are_ignored_and_single_fields_come_once(cast: Cast, party: Client) -> None:
    assert notify(cast, party, {"notified_on": "2020-01-01", "number": "77", "status": "closed"}).status_code == 302
    assert str(Dispute.objects.get()) == "2026-01"
    assert notify(cast, party, {"subject": ["een", "twee"]}).status_code == 400


def test_for_another_party_nobody_notifies(cast: Cast, party: Client) -> None:
    assert notify(cast, party, {}, code="GM0141").status_code == 404


LETTERS: dict[str, tuple[Change, int]] = {
    "neither letter nor file": ({"notified_on": "2026-11-02"}, 422),
    "in the future": ({"notified_on": "2026-11-21", "letter": "R-7"}, 422),
    "no such day": ({"notified_on": "29-02-2027", "letter": "R-7"}, 422),
    "in 2202": ({"notified_on": "2202-01-01", "letter": "R-7"}, 422),
    "cited": ({"notified_on": "2026-11-02", "letter": "R-7"}, 302),
    "as a file": ({"notified_on": "2026-11-02", "file": "pdf"}, 302),
    "as something else": ({"notified_on": "2026-11-02", "file": "exe"}, 415),
}


@pytest.mark.parametrize(("change", "status"), LETTERS.values(), ids=LETTERS)
def test_a_letter_is_recorded_on_behalf_with_its_paper(
    cast: Cast, secretary: Client, change: Change, status: int
) -> None:
    files = {"pdf": ("brief.pdf", a_pdf("Brief")), "exe": ("brief.pdf", b"MZ dit is geen pdf")}
    if kind := change.get("file"):
        change = change | {"file": SimpleUploadedFile(*files[kind])}
    assert notify(cast, secretary, change).status_code == status
    assert Dispute.objects.count() == (status == 302)
    assert DisputePaper.objects.count() == (status == 302 and "file" in change)


def act(browser: Client, dispute: Dispute, slug: str, **data: Any) -> Any:
    """Send the form of an act."""
    dispute.refresh_from_db()
    fields = {"key": uuid.uuid4(), "version": dispute.version} | data
    return browser.post(reverse("disputes:fact_record", args=["bok-ses", str(dispute), slug]), fields)


RECEIPTS = {
    "before the notification": ("2026-10-25", 422),
    "in the future": ("2026-11-21", 422),
    "in 2202": ("2202-01-01", 422),
    "29 February 2027": ("29-02-2027", 422),
    "no day": ("", 422),
    "today": ("2026-11-20", 302),
    "the day itself": ("26-10-2026", 302),
}


@pytest.mark.parametrize(("on", "status"), RECEIPTS.values(), ids=RECEIPTS)
def test_a_receipt(cast: Cast, secretary: Client, on: str, status: int) -> None:
    assert act(secretary, a_dispute(cast), "ontvangst", party="0", on=on).status_code == status
    assert Fact.objects.count() == (status == 302)


def mediated(cast: Cast) -> Dispute:
    """Mediation began early, by an override, so that it happens before today."""
    dispute = a_dispute(cast)
    received(cast, dispute)
    detail = {"step": "mediation", "last_day": "2026-11-01"}
    happens(cast, dispute, Kind.OVERRIDE, date(2026, 11, 1), text="Afgesproken.", detail=detail)
    happens(cast, dispute, Kind.MEDIATOR, date(2026, 11, 5), text="M", detail={"registered": True})
    return dispute


def begun(cast: Cast) -> Dispute:
    dispute = mediated(cast)
    happens(cast, dispute, Kind.MEDIATION_START, date(2026, 11, 10))
    return dispute


def closed(cast: Cast) -> Dispute:
    dispute = a_dispute(cast)
    happens(cast, dispute, Kind.WITHDRAWAL, date(2026, 11, 1), text="Ingetrokken.")
    return dispute


def fresh(cast: Cast) -> Dispute:
    dispute = a_dispute(cast)
    received(cast, dispute)
    return dispute


Scene = Callable[[Cast], Dispute]
ACTS: dict[str, tuple[Scene, str, Change, int]] = {
    "mediator too early": (fresh, "mediator", {"text": "M", "on": "2026-11-20"}, 409),
    "mediator without a name": (fresh, "mediator", {"text": "", "on": "2026-11-20"}, 422),
    "mediation before it was asked": (mediated, "mediation", {"on": "2026-11-04"}, 422),
    "mediation on that day": (mediated, "mediation", {"on": "2026-11-05"}, 302),
    "mediation ended before it began": (begun, "mediation-einde", {"on": "2026-11-09", "text": "x"}, 422),
    "mediation ended": (begun, "mediation-einde", {"on": "2026-11-12", "text": "Wierden, per brief"}, 302),
    "to GS too early": (begun, "gedeputeerde-staten", {"on": "2026-11-20", "party": "GM0189"}, 409),
    "to GS without mediation": (fresh, "gedeputeerde-staten", {"on": "2026-11-20", "party": "GM0189"}, 409),
    "to GS by a stranger": (begun, "gedeputeerde-staten", {"on": "2026-11-20", "party": "GM0141"}, 422),
    "decision before submission": (begun, "beslissing", {"on": "2026-11-20"}, 409),
    "straight to court": (fresh, "beroep", {"on": "2026-11-20", "party": "GM0189"}, 409),
    "close without outcome": (fresh, "afsluiten", {"on": "2026-11-20", "text": ""}, 422),
    "close too early": (fresh, "afsluiten", {"on": "2026-11-20", "text": "Klaar."}, 409),
    "tell all while not agreed": (fresh, "bekendmaken", {"on": "2026-11-20", "text": "Klaar."}, 409),
    "cost of nothing": (begun, "kosten", {"on": "2026-11-20", "text": "x", "amount": "0"}, 422),
    "cost of less than nothing": (begun, "kosten", {"on": "2026-11-20", "text": "x", "amount": "-5"}, 422),
    "cost in another notation": (begun, "kosten", {"on": "2026-11-20", "text": "x", "amount": "1e5"}, 422),
    "cost": (begun, "kosten", {"on": "2026-11-20", "text": "Nota", "amount": "1.000,01"}, 302),
    "after the end": (closed, "gesprek", {"on": "2026-11-20", "text": "x", "present": "x"}, 409),
    "solution after the end": (closed, "oplossing", {"on": "2026-11-20", "text": "x"}, 409),
    "an override without a reason": (
        fresh,
        "termijn",
        {"on": "2026-11-20", "step": "consultation", "last_day": "2026-12-01", "text": ""},
        422,
    ),
    "an override of nothing": (
        fresh,
        "termijn",
        {"on": "2026-11-20", "step": "court", "last_day": "2026-12-01", "text": "x"},
        422,
    ),
    "no such act": (fresh, "verwijderen", {}, 404),
    "a stale version": (fresh, "gesprek", {"on": "2026-11-20", "text": "x", "present": "x", "version": 1}, 409),
}


@pytest.mark.parametrize(("scene", "slug", "data", "status"), ACTS.values(), ids=ACTS)
def test_an_act(cast: Cast, secretary: Client, scene: Scene, slug: str, data: Change, status: int) -> None:
    dispute = scene(cast)
    before = Fact.objects.count()
    answer = act(secretary, dispute, slug, **data)
    assert answer.status_code == status
    assert Fact.objects.count() - before == (status == 302)
    if status == 409 and data.get("text"):
        assert data["text"] in answer.text, "what was typed is kept"


def test_a_mediator_who_is_in_no_register_is_warned_about(cast: Cast, secretary: Client, time_machine: Any) -> None:
    dispute = fresh(cast)
    time_machine.move_to("2026-12-10T09:00:00+01:00", tick=False)
    secretary.force_login(cast.secretary)
    answer = act(secretary, dispute, "mediator", text="Iemand", on="2026-12-10")
    page = secretary.get(answer["Location"]).text
    assert "erkend mediator" in page


def test_the_day_of_notification_is_the_day_in_amsterdam(cast: Cast, party: Client, time_machine: Any) -> None:
    """22:30 UTC in summer is the next day here."""
    time_machine.move_to("2026-07-01T22:30:00+00:00", tick=False)
    party.force_login(cast.representatives["Rijssen-Holten"])
    assert notify(cast, party, {}).status_code == 302
    assert Dispute.objects.get().notified_on == date(2026, 7, 2)


def test_a_page_is_never_kept_by_a_browser_and_a_get_does_nothing(cast: Cast, secretary: Client) -> None:
    dispute = fresh(cast)
    page = secretary.get(reverse("disputes:dispute_detail", args=["bok-ses", str(dispute)]))
    assert "no-store" in page["Cache-Control"]
    assert (
        secretary.get(reverse("disputes:letter_request", args=["bok-ses", str(dispute), "notice"])).status_code == 405
    )
