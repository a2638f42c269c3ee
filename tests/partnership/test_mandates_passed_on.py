"""BOK-1f: a mandate passes on or is put right without erasing what rested on it; overlap is refused in words."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.cast import MORNING, START, Cast, gather
from tests.factories import MEETING_AT, an_open_meeting
from tests.moment import morning as morning
from tests.votes.stage import VOTED, an_open_vote, cast_vote
from twente.core import services as core
from twente.core.models import Mandate, User
from twente.core.refusals import Refusal
from twente.partnership import services
from twente.partnership.mandate_services import replace_mandate
from votes import services as votes
from votes.services.casting import NotAVoter

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


def mandate(cast: Cast, name: str = "Losser") -> Mandate:
    return Mandate.objects.get(party=cast.parties[name])


def replaced(cast: Cast, **changes: Any) -> Mandate:
    """The representative of Losser hands over today."""
    facts = {"mandate": mandate(cast), "user": cast.outsider, "since": TODAY, "until": None, "document": "Besluit 11"}
    return replace_mandate(**facts | {"by": cast.secretary, "now": MORNING} | changes)


@pytest.mark.django_db
def test_the_old_mandate_ends_the_day_before_the_new(cast: Cast) -> None:
    new = replaced(cast)
    old = Mandate.objects.get(party=cast.parties["Losser"], user=cast.representatives["Losser"])
    assert (old.valid_until, new.valid_from, old.document) == (TODAY - DAY, TODAY, "Collegebesluit Losser 2021-01")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"since": START}, services.MandateEnded),
        ({"since": START - DAY}, services.MandateEnded),
        ({"since": MEETING_AT.date()}, services.MandateUsed),
    ],
    ids=["on its first day", "before it", "while somebody sat there later"],
)
def test_both_or_neither(cast: Cast, changes: dict[str, Any], refusal: type[Refusal]) -> None:
    an_open_meeting(cast, present=("Losser",))
    before = list(Mandate.objects.values_list("pk", "valid_until"))
    with pytest.raises(refusal):
        replaced(cast, **changes)
    assert list(Mandate.objects.values_list("pk", "valid_until")) == before


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(cast: Cast, name: str, *args: object) -> str:
    return reverse(f"partnership:{name}", args=[cast.agreement.slug, *args])


@pytest.mark.usefixtures("morning")
@pytest.mark.parametrize(
    ("since", "until"),
    [("2026-11-20", ""), ("2020-12-01", "2021-02-01"), ("2030-01-01", "2031-01-01")],
    ids=["within", "the last day touches", "later"],
)
def test_overlap_is_named_at_the_field(cast: Cast, since: str, until: str) -> None:
    filled = {"user": cast.outsider.pk, "since": since, "until": until, "document": "Besluit 12"}
    response = browser(cast.secretary).post(page(cast, "mandate_create", cast.parties["Losser"].pk), filled)
    assert response.status_code == 422
    assert "Bestuurder Losser heeft vanaf 1 februari 2021 het mandaat van Losser." in response.text
    assert Mandate.objects.filter(party=cast.parties["Losser"]).count() == 1


@pytest.mark.usefixtures("morning")
def test_a_mandate_that_ends_while_a_vote_is_open(cast: Cast) -> None:
    """From the next day only the successor votes; who ends it is told that a vote is open."""
    vote, held = an_open_vote(cast), mandate(cast)
    services.end_mandate(mandate=held, last_day=VOTED.date() - DAY, by=cast.secretary, now=MORNING)
    with pytest.raises(NotAVoter):
        cast_vote(cast, vote, "Losser", "voor")
    core.record_mandate(
        agreement=cast.agreement,
        party=cast.parties["Losser"],
        user=cast.outsider,
        since=VOTED.date(),
        document="Besluit 15",
        by=cast.secretary,
        now=MORNING,
    )
    found = votes.cast_ballot(
        proposal=vote, party=cast.parties["Losser"], by=cast.outsider, choice="voor", key=uuid.uuid4(), now=VOTED
    )
    assert found.on_mandate == "Besluit 15"
    address = page(cast, "mandate_end", cast.parties["Losser"].pk, held.pk)
    assert vote.title in browser(cast.secretary).get(address).text


@pytest.mark.usefixtures("morning")
def test_the_page_passes_a_mandate_on(cast: Cast) -> None:
    held = mandate(cast)
    address = page(cast, "mandate_replace", cast.parties["Losser"].pk, held.pk)
    filled = {"user": cast.outsider.pk, "since": "2021-02-01", "until": "", "document": "Besluit 13"}
    early = browser(cast.secretary).post(address, filled)
    assert early.status_code == 422
    assert "Het mandaat begon op 1 februari 2021. Kies een dag daarna." in early.text
    assert browser(cast.secretary).post(address, filled | {"since": "2026-11-21"}).status_code == 302
    assert Mandate.objects.filter(party=cast.parties["Losser"]).count() == 2


@pytest.mark.fault
@pytest.mark.django_db(transaction=True)
def test_two_secretaries_record_overlapping_mandates_at_once() -> None:
    """One wins, the other reads why; the database refuses the second (BOK-1f)."""
    cast = gather()
    core.end_mandate(mandate=mandate(cast), last_day=TODAY, by=cast.secretary, now=MORNING)
    start = Barrier(2)

    def record(user: User, since: date) -> object:
        start.wait(timeout=10)
        try:
            facts = {"agreement": cast.agreement, "party": cast.parties["Losser"], "document": "Besluit 14"}
            return services.record_mandate(user=user, since=since, by=cast.secretary, now=MORNING, **facts)
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        asked = [(cast.outsider, TODAY + DAY), (cast.substitute, TODAY + 9 * DAY)]
        found = list(pool.map(lambda pair: record(*pair), asked))
    assert sorted(type(row).__name__ for row in found) == ["Mandate", "MandateOverlaps"]
    assert Mandate.objects.filter(party=cast.parties["Losser"]).count() == 2
