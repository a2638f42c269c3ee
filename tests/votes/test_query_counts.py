"""The pages of votes ask as many questions with twice as many parties, and after many votes as after one."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Model
from django.db.models.signals import post_init
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import crowd as crowds
from bench.crowd import Crowd
from tests.factories import MEETING_AT
from tests.votes.test_views import signed_in
from votes import services
from votes.models import Proposal

pytestmark = pytest.mark.django_db
NOW = MEETING_AT
Visit = Callable[[Crowd, Proposal], tuple[Client, str]]


@pytest.fixture(autouse=True)
def _during_the_vote(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


def ballot_page(crowd: Crowd, proposal: Proposal) -> tuple[Client, str]:
    return signed_in(crowd.voters[0]), f"{crowd.address}{proposal.pk}/stem/{crowd.parties[0].code}/"


def receipt_page(crowd: Crowd, proposal: Proposal) -> tuple[Client, str]:
    return signed_in(crowd.voters[0]), f"{crowd.address}{proposal.pk}/bewijs/{crowd.parties[0].code}/"


def vote_page(crowd: Crowd, proposal: Proposal) -> tuple[Client, str]:
    return signed_in(crowd.secretary), f"{crowd.address}{proposal.pk}/"


def chain_page(crowd: Crowd, proposal: Proposal) -> tuple[Client, str]:
    return signed_in(crowd.secretary), f"{crowd.address}{proposal.pk}/keten/"


def export_file(crowd: Crowd, proposal: Proposal) -> tuple[Client, str]:
    return signed_in(crowd.secretary), f"{crowd.address}{proposal.pk}/export/"


def vote_list(crowd: Crowd, proposal: Proposal) -> tuple[Client, str]:
    return signed_in(crowd.secretary), crowd.address


def queries(client: Client, address: str) -> int:
    """How many questions a page asks the second time it is opened."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def half_cast(crowd: Crowd, now: datetime) -> Proposal:
    """A vote in which half of the parties voted."""
    proposal = crowds.open_vote(crowd, now)
    for party, voter in list(zip(crowd.parties, crowd.voters, strict=True))[::2]:
        services.cast_ballot(proposal=proposal, party=party, by=voter, choice="voor", key=uuid.uuid4(), now=now)
    return proposal


@pytest.mark.parametrize(
    ("visit", "stage"),
    [
        (ballot_page, half_cast),
        (receipt_page, half_cast),
        (vote_page, half_cast),
        (vote_page, crowds.closed_vote),
        (vote_list, crowds.closed_vote),
        (chain_page, crowds.closed_vote),
        (export_file, crowds.closed_vote),
    ],
    ids=["ballot", "receipt", "open", "result", "list", "chain", "export"],
)
def test_twice_the_parties_ask_no_more_questions(visit: Visit, stage: Callable[[Crowd, datetime], Proposal]) -> None:
    few, many = crowds.gather(14, "vragen", NOW - timedelta(hours=1)), crowds.gather(28, "vragen", NOW)
    assert queries(*visit(few, stage(few, NOW))) == queries(*visit(many, stage(many, NOW)))


@contextmanager
def built() -> Iterator[Counter[str]]:
    """How many rows of each table become objects meanwhile."""
    made: Counter[str] = Counter()

    def count(sender: type[Model], **kwargs: object) -> None:
        made[sender._meta.label] += 1

    post_init.connect(count)
    try:
        yield made
    finally:
        post_init.disconnect(count)


def work_of_a_cast(crowd: Crowd) -> tuple[int, Counter[str]]:
    """Queries asked and rows built by the first vote of the last party, after half of the others voted."""
    proposal, key = half_cast(crowd, NOW), uuid.uuid4()
    party, voter = crowd.parties[-1], crowd.voters[-1]
    with CaptureQueriesContext(connection) as asked, built() as made:
        services.cast_ballot(proposal=proposal, party=party, by=voter, choice="voor", key=key, now=NOW)
    return len(asked), made


def test_a_cast_is_no_more_work_with_twice_the_parties() -> None:
    """Everybody waits for the lock of the vote, so under it nothing is read about the other parties."""
    few, many = crowds.gather(14, "vragen", NOW - timedelta(hours=1)), crowds.gather(28, "vragen", NOW)
    queries_of_few, rows_of_few = work_of_a_cast(few)
    assert (queries_of_few, rows_of_few) == work_of_a_cast(many)
    assert queries_of_few <= 15
    assert rows_of_few["core.Mandate"] == rows_of_few["votes.Seat"] == 1


@pytest.mark.parametrize("visit", [ballot_page, receipt_page])
def test_own_screen_reads_nothing_about_other_parties(visit: Visit) -> None:
    crowd = crowds.gather(14, "vragen", NOW)
    client, address = visit(crowd, half_cast(crowd, NOW))
    client.get(address)
    with built() as made:
        assert client.get(address).status_code == 200
    assert (made["votes.Seat"], made["core.PopulationFigure"]) == (0, 0)
    assert made["core.Party"] <= 6


@pytest.mark.parametrize("visit", [ballot_page, vote_page, vote_list])
def test_earlier_votes_cost_no_questions(visit: Visit) -> None:
    crowd = crowds.gather(14, "vragen", NOW)
    crowds.closed_vote(crowd, NOW)
    before = queries(*visit(crowd, half_cast(crowd, NOW)))
    for _ in range(4):
        crowds.closed_vote(crowd, NOW)
    assert queries(*visit(crowd, half_cast(crowd, NOW))) == before
