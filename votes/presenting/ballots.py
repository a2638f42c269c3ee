"""The result of an open vote, ready to print: bars, map, reasons and the table of parties; and a voter's receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from twente.core.dates import long_moment
from votes import chain, counting, drawing, selectors
from votes.models import Ballot, Proposal
from votes.presenting.statements import statement_rows
from votes.wording.phrases import listed
from votes.wording.ways import entered_by_secretary

MARKS: Mapping[str, tuple[str, str, str]] = {
    "voor": ("Voor", "check", "voor"),
    "tegen": ("Tegen", "x", "tegen"),
    "blanco": ("Onthouding", "minus", "onth"),
    "": ("Niet gestemd", "circle-dashed", "niet"),
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
    mandate: str
    note: str
    by: str
    article: str
    time: str
    width: int
    share: str


def ballot_rows(result: Mapping[str, Any]) -> list[BallotRow]:
    """The table of fourteen: vote, voter, inhabitants and share; the share illustrates and decides nothing."""
    total = result["tally"]["inhabitants_total"]
    largest = max(row["inhabitants"] for row in result["ballots"])
    return [ballot_row(row, total=total, largest=largest) for row in result["ballots"]]


def cast_rows(proposal: Proposal) -> list[BallotRow]:
    """The votes cast in an open vote that never got a result; none where votes are secret or not cast (R20)."""
    frozen = proposal.snapshot
    if frozen["procedure"] != "vote" or frozen["secret"]:
        return []
    rows = counting.party_rows(proposal)
    return ballot_rows({"tally": {"inhabitants_total": sum(row["inhabitants"] for row in rows)}, "ballots": rows})


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
        mandate=row["mandate"],
        note=row["note"],
        by=by_whom(row),
        article=row["article"],
        time=row["time"],
        width=96 * row["inhabitants"] // largest,
        share=f"{permille // 10},{permille % 10} %",
    )


def by_whom(row: Mapping[str, Any]) -> str:
    """Bestuurder Losser (mondeling, vastgelegd door de secretaris)"""
    voter, note = row["voter"], row["note"]
    return f"{voter} ({note})" if voter and note else voter or note


PASSED: Mapping[bool | None, tuple[str, str]] = {
    True: ("ja", "circle-check"),
    False: ("nee", "circle-x"),
    None: ("inf", "info-circle"),
}


def reason_rows(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The reasons of a result with their mark: reached, not reached, or only telling."""
    return [row | dict(zip(("css", "icon"), PASSED[row["passed"]], strict=True)) for row in result["reasons"]]


LEGEND = tuple((css, word) for word, _, css in MARKS.values())
BARS_TITLES: Mapping[int, str] = {1: "Eén drempel", 2: "Twee drempels"}


def result_page(proposal: Proposal) -> dict[str, Any]:
    """Everything on the result page, from what was frozen at closing."""
    result = proposal.result
    rows = ballot_rows(result)
    patterns = {row.code: row.css for row in rows}
    counts = [(css, word, sum(row.css == css for row in rows)) for css, word in LEGEND]
    bars = drawing.result_bars(result["tally"], result["tests"])
    return {
        "result": result,
        "hero": "ja" if result["adopted"] else "",
        "reasons": reason_rows(result),
        "hero_icon": "circle-check" if result["adopted"] else "circle-x",
        "bars": bars,
        "bars_title": BARS_TITLES.get(len(bars), "Drempels"),
        "areas": drawing.areas(patterns),
        "map": drawing.map_data(),
        "legend": [entry for entry in counts if entry[2]],
        "rows": rows,
        "closing_hash": chain.spaced(proposal.closing_hash),
        "chain_whole": counting.chain_break(proposal) is None,
        "closed_sentence": f"De stemming sloot op {long_moment(proposal.closing)}.",
        "changes_sentence": changes_sentence(proposal),
        "statements": statement_rows(proposal),
    } | readings_in_use(result)


def readings_in_use(result: Mapping[str, Any]) -> dict[str, Any]:
    """The readings that touch this count: a warning with those that flip the outcome, else a quiet list (BOK-18)."""
    others = result["alternatives"]
    used = {row["reading"]: f"{row['reading']} {row['point']}: {row['now']}" for row in others}
    flips = [row for row in others if row["differs"]]
    rest = sorted(set(used) - {row["reading"] for row in flips})
    harmless = f"Een andere lezing van {listed(rest)} verandert niets aan deze uitslag." if rest else ""
    return {"flips": flips, "used": list(used.values()), "harmless": harmless}


def changes_sentence(proposal: Proposal) -> str:
    """Who changed its vote: earlier ballots stay in the chain and do not count."""
    changed = [party for party, ballots in selectors.ballots_per_party(proposal) if ballots > 1]
    if not changed:
        return ""
    verb = "wijzigde" if len(changed) == 1 else "wijzigden"
    return f"{listed(changed)} {verb} de stem. Elke stem blijft in de keten staan; alleen de laatste telt."


@dataclass(frozen=True)
class Receipt:
    """What a voter keeps: choice, party, time, number, control code."""

    choice: str
    party: str
    moment: str
    mandate: str
    seq: int
    code: str
    entered: str


def receipt(ballot: Ballot) -> Receipt:
    """The receipt of one ballot."""
    return Receipt(
        choice=ballot.get_choice_display(),
        party=ballot.party.short_name,
        moment=long_moment(ballot.cast_at),
        mandate=ballot.on_mandate,
        seq=ballot.seq,
        code=chain.control_code(ballot.hash),
        entered=entered_by_secretary(ballot.proposal.way) if ballot.entry_reason else "",
    )
