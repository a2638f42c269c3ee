"""A number with its noun and its verb."""

import pytest

from finance.presenting.run_files import sentence
from finance.rules.lines import Owed, line
from finance.wording.counting import counted, out_of


@pytest.mark.parametrize(("number", "said"), [(0, "0 regels"), (1, "1 regel"), (2, "2 regels"), (5000, "5.000 regels")])
def test_noun_follows_the_number(number: int, said: str) -> None:
    assert counted(number, "regel", "regels") == said


@pytest.mark.parametrize(
    ("number", "whole", "said"),
    [
        (0, 1, "0 van 1 raad zegde"),
        (1, 1, "1 van 1 raad zegde"),
        (0, 2, "0 van 2 raden zegden"),
        (1, 2, "1 van 2 raden zegde"),
        (2, 2, "2 van 2 raden zegden"),
    ],
)
def test_verb_follows_both(number: int, whole: int, said: str) -> None:
    assert out_of(number, whole, ("raad", "raden"), ("zegde", "zegden")) == said


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (1, "1 van 1 factuur heeft haar bestanden. 1 van 1 is verzonden."),
        (13, "13 van 13 facturen hebben hun bestanden. 13 van 13 zijn verzonden."),
    ],
)
def test_files_of_a_run(total: int, said: str) -> None:
    assert sentence(total, total, total, failed=False) == said


@pytest.mark.parametrize(("parties", "said"), [(1, "over één partij"), (15, "over 15 partijen")])
def test_equal_share_names_who_share(parties: int, said: str) -> None:
    made = line("equal_share", Owed("Kosten", 2027, 100, costs=100 * parties, parties=parties))
    assert made.description.endswith(said)
