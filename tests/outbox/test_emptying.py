"""What stood in a mail is forgotten after a year; that it went out is not (AVG, spec/security.md section 1)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.cast import Cast
from tests.outbox.test_services import queue
from twente.outbox import services
from twente.outbox.emptying_tasks import empty_old
from twente.outbox.models import Heartbeat, Message
from twente.outbox.settling.services import settle

SENT_AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
YEAR_LATER = datetime(2027, 11, 20, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)

pytestmark = pytest.mark.django_db(transaction=True)  # a task closes the connection that it was given


def a_mail(key: str, **facts: object) -> Message:
    """A mail with an invitation, as it stands since."""
    message = queue(key, at=SENT_AT)
    more = {"calendar": b"BEGIN:VCALENDAR", "headers": {"List-Unsubscribe": "<https://geheim>"}}
    Message.objects.filter(pk=message.pk).update(**(more | facts))
    return message


def emptied(at: datetime) -> set[str]:
    """Keys of the mails of which nothing is left, after a round at this moment."""
    with time_machine.travel(at, tick=False):
        empty_old()
    gone = Message.objects.filter(body="", calendar=None, headers={})
    assert gone.count() == Message.objects.exclude(body__gt="").count()
    return set(gone.values_list("key", flat=True))


def test_the_text_of_a_sent_mail_goes_after_twelve_months_and_its_row_stays() -> None:
    message = a_mail("een", state="sent", sent_at=SENT_AT)
    a_mail("later", state="sent", sent_at=SENT_AT + SECOND)
    assert not emptied(YEAR_LATER)
    assert emptied(YEAR_LATER + SECOND) == {"een"}
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.subject) == ("sent", SENT_AT, "Vergadering van 2 december")
    assert message.recipient == "bestuurder.almelo@voorbeeld.example"
    assert Heartbeat.objects.get(task="emptying").at == YEAR_LATER + SECOND


@pytest.mark.parametrize(
    ("state", "goes"), [("cancelled", True), ("bounced", True), ("queued", False), ("sending", False)]
)
def test_what_waits_keeps_its_text(state: str, goes: bool) -> None:
    a_mail("een", state=state)
    assert bool(emptied(YEAR_LATER + SECOND)) is goes


def test_what_was_given_up_keeps_its_text_until_it_is_settled(cast: Cast) -> None:
    """Somebody may still send it again."""
    dead = a_mail("een", state="dead")
    assert not emptied(YEAR_LATER + SECOND)
    settle(agreement=cast.agreement, pk=dead.pk, why="Gebeld.", by=cast.secretary, now=YEAR_LATER)
    assert emptied(YEAR_LATER + SECOND) == {"een"}


def test_more_than_a_batch_goes_in_one_round(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("services", "emptying_tasks"):
        monkeypatch.setattr(f"twente.outbox.{module}.BATCH", 2)
    for number in range(5):
        a_mail(f"mail {number}", state="sent", sent_at=SENT_AT)
    assert services.empty_old_mails(now=YEAR_LATER + SECOND) == 2
    assert len(emptied(YEAR_LATER + SECOND)) == 5
