"""`permissions.toml` is the matrix of 48 actions × 14 roles, cell by cell."""

import pytest

from tests.permissions.matrix import ACTS, BYSTANDER, CELLS, COLUMNS, NO, PARTY, expected, expected_row, read
from twente.core.models import Role
from twente.core.permissions import ANONYMOUS, DISPUTE_PARTY, REPRESENTATIVE, Cell, policy

MATRIX = read()
DISPUTE_ACTS = {"dispute_file", "dispute_document"}


def differences(wanted: dict[str, dict[str, str]], found: dict[str, dict[str, str]]) -> set[tuple[str, str]]:
    """Act and role of every cell that is not the same."""
    acts = wanted.keys() | found.keys()
    return {
        (act, role)
        for act in acts
        for role in wanted.get(act, {}).keys() | found.get(act, {}).keys()
        if wanted.get(act, {}).get(role) != found.get(act, {}).get(role)
    }


def test_every_action_and_every_column_has_its_word_here() -> None:
    assert [entry["action"] for entry in MATRIX["actions"]] == list(ACTS)
    assert len(ACTS) == 48
    assert set(MATRIX["roles"]) == COLUMNS.keys() | {PARTY, BYSTANDER}
    assert set(MATRIX["codes"]) == CELLS.keys() | {NO}


def test_the_policy_knows_the_same_acts_roles_and_cells() -> None:
    assert policy().keys() == set(ACTS.values())
    assert set(COLUMNS.values()) == {ANONYMOUS, REPRESENTATIVE, *Role.Kind.values}
    assert set(CELLS.values()) == set(Cell)


@pytest.mark.parametrize("act", ACTS.values())
def test_the_policy_is_the_matrix(act: str) -> None:
    assert policy()[act] == expected()[act]


def test_a_bystander_of_a_dispute_is_a_plain_representative() -> None:
    for entry in MATRIX["actions"]:
        assert entry["cells"][BYSTANDER] == entry["cells"]["vertegenw"], entry["action"]


def test_a_party_to_a_dispute_is_more_than_a_representative_in_its_file_only() -> None:
    """BOK-13.2: parties, chair and secretary see the file; nobody else does."""
    assert {act for act, row in policy().items() if DISPUTE_PARTY in row} == DISPUTE_ACTS


@pytest.mark.parametrize("code", [*CELLS, NO])
def test_every_changed_cell_is_noticed(code: str) -> None:
    """Change one cell after another: exactly that cell turns red."""
    for entry in MATRIX["actions"]:
        for column, role in COLUMNS.items():
            if entry["cells"][column] != code:
                act = ACTS[entry["action"]]
                changed = {act: expected_row(entry["cells"] | {column: code})}
                found = differences(changed, {act: dict(policy()[act])})
                assert found - {(act, DISPUTE_PARTY)} == {(act, role)}
