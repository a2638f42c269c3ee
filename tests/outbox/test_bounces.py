"""Mail that came back: seen by the secretary, tried no more, until the address is changed or confirmed (issue 7)."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client
from pytest_django.fixtures import Settings

from tests.cast import MORNING, Cast
from tests.outbox.reports import a_report
from tests.outbox.test_bounce_reports import a_maildir
from tests.outbox.test_smtp import Sink
from tests.outbox.test_smtp import sink as sink
from twente.core import clock
from twente.core.models import Contact, User
from twente.core.permissions import actor_for
from twente.outbox import bounce_tasks, services, tasks
from twente.outbox.attention import rows
from twente.outbox.bouncing import selectors
from twente.outbox.bouncing.rules import Returned
from twente.outbox.bouncing.services import NothingReturned, confirm_address, record_bounce
from twente.outbox.models import Bounce, Message

PAGE = "/bok-ses/postvak-uit/teruggekomen/"
GONE = Returned("5.1.1", "550 5.1.1 no such user", lasting=True)
FULL = Returned("5.2.2", "552 5.2.2 mailbox full", lasting=False)


def mail_to(address: str, key: str = "een", state: str = Message.State.SENT) -> Message:
    message = services.queue_message(
        agreement=None, key=key, kind="digest", recipient=address, subject="Geheim", body="Geheim.", now=clock.now()
    )
    Message.objects.filter(pk=message.pk).update(state=state)
    message.refresh_from_db()
    return message


def comes_back(address: str, returned: Returned = GONE, key: str = "een") -> Bounce:
    bounce = record_bounce(message=mail_to(address, key), returned=returned, source="report", now=clock.now())
    assert bounce is not None
    return bounce


def desk(cast: Cast, person: User) -> list[str]:
    actor = actor_for(person, cast.agreement, MORNING.date())
    return [row.title for row in rows(actor, MORNING)]


class Strict(Sink):
    """Refuses one address for good."""

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("weg"):
            return "550 5.1.1 no such user"
        if address.startswith("dicht"):
            return "550 5.7.1 relaying denied"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.mark.django_db(transaction=True)
def test_a_server_that_knows_no_such_address_is_asked_once(sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sink, "handle_RCPT", Strict.handle_RCPT, raising=False)
    wrong = mail_to("Weg@voorbeeld.example", "weg", Message.State.QUEUED)
    ours = mail_to("dicht@voorbeeld.example", "dicht", Message.State.QUEUED)
    fine = mail_to("goed@voorbeeld.example", "goed", Message.State.QUEUED)
    Message.objects.filter(pk=wrong.pk).update(recipient="weg@voorbeeld.example")
    tasks.drain()
    for message in (wrong, ours, fine):
        message.refresh_from_db()
    assert [wrong.state, ours.state, fine.state] == ["bounced", "queued", "sent"]
    bounce = Bounce.objects.get()
    assert (bounce.address, bounce.code, bounce.lasting) == ("weg@voorbeeld.example", "5.1.1", True)
    again = mail_to("weg@voorbeeld.example", "later", Message.State.QUEUED)
    tasks.drain()
    again.refresh_from_db()
    assert (again.state, again.attempts) == ("bounced", 1)
    assert Bounce.objects.count() == 1
    assert [mail["To"] for mail in sink.mails] == ["goed@voorbeeld.example"]


@pytest.mark.django_db(transaction=True)
def test_reports_in_a_mailbox_count_once_and_strange_letters_are_put_aside(tmp_path: Path, settings: Settings) -> None:
    message = mail_to("weg@voorbeeld.example")
    delayed = mail_to("traag@voorbeeld.example", "traag")
    unknown = a_report(code="5.1.1")
    place = a_maildir(
        tmp_path / "retour",
        a_report(message.pk),
        a_report(message.pk),
        a_report(delayed.pk, action="delayed", code="4.4.1"),
        unknown,
        b"Reclame",
    )
    settings.BOUNCE_MAILBOX = str(place)
    bounce_tasks.read_returned()
    message.refresh_from_db()
    delayed.refresh_from_db()
    assert (message.state, delayed.state) == ("bounced", "sent")
    assert Bounce.objects.get().source == "report"
    assert not list((place / "new").iterdir())
    assert len(list((place / ".apart" / "cur").iterdir())) == 2


@pytest.mark.django_db
def test_a_report_about_a_mail_that_was_never_sent_is_not_believed(cast: Cast) -> None:
    waiting = mail_to(cast.chair.email, "wacht", Message.State.QUEUED)
    assert record_bounce(message=waiting, returned=GONE, source="report", now=MORNING) is None
    assert not selectors.refused(cast.chair.email)


@pytest.mark.django_db
def test_a_full_mailbox_is_told_but_not_closed(cast: Cast) -> None:
    comes_back(cast.chair.email, FULL)
    assert not selectors.refused(cast.chair.email)
    (row,) = selectors.returning(cast.agreement)
    assert (row.owner.name, row.closed) == (cast.chair.name, False)


@pytest.mark.django_db
def test_the_desk_names_who_and_what_to_do_until_the_address_is_changed(cast: Cast) -> None:
    comes_back(cast.chair.email.upper())
    assert desk(cast, cast.secretary) == [f"Mail komt terug: {cast.chair.name}"]
    assert desk(cast, cast.representatives["Almelo"]) == []
    User.objects.filter(pk=cast.chair.pk).update(email="nieuw@voorbeeld.example")
    assert desk(cast, cast.secretary) == []


@pytest.mark.django_db
def test_a_clerk_is_named_with_the_council_until_the_contact_is_changed(cast: Cast) -> None:
    party = cast.parties["Almelo"]
    clerk = {"party": party, "role": "griffie", "name": "A. Voorbeeld", "recorded_at": MORNING}
    Contact.objects.create(**clerk, email="Griffie@voorbeeld.example")
    comes_back("griffie@voorbeeld.example")
    (row,) = selectors.returning(cast.agreement)
    assert row.owner.name == "A. Voorbeeld, griffie van Almelo"
    Contact.objects.create(**clerk, email="nieuw@voorbeeld.example")
    assert selectors.returning(cast.agreement) == []


@pytest.mark.django_db
def test_once_confirmed_mail_goes_there_again_and_what_waited_this_week_goes_out(cast: Cast) -> None:
    address, now = cast.chair.email, clock.now()
    comes_back(address)
    held = mail_to(address, "gehouden", Message.State.BOUNCED)
    old = mail_to(address, "oud", Message.State.BOUNCED)
    Message.objects.filter(pk=old.pk).update(queued_at=now - timedelta(days=8))
    act = {"agreement": cast.agreement, "address": address, "by": cast.secretary, "now": now}
    assert confirm_address(**act) == 1
    held.refresh_from_db()
    old.refresh_from_db()
    assert (held.state, old.state) == ("queued", "bounced")
    assert not selectors.refused(address)
    with pytest.raises(NothingReturned):
        confirm_address(**act)
    comes_back(address, key="weer")
    assert selectors.refused(address)


@pytest.mark.django_db
def test_what_came_back_stands(cast: Cast) -> None:
    bounce = comes_back(cast.chair.email)
    for change in ({"address": "x@voorbeeld.example"}, {"lasting": False}, {"code": "5.2.2"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Bounce.objects.filter(pk=bounce.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        bounce.delete()


@pytest.mark.django_db
def test_the_page_shows_whose_and_why_never_what_and_confirms(cast: Cast) -> None:
    with time_machine.travel(MORNING, tick=False):
        comes_back(cast.chair.email)
        browser = Client()
        browser.force_login(cast.secretary)
        page = browser.get(PAGE).text
        assert cast.chair.name in page
        assert "Dit adres bestaat niet." in page
        assert "Geheim" not in page
        assert browser.post(f"{PAGE}bevestigen/", {"address": cast.chair.email}).status_code == 302
        assert "Er komt geen mail terug" in browser.get(PAGE).text
        for wrong in ("", "x" * 300, "iemand@anders.example", cast.chair.email):
            assert browser.post(f"{PAGE}bevestigen/", {"address": wrong}).status_code == 409


@pytest.mark.django_db
def test_the_page_asks_as_many_questions_for_ten_as_for_one(cast: Cast, django_assert_num_queries) -> None:
    people = list(cast.representatives.values())
    comes_back(people[0].email, key="0")
    with django_assert_num_queries(6):
        assert len(selectors.returning(cast.agreement)) == 1
    for number, person in enumerate(people[1:10], 1):
        comes_back(person.email, key=str(number))
    with django_assert_num_queries(6):
        assert len(selectors.returning(cast.agreement)) == 10
