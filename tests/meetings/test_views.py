"""The pages of meetings: who may open them, what a form answers, what a poll costs."""

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import services
from meetings.models import Attendance, Decision, Meeting, Substitution
from tests.cast import MORNING, Cast
from tests.factories import (
    COURSE,
    MEETING_AT,
    ORDER,
    OTHER,
    a_convened_meeting,
    a_meeting,
    an_item,
    an_open_meeting,
)
from twente.core import services as core
from twente.core.models import Role, User
from twente.outbox.models import Message

SignIn = Callable[[User], Client]
DRAFT = {"chair", "deputy_chair", "secretary", "deputy_secretary", "representative", "substitute", "officer"}
SENT = DRAFT | {"clerk", "treasurer"}
EDIT = {"secretary", "deputy_secretary"}
LEAD = EDIT | {"chair"}


def page(name: str, *args: object) -> str:
    """An address under the agreement."""
    return reverse(f"meetings:{name}", args=["bok-ses", *args])


def fields(meeting: Meeting | None = None, **changes: Any) -> dict[str, Any]:
    """A filled-in meeting form."""
    from meetings.models import Body

    return {
        "body": Body.objects.order_by("pk").first().pk,
        "day": "2027-02-10",
        "starts": "10:00",
        "ends": "12:00",
        "place": "stadhuis Almelo",
        "key": str(uuid.uuid4()),
    } | changes


def item_fields(**changes: Any) -> dict[str, Any]:
    """A filled-in item form."""
    return {
        "title": "Koers SES Twente",
        "item_class": "subject:8a",
        "status": "besluitvorming",
        "minutes_planned": "20",
        "explanation": "",
        "key": str(uuid.uuid4()),
    } | changes


@pytest.fixture
def addresses(cast: Cast) -> dict[str, tuple[str, set[str]]]:
    """Page → its address and the parts that may open it; everybody else who takes part gets 403 or 404."""
    sent, running = a_convened_meeting(cast), an_open_meeting(cast)
    item = running.items.get(position=2)
    return {
        "list": (page("meeting_list"), SENT),
        "detail": (page("meeting_detail", sent.pk), DRAFT),
        "create": (page("meeting_create"), EDIT),
        "edit": (page("meeting_edit", sent.pk), EDIT),
        "item_create": (page("item_create", sent.pk), EDIT),
        "publish": (page("agenda_publish", sent.pk), EDIT),
        "version": (page("agenda_version", sent.pk, 1), SENT),
        "attendance": (page("attendance", sent.pk), LEAD),
        "substitution": (page("substitution_create", sent.pk, cast.parties["Almelo"].pk), EDIT),
        "live": (page("meeting_live", running.pk), DRAFT),
        "open": (page("meeting_open", sent.pk), LEAD),
        "close": (page("meeting_close", running.pk), LEAD),
        "item": (page("item_detail", item.pk), DRAFT),
        "item_edit": (page("item_edit", item.pk), EDIT),
        "item_delete": (page("item_delete", item.pk), EDIT),
        "decision": (page("decision_create", item.pk), EDIT),
    }


def test_each_page_opens_for_its_roles_only(cast: Cast, signed_in: SignIn, addresses: dict) -> None:
    wrong = []
    for part, person in cast.everybody.items():
        browser = signed_in(person)
        for name, (address, allowed) in addresses.items():
            status = browser.get(address).status_code
            expected = (200,) if part in allowed else (404,) if part == "outsider" else (302, 403, 404)
            wrong += [(part, name, status)] if status not in expected else []
    assert wrong == []


def test_visitor_goes_to_the_login_page(cast: Cast, morning: None, addresses: dict) -> None:
    for address, _ in addresses.values():
        answer = Client().get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))


def test_clerk_reads_the_agenda_that_was_sent(cast: Cast, signed_in: SignIn) -> None:
    """Drafts are not for clerks and treasurers: no concept, no item, and no change after sending."""
    concept, sent = a_meeting(cast), a_convened_meeting(cast)
    an_item(cast, sent, "Nog geheim punt")
    browser = signed_in(cast.clerk)
    assert browser.get(page("meeting_detail", concept.pk)).status_code == 404
    answer = browser.get(page("meeting_detail", sent.pk), follow=True)
    assert answer.redirect_chain == [(page("agenda_version", sent.pk, 1), 302)]
    assert "Nog geheim punt" not in answer.text
    assert browser.get(page("item_detail", sent.items.first().pk)).status_code == 404
    assert f"/vergaderingen/{concept.pk}/" not in browser.get(page("meeting_list")).text


