"""The outbox on real PostgreSQL: nothing is lost, nothing is sent twice while all goes well (deadlines.md 2)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, connections, transaction

from tests.cast import Cast
from twente.outbox import services
from twente.outbox.models import Heartbeat, Job, Message
from twente.outbox.selectors import WATCHED, pulse

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def queue(key: str = "uitnodiging:1:almelo", *, at: datetime = NOW) -> Message:
    return services.queue_message(
        agreement=None,
        key=key,
        kind="invitation",
        recipient="bestuurder.almelo@voorbeeld.example",
        subject="Vergadering van 2 december",
        body="U bent uitgenodigd.",
        now=at,
    )


def test_the_same_key_is_the_same_mail(db: None) -> None:
    first = queue()
    second = queue()
    assert first.pk == second.pk
    assert Message.objects.count() == 1


def test_claiming_marks_who_is_being_sent(db: None) -> None:
    queue()
    claimed = services.claim_message(now=NOW)
    assert claimed is not None
    assert (claimed.state, claimed.attempts, claimed.claimed_at) == (Message.State.SENDING, 1, NOW)
    assert services.claim_message(now=NOW) is None


def test_a_message_that_is_not_due_stays(db: None) -> None:
    queue(at=NOW + MINUTE)
    assert services.claim_message(now=NOW) is None


def test_the_oldest_due_message_goes_first(db: None) -> None:
    queue("jong", at=NOW)
    queue("oud", at=NOW - MINUTE)
    claimed = services.claim_message(now=NOW)
    assert claimed is not None
    assert claimed.key == "oud"


@pytest.mark.django_db(transaction=True)
def test_a_second_worker_skips_a_message_that_is_being_claimed() -> None:
    """Two real connections: while one holds the row the other takes the next one, without waiting."""
    first, second = queue("een", at=NOW - MINUTE), queue("twee")
    other = connections.create_connection("default")
    other.settings_dict = connection.settings_dict.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT 1 FROM outbox_message WHERE id = %s FOR UPDATE", [first.pk])
        claimed = services.claim_message(now=NOW)
        assert claimed is not None
        assert claimed.pk == second.pk
        assert services.claim_message(now=NOW) is None
    finally:
        other.close()


@pytest.mark.parametrize(("minutes", "found"), [(9, False), (10, True), (600, True)])
def test_a_message_of_a_killed_worker_is_taken_again_after_ten_minutes(db: None, minutes: int, found: bool) -> None:
    queue()
    services.claim_message(now=NOW)
    again = services.claim_message(now=NOW + minutes * MINUTE)
    assert (again is not None) is found


LADDER = (1, 5, 15, 60, 240, 720)


def test_failures_are_tried_again_at_growing_distance_and_then_given_up(db: None) -> None:
    """Retries after 1, 5, 15 minutes, 1, 4, 12 hours; the seventh failure is the last."""
    queue()
    moment = NOW
    for wait in LADDER:
        message = services.claim_message(now=moment)
        assert message is not None
        services.mark_failed(message=message, error="451 later", now=moment)
        message.refresh_from_db()
        assert (message.state, message.due_at - moment) == (Message.State.QUEUED, wait * MINUTE)
        assert services.claim_message(now=message.due_at - MINUTE / 2) is None
        moment = message.due_at
    message = services.claim_message(now=moment)
    assert message is not None
    services.mark_failed(message=message, error="451 later", now=moment)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (Message.State.DEAD, 7)
    assert services.claim_message(now=moment + timedelta(days=30)) is None


def test_a_late_answer_of_a_worker_does_not_undo_what_was_sent(db: None) -> None:
    """A worker that was thought dead comes back after another one sent the message."""
    queue()
    slow = services.claim_message(now=NOW)
    quick = services.claim_message(now=NOW + 11 * MINUTE)
    assert slow is not None
    assert quick is not None
    services.mark_sent(message=quick, now=NOW + 12 * MINUTE)
    services.mark_failed(message=slow, error="timeout", now=NOW + 13 * MINUTE)
    quick.refresh_from_db()
    assert quick.state == Message.State.SENT


def test_a_rolled_back_request_leaves_no_mail(db: None) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        queue()
        raise RuntimeError
    assert not Message.objects.exists()


def test_an_equal_job_waits_once_and_can_be_asked_again_when_done(cast: Cast) -> None:
    facts = {"agreement": cast.agreement, "kind": "proef", "target_id": 7, "owner": cast.secretary, "now": NOW}
    first = services.queue_job(**facts)
    assert services.queue_job(**facts).pk == first.pk
    claimed = services.claim_job(now=NOW)
    assert claimed is not None
    assert services.queue_job(**facts).pk == first.pk
    services.finish_job(job=claimed, now=NOW)
    assert services.queue_job(**facts).pk != first.pk


def test_a_job_that_fails_three_times_is_shown_as_failed(cast: Cast) -> None:
    services.queue_job(agreement=cast.agreement, kind="proef", target_id=7, owner=cast.secretary, now=NOW)
    for attempt, expected in enumerate((Job.State.QUEUED, Job.State.QUEUED, Job.State.FAILED)):
        moment = NOW + attempt * MINUTE
        job = services.claim_job(now=moment)
        assert job is not None
        services.fail_job(job=job, error="stuk", now=moment)
        assert services.claim_job(now=moment) is None
        job.refresh_from_db()
        assert job.state == expected
    assert services.claim_job(now=NOW) is None


def test_a_job_at_which_the_worker_dies_is_given_up_after_three_times(cast: Cast) -> None:
    """Memory runs out each time: nobody is left to say that it failed."""
    services.queue_job(agreement=cast.agreement, kind="proef", target_id=7, owner=cast.secretary, now=NOW)
    for attempt in range(services.JOB_ATTEMPTS):
        assert services.claim_job(now=NOW + attempt * services.RECLAIM_AFTER) is not None
    last = NOW + services.JOB_ATTEMPTS * services.RECLAIM_AFTER
    assert services.claim_job(now=last) is None
    job = Job.objects.get()
    assert (job.state, job.finished_at, job.attempts) == (Job.State.FAILED, last, services.JOB_ATTEMPTS)


def test_a_long_job_that_says_how_far_it_is_is_not_taken_over(cast: Cast) -> None:
    services.queue_job(agreement=cast.agreement, kind="proef", target_id=7, owner=cast.secretary, now=NOW)
    services.claim_job(now=NOW)
    with time_machine.travel(NOW + 8 * MINUTE, tick=False):
        services.progress(kind="proef", target_id=7, done=1, total=2)
    assert services.claim_job(now=NOW + 11 * MINUTE) is None
    assert services.claim_job(now=NOW + 18 * MINUTE) is not None


def alive(at: datetime) -> None:
    """Every watched job ran to its end."""
    for task in ("outbox", *WATCHED):
        services.beat(task=task, now=at)


@pytest.mark.parametrize(("task", "minutes"), [("deadlines", 15), ("disputes", 15), ("overviews", 45)])
def test_the_pulse_tells_a_sweep_that_stopped(db: None, task: str, minutes: int) -> None:
    """Mail goes out, but nobody looks at the terms of one kind (deadlines.md 2.5)."""
    alive(NOW + (minutes + 1) * MINUTE)
    services.beat(task=task, now=NOW)
    assert pulse(NOW + minutes * MINUTE).healthy
    found = pulse(NOW + (minutes + 1) * MINUTE)
    assert (found.silent, found.unswept, found.healthy) == (False, True, False)


def test_the_pulse_is_silent_after_fifteen_minutes_and_stuck_after_thirty(db: None) -> None:
    alive(NOW)
    alive(NOW)
    assert Heartbeat.objects.count() == 1 + len(WATCHED)
    queue(at=NOW)
    assert pulse(NOW + 15 * MINUTE).healthy
    later = pulse(NOW + 16 * MINUTE)
    assert (later.silent, later.stuck) == (True, False)
    assert pulse(NOW + 31 * MINUTE).stuck


def test_a_dead_letter_makes_the_pulse_unhealthy(db: None) -> None:
    alive(NOW)
    Message.objects.filter(pk=queue().pk).update(state=Message.State.DEAD)
    assert pulse(NOW).dead == 1
    assert not pulse(NOW).healthy
