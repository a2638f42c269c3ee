"""Mails about terms: queued by the sweep, once each, taken back when facts change, sent by a real worker."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection

from disputes.models import Dispute
from disputes.rules.facts import Kind
from disputes.services.recording import correct, event_of
from disputes.tasks import open_disputes, remind_disputes, remind_one
from tests.cast import Cast
from tests.conftest import as_owner
from tests.disputes.stage import a_dispute, happens, in_mediation, received
from twente.core.models import User
from twente.outbox.models import Heartbeat, Message

NEAR = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
"""Five days before the four weeks end."""


def reminders() -> list[Message]:
    return list(Message.objects.filter(key__startswith="dispute_reminder:").order_by("queued_at", "key"))


def sweep(at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        for dispute in open_disputes():
            remind_one(dispute)


@pytest.mark.django_db
def test_who_acts_is_told_once_however_often_the_sweep_runs(cast: Cast) -> None:
    received(cast, a_dispute(cast))
    for _ in range(3):
        sweep(NEAR)
    (mail,) = reminders()
    assert mail.recipient == cast.chair.email
    assert mail.subject == "Herinnering: geschil 2026-01"
    assert "/bok-ses/geschillen/2026-01/" in mail.body
    assert not [word for word in ("Wierden", "Rijssen", "peildatum") if word in mail.subject + mail.body]


@pytest.mark.django_db
def test_changed_facts_take_back_what_was_not_sent_and_the_new_day_is_told(cast: Cast) -> None:
    dispute = a_dispute(cast)
    received(cast, dispute)
    sweep(NEAR)
    fact = dispute.facts.get(kind="receipt", party=None)
    dispute.refresh_from_db()
    act = {"seen": dispute.version, "key": uuid.uuid4(), "by": cast.secretary, "now": NEAR}
    correct(fact=fact, event=replace(event_of(fact), on=date(2026, 10, 30)), reason="Later binnen.", **act)
    assert [mail.state for mail in reminders()] == ["cancelled"]
    sweep(NEAR)
    assert sorted(mail.state for mail in reminders()) == ["cancelled", "queued"]


@pytest.mark.django_db
def test_a_closed_dispute_reminds_nobody(cast: Cast) -> None:
    dispute = a_dispute(cast)
    received(cast, dispute)
    happens(cast, dispute, Kind.WITHDRAWAL, date(2026, 11, 10), text="Ingetrokken per brief.")
    sweep(NEAR)
    assert not reminders()


@pytest.mark.django_db
def test_after_an_outage_only_the_latest_thing_is_told(cast: Cast) -> None:
    received(cast, a_dispute(cast))
    sweep(datetime(2026, 11, 27, 8, 0, tzinfo=UTC))
    assert [mail.key.split(":")[3] for mail in reminders()] == ["voorbij"]


@pytest.mark.django_db
def test_the_parties_are_told_that_gedeputeerde_staten_are_open(cast: Cast) -> None:
    in_mediation(cast, a_dispute(cast))
    sweep(datetime(2027, 3, 18, 8, 0, tzinfo=UTC))
    told = {mail.recipient for mail in reminders()}
    assert told == {cast.representatives[name].email for name in ("Wierden", "Rijssen-Holten")}


@pytest.mark.django_db
def test_the_sweep_looks_at_open_disputes_only(cast: Cast) -> None:
    dispute = a_dispute(cast)
    happens(cast, dispute, Kind.WITHDRAWAL, date(2026, 11, 10), text="Ingetrokken.")
    assert Dispute.objects.count() == 1
    sweep(NEAR)
    assert not reminders()


@contextmanager
def refused(dispute: Dispute) -> Iterator[None]:
    """The database takes no mail about this one."""
    table = "ALTER TABLE outbox_message"
    with as_owner(connection.settings_dict) as owner:
        owner.execute(
            f"{table} ADD CONSTRAINT refused CHECK (key NOT LIKE 'dispute_reminder:{dispute.pk}:%') NOT VALID"
        )
    try:
        yield
    finally:
        with as_owner(connection.settings_dict) as owner:
            owner.execute(f"{table} DROP CONSTRAINT refused")


@pytest.mark.django_db(transaction=True)
def test_a_dispute_that_fails_stops_no_other_and_the_heart_does_not_beat(cast: Cast) -> None:
    """Nobody would know that the chair is not reminded of one dispute (BOK-13)."""
    broken, fine = a_dispute(cast), a_dispute(cast)
    for dispute in (broken, fine):
        received(cast, dispute)
    with time_machine.travel(NEAR, tick=False):
        with refused(broken):
            remind_disputes()
        assert [mail.key.split(":")[1] for mail in reminders()] == [str(fine.pk)]
        assert not Heartbeat.objects.filter(task="disputes").exists()
        remind_disputes()
    assert len(reminders()) == 2
    assert Heartbeat.objects.get(task="disputes").at == NEAR


@pytest.mark.django_db
def test_an_earlier_word_that_still_waits_is_overtaken(cast: Cast) -> None:
    """The week is queued on Friday evening for Monday morning; before it can go out, the last day is near."""
    dispute = a_dispute(cast)
    received(cast, dispute, chair=date(2026, 10, 27))
    sweep(datetime(2026, 11, 20, 19, 30, tzinfo=UTC))
    sweep(datetime(2026, 11, 22, 23, 5, tzinfo=UTC))
    first, second = reminders()
    assert (first.state, second.state) == ("cancelled", "queued")
    assert ":week:" in first.key and ":laatste:" in second.key


@pytest.mark.django_db
@pytest.mark.parametrize("lacks", [{"email": ""}, {"is_active": False}])
def test_where_nobody_who_acts_can_be_mailed_the_secretary_is(cast: Cast, lacks: dict[str, object]) -> None:
    User.objects.filter(pk=cast.chair.pk).update(**lacks)
    received(cast, a_dispute(cast))
    sweep(NEAR)
    (mail,) = reminders()
    assert mail.recipient == cast.secretary.email
