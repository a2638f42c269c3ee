"""The worked examples hold the code in place: each sort of slip that votes.md section 4 names turns one of them red."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "cases" / "stemmingen.json"
MEASURES, BALLOTS, THRESHOLDS = "twente.core.agreement.measures", "votes.rules.ballots", "votes.rules.thresholds"
CASTING, JUDGING, PERSONS = "votes.rules.casting", "votes.rules.judging", "votes.rules.persons"

SLIPS = {
    "decided on a percentage of one decimal": (
        MEASURES,
        "reached, needed = part * self.share.denominator, whole * self.share.numerator",
        "reached, needed = round(1000 * part / (whole or 1)), 1000 * self.share.numerator // self.share.denominator",
    ),
    "exactly half is too little": (MEASURES, "reached >= needed if", "reached > needed if"),
    "exactly half is more than half": (MEASURES, "else reached > needed", "else reached >= needed"),
    "inhabitants of those who voted instead of all": (
        BALLOTS,
        "inhabitants_total=inhabitants(ballots.seats)",
        "inhabitants_total=inhabitants(s for s in ballots.entitled if s.choice)",
    ),
    "inhabitants of entitled parties instead of all": (
        THRESHOLDS,
        '"alle_partijen": lambda tally: tally.inhabitants_total',
        '"alle_partijen": lambda tally: tally.inhabitants_entitled',
    ),
    "blank counted as a vote cast": (
        BALLOTS,
        "return self.in_favour + self.against",
        "return self.in_favour + self.against + self.blank",
    ),
    "the first vote of a party counts": (
        CASTING,
        "latest = {vote.party: vote for vote in received}",
        "latest = {vote.party: vote for vote in reversed(received)}",
    ),
    "the closing moment is still in time": (CASTING, "attempt.at >= poll.closes_at", "attempt.at > poll.closes_at"),
    "the opening moment is too early": (CASTING, "attempt.at < poll.opens_at", "attempt.at <= poll.opens_at"),
    "half of the parties is no quorum signal": (
        JUDGING,
        "return 2 * tally.present <= tally.entitled",
        "return 2 * tally.present < tally.entitled",
    ),
    "blank slips are votes cast": (
        PERSONS,
        "return sum(self.candidates.values()) + self.against\n",
        "return sum(self.candidates.values()) + self.against + self.blank\n",
    ),
}


def examples(module: str, before: str, after: str) -> subprocess.CompletedProcess[str]:
    """The worked examples under changed code, in a process of its own."""
    command = [sys.executable, "-m", "tests.votes.mutant", str(EXAMPLES), module, before, after]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("module", "before", "after"), SLIPS.values(), ids=SLIPS)
def test_a_slip_in_the_code_turns_an_example_red(module: str, before: str, after: str) -> None:
    ran = examples(module, before, after)

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() != []


def test_unchanged_code_breaks_no_example() -> None:
    """Otherwise the tests above would say nothing."""
    ran = examples(MEASURES, "reached >= needed if", "reached >= needed  if")

    assert (ran.returncode, ran.stdout.split()) == (0, [])
