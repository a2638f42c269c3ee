"""The mail of the day and how it stops (issue 4; RFC 8058): once, only what is new, nothing that few may read."""

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from meetings import services
from meetings.digest_tasks import send_digests
from meetings.models import Action, AgendaItem, MailStop, Meeting
from meetings.services.digests import send_digest
from tests.cast import MORNING, Cast
from tests.factories import MEETING_AT, a_convened_meeting, a_meeting
from twente.core.models import User
from twente.outbox.models import Message

DAY = timedelta(days=1)
REMINDER = MEETING_AT - 2 * DAY


def an_action(cast: Cast, meeting: Meeting, owner: User, text: str, due_on: date) -> Action:
    return Action.objects.create(
        agreement=cast.agreement,
        item=meeting.items.order_by("position")[0],
        kind=Action.Kind.ACTION,
        text=text,
        owner=owner,
        due_on=due_on,
        recorded_by=cast.secretary,
        recorded_at=MORNING,
        form_key=uuid.uuid4(),
    )


def digests(person: User) -> list[Message]:
    return list(Message.objects.filter(kind="digest", recipient=person.email).order_by("queued_at"))


def test_who_was_not_invited_hears_of_an_agenda_once(cast: Cast) -> None:
    a_convened_meeting(cast)

    for hours in (0, 1, 24):
        send_digest(user=cast.clerk, now=MORNING + timedelta(hours=hours))

    (mail,) = digests(cast.clerk)
    assert "Agenda van het bestuurlijk overleg op 2 december 2026" in mail.body
    assert not send_digest(user=cast.chair, now=MORNING), "the chair got the agenda itself"


def test_everybody_who_was_invited_is_reminded_on_the_day_for_it(cast: Cast) -> None:
    a_convened_meeting(cast)
    for step in range(10):
        send_digest(user=cast.chair, now=REMINDER + DAY * (step - 7))
    (mail,) = digests(cast.chair)
    assert mail.queued_at == REMINDER
    assert "Bestuurlijk overleg op woensdag 2 december 2026 om 10.00 uur, stadhuis Enschede" in mail.body


