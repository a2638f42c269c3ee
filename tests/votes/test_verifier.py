"""The standalone verifier counts for itself: every worked example, a real export, and what somebody changed in one."""

import ast
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cast import Cast
from tests.votes.case_exports import FILE, exported
from tests.votes.stage import CLOSED, DRAWN, VOTED, an_open_vote, cast_vote
from tests.votes.verifying import SOURCE, values, verify
from votes import chain, export, services, verifier
from votes.models import Proposal

NEVER_STORED = "COLLEGE_NIET_IN_CLUSTER"
COUNTED = [
    case
    for case in FILE["gevallen"]
    if case["besluit"] != "uitbrengen" and NEVER_STORED not in case["verwacht"]["redenen"]
]
"""The examples that end in a result: not the casting itself, and not the answer of a college that is never asked."""
Lines = list[dict[str, Any]]


@pytest.mark.parametrize("case", COUNTED, ids=lambda case: f"{case['id']} {case['titel']}")
def test_worked_example_comes_out_by_the_verifiers_own_count(case: dict[str, Any]) -> None:
    """Its own tally gives the expected outcome and figures, and no other outcome passes."""
    wanted = case["verwacht"]["uitkomst"]
    right, wrong = (verifier.Vote(exported(case, outcome)) for outcome in (wanted, "ANDERS"))
    assert [line for passed, line in verifier.report(right, "") if not passed] == []
    assert [line for passed, line in verifier.report(wrong, "") if not passed] == [
        f"De uitslag: uit deze stemmen volgt {wanted}."
    ]


def test_verifier_needs_nothing_but_python() -> None:
    """It can be read and run by somebody who has only this file."""
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names


@pytest.fixture
def closed(cast: Cast) -> Proposal:
    """The drawn vote, in which Losser changed its mind before the closing: fourteen ballots of thirteen parties."""
    proposal = an_open_vote(cast)
    for party, choice in (DRAWN | {"Losser": "voor"}).items():
        cast_vote(cast, proposal, party, choice)
    cast_vote(cast, proposal, "Losser", "tegen", at=VOTED)
    return services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)


@pytest.mark.django_db
def test_export_of_a_closed_vote_is_accepted(closed: Proposal, tmp_path: Path) -> None:
    """BOK-12.3: nine for, three against; the code of the mail belongs to the file."""
    answer = verify(tmp_path, export.export(closed), outside=chain.spaced(closed.closing_hash))
    assert (answer.code, answer.wrong) == (0, ())
    assert "goed  De keten van stemmen: 14 stemmen, elke schakel sluit aan." in answer.lines
    assert "goed  De telling: 9 voor, 3 tegen, 319980 inwoners voor." in answer.lines
    assert answer.lines[-1] == "goed  Uw sluitcode: dezelfde."


@pytest.mark.django_db
def test_first_line_of_the_export_is_what_was_hashed(closed: Proposal) -> None:
    """So that any tool computes the code of the start."""
    first = export.export(closed).splitlines()[0]
    assert verifier.hashlib.sha256(first).hexdigest() == closed.snapshot_hash


def change_choice(lines: Lines) -> None:
    """Haaksbergen's blank vote becomes one in favour."""
    lines[5]["choice"] = "voor"


def remove_ballot(lines: Lines) -> None:
    """The first vote of Losser disappears."""
    lines.pop(9)


def remove_last_ballot(lines: Lines) -> None:
    """The change of Losser disappears."""
    lines.pop(-2)


def swap_ballots(lines: Lines) -> None:
    """Two votes change places."""
    lines[4], lines[5] = lines[5], lines[4]


def append_ballot(lines: Lines) -> None:
    """A vote after the closing, linked as it should be."""
    last = lines[-2]
    facts = {name: last[name] for name in ("party", "key", "cast_at")} | {"choice": "voor", "seq": 15}
    link = chain.next_hash(previous=last["hash"], vote=lines[0]["vote"], **facts)
    lines.insert(-1, last | facts | {"previous": last["hash"], "hash": link})


def change_inhabitants(lines: Lines) -> None:
    """Hengelo grows overnight."""
    lines[0]["parties"][6]["inhabitants"] += 2000


def change_outcome(lines: Lines) -> None:
    """Rejected becomes adopted."""
    lines[-1]["result"] = "AANGENOMEN"


def change_tally(lines: Lines) -> None:
    """One vote more in favour than there are."""
    lines[-1]["tally"]["in_favour"] += 1


def change_rules(lines: Lines) -> None:
    """Another threshold."""
    lines[1]["source"] = lines[1]["source"].replace('at_least = "1/2"', 'at_least = "1/3"')


def change_attendance(lines: Lines) -> None:
    """Somebody who voted was not there."""
    lines[-1]["present"].remove(lines[2]["party"])


def change_closing_code(lines: Lines) -> None:
    """Another code at the end."""
    lines[-1]["closing_hash"] = "0" * 64


CHAIN = "De keten van stemmen: de keten breekt bij stem"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        (change_choice, f"{CHAIN} 4."),
        (remove_ballot, f"{CHAIN} 8."),
        (remove_last_ballot, f"{CHAIN} 14: bij het sluiten waren er 14."),
        (swap_ballots, f"{CHAIN} 3."),
        (append_ballot, f"{CHAIN} 15: bij het sluiten waren er 14."),
        (change_inhabitants, "Wat bij het openen is vastgelegd: dit is na het openen veranderd."),
        (change_outcome, "De uitslag: uit deze stemmen volgt NIET_AANGENOMEN."),
        (change_tally, "De telling: dit klopt niet; hier komt uit: 9 voor, 3 tegen, 319980 inwoners voor."),
        (change_rules, "De regels van de overeenkomst: dit is niet de tekst van bok_ses, versie 1."),
        (change_attendance, "Wie mocht stemmen: stem 1 is geen keuze, of van een partij zonder stem."),
        (change_closing_code, "De sluitcode: deze hoort {closing} te zijn."),
    ],
)
def test_changed_export_is_refused_and_the_first_break_is_named(
    closed: Proposal, tmp_path: Path, tamper: Callable[[Lines], None], named: str
) -> None:
    lines = values(export.export(closed))
    tamper(lines)
    answer = verify(tmp_path, export.written(lines), outside=closed.closing_hash)
    assert answer.code == 1
    assert answer.wrong[0] == named.replace("{closing}", closed.closing_hash)


@pytest.mark.django_db
@pytest.mark.parametrize("text", [b"", b"{}\n", b"geen json\n", b"[1]\n[2]\n", b"\xff\xfe"])
def test_what_is_no_export_is_refused_as_such(text: bytes, tmp_path: Path) -> None:
    assert verify(tmp_path, text).code == 2


@pytest.mark.django_db
def test_half_an_export_is_refused_as_such(closed: Proposal, tmp_path: Path) -> None:
    """A download that broke off says nothing."""
    text = export.export(closed)
    assert verify(tmp_path, text[: len(text) - 40]).code == 2
