"""What the pages of a vote show, ready to print: stages, who may vote and why, the table of a result."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from twente.core.dates import clock_time, day_of, full_date, long_moment
from twente.core.permissions import Actor
from twente.core.selectors import population_for
from votes import chain, counting, drawing, selectors
from votes.electorate import Electorate, electorate
from votes.models import Ballot, Proposal
from votes.rules import Vote
from votes.wording import conditions, entitlement

State = Proposal.State


@dataclass(frozen=True)
class Stage:
    """One stage of the strip: past with its date, current, or coming."""

    name: str
    note: str
    icon: str
    state: str


STAGES = (
    ("Klaargezet", "ready_at", "door de secretaris"),
    ("Open", "opened_at", "door de voorzitter"),
    ("Gesloten", "closed_at", "door de voorzitter"),
    ("Vastgesteld", "established_at", "door de voorzitter"),
)


def stages(proposal: Proposal) -> list[Stage]:
    """Concept to established, with when and by whom."""
    moments = [(name, getattr(proposal, field), later) for name, field, later in STAGES]
    reached = sum(moment is not None for _, moment, _ in moments)
    return [stage(place, reached, *entry) for place, entry in enumerate(moments, start=1)]


def stage(place: int, reached: int, name: str, moment: datetime | None, later: str) -> Stage:
    """One stage: past, the one the vote is in now, or coming. An established vote has them all behind it."""
    note = f"{full_date(day_of(moment))}, {clock_time(moment)}" if moment else later
    if place == reached and place < len(STAGES):
        return Stage(name, note, "circle-dot", "nu")
    return Stage(name, note, "circle-check", "ok") if moment else Stage(name, note, "circle", "")


@dataclass(frozen=True)
class SeatRow:
    """A party before or during the vote: may it vote, who does, and has it voted."""

    name: str
    inhabitants: int
    entitled: bool
    sentence: str
    voter: str
    mandate: str
    voted: bool = False
    code: str = ""


def seat_rows(proposal: Proposal, who: Electorate) -> list[SeatRow]:
    """The fourteen with who votes for them on which mandate, or why not (BOK-1f, 12.2)."""
    voted, vote = set(selectors.latest_ballots(proposal)), who.vote
    return [
        SeatRow(
            name=seat.party.short_name,
            inhabitants=seat.inhabitants,
            entitled=not seat.excluded,
            sentence=short_entitlement(vote, seat.party.code, who.names),
            voter=seat.voter.user.name if seat.voter else "",
            mandate=seat.voter.document if seat.voter else "",
            voted=seat.party.pk in voted,
            code=seat.party.code,
        )
        for seat in who.seats
    ]


def short_entitlement(vote: Vote, code: str, names: Mapping[str, str]) -> str:
    """One word for who simply has a vote, the whole sentence for whom a reading decides (R1)."""
    found = entitlement(vote, code, names)
    return found.sentence if found.reading else found.title


def preview(proposal: Proposal, now: datetime) -> dict[str, Any]:
    """How will be decided, who may vote, on which figures; the same before opening and while open (BOK-12, R5)."""
    population = proposal.population or population_for(day_of(now))
    if population is None:
        return {"population": None, "rows": [], "rule_sentences": [], "earlier_figures": False}
    who = electorate(proposal, population=population, now=proposal.opened_at or now)
    return {
        "population": population,
        "earlier_figures": population.reference_date.year != day_of(now).year,
        "rule": who.rule,
        "rule_sentences": conditions(who.vote),
        "rows": seat_rows(proposal, who),
        "entitled": sum(not seat.excluded for seat in who.seats),
        "without_voter": [seat.party.short_name for seat in who.seats if seat.voter is None and not seat.excluded],
    }


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
        choice=word,
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


def acts(proposal: Proposal, actor: Actor) -> dict[str, bool]:
    """Which buttons this person gets on the page of this vote."""
    state = proposal.state
    return {
        "may_edit": actor.may("agenda_edit") and state in (State.CONCEPT, State.READY),
        "may_ready": actor.may("agenda_edit") and state == State.CONCEPT,
        "may_open": actor.may("vote_open") and state == State.READY,
        "may_close": actor.may("vote_close") and state == State.OPEN,
        "may_enter": actor.may("vote_enter") and state == State.OPEN,
        "may_establish": actor.may("result_establish") and state == State.CLOSED,
        "sees_tally": actor.may("tally") and state == State.OPEN,
    }
