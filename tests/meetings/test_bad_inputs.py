"""What people and machines send by mistake or on purpose, for every form of meetings (lists/bad_inputs.json)."""

import json
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from meetings.models import Absence, AgendaItem, AgendaVersion, Attendance, Body, Decision, Meeting, Substitution
from tests.cast import MORNING, Cast
from tests.factories import a_convened_meeting, a_meeting, an_open_meeting
from twente.core.models import User

STORED: tuple[type[models.Model], ...] = (
    Meeting,
    AgendaItem,
    AgendaVersion,
    Substitution,
    Attendance,
    Absence,
    Decision,
)


@dataclass
class Case:
    """A form with a good answer: where it goes, its fields, and the text field that is tried."""

    address: str
    good: dict[str, Any]
    text: str
    lines: bool
    required: bool
    limit: int
    stored: Callable[[], Any]


def page(name: str, *args: object) -> str:
    """An address under the agreement."""
    return reverse(f"meetings:{name}", args=["bok-ses", *args])


def key() -> str:
    """A fresh form key."""
    return str(uuid.uuid4())


def meeting_case(cast: Cast) -> Case:
    """Planning a meeting: the place."""
    a_meeting(cast)
    body = Body.objects.order_by("pk").first().pk
    good = {"body": body, "day": "2027-02-10", "starts": "10:00", "ends": "12:00", "place": "Almelo", "key": key()}
    return Case(page("meeting_create"), good, "place", False, True, 200, lambda: Meeting.objects.latest("pk").place)


def title_case(cast: Cast) -> Case:
    """Adding an item: the title."""
    good = {
        "title": "Koers",
        "item_class": "subject:8a",
        "status": "bespreking",
        "minutes_planned": "20",
        "explanation": "",
        "key": key(),
    }
    address = page("item_create", a_meeting(cast).pk)
    return Case(address, good, "title", False, True, 200, lambda: AgendaItem.objects.latest("pk").title)


def explanation_case(cast: Cast) -> Case:
    """Adding an item: the explanation, which may be empty and may have lines."""
    case = title_case(cast)
    case.text, case.lines, case.required, case.limit = "explanation", True, False, 10_000
    case.stored = lambda: AgendaItem.objects.latest("pk").explanation
    return case


def edit_case(cast: Cast) -> Case:
    """Changing an item: the title."""
    case = title_case(cast)
    item = a_meeting(cast).items.first()
    case.address, case.good = page("item_edit", item.pk), case.good | {"version": 1}
    case.stored = lambda: AgendaItem.objects.get(pk=item.pk).title
    return case


def decision_case(cast: Cast) -> Case:
    """A decision without a vote: its text."""
    item = an_open_meeting(cast, present=("Borne",), at=MORNING).items.first()
    good = {"text": "Akkoord.", "outcome": "vastgesteld", "key": key()}
    address = page("decision_create", item.pk)
    return Case(address, good, "text", True, True, 10_000, lambda: Decision.objects.latest("pk").text)


def substitution_case(cast: Cast) -> Case:
    """A substitution: its document."""
    meeting = a_convened_meeting(cast)
    address = page("substitution_create", meeting.pk, cast.parties["Haaksbergen"].pk)
    good = {"person": cast.substitute.pk, "item": "", "document": "Besluit 1"}
    return Case(address, good, "document", False, True, 200, lambda: Substitution.objects.latest("pk").document)


def notice_case(cast: Cast) -> Case:
    """A notice of absence."""
    meeting = a_convened_meeting(cast)
    good = {"party": cast.parties["Borne"].pk, "mark": "absent", "notice": "Ziek"}
    address = page("attendance", meeting.pk)
    return Case(address, good, "notice", False, False, 200, lambda: Absence.objects.latest("pk").notice)


MAKERS = (
    meeting_case,
    title_case,
    explanation_case,
    edit_case,
    decision_case,
    substitution_case,
    notice_case,
)


@pytest.fixture(params=MAKERS, ids=lambda make: make.__name__)
def case(request: pytest.FixtureRequest, cast: Cast, morning: None) -> Case:
    """Each form in turn."""
    return request.param(cast)


def counts() -> list[int]:
    """How many rows every table of meetings holds."""
    return [model._default_manager.count() for model in STORED]


def send(browser: Client, case: Case, value: str) -> Any:
    """Post the good answer with another text."""
    return browser.post(case.address, case.good | {case.text: value})


REFUSED = {
    "NUL byte": "a\x00b",
    "right-to-left override": "a\u202eb",
    "control character": "a\x08b",
}
INVISIBLE = {"empty": "", "spaces": "   ", "zero width": "\u200b\u200b"}
KEPT = {
    "script": "<script>alert(1)</script>",
    "image": '"><img src=x onerror=1>',
    "template": "{{ 7*7 }} and {% load %}",
    "sql": "'; drop table x; --",
    "formula": '=HYPERLINK("x")',
    "path": "../../etc/passwd",
    "local address": "file:///etc/passwd http://127.0.0.1/",
    "emoji": "Akkoord 👍🏽",
}


