"""Outside Celery: the secretaries hear that reminders are silent, and the timer sees a failure (deadlines.md 2.5)."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from tests.cast import Cast
from tests.outbox.test_bounces import Strict
from tests.outbox.test_services import alive
from tests.outbox.test_smtp import Sink
from tests.outbox.test_smtp import sink as sink
from tests.outbox.test_views import dead_letter
from twente.core import clock
from twente.outbox.services import beat
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