def test_deputy_chair_leads_only_in_charge(cast: Cast, signed_in: SignIn) -> None:
    """BOK-5.4: the deputy may open only while in charge."""
    address = page("meeting_open", a_convened_meeting(cast).pk)
    browser = signed_in(cast.deputy_chair)
    assert browser.get(address).status_code == 403
    day = MORNING.date()
    role = Role.objects.get(kind=Role.Kind.DEPUTY_CHAIR)
    core.put_in_charge(role=role, since=day, until=day, reason="Vakantie", by=cast.secretary, now=MORNING)
    assert browser.get(address).status_code == 200


POST_ONLY = ("item_move", "item_take")


def test_post_only_addresses_refuse_a_get(cast: Cast, secretary: Client) -> None:
    item = an_open_meeting(cast).items.first()
    assert [secretary.get(page(name, item.pk)).status_code for name in POST_ONLY] == [405, 405]
    assert secretary.get(page("substitution_withdraw", 1)).status_code == 405
    assert secretary.post(page("meeting_list")).status_code == 405


def test_post_without_token_is_refused(cast: Cast, morning: None) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.secretary)
    meeting = a_meeting(cast)
    assert browser.post(page("item_create", meeting.pk), item_fields()).status_code == 403
    assert meeting.items.count() == 2


def test_posts_of_others_change_nothing(cast: Cast, signed_in: SignIn) -> None:
    meeting = an_open_meeting(cast)
    item = meeting.items.get(position=2)
    browser = signed_in(cast.representatives["Almelo"])
    posts = [
        (page("item_create", meeting.pk), item_fields()),
        (page("item_move", item.pk), {"to": 1, "seen": 2}),
        (page("item_take", item.pk), {}),
        (page("decision_create", item.pk), {"text": "x", "outcome": "vastgesteld", "key": str(uuid.uuid4())}),
        (page("attendance", meeting.pk), {"party": cast.parties["Almelo"].pk, "mark": "arrived"}),
        (page("meeting_close", meeting.pk), {}),
    ]
    assert {browser.post(address, data).status_code for address, data in posts} == {403}
    meeting.refresh_from_db()
    assert (meeting.state, meeting.items.count(), Decision.objects.count()) == (Meeting.State.OPEN, 2, 0)


def test_planning_from_form_to_page(cast: Cast, secretary: Client) -> None:
    secretary.get(page("meeting_create"))
    answer = secretary.post(page("meeting_create"), fields(), follow=True)
    assert answer.status_code == 200
    assert "Agenda van woensdag 10 februari 2027" in answer.text
    assert "10.00–12.00 uur, stadhuis Almelo" in answer.text


def test_holiday_and_double_meeting_warn_but_are_allowed(cast: Cast, secretary: Client) -> None:
    a_meeting(cast, starts_at=MEETING_AT.replace(year=2026, month=12, day=25))
    answer = secretary.post(page("meeting_create"), fields(day="2026-12-25"), follow=True)
    assert Meeting.objects.count() == 2
    assert "is een feestdag" in answer.text
    assert "Op hetzelfde moment" in answer.text


def test_stale_edit_shows_both_texts(cast: Cast, secretary: Client) -> None:
    item = a_meeting(cast).items.first()
    secretary.post(page("item_edit", item.pk), item_fields(title="Tekst van de ander", version=1))
    answer = secretary.post(page("item_edit", item.pk), item_fields(title="Mijn eigen tekst", version=1))
    assert answer.status_code == 409
    assert "Tekst van de ander" in answer.text
    assert "Mijn eigen tekst" in answer.text
    again = item_fields(title="Mijn eigen tekst", version=re.search(r'name="version" value="(\d+)"', answer.text)[1])
    assert secretary.post(page("item_edit", item.pk), again).status_code == 302
    item.refresh_from_db()
    assert item.title == "Mijn eigen tekst"


def test_stale_meeting_shows_both_texts(cast: Cast, secretary: Client) -> None:
    meeting = a_meeting(cast)
    secretary.post(page("meeting_edit", meeting.pk), fields(place="stadhuis Borne", version=1))
    answer = secretary.post(page("meeting_edit", meeting.pk), fields(place="stadhuis Losser", version=1))
    assert answer.status_code == 409
    assert "stadhuis Borne" in answer.text
    assert "stadhuis Losser" in answer.text