@contextmanager
def undone() -> Iterator[None]:
    """Try one input and take everything back, so that each starts from the same rows."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_hidden_characters_are_refused(case: Case, secretary: Client) -> None:
    before = counts()
    for name, value in REFUSED.items():
        assert (name, send(secretary, case, value).status_code) == (name, 422)
    assert counts() == before


def test_nothing_visible_is_empty(case: Case, secretary: Client) -> None:
    before = counts()
    for name, value in INVISIBLE.items():
        with undone():
            answer = send(secretary, case, value)
            assert (name, answer.status_code) == (name, 422 if case.required else 302)
            assert (name, counts() == before) == (name, case.required)
            assert not case.required or f'id="id_{case.text}_error"' in answer.text


def test_strange_text_is_kept_and_shown_escaped(case: Case, secretary: Client) -> None:
    for name, value in KEPT.items():
        with undone():
            answer = send(secretary, case, value)
            assert (name, answer.status_code) == (name, 302)
            assert case.stored() == value
            shown = secretary.get(answer["Location"]).text
            assert "<script>alert" not in shown
            assert "<img src=x" not in shown


def test_too_long_is_refused(case: Case, secretary: Client) -> None:
    before = counts()
    assert send(secretary, case, "x" * (case.limit + 1)).status_code == 422
    assert counts() == before
    assert send(secretary, case, "x" * case.limit).status_code == 302


def test_a_line_break_belongs_in_long_texts_only(case: Case, secretary: Client) -> None:
    """Header injection: CR LF in a field that becomes a subject line."""
    answer = send(secretary, case, "Regel\r\nBcc: x@example.org")
    assert answer.status_code == (302 if case.lines else 422)


def test_characters_are_composed(case: Case, secretary: Client) -> None:
    assert send(secretary, case, "Cafe\u0301").status_code == 302
    assert case.stored() == "Café"


def test_a_megabyte_is_too_large(case: Case, secretary: Client) -> None:
    body = f"{case.text}={'x' * 3_000_000}"
    answer = secretary.generic("POST", case.address, body, "application/x-www-form-urlencoded")
    assert answer.status_code == 413


def test_invalid_utf8_is_unreadable(case: Case, secretary: Client) -> None:
    body = f"{case.text}=%ff%fe"
    assert secretary.generic("POST", case.address, body, "application/x-www-form-urlencoded").status_code == 400


def test_the_same_field_twice_is_unreadable(case: Case, secretary: Client) -> None:
    before = counts()
    assert secretary.post(case.address, case.good | {case.text: ["a", "b"]}).status_code == 400
    assert counts() == before


def test_unknown_fields_are_ignored(case: Case, secretary: Client) -> None:
    extra = {"state": "held", "admission": "admitted", "position": "99", "recorded_by": "1"}
    assert secretary.post(case.address, case.good | extra).status_code == 302
    assert not Meeting.objects.filter(state=Meeting.State.HELD).exists()
    assert not AgendaItem.objects.filter(position=99).exists()


def test_sent_twice_is_stored_once(case: Case, secretary: Client) -> None:
    before = sum(counts())
    first = secretary.post(case.address, case.good)
    after = sum(counts())
    second = secretary.post(case.address, case.good)
    assert first.status_code == 302
    assert second.status_code in (302, 409)
    assert sum(counts()) == after <= before + 1


def test_nothing_is_stored_after_the_session_ended(case: Case, cast: Cast) -> None:
    before = counts()
    answer = Client().post(case.address, case.good)
    assert (answer.status_code, counts()) == (302, before)
    assert answer["Location"].startswith(reverse("account_login"))


IMPOSSIBLE = ("0", "-1", "99999999999999999999")


@pytest.mark.parametrize("number", IMPOSSIBLE)
def test_impossible_ids_do_not_exist(cast: Cast, secretary: Client, number: str) -> None:
    for address in (f"vergaderingen/{number}/", f"punten/{number}/", f"vergaderingen/{number}/aanwezig/"):
        assert secretary.get(f"/bok-ses/{address}").status_code == 404
    meeting = an_open_meeting(cast)
    data = {"party": number, "mark": "arrived"}
    assert secretary.post(page("attendance", meeting.pk), data).status_code == 422


DAYS = ("31-02-2027", "2027-13-01", "01/02/03", "0001-01-01", "9999-12-31", "2021-01-31", "", "morgen", "²-2-2027")


@pytest.mark.parametrize("day", DAYS)
def test_impossible_days_are_refused_at_the_field(cast: Cast, secretary: Client, day: str) -> None:
    case = meeting_case(cast)
    answer = secretary.post(case.address, case.good | {"day": day})
    assert answer.status_code == 422
    assert 'id="id_day_error"' in answer.text
    assert Meeting.objects.count() == 1


TIMES = (("12:00", "10:00"), ("10:00", "10:00"), ("24:00", "25:00"), ("10:60", "12:00"), ("", "12:00"))


@pytest.mark.parametrize("times", TIMES)
def test_impossible_times_are_refused(cast: Cast, secretary: Client, times: tuple[str, str]) -> None:
    case = meeting_case(cast)
    assert secretary.post(case.address, case.good | {"starts": times[0], "ends": times[1]}).status_code == 422
    assert Meeting.objects.count() == 1


def test_time_that_does_not_exist_is_refused(cast: Cast, secretary: Client) -> None:
    """In the night of 28 March 2027 the clock jumps over half past two."""
    case = meeting_case(cast)
    answer = secretary.post(case.address, case.good | {"day": "2027-03-28", "starts": "02:30", "ends": "05:00"})
    assert answer.status_code == 422
    assert "bestaat niet" in answer.text


@pytest.mark.parametrize(("which", "moment"), [("first", "00:30"), ("second", "01:30")])
def test_time_that_exists_twice_is_asked_back(cast: Cast, secretary: Client, which: str, moment: str) -> None:
    """In the night of 31 October 2027 half past two comes twice; the form asks which and keeps the answer."""
    case = meeting_case(cast)
    night = case.good | {"day": "2027-10-31", "starts": "02:30", "ends": "05:00"}
    answer = secretary.post(case.address, night)
    assert answer.status_code == 422
    assert "Kies welke van de twee" in answer.text
    assert re.search(r'<select[^>]*name="occurrence"', answer.text)
    assert secretary.post(case.address, night | {"occurrence": which}).status_code == 302
    assert f"{Meeting.objects.latest('pk').starts_at:%H:%M}" == moment


CHOICES = {
    "item_class": ("", "subject:9z", "subject", "other_article:99", "OTHER"),
    "status": ("", "aangenomen"),
    "minutes_planned": ("", "0", "-1", "481", "10,5", "1e3", "tien", "99999999999999999999"),
    "key": ("", "1", "niet-een-sleutel"),
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in CHOICES.items() for value in values])
def test_unknown_choices_are_refused(cast: Cast, secretary: Client, field: str, value: str) -> None:
    case = title_case(cast)
    before = counts()
    assert secretary.post(case.address, case.good | {field: value}).status_code == 422
    assert counts() == before


@pytest.mark.parametrize("to", ["0", "-1", "3", "", "1.5", "99999999999999999999"])
def test_impossible_places_are_refused(cast: Cast, secretary: Client, to: str) -> None:
    item = a_meeting(cast).items.get(position=1)
    assert secretary.post(page("item_move", item.pk), {"to": to, "seen": "1"}).status_code == 422


def test_what_belongs_to_another_agreement_does_not_exist(cast: Cast, secretary: Client) -> None:
    """Also for somebody with a role there: the address decides."""
    item = a_meeting(cast).items.first()
    from twente.core.models import Agreement, Role

    other = Agreement.objects.create(slug="elders", rulebook="elders", name="Elders", short_name="Elders")
    Role.objects.create(agreement=other, user=cast.secretary, kind="secretary", valid_from=MORNING.date())
    for address in (f"vergaderingen/{item.meeting_id}/", f"punten/{item.pk}/", f"punten/{item.pk}/wijzigen/"):
        assert secretary.get(f"/elders/{address}").status_code == 404
    assert secretary.post(f"/elders/punten/{item.pk}/verplaatsen/", {"to": 2, "seen": 1}).status_code == 404
    assert secretary.get("/bestaat-niet/vergaderingen/").status_code == 404


def test_item_of_another_meeting_is_no_choice(cast: Cast, secretary: Client) -> None:
    case = substitution_case(cast)
    elsewhere = a_meeting(cast).items.first()
    assert secretary.post(case.address, case.good | {"item": elsewhere.pk}).status_code == 422


@pytest.mark.parametrize("part", ["secretary", "deputy_chair", "outsider"])
def test_only_who_can_preside_is_a_choice(cast: Cast, secretary: Client, part: str) -> None:
    meeting = a_convened_meeting(cast)
    person: User = getattr(cast, part)
    assert secretary.post(page("meeting_open", meeting.pk), {"presided_by": person.pk}).status_code == 422


@pytest.mark.parametrize("seen", ["", "x", "0" * 63, "Z" * 64])
def test_sending_without_having_seen_the_agenda_is_refused(cast: Cast, secretary: Client, seen: str) -> None:
    assert secretary.post(page("agenda_publish", a_meeting(cast).pk), {"seen": seen}).status_code == 422
    assert not AgendaVersion.objects.exists()


def test_json_is_no_form(case: Case, secretary: Client) -> None:
    before = counts()
    assert secretary.post(case.address, json.dumps({}), content_type="application/json").status_code == 422
    assert counts() == before