def test_nothing_is_said_of_what_is_over(cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    action = an_action(cast, meeting, cast.officer, "Cijfers", MORNING.date())
    Action.objects.filter(pk=action.pk).update(state="done", settled_on=MORNING.date())
    assert not send_digest(user=cast.clerk, now=MEETING_AT + DAY)
    assert not send_digest(user=cast.officer, now=MORNING)


def test_an_action_at_a_closed_item_is_not_named(cast: Cast) -> None:
    person = cast.representatives["Borne"]
    meeting = a_meeting(cast)
    an_action(cast, meeting, person, "Kanarie", MORNING.date() + DAY)
    AgendaItem.objects.filter(meeting=meeting).update(confidentiality="closed")

    send_digest(user=person, now=MORNING)

    (mail,) = digests(person)
    assert not send_digest(user=person, now=MORNING + timedelta(hours=1))
    assert "Kanarie" not in mail.subject + mail.body
    assert "Uiterlijk 21 november 2026: Besloten punt" in mail.body


@pytest.mark.django_db(transaction=True)
def test_twice_at_once_is_one_mail(cast: Cast) -> None:
    a_convened_meeting(cast)
    with time_machine.travel(MORNING, tick=False):
        send_digests()
        send_digests()
    assert len(digests(cast.clerk)) == 1


@pytest.mark.django_db(transaction=True)
def test_the_day_begins_at_seven(cast: Cast) -> None:
    a_convened_meeting(cast)
    with time_machine.travel(MORNING - timedelta(hours=3), tick=False):
        send_digests()
    assert digests(cast.clerk) == []


@pytest.fixture
def mail(cast: Cast) -> Message:
    """A mail of the day for the clerk."""
    a_convened_meeting(cast)
    send_digest(user=cast.clerk, now=MORNING)
    return digests(cast.clerk)[0]


def path_of(address: str) -> str:
    return "/" + address.strip("<>").split("/", 3)[3]


def test_one_click_of_the_mail_program_stops_everything(cast: Cast, mail: Message) -> None:
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = path_of(mail.headers["List-Unsubscribe"])

    browser = Client(enforce_csrf_checks=True)
    assert browser.get(stop).status_code == 200
    assert not MailStop.objects.exists(), "mail scanners open links"
    for _ in range(2):
        assert browser.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200

    assert set(MailStop.objects.filter(user=cast.clerk).values_list("kind", flat=True)) == set(MailStop.Kind.values)
    assert not send_digest(user=cast.clerk, now=MORNING + DAY)


def test_the_link_below_a_kind_stops_that_kind(cast: Cast, mail: Message) -> None:
    (stop,) = re.findall(r"Deze berichten stoppen: (\S+)", mail.body)
    Client().post(path_of(stop))
    assert [row.kind for row in MailStop.objects.filter(user=cast.clerk)] == ["agenda"]


@pytest.mark.parametrize("token", ["x", "WzEsImFsbGVzIl0:1abc:def", "a:b:c", "%00"])
def test_a_link_that_nobody_signed_is_404(cast: Cast, token: str) -> None:
    for answer in (Client().get(f"/mails-stoppen/{token}/"), Client().post(f"/mails-stoppen/{token}/")):
        assert answer.status_code == 404
    assert not MailStop.objects.exists()


def test_mails_that_convene_go_out_whatever_was_stopped(cast: Cast) -> None:
    for kind in MailStop.Kind.values:
        MailStop.objects.create(user=cast.chair, kind=kind, stopped_at=MORNING)
    a_convened_meeting(cast)
    assert Message.objects.filter(kind="agenda", recipient=cast.chair.email).exists()


def test_one_chooses_on_a_page_of_ones_own(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    browser, page = signed_in(cast.clerk), reverse("home:mail_preferences")
    assert "Hiermee wordt u bijeengeroepen" in browser.get(page).text
    browser.post(page, {"agenda": "on"})
    assert "agenda" not in MailStop.objects.values_list("kind", flat=True)
    assert MailStop.objects.filter(user=cast.clerk).count() == len(MailStop.Kind.values) - 1


def test_my_page_says_what_changed_since_i_looked(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    meeting = a_convened_meeting(cast)
    browser = signed_in(cast.chair)
    page = reverse("home:mine")
    detail = reverse("meetings:meeting_detail", args=["bok-ses", meeting.pk])
    assert detail in browser.get(page).text, "the papers are two taps away"
    browser.get(detail)
    assert "Niets gewijzigd sinds u keek." in browser.get(page).text

    meeting.refresh_from_db()
    later = services.MeetingDetails(MEETING_AT + 7 * DAY, MEETING_AT + 7 * DAY + timedelta(hours=1), "elders")
    services.replan_meeting(
        meeting=meeting, details=later, seen=meeting.version, by=cast.secretary, now=MORNING + timedelta(minutes=1)
    )

    text = browser.get(page).text
    assert "Begin is nu woensdag 9 december 2026 om 10.00 uur" in text
    browser.get(detail)


def test_my_actions_are_mine_or_those_of_my_party(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    meeting, borne = a_convened_meeting(cast), cast.representatives["Borne"]
    an_action(cast, meeting, borne, "Eigen actie", MORNING.date())
    other = an_action(cast, meeting, cast.representatives["Almelo"], "Andermans actie", MORNING.date())
    shared = an_action(cast, meeting, borne, "Van de partij", MORNING.date())
    Action.objects.filter(pk=shared.pk).update(owner=None, party=cast.parties["Borne"])

    text = signed_in(borne).get(reverse("home:mine")).text

    assert "Eigen actie" in text
    assert "Van de partij" in text
    assert other.text not in text
