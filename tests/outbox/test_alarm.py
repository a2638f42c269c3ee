"""Outside Celery: the secretaries hear that reminders are silent, and the timer sees a failure (deadlines.md 2.5)."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from tests.cast import START, Cast
from tests.outbox.test_bounces import Strict
from tests.outbox.test_services import alive
from tests.outbox.test_smtp import Sink
from tests.outbox.test_smtp import sink as sink
from tests.outbox.test_views import dead_letter
from twente.core import clock
from twente.core.models import Agreement, Role, User
from twente.outbox.models import Job, Message
from twente.outbox.services import beat, queue_job, queue_message
from twente.outbox.settling.services import settle


def test_silent_worker_is_told_to_both_secretaries(cast: Cast) -> None:
    """Straight to the mail server: the outbox is what is silent."""
    beat(task="outbox", now=clock.now() - timedelta(minutes=16))
    with pytest.raises(CommandError, match="kwartier niets gedaan"):
        call_command("herinneringen_nagaan")
    assert {message.to[0] for message in mail.outbox} == {cast.secretary.email, cast.deputy_secretary.email}
    assert "Wat wacht, gaat daarna alsnog uit" in mail.outbox[0].body
    assert f"/{cast.agreement.slug}/postvak-uit/" in mail.outbox[0].body


def test_nobody_is_told_while_all_is_well(cast: Cast) -> None:
    out = StringIO()
    alive(clock.now())
    call_command("herinneringen_nagaan", stdout=out)
    assert out.getvalue() == "Herinneringen lopen.\n"
    assert not mail.outbox


def test_terms_that_nobody_looks_at_are_told_as_well(cast: Cast) -> None:
    beat(task="outbox", now=clock.now())
    with pytest.raises(CommandError, match="niet nagekeken"):
        call_command("herinneringen_nagaan")


def test_a_dead_mail_is_told_as_what_it_is_until_somebody_settles_it(cast: Cast) -> None:
    """Nothing waits to go out by itself: the mail says where to look, not that nothing is lost."""
    alive(clock.now())
    dead = dead_letter(cast)
    with pytest.raises(CommandError, match=r"Eén bericht is niet verzonden.* Gewaarschuwd: 2 van 2"):
        call_command("herinneringen_nagaan")
    assert mail.outbox[0].subject == "Iets is niet verzonden of niet gelukt"
    assert "Open Postvak uit" in mail.outbox[0].body
    assert "alsnog" not in mail.outbox[0].body
    settle(agreement=cast.agreement, pk=dead.pk, why="Gebeld.", by=cast.secretary, now=clock.now())
    call_command("herinneringen_nagaan", stdout=StringIO())


@pytest.mark.django_db(transaction=True)
def test_an_address_that_is_refused_keeps_no_other_secretary_from_being_warned(
    cast: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sink, "handle_RCPT", Strict.handle_RCPT, raising=False)
    type(cast.secretary).objects.filter(pk=cast.secretary.pk).update(email="weg@voorbeeld.example")
    errors = StringIO()
    with pytest.raises(CommandError, match="Gewaarschuwd: 1 van 2"):
        call_command("herinneringen_nagaan", stderr=errors)
    assert [arrived["To"] for arrived in sink.mails] == [cast.deputy_secretary.email]
    assert "weg@voorbeeld.example" in errors.getvalue()


def elsewhere(*people: User) -> Agreement:
    """Another agreement, of which these are the secretary and the deputy."""
    other = Agreement.objects.create(slug="elders", rulebook="elders", name="Elders", short_name="Elders")
    for person, kind in zip(people, (Role.Kind.SECRETARY, Role.Kind.DEPUTY_SECRETARY), strict=False):
        Role.objects.create(agreement=other, user=person, kind=kind, valid_from=START)
    return other


def test_a_loss_is_told_to_who_finds_it_in_postvak_uit(cast: Cast) -> None:
    """Another secretary would find nothing there; of two agreements only the page with the loss is named."""
    alive(clock.now())
    other = elsewhere(cast.secretary, cast.treasurer)
    dead_letter(cast)
    with pytest.raises(CommandError, match="Gewaarschuwd: 2 van 2"):
        call_command("herinneringen_nagaan")
    assert {message.to[0] for message in mail.outbox} == {cast.secretary.email, cast.deputy_secretary.email}
    assert f"/{cast.agreement.slug}/postvak-uit/" in mail.outbox[0].body
    assert not any(f"/{other.slug}/" in message.body for message in mail.outbox)


def test_each_secretary_hears_how_much_was_lost_under_their_own_agreements(cast: Cast) -> None:
    """Two overviews to who takes part in both: two mails for who looks after both, not four; one job is elsewhere."""
    alive(clock.now())
    other = elsewhere(cast.secretary, cast.treasurer)
    facts = {"kind": "digest", "subject": "x", "body": "x", "now": clock.now(), "recipient": cast.secretary.email}
    for key in ("een", "twee"):
        queue_message(agreement=None, key=key, **facts)
    Message.objects.update(state=Message.State.DEAD)
    job = queue_job(agreement=other, kind="archive_export", target_id=7, owner=cast.secretary, now=clock.now())
    Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED, finished_at=clock.now())
    with pytest.raises(CommandError, match=r"2 berichten.*Eén taak.*Gewaarschuwd: 3 van 3"):
        call_command("herinneringen_nagaan")
    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert all("2 berichten zijn niet verzonden" in body for body in bodies.values())
    assert {to for to, body in bodies.items() if "Eén taak" in body} == {cast.secretary.email, cast.treasurer.email}


def test_silence_is_told_to_everybody_whatever_was_lost(cast: Cast) -> None:
    """The worker is one for all agreements."""
    other = elsewhere(cast.treasurer)
    dead_letter(cast)
    with pytest.raises(CommandError, match="Gewaarschuwd: 3 van 3"):
        call_command("herinneringen_nagaan")
    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert f"/{other.slug}/postvak-uit/" in bodies[cast.treasurer.email]
    assert "niet verzonden" not in bodies[cast.treasurer.email]
