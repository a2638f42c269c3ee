"""`manage.py demo`: a living cooperation through the services; only where it is asked for; twice is once."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from meetings.models import Meeting, Minutes
from meetings.selectors.minutes import is_signed
from tests.cast import MORNING
from tests.moment import morning as morning
from twente.core import selectors as core
from twente.core.models import Agreement, PopulationSet, User
from twente.home import demo
from twente.home.demo.people import ACCOUNTS, PASSWORD
from votes.answered import asked
from votes.models import Proposal
from votes.selectors import turnout

QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def counts() -> dict[str, int]:
    """Rows per table of our own rooms."""
    rooms = ("core", "documents", "outbox", "meetings", "votes", "finance", "disputes", "partnership")
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


@pytest.fixture
def asked_for(db: None, settings: Settings, tmp_path: Path) -> None:
    """An installation in which `./dev run` prepared everything but the demonstration itself."""
    settings.DEMO, settings.PASSWORD_HASHERS, settings.SIGNING_FOLDER = True, QUICK, tmp_path / "ca"
    call_command("ontwikkel_ca", stdout=StringIO())


def test_the_cooperation_is_complete_and_playing_it_again_changes_nothing(asked_for: None, morning: None) -> None:
    """BOK-P, BOK-1f: fourteen parties, each with a mandate; figures 2018 to 2025; five agreements; three meetings."""
    out = StringIO()
    call_command("demo", stdout=out)
    who_takes_part(out.getvalue())
    what_was_done()
    before = counts()
    demo.play(MORNING)
    demo.play(MORNING + timedelta(days=400))
    assert counts() == before


def who_takes_part(said: str) -> None:
    agreement, today = Agreement.objects.get(slug="bok-ses"), MORNING.date()
    assert core.parties_of(agreement, today).count() == 14
    assert len(core.mandates_on(agreement, today)) == 14
    assert Agreement.objects.count() == 5
    years = [row.reference_date.year for row in PopulationSet.objects.order_by("reference_date")]
    assert years == list(range(2018, 2026))
    assert sum(core.inhabitants_in(core.population_for(today) or PopulationSet()).values()) == 643_603
    assert core.agreements_of(User.objects.get(username="bestuurder.hengelo"), today).count() == 5
    assert core.agreements_of(User.objects.get(username="bestuurder.borne"), today).count() == 2
    assert not core.agreements_of(User.objects.get(username="buitenstaander"), today).exists()
    assert all(account.username in said for account in ACCOUNTS)
    assert User.objects.get(username="secretaris").check_password(PASSWORD)


def sisters_live() -> None:
    """UHO-5, BWT-3, HER-4b, HLB-9a, BOK-6.3, BOK-16.3: each way of deciding without a vote, and a weighted one."""
    states = {
        (row.item.meeting.body.agreement.slug, row.decision_kind, row.state)
        for row in Proposal.objects.select_related("item__meeting__body__agreement")
    }
    assert {
        ("uh-omgevingsrecht", "voorstel", "open"),
        ("uh-omgevingsrecht", "begroting", "ready"),
        ("werkbedrijf", "consensus", "open"),
        ("werkbedrijf", "consensus", "closed"),
        ("herorientatie-2014", "pre_advies", "closed"),
        ("herorientatie-2014", "bestuursopdracht", "open"),
        ("hoofdlijnen-2019", "financieel", "closed"),
        ("bok-ses", "clusterbenoeming", "open"),
        ("bok-ses", "wijziging", "open"),
    } <= states
    referred = Proposal.objects.get(decision_kind="voorstel")
    assert sum(bool(voice.answers) for voice in asked(referred)) == 9
    assert Proposal.objects.get(decision_kind="pre_advies").result["title"] == "Richtinggevend, niet bindend"


def what_was_done() -> None:
    """Two meetings with minutes that both signed, two coming (one of the working group), two next year."""
    here = Meeting.objects.filter(body__agreement__slug="bok-ses")
    assert [meeting.state for meeting in here.order_by("starts_at")] == [
        *("held", "held", "convened", "convened"),
        *("concept", "cancelled"),
    ]
    sisters_live()
    assert all(is_signed(minutes) for minutes in Minutes.objects.all())
    assert Minutes.objects.count() == 2
    vote = Proposal.objects.get(state=Proposal.State.OPEN, snapshot__procedure="vote")
    assert 0 < turnout(vote).cast < turnout(vote).entitled
    rejected = Proposal.objects.get(item__meeting__starts_at__gt=MORNING - timedelta(days=30), state="established")
    assert (rejected.result["title"], rejected.result["tally"]["inhabitants_for"]) == ("Verworpen", 319_980)
