"""What a result says of the way in which the votes were taken; online voting needs no words."""

from collections.abc import Callable, Mapping
from typing import Any

from votes.counting.frozen import explanation, names_in
from votes.models import Proposal
from votes.wording.ways import DEEMED_FOR, NOTED_AGAINST, TITLE_WITHOUT_VOTE, roll_call, without_vote

Said = dict[str, Any]
Choices = Mapping[str, tuple[str, str]]

WITHOUT_VOTE: Choices = {
    "voor": (DEEMED_FOR, "niemand vroeg om een stemming"),
    "tegen": (NOTED_AGAINST, "liet aantekenen tegen te zijn"),
}
SPOKEN: Choices = dict.fromkeys(("voor", "tegen"), ("", "mondeling, vastgelegd door de secretaris"))


def in_its_way(proposal: Proposal, result: Said) -> Said:
    """The result with what the way of voting adds to its words; never to its count."""
    return WAYS[proposal.way](proposal, result) if proposal.way in WAYS else result


def _without_vote(proposal: Proposal, result: Said) -> Said:
    """Adopted without a vote; the table says honestly that nobody cast one. What is not adopted needs a vote."""
    if not result["adopted"]:
        return result
    by_choice = {
        choice: tuple(r["party"] for r in result["ballots"] if r["choice"] == choice) for choice in WITHOUT_VOTE
    }
    said = without_vote(by_choice["voor"], by_choice["tegen"], names_in(proposal), result["gaps_article"])
    return _with_reason(result, explanation(said), WITHOUT_VOTE) | {
        "title": TITLE_WITHOUT_VOTE,
        "outcome": result["title"],
        "sentence": f"{said.sentence} {result['sentence']}",
    }


def _roll_call(proposal: Proposal, result: Said) -> Said:
    return _with_reason(result, explanation(roll_call(result["gaps_article"])), SPOKEN)


def _with_reason(result: Said, reason: Said, choices: Choices) -> Said:
    """The reason first, and in the table the words of this way."""
    rows = [_row(row, *choices[row["choice"]]) if row["choice"] in choices else row for row in result["ballots"]]
    return result | {"reasons": [reason, *result["reasons"]], "ballots": rows}


def _row(row: Said, said: str, note: str) -> Said:
    return row | {"note": note} | ({"said": said} if said else {})


WAYS: Mapping[str, Callable[[Proposal, Said], Said]] = {
    Proposal.Way.NO_VOTE: _without_vote,
    Proposal.Way.ROLL_CALL: _roll_call,
}
"""Way of voting → how its result is worded. `outcome` is the word for the decision when the title says more; `said` in
a row of the table stands in place of the choice."""
