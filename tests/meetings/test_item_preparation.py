"""How an item is prepared: on the form, on its page, on the agenda, and in what was sent."""

import json
import uuid
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from meetings import selectors, services, wording
from meetings.models import AgendaItem, Meeting
from meetings.rules import changes, digest
from tests.cast import MORNING, Cast
from tests.factories import a_convened_meeting, a_meeting

PREPARED = {
    "handling": "consent",
    "portfolio": "economie",
    "presenter": "wethouder De Vries",
    "cover_note": "Waar het om gaat.",
    "advice": "De secretaris adviseert in te stemmen.",
    "consultation": "De Kring stemde in op 3 november.",
    "proposed_decision": "De koers vaststellen.",
}


def page(name: str, *args: object) -> str:
    """An address under the agreement."""
    return reverse(f"meetings:{name}", args=["bok-ses", *args])


def filled_in(**changes: Any) -> dict[str, Any]:
    """An item form with everything that can be prepared."""
    fields = {"title": "Koers", "item_class": "subject:8a", "status": "besluitvorming", "minutes_planned": "20"}
    return fields | PREPARED | {"explanation": "", "confidentiality": "public", "key": uuid.uuid4()} | changes


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A meeting whose agenda is still empty."""
    return a_meeting(cast, items=())


def added(secretary: Client, meeting: Meeting, **changes: Any) -> AgendaItem:
    """The item that the form made."""
    answer = secretary.post(page("item_create", meeting.pk), filled_in(**changes))
    assert answer.status_code == 302
    return meeting.items.get()


def test_what_was_prepared_stands_on_the_item_page(secretary: Client, meeting: Meeting) -> None:
    item = added(secretary, meeting)
    text = secretary.get(page("item_detail", item.pk)).text
    for said in [*list(PREPARED.values())[1:], "Hamerstuk", "art.\u00a09b", "art.\u00a09c"]:
        assert said in text, said


def test_the_agenda_shows_who_and_how(secretary: Client, meeting: Meeting) -> None:
    added(secretary, meeting)
    text = secretary.get(page("meeting_detail", meeting.pk)).text
    assert "economie, toelichting door wethouder De Vries" in text
    assert "Hamerstuk" in text
    assert "De secretaris adviseert" not in text


def test_the_form_comes_back_filled_in(secretary: Client, meeting: Meeting) -> None:
    item = added(secretary, meeting)
    text = secretary.get(page("item_edit", item.pk)).text
    assert all(said in text for said in PREPARED.values())
    assert text.count('<details class="veldgroep uitleg" open>') == 1, "only the group in which something was said"


def test_rare_groups_are_folded_until_something_in_them_is_wrong(secretary: Client, meeting: Meeting) -> None:
    assert '<details class="veldgroep uitleg" open>' not in secretary.get(page("item_create", meeting.pk)).text
    wrong = filled_in(confidentiality="secret", cover_note="", advice="", consultation="")
    answer = secretary.post(page("item_create", meeting.pk), wrong)
    assert answer.status_code == 422
    assert answer.text.count('<details class="veldgroep uitleg" open>') == 1
    assert "Vul de grond van de geheimhouding in." in answer.text
    assert "De koers vaststellen." in answer.text, "the text is kept"


def test_a_sent_agenda_keeps_what_was_prepared(secretary: Client, cast: Cast, meeting: Meeting) -> None:
    item = added(secretary, meeting)
    version = services.publish_agenda(meeting=meeting, by=cast.secretary, now=MORNING)
    secretary.post(page("item_edit", item.pk), filled_in(proposed_decision="Niets doen.", version=1))
    text = secretary.get(page("agenda_version", meeting.pk, version.number)).text
    assert "De koers vaststellen." in text
    assert "Niets doen." not in text


def test_readers_are_told_what_changed_in_the_preparation(secretary: Client, cast: Cast, meeting: Meeting) -> None:
    item = added(secretary, meeting)
    first = services.publish_agenda(meeting=meeting, by=cast.secretary, now=MORNING)
    less = {"handling": "", "presenter": "", "portfolio": "bestuur", "proposed_decision": "Niets doen."}
    secretary.post(page("item_edit", item.pk), filled_in(**less, version=1))
    found = changes(first.content, selectors.agenda_content(meeting))
    assert [wording.change(change) for change in found] == [
        "Punt “Koers” is niet meer hamerstuk.",
        "Punt “Koers”: portefeuille is nu bestuur.",
        "Punt “Koers”: wethouder De Vries licht niet meer toe.",
        "Punt “Koers” heeft een ander voorgesteld besluit.",
    ]


def test_an_agenda_of_before_stays_readable_with_its_hash(secretary: Client, cast: Cast) -> None:
    """Version 1 was frozen before there was more to say of an item: nothing in it is new, and it did not change."""
    meeting = a_convened_meeting(cast)
    version = meeting.agenda_versions.get()
    known = {
        "id",
        "position",
        "title",
        "kind",
        "article",
        "class_label",
        "status",
        "status_label",
        "explanation",
        "minutes",
    }
    assert all(known == set(row) for row in version.content["items"])
    assert digest(selectors.agenda_content(meeting)) == version.sha256
    assert secretary.get(page("agenda_version", meeting.pk, 1)).status_code == 200
    added_to = json.loads(json.dumps(version.content))
    added_to["items"][0]["presenter"] = "de voorzitter"
    sentence = "Punt “Punt 1”: toelichting door de voorzitter."
    assert [wording.change(found) for found in changes(version.content, added_to)] == [sentence]


def test_secrecy_needs_a_ground_and_may_have_a_last_day(secretary: Client, meeting: Meeting) -> None:
    secret = {"confidentiality": "secret", "confidential_ground": "Artikel 5.1 Woo", "confidential_until": "2027-06-30"}
    item = added(secretary, meeting, **secret)
    assert (item.confidentiality, item.confidential_ground) == ("secret", "Artikel 5.1 Woo")
    assert item.confidential_until == date(2027, 6, 30)
    text = secretary.get(page("item_detail", item.pk)).text
    assert "Geheimhouding" in text
    assert "Tot en met 30 juni 2027" in text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("confidential_until", "2026-11-19"),
        ("confidential_until", "31-02-2027"),
        ("confidential_until", "9999-12-31"),
        ("confidentiality", "geheim"),
        ("handling", "hamer"),
        ("portfolio", "x" * 101),
        ("portfolio", "economie\r\nBcc: iemand"),
        ("presenter", "x" * 121),
        ("cover_note", "x" * 10_001),
        ("proposed_decision", "a\x00b"),
        ("minutes_planned", "0"),
        ("minutes_planned", "-1"),
    ],
)
def test_bad_preparation_is_refused(secretary: Client, meeting: Meeting, field: str, value: str) -> None:
    good = filled_in(confidentiality="closed")
    answer = secretary.post(page("item_create", meeting.pk), good | {field: value})
    assert answer.status_code == 422
    assert not meeting.items.exists()
    assert secretary.post(page("item_create", meeting.pk), good).status_code == 302


def test_what_is_public_again_has_no_ground(secretary: Client, meeting: Meeting) -> None:
    secret = {"confidentiality": "secret", "confidential_ground": "Artikel 5.1 Woo"}
    item = added(secretary, meeting, **secret)
    secretary.post(page("item_edit", item.pk), filled_in(**secret | {"confidentiality": "public"}, version=1))
    item.refresh_from_db()
    assert (item.confidentiality, item.confidential_ground, item.version) == ("public", "", 2)


def test_a_post_that_says_nothing_of_openness_opens_nothing(secretary: Client, meeting: Meeting) -> None:
    item = added(secretary, meeting, confidentiality="closed")
    old_page = {name: value for name, value in filled_in(version=1).items() if name != "confidentiality"}
    assert secretary.post(page("item_edit", item.pk), old_page).status_code == 302
    item.refresh_from_db()
    assert (item.confidentiality, item.version) == ("closed", 2)


def test_a_last_day_that_went_by_may_stay(secretary: Client, meeting: Meeting) -> None:
    item = added(secretary, meeting, confidentiality="closed", confidential_until="2026-12-31")
    AgendaItem.objects.filter(pk=item.pk).update(confidential_until=date(2026, 11, 1))
    same = filled_in(confidentiality="closed", confidential_until="2026-11-01", version=1)
    assert secretary.post(page("item_edit", item.pk), same).status_code == 302


def test_the_other_persons_preparation_is_shown_beside_ones_own(secretary: Client, meeting: Meeting) -> None:
    item = added(secretary, meeting)
    secretary.post(page("item_edit", item.pk), filled_in(advice="Advies van de ander", version=1))
    answer = secretary.post(page("item_edit", item.pk), filled_in(advice="Mijn advies", version=1))
    assert answer.status_code == 409
    assert "Advies van de ander" in answer.text
    assert "Mijn advies" in answer.text


@pytest.mark.parametrize(
    ("kind", "ground", "until"), [("secret", "", None), ("public", "Artikel 5.1", None), ("public", "", "2027-01-01")]
)
def test_the_database_refuses_a_half_secret(cast: Cast, kind: str, ground: str, until: str | None) -> None:
    item = a_meeting(cast).items.get(position=1)
    row = AgendaItem.objects.filter(pk=item.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(confidentiality=kind, confidential_ground=ground, confidential_until=until)
