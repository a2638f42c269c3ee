"""`manage.py demo`: a living cooperation through the services; only where it is asked for; twice is once."""

from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from tests.cast import MORNING
from tests.moment import morning as morning
from twente.core import selectors as core
from twente.core.models import Agreement, PopulationSet, User
from twente.home import demo
from twente.home.demo.people import ACCOUNTS, PASSWORD

QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def counts() -> dict[str, int]:
    """Rows per table of our own rooms."""
    rooms = ("core", "documents", "outbox", "meetings", "votes", "partnership")
    return {
        model._meta.label: model._base_manager.count()
        for room in rooms
        for model in apps.get_app_config(room).get_models()
    }


@pytest.mark.parametrize(("wanted", "production"), [(False, False), (False, True), (True, True)])
def test_it_refuses_where_nobody_asked_for_it(settings: Settings, wanted: bool, production: bool) -> None:
    settings.DEMO, settings.PRODUCTION = wanted, production
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("demo")


def test_the_cooperation_is_complete(db: None, settings: Settings, morning: None) -> None:
    """BOK-P, BOK-1f: fourteen parties, each with a mandate; figures 2018 to 2025; five agreements."""
    settings.DEMO, settings.PASSWORD_HASHERS = True, QUICK
    out = StringIO()
    call_command("demo", stdout=out)
    agreement = Agreement.objects.get(slug="bok-ses")
    today = MORNING.date()
    assert core.parties_of(agreement, today).count() == 14
    assert len(core.mandates_on(agreement, today)) == 14
    assert Agreement.objects.count() == 5
    assert [row.reference_date.year for row in PopulationSet.objects.order_by("reference_date")] == list(
        range(2018, 2026)
    )
    assert sum(core.inhabitants_in(core.population_for(today) or PopulationSet()).values()) == 643_603
    assert core.agreements_of(User.objects.get(username="bestuurder.hengelo"), today).count() == 2
    assert not core.agreements_of(User.objects.get(username="buitenstaander"), today).exists()
    assert all(account.username in out.getvalue() for account in ACCOUNTS)
    assert User.objects.get(username="secretaris").check_password(PASSWORD)


def test_playing_it_again_changes_nothing(db: None, settings: Settings) -> None:
    settings.DEMO, settings.PASSWORD_HASHERS = True, QUICK
    demo.play(MORNING)
    before = counts()
    demo.play(MORNING)
    demo.play(MORNING + timedelta(days=400))
    assert counts() == before
