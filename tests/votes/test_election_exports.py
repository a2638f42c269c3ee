"""What strangers recompute of a vote about persons: every round, paper and acclamation, from the export alone (R20)."""

from pathlib import Path

import pytest

from tests.cast import Cast
from tests.votes.election import ANNA, BRAM, CARLA, a_level_run_off, a_ready_election, fill, held, opened
from tests.votes.stage import CLOSED, OPENED
from tests.votes.verifying import verify
from votes.export import export
from votes.models import Proposal
from votes.services.appointing import appoint_unopposed
from votes.services.drawing_lots import hold_next_round

pytestmark = pytest.mark.django_db


def recomputed(folder: Path, proposal: Proposal) -> None:
    answer = verify(folder, export(proposal))
    assert answer.code == 0, answer.wrong


def test_each_round_is_recomputed(cast: Cast, tmp_path: Path) -> None:
    """6-4-4, then 5-6, then 4-10: the winner of the preliminary vote is not chosen by it."""
    first = held(cast, {ANNA: 6, BRAM: 4, CARLA: 4}, (ANNA, BRAM, CARLA))
    between = hold_next_round(proposal=first, by=cast.chair, now=CLOSED)
    between = fill(cast, opened(cast, between), {BRAM: 5, CARLA: 6})
    last = fill(cast, opened(cast, hold_next_round(proposal=between, by=cast.chair, now=CLOSED)), {ANNA: 4, CARLA: 10})
    for vote in (first, between, last):
        recomputed(tmp_path, vote)


def test_a_lot_is_recomputed(cast: Cast, tmp_path: Path) -> None:
    recomputed(tmp_path, a_level_run_off(cast))


def test_an_appointment_without_a_vote_is_recomputed(cast: Cast, tmp_path: Path) -> None:
    proposal = a_ready_election(cast, (ANNA,), present=("Borne",))
    recomputed(tmp_path, appoint_unopposed(proposal=proposal, by=cast.chair, now=OPENED))
