"""Outside Celery: the secretaries hear that reminders are silent, and the timer sees a failure (deadlines.md 2.5)."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from tests.cast import Cast
from tests.outbox.test_services import alive
from twente.core import clock
from twente.outbox.services import beat


def test_silent_worker_is_told_to_both_secretaries(cast: Cast) -> None:
    """Straight to the mail server: the outbox is what is silent."""
    beat(task="outbox", now=clock.now() - timedelta(minutes=16))
    with pytest.raises(CommandError, match="kwartier niets gedaan"):
        call_command("herinneringen_nagaan")
    assert {message.to[0] for message in mail.outbox} == {cast.secretary.email, cast.deputy_secretary.email}
    assert "Er gaat niets verloren" in mail.outbox[0].body


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
