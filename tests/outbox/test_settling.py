"""What was given up comes back: a dead mail or a failed job is tried again, or somebody says that it is settled."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.cast import MORNING, Cast
from tests.moment import morning as morning
from tests.outbox.test_services import alive
from tests.outbox.test_views import dead_letter
from twente.celery import app
from twente.core.models import Agreement, AuditEntry
from twente.outbox import services, wording
from twente.outbox.bouncing.rules import AGAIN
from twente.outbox.models import Job, Message
from twente.outbox.selectors import dead_letters, latest_job, pulse, undone
from twente.outbox.settling.services import NothingGivenUp, TooOld, run_again, send_again, settle

pytestmark = pytest.mark.usefixtures("morning")


def failed_job(cast: Cast, kind: str = "archive_export") -> Job:
    """A job whose three attempts failed, the last one a minute ago."""
    moments = [MORNING - left * services.JOB_RETRY_AFTER for left in range(services.JOB_ATTEMPTS, 0, -1)]
    services.queue_job(agreement=cast.agreement, kind=kind, target_id=7, owner=cast.secretary, now=moments[0])
    for moment in moments:
        job = services.claim_job(now=moment)
        assert job is not None
        services.fail_job(job=job, error="OSError: schijf vol", now=moment)
    return Job.objects.get(state=Job.State.FAILED)


@pytest.fixture
def secretary(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.secretary)
    return client


def address(cast: Cast, page: str, *args: object) -> str:
    return reverse(f"outbox:{page}", args=[cast.agreement.slug, *args])


def test_a_dead_mail_goes_out_again_with_all_its_attempts(cast: Cast, secretary: Client) -> None:
    dead = dead_letter(cast)
    page = secretary.get(address(cast, "state")).content.decode()
    assert f'name="mail" value="{dead.pk}"' in page
    assert secretary.post(address(cast, "mail_again"), {"mail": [str(dead.pk)]}).status_code == 302
    dead.refresh_from_db()
    assert (dead.state, dead.attempts, dead.due_at, dead.last_error) == ("queued", 0, MORNING, "")
    assert AuditEntry.objects.get(action="mail_sent_again").by == cast.secretary
    assert secretary.post(address(cast, "mail_again"), {"mail": [str(dead.pk)]}).status_code == 409
    assert secretary.post(address(cast, "mail_again"), {"mail": ["x"]}).status_code == 409


def test_a_dead_mail_of_no_agreement_is_not_forgotten(cast: Cast, secretary: Client) -> None:
    """An overview of the week belongs to no agreement, and counts for the sign of life as much as any."""
    dead = dead_letter(cast)
    Message.objects.filter(pk=dead.pk).update(agreement=None)
    assert pulse(MORNING).dead == 1
    assert list(dead_letters(cast.agreement)) == [dead]
    assert send_again(agreement=cast.agreement, mails=[str(dead.pk)], by=cast.secretary, now=MORNING) == 1


def test_a_dead_mail_of_no_agreement_stands_with_those_in_which_its_reader_takes_part(cast: Cast) -> None:
    """Who looks after another overleg learns nothing of it; an address that nobody has any more is for all."""
    other = Agreement.objects.create(slug="elders", rulebook="elders", name="Elders", short_name="Elders")
    mails = Message.objects.filter(pk=dead_letter(cast).pk)
    for reader in (cast.treasurer, cast.representatives["Almelo"]):
        mails.update(agreement=None, recipient=reader.email.upper())
        assert (dead_letters(cast.agreement).count(), dead_letters(other).count()) == (1, 0)
    mails.update(recipient="vertrokken@voorbeeld.example")
    assert (dead_letters(cast.agreement).count(), dead_letters(other).count()) == (1, 1)


def test_a_mail_of_more_than_a_week_ago_is_only_settled(cast: Cast, secretary: Client) -> None:
    """What it says may be no longer so; the page offers what is possible, and the service refuses the rest."""
    dead = dead_letter(cast)
    again, settling = f'name="mail" value="{dead.pk}"', address(cast, "settle", dead.pk)
    Message.objects.filter(pk=dead.pk).update(queued_at=MORNING - AGAIN)
    assert secretary.get(address(cast, "state")).content.decode().count(again) == 2
    Message.objects.filter(pk=dead.pk).update(queued_at=MORNING - AGAIN - timedelta(seconds=1))
    page = secretary.get(address(cast, "state")).content.decode()
    assert (again in page, "Alles opnieuw versturen" in page, settling in page) == (False, False, True)
    with pytest.raises(TooOld):
        send_again(agreement=cast.agreement, mails=[str(dead.pk)], by=cast.secretary, now=MORNING)
    dead.refresh_from_db()
    assert dead.state == Message.State.DEAD
    assert secretary.post(settling, {"why": "Gebeld."}).status_code == 302


def test_what_is_settled_asks_nothing_more(cast: Cast, secretary: Client) -> None:
    alive(MORNING)
    dead = dead_letter(cast)
    assert not pulse(MORNING).healthy
    assert "Vul in wat er is gedaan." in secretary.post(address(cast, "settle", dead.pk)).content.decode()
    assert secretary.post(address(cast, "settle", dead.pk), {"why": "Gebeld met de griffie."}).status_code == 302
    dead.refresh_from_db()
    settled = (dead.state, dead.settled_by, dead.settled_at, dead.settled_why)
    assert settled == ("dead", cast.secretary, MORNING, "Gebeld met de griffie.")
    assert pulse(MORNING).healthy
    assert AuditEntry.objects.get(action="given_up_settled").detail["why"] == "Gebeld met de griffie."
    assert secretary.get(address(cast, "settle", dead.pk)).status_code == 409
    with pytest.raises(NothingGivenUp):
        send_again(agreement=cast.agreement, mails=[str(dead.pk)], by=cast.secretary, now=MORNING)


def test_the_database_settles_nothing_that_was_not_given_up(cast: Cast) -> None:
    dead = dead_letter(cast)
    settled = {"settled_at": MORNING, "settled_by": cast.secretary, "settled_why": "Gebeld."}
    for state, facts in (("sent", settled), ("dead", settled | {"settled_why": ""})):
        with pytest.raises(IntegrityError), transaction.atomic():
            Message.objects.filter(pk=dead.pk).update(state=state, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=failed_job(cast).pk).update(state="done", **settled)


def test_a_failed_job_is_counted_until_it_is_asked_again(cast: Cast, secretary: Client) -> None:
    alive(MORNING)
    job = failed_job(cast)
    assert (pulse(MORNING).failed, pulse(MORNING).running, pulse(MORNING).healthy) == (1, True, False)
    page = secretary.get(address(cast, "state")).content.decode()
    assert "Archief maken" in page
    assert "schijf vol" not in page
    assert secretary.post(address(cast, "job_again", job.pk)).status_code == 302
    again = latest_job(cast.agreement, "archive_export", 7)
    assert again is not None
    assert (again.pk == job.pk, again.state, again.owner) == (False, Job.State.QUEUED, cast.secretary)
    assert pulse(MORNING).healthy
    with pytest.raises(NothingGivenUp):
        run_again(agreement=cast.agreement, pk=job.pk, by=cast.secretary, now=MORNING)


def test_a_failed_job_of_a_thing_that_was_made_since_is_no_problem(cast: Cast) -> None:
    """Its own page asked again, and it came."""
    failed_job(cast)
    later = MORNING + timedelta(hours=1)
    facts = {"agreement": cast.agreement, "kind": "archive_export", "owner": cast.secretary, "now": later}
    services.queue_job(target_id=8, **facts)
    assert pulse(later).failed == 1
    made = services.queue_job(target_id=7, **facts)
    services.finish_job(job=made, now=later)
    assert pulse(later).failed == 0
    assert not undone(cast.agreement)


def test_a_failed_job_can_be_settled_whatever_a_slow_worker_says_later(cast: Cast) -> None:
    job = failed_job(cast)
    settle(agreement=cast.agreement, pk=job.pk, why="Niet meer nodig.", by=cast.secretary, now=MORNING)
    assert pulse(MORNING).failed == 0
    services.finish_job(job=job, now=MORNING)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED


def test_every_job_has_words() -> None:
    app.loader.import_default_modules()
    assert set(services.HANDLERS) == set(wording.JOBS)


def test_the_footer_does_not_say_that_reminders_are_silent_when_one_mail_is_dead(cast: Cast, secretary: Client) -> None:
    alive(MORNING)
    dead_letter(cast)
    page = secretary.get(reverse("home:today")).content.decode()
    assert "Herinneringen lopen, maar niet alles is gelukt." in page
    assert "lopen niet" not in page
