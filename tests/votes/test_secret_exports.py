"""Exports of votes about persons: slips by choice and nothing else, recounted in every round (R20, Gemeentewet 31)."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cast import Cast
from tests.votes.election import ANNA, BRAM, CARLA, a_level_run_off, an_open_election, fill, held, slip
from tests.votes.stage import CLOSED
from tests.votes.verifying import values, verify
from votes import export, services
from votes.models import Proposal

pytestmark = pytest.mark.django_db


def accepted(proposal: Proposal, folder: Path) -> bool:
    """Whether the verifier agrees with everything in the export, and with the code that was mailed."""
    return verify(folder, export.export(proposal), outside=proposal.closing_hash).wrong == ()


@pytest.mark.parametrize(
    ("counts", "names", "outcome"),
    [
        ({ANNA: 8, BRAM: 5, "blanco": 1}, (ANNA, BRAM), f"GEKOZEN:{ANNA}"),
        ({ANNA: 6, BRAM: 6, "blanco": 2}, (ANNA, BRAM), f"HERSTEMMING:{ANNA},{BRAM}"),
        ({ANNA: 6, "tegen": 7}, (ANNA,), "NIET_GEKOZEN"),
        ({ANNA: 6, BRAM: 4, CARLA: 4}, (ANNA, BRAM, CARLA), f"TUSSENSTEMMING:{BRAM},{CARLA}"),
    ],
)
def test_verifier_recounts_the_slips(
    cast: Cast, tmp_path: Path, counts: Mapping[str, int], names: tuple[str, ...], outcome: str
) -> None:
    proposal = held(cast, counts, names)
    assert proposal.result["result"] == outcome
    assert accepted(proposal, tmp_path)


def test_export_of_a_secret_vote_ties_nobody_to_a_slip(cast: Cast) -> None:
    """R20: only choices, in alphabetical order whatever the order of voting; no key, no moment, no party."""
    proposal = an_open_election(cast)
    for party, choice in {"Almelo": BRAM, "Borne": ANNA, "Losser": BRAM, "Wierden": ANNA}.items():
        slip(cast, proposal, party, choice)
    closed = services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)
    slips = [line for line in values(export.export(closed)) if line.get("line") == "slip"]
    assert slips == [{"line": "slip", "choice": choice} for choice in (ANNA, ANNA, BRAM, BRAM)]


def test_slip_that_was_taken_out_is_missed(cast: Cast, tmp_path: Path) -> None:
    """There is no chain here; the count and the number of parties that took part say it."""
    closed = fill(cast, an_open_election(cast), {ANNA: 8, BRAM: 5})
    lines = values(export.export(closed))
    lines.remove({"line": "slip", "choice": BRAM})
    answer = verify(tmp_path, export.written(lines))
    assert answer.code == 1
    assert answer.wrong[0] == "De telling: dit klopt niet; hier komt uit: 12 briefjes."


def test_verifier_knows_that_a_level_run_off_leaves_it_to_the_lot(cast: Cast, tmp_path: Path) -> None:
    """Gemeentewet 31: the same slips mean a run-off the first time and the lot the second."""
    second = a_level_run_off(cast)
    assert second.result["result"] == f"LOTING:{ANNA},{BRAM}"
    assert accepted(second, tmp_path)
    assert accepted(second.previous, tmp_path)
