"""The result of an open vote, ready to print: bars, map, reasons and the table of parties; and a voter's receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from twente.core.dates import long_moment
from votes import chain, counting, drawing
from votes.models import Ballot, Proposal

MARKS: Mapping[str, tuple[str, str, str]] = {
    "voor": ("Voor", "check", "voor"),
    "tegen": ("Tegen", "x", "tegen"),
    "blanco": ("Onthouding", "minus", "onth"),
    "": ("Niet gestemd", "circle-dashed", "geen"),
    "uitgesloten": ("Geen stem", "ban", "geen"),
}


@dataclass(frozen=True)
class BallotRow:
    """A party in the table of a result."""

    name: str
    code: str
    inhabitants: int
    choice: str
    icon: str
    css: str
    voter: str
    note: str
    article: str
    time: str
    width: int
    share: str


def ballot_rows(result: Mapping[str, Any]) -> list[BallotRow]:
    """The table of fourteen: vote, voter, inhabitants and share; the share illustrates and decides nothing."""
    total = result["tally"]["inhabitants_total"]
    largest = max(row["inhabitants"] for row in result["ballots"])
    return [ballot_row(row, total=total, largest=largest) for row in result["ballots"]]


def ballot_row(row: Mapping[str, Any], *, total: int, largest: int) -> BallotRow:
    """One line of the table."""
    word, icon, css = MARKS["uitgesloten" if row["excluded"] else row["choice"]]
    permille = (2000 * row["inhabitants"] + total) // (2 * total)
    return BallotRow(
        name=row["name"],
        code=row["party"],
        inhabitants=row["inhabitants"],
        choice=row.get("said", word),
        icon=icon,
        css=css,
        voter=row["voter"],
        note=row["note"],
        article=row["article"],
        time=row["time"],
        width=96 * row["inhabitants"] // largest,
        share=f"{permille // 10},{permille % 10} %",
    )


PASSED: Mapping[bool | None, tuple[str, str]] = {
    True: ("ja", "circle-check"),
    False: ("nee", "circle-x"),
    None: ("inf", "info-circle"),
}


def reason_rows(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The reasons of a result with their mark: reached, not reached, or only telling."""
    return [row | dict(zip(("css", "icon"), PASSED[row["passed"]], strict=True)) for row in result["reasons"]]


LEGEND = (("voor", "Voor"), ("tegen", "Tegen"), ("onth", "Onthouding"), ("geen", "Geen stem of niet gestemd"))


def result_page(proposal: Proposal) -> dict[str, Any]:
    """Everything on the result page, from what was frozen at closing."""
    result = proposal.result
    rows = ballot_rows(result)
    patterns = {row.code: row.css for row in rows}
    counts = [(css, word, sum(row.css == css for row in rows)) for css, word in LEGEND]
    return {
        "result": result,
        "hero": "ja" if result["adopted"] else "",
        "reasons": reason_rows(result),
        "hero_icon": "circle-check" if result["adopted"] else "circle-x",
        "bars": drawing.result_bars(result["tally"], result["tests"]),
        "areas": drawing.areas(patterns),
        "map": drawing.map_data(),
        "legend": [entry for entry in counts if entry[2]],
        "rows": rows,
        "flips": [row for row in result["alternatives"] if row["differs"]],
        "closing_hash": chain.spaced(proposal.closing_hash),
        "chain_whole": counting.chain_break(proposal) is None,
        "closed_sentence": f"De stemming sloot op {long_moment(proposal.closing)}.",
    }


@dataclass(frozen=True)
class Receipt:
    """What a voter keeps: choice, party, time, number, control code."""

    choice: str
    party: str
    moment: str
    mandate: str
    seq: int
    code: str
    entered: bool


def receipt(ballot: Ballot) -> Receipt:
    """The receipt of one ballot."""
    return Receipt(
        choice=ballot.get_choice_display(),
        party=ballot.party.short_name,
        moment=long_moment(ballot.cast_at),
        mandate=ballot.on_mandate,
        seq=ballot.seq,
        code=chain.control_code(ballot.hash),
        entered=bool(ballot.entry_reason),
    )
