"""The mailbox of a demonstration, the state of sending, the sign of life."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.cast import MORNING, Cast
from tests.moment import morning as morning
from tests.outbox.test_services import alive
from twente.outbox import mailbox, services
from twente.outbox.models import Message

pytestmark = pytest.mark.usefixtures("morning")


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """A mail folder that Django's own file back-end writes to."""
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.MAIL_FOLDER, settings.EMAIL_FILE_PATH = tmp_path, str(tmp_path)
    return tmp_path


def write(subject: str, body: str = "Beste bestuurder", *, calendar: str = "") -> None:
    mail = EmailMessage(subject, body, "afzender@voorbeeld.example", ["almelo@voorbeeld.example"])
    if calendar:
        mail.attach("uitnodiging.ics", calendar, "text/calendar")
    mail.send()


def signed_in(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.clerk)
    return client


def test_the_mailbox_shows_the_newest_first(cast: Cast, folder: Path) -> None:
    write("Eerste")
    for path in folder.iterdir():
        os.utime(path, (1, 1))
    write("Tweede – vóór vrijdag")
    mails = signed_in(cast).get(reverse("outbox:mailbox")).context["mails"]
    assert [mail.subject for mail in mails] == ["Tweede – vóór vrijdag", "Eerste"]


def test_a_mail_is_shown_with_its_invitation_as_text_and_escaped(cast: Cast, folder: Path) -> None:
    write("<script>alert(1)</script>", "<img src=x onerror=1> é", calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    (mail,) = mailbox.newest(folder)
    page = signed_in(cast).get(reverse("outbox:mail_detail", args=[mail.key])).content.decode()
    assert "BEGIN:VCALENDAR" in page
    assert "&lt;img src=x onerror=1&gt; é" in page
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize("key", ["bestaat-niet", "..%2F..%2Fetc%2Fpasswd-1", "x-99", "-1", "a" * 300])
def test_an_unknown_mail_does_not_exist(cast: Cast, folder: Path, key: str) -> None:
    write("Eerste")
    assert signed_in(cast).get(f"/postvak/{key}/").status_code == 404


def test_an_absent_folder_is_an_empty_mailbox(cast: Cast, folder: Path) -> None:
    folder.rmdir()
    assert "Nog geen berichten" in signed_in(cast).get(reverse("outbox:mailbox")).content.decode()


def test_outside_a_demonstration_there_is_no_mailbox(cast: Cast, folder: Path, settings: Settings) -> None:
    write("Eerste")
    settings.DEMO = False
    assert signed_in(cast).get(reverse("outbox:mailbox")).status_code == 404
    (mail,) = mailbox.newest(folder)
    assert signed_in(cast).get(reverse("outbox:mail_detail", args=[mail.key])).status_code == 404


def dead_letter(cast: Cast) -> Message:
    message = services.queue_message(
        agreement=cast.agreement,
        key="geheim",
        kind="invitation",
        recipient="weg@voorbeeld.example",
        subject="GEHEIM ONDERWERP",
        body="GEHEIME INHOUD",
        now=MORNING,
    )
    Message.objects.filter(pk=message.pk).update(state=Message.State.DEAD, attempts=7, last_error="550 onbekend adres")
    return message


def test_dead_letters_are_shown_without_their_content(cast: Cast) -> None:
    dead_letter(cast)
    client = Client()
    client.force_login(cast.secretary)
    page = client.get(reverse("outbox:state", args=[cast.agreement.slug])).content.decode()
    assert "weg@voorbeeld.example" in page
    assert "550 onbekend adres" in page
    assert "GEHEIM" not in page


def test_who_sees_the_state_of_sending(cast: Cast) -> None:
    seen = set()
    for part, user in cast.everybody.items():
        client = Client()
        client.force_login(user)
        status = client.get(reverse("outbox:state", args=[cast.agreement.slug])).status_code
        assert status == (404 if part == "outsider" else 200 if status == 200 else 403)
        seen |= {part} if status == 200 else set()
    assert seen == {"secretary", "deputy_secretary", "administrator"}


def test_health_is_good_while_sending_runs(cast: Cast, client: Client) -> None:
    alive(MORNING)
    response = client.get("/health")
    assert (response.status_code, response.json()) == (200, {"status": "goed"})


def test_health_fails_when_sending_is_silent_or_gave_up(cast: Cast, client: Client) -> None:
    """An outside monitor learns that something is wrong, never what."""
    alive(MORNING - timedelta(minutes=16))
    response = client.get("/health")
    assert (response.status_code, response.json()) == (503, {"status": "storing"})
    alive(MORNING)
    dead_letter(cast)
    assert client.get("/health").status_code == 503


def test_the_web_alone_is_well_without_a_worker(db: None, client: Client) -> None:
    assert client.get("/health/web").status_code == 200


def test_the_footer_says_whether_sending_runs(cast: Cast) -> None:
    client = signed_in(cast)
    silent = client.get(reverse("home:today")).content.decode()
    alive(MORNING)
    running = client.get(reverse("home:today")).content.decode()
    assert "lopen niet" in silent
    assert "9.00 uur" in running