def test_arrows_move_and_keep_their_focus(cast: Cast, secretary: Client) -> None:
    """WCAG 2.5.7: buttons, with ids that survive the swap; impossible at the ends."""
    meeting = a_meeting(cast)
    item = meeting.items.get(position=1)
    answer = secretary.post(page("item_move", item.pk), {"to": 2, "seen": 1}, headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert re.search(rf'id="neer-{item.pk}"[^>]*aria-disabled="true"', answer.text)
    assert secretary.post(page("item_move", item.pk), {"to": 2, "seen": 1}).status_code == 409
    assert secretary.post(page("item_move", item.pk), {"to": 0, "seen": 2}).status_code == 422


def test_sending_names_everybody_and_goes_once(cast: Cast, secretary: Client) -> None:
    meeting = a_meeting(cast)
    address = page("agenda_publish", meeting.pk)
    confirm = secretary.get(address)
    assert "aan 19 personen" in confirm.text
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', confirm.text)[1]
    for _ in range(2):
        assert secretary.post(address, {"seen": seen}).status_code == 302
    assert Message.objects.count() == 19
    an_item(cast, meeting, "Nieuw punt")
    assert secretary.post(address, {"seen": seen}).status_code == 409
    assert "Gewijzigd na versie" in secretary.get(page("meeting_detail", meeting.pk)).text


def test_table_counts_parties_and_inhabitants(cast: Cast, secretary: Client) -> None:
    """BOK-14: ten of fourteen is more than two thirds, nine is not."""
    names = list(cast.parties)
    meeting = an_open_meeting(cast, present=names[:9], at=MORNING)
    text = secretary.get(page("attendance", meeting.pk)).text
    assert "9 van 14 partijen aanwezig" in text
    assert "Twee derde of minder is vertegenwoordigd" in text
    data = {"party": cast.parties[names[9]].pk, "mark": "arrived"}
    text = secretary.post(page("attendance", meeting.pk), data, follow=True).text
    assert "10 van 14 partijen aanwezig, samen" in text
    assert "van 643.603 inwoners. Meer dan twee derde is vertegenwoordigd" in text


def test_answer_counts_what_was_just_recorded(cast: Cast, secretary: Client) -> None:
    """The moment is read once: what is recorded and what is counted happen at the same time."""
    meeting = an_open_meeting(cast, at=MORNING)
    data = {"party": cast.parties["Borne"].pk, "mark": "arrived"}
    with time_machine.travel(MORNING, tick=True):
        text = secretary.post(page("attendance", meeting.pk), data, headers={"hx-request": "true"}).text
    assert "1 van 14 partijen aanwezig" in text


def test_held_meeting_shows_who_was_there(cast: Cast, secretary: Client) -> None:
    meeting = an_open_meeting(cast, present=("Almelo", "Borne"), at=MORNING - timedelta(hours=2))
    services.close_meeting(meeting=meeting, by=cast.chair, now=MORNING)
    assert "2 van 14 partijen aanwezig" in secretary.get(page("attendance", meeting.pk)).text


def test_marks_record_departure_and_absence(cast: Cast, secretary: Client) -> None:
    meeting = an_open_meeting(cast, present=("Borne",), at=MORNING)
    address = page("attendance", meeting.pk)
    secretary.post(address, {"party": cast.parties["Borne"].pk, "mark": "left"})
    secretary.post(address, {"party": cast.parties["Borne"].pk, "mark": "absent", "notice": "Ziek"})
    assert Attendance.objects.get().left_at == MORNING
    assert meeting.absences.get().notice == "Ziek"


def test_substitution_of_another_party_is_refused_at_the_field(cast: Cast, secretary: Client) -> None:
    meeting = a_convened_meeting(cast)
    address = page("substitution_create", meeting.pk, cast.parties["Haaksbergen"].pk)
    data = {"person": cast.representatives["Almelo"].pk, "document": "Besluit 1"}
    assert "Deze persoon hoort niet bij deze partij." in secretary.post(address, data).text
    assert secretary.post(address, data | {"person": cast.substitute.pk}).status_code == 302
    assert Substitution.objects.get().user == cast.substitute


def test_live_page_answers_204_while_nothing_changed(cast: Cast, signed_in: SignIn) -> None:
    meeting = an_open_meeting(cast)
    browser = signed_in(cast.representatives["Almelo"])
    address = page("meeting_live", meeting.pk)
    htmx = {"hx-request": "true"}
    assert browser.get(address, {"versie": meeting.version}, headers=htmx).status_code == 204
    services.take_item(meeting=meeting, item=meeting.items.get(position=2), by=cast.chair, now=MORNING)
    answer = browser.get(address, {"versie": meeting.version, "punt": meeting.current_item_id}, headers=htmx)
    assert answer.status_code == 200
    assert 'id="stempaneel" hx-swap-oob="true"' in answer.text
    assert "<textarea" not in answer.text


def test_poll_leaves_the_vote_panel_alone_while_the_item_stays(cast: Cast, signed_in: SignIn) -> None:
    """OpenSlides 5754: what somebody is filling in is never replaced by a live update."""
    meeting = an_open_meeting(cast)
    services.record_arrival(meeting=meeting, party=cast.parties["Borne"], by=cast.secretary, now=MORNING)
    browser = signed_in(cast.representatives["Almelo"])
    data = {"versie": meeting.version, "punt": meeting.current_item_id}
    answer = browser.get(page("meeting_live", meeting.pk), data, headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert "stempaneel" not in answer.text


def test_meeting_from_opening_to_closing(cast: Cast, secretary: Client) -> None:
    meeting = a_convened_meeting(cast)
    item = meeting.items.get(position=2)
    secretary.post(page("meeting_open", meeting.pk), {"presided_by": cast.chair.pk})
    secretary.post(page("item_take", item.pk))
    secretary.post(page("seat_mark", meeting.pk), {"party": cast.parties["Borne"].pk, "mark": "arrived"})
    assert "heeft geen stem" in secretary.get(page("meeting_live", meeting.pk)).text
    data = {"text": "Akkoord.", "outcome": "vastgesteld", "key": str(uuid.uuid4())}
    for _ in range(2):
        assert secretary.post(page("decision_create", item.pk), data).status_code == 302
    secretary.post(page("meeting_close", meeting.pk))
    meeting.refresh_from_db()
    assert (meeting.state, Decision.objects.get().text) == (Meeting.State.HELD, "Akkoord.")
    assert "Vastgesteld" in secretary.get(page("meeting_detail", meeting.pk)).text


def test_framework_memorandum_says_that_the_agreement_prevails(cast: Cast, secretary: Client) -> None:
    """BOK-2.3."""
    meeting = a_meeting(cast, items=(COURSE,))
    secretary.post(page("item_create", meeting.pk), item_fields(item_class="subject:8e"))
    first, second = meeting.items.order_by("position")
    assert "gaat vóór kaderstellende nota" in secretary.get(page("item_detail", second.pk)).text
    assert "gaat vóór kaderstellende nota" not in secretary.get(page("item_detail", first.pk)).text


@pytest.mark.parametrize("name", ["meeting_detail", "meeting_live", "attendance"])
def test_pages_cost_the_same_whatever_the_agenda_and_the_table(cast: Cast, secretary: Client, name: str) -> None:
    def cost(meeting: Meeting) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert secretary.get(page(name, meeting.pk)).status_code == 200
        return len(queries)

    small = an_open_meeting(cast, present=("Almelo",), items=(ORDER, OTHER), at=MORNING)
    large = an_open_meeting(cast, present=tuple(cast.parties), items=(ORDER, COURSE, OTHER) * 5, at=MORNING)
    for item in large.items.exclude(kind="other"):
        services.record_decision(item=item, text="Ja.", outcome="vastgesteld", by=cast.secretary, now=MORNING)
    for meeting in (small, large):
        cost(meeting)
    assert cost(small) == cost(large) <= 44


def test_year_gauge_counts_held_and_planned(cast: Cast, secretary: Client) -> None:
    """BOK-5.7: at least four a year; New Year's Eve belongs to its own year in Amsterdam."""
    a_meeting(cast)
    a_meeting(cast, starts_at=MEETING_AT + timedelta(days=60))
    assert date(2026, 12, 2).year == 2026
    assert "1 van minimaal 4 vergaderingen in 2026" in secretary.get(page("meeting_list")).text
