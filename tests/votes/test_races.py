"""Real concurrency on real PostgreSQL: no accepted ballot is missing from the count, no late one is in it."""

import threading
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from tests.cast import Cast
from tests.votes.stage import CLOSED, DRAWN, OPENED, VOTED, a_ready_proposal, an_open_vote
from votes import services
from votes.models import Ballot, Proposal

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], object]) -> list[object]:
    """Run all acts at the same moment, each on its own connection; the answers or refusals in order."""
    gate, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            answers[place] = act()
        except Exception as refusal:
            answers[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=entry) for entry in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def casting(cast: Cast, proposal: Proposal, party: str, choice: str, key: uuid.UUID) -> Callable[[], object]:
    return lambda: services.cast_ballot(
        proposal=proposal,
        party=cast.parties[party],
        by=cast.representatives[party],
        choice=choice,
        key=key,
        now=VOTED,
    )


@pytest.mark.parametrize("round_", range(3))
def test_closing_while_everybody_votes_twice(cast: Cast, round_: int) -> None:
    """Twenty-six casts, half of them double taps, against one closing."""
    proposal = an_open_vote(cast)
    keys = {party: uuid.uuid4() for party in DRAWN}
    taps = [casting(cast, proposal, party, "voor", keys[party]) for party in DRAWN for _ in range(2)]
    answers = together(*taps, lambda: services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED))
    accepted = {answer.pk for answer in answers[:-1] if isinstance(answer, Ballot)}
    refused = [answer for answer in answers[:-1] if not isinstance(answer, Ballot)]
    proposal.refresh_from_db()
    assert all(isinstance(answer, services.VoteClosed) for answer in refused)
    assert accepted == set(Ballot.objects.values_list("pk", flat=True))
    assert proposal.result["tally"]["in_favour"] == len(accepted) == proposal.ballots_cast


def test_closing_twice_at_once_gives_one_result(cast: Cast) -> None:
    proposal = an_open_vote(cast)
    later = CLOSED + timedelta(seconds=1)
    first, second = together(
        lambda: services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED),
        lambda: services.close_vote(proposal=proposal, by=cast.secretary, now=later),
    )
    assert first.closing_hash == second.closing_hash
    assert first.closed_at == second.closed_at


def test_opening_twice_at_once_makes_one_snapshot(cast: Cast) -> None:
    proposal = a_ready_proposal(cast)
    first, second = together(
        *[lambda: services.open_vote(proposal=proposal, earlier_figures=True, by=cast.chair, now=OPENED)] * 2
    )
    assert first.snapshot_hash == second.snapshot_hash
    assert proposal.seats.count() == 14
