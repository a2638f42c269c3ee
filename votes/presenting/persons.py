"""A vote about persons, ready to print: candidates, secrecy, and afterwards numbers per candidate, never by party."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from meetings.models import Meeting
from twente.core.dates import long_moment
from twente.core.permissions import Actor
from votes import chain, counting, elections, selectors
from votes.models import Proposal, Totals
from votes.presenting.acts import acts
from votes.presenting.ballots import reason_rows
from votes.presenting.paper import document_panel
from votes.presenting.preview import preview
from votes.presenting.stages import stages
from votes.wording.persons import SECRECY, STEPS

State = Proposal.State


def page(proposal: Proposal, actor: Actor) -> dict[str, Any]:
    """What every page of a vote about persons shows."""
    return {
        "proposal": proposal,
        "item": proposal.item,
        "meeting": proposal.item.meeting,
        "stages": stages(proposal),
        "acts": acts(proposal, actor) | person_acts(proposal, actor),
        "secrecy": SECRECY[proposal.way],
        "on_paper": proposal.way == Proposal.Way.PAPER,
        "candidates": names_of(proposal),
    }


def names_of(proposal: Proposal) -> list[str]:
    """The names on the slip in their order: as frozen, before opening as they stand."""
    if proposal.snapshot:
        return list(proposal.snapshot["candidates"])
    return [candidate.name for candidate in proposal.candidates.all()]


def person_acts(proposal: Proposal, actor: Actor) -> dict[str, bool]:
    """Which buttons this person gets beside the ordinary ones."""
    state, closed = proposal.state, proposal.state in (State.CLOSED, State.ESTABLISHED, State.PUBLISHED)
    counted = Totals.objects.filter(proposal=proposal).exists()
    awaited = elections.lot_awaited(proposal)
    return {
        "may_nominate": actor.may("agenda_edit") and state in (State.CONCEPT, State.READY),
        "may_appoint": actor.may("vote_open") and state == State.READY and unopposed(proposal),
        "may_count": actor.may("vote_enter") and state == State.OPEN and proposal.way == "paper" and not counted,
        "may_draw": actor.may("vote_close") and state == State.CLOSED and awaited,
        "may_go_on": actor.may("vote_open") and closed and awaits_next_round(proposal),
        "may_establish": actor.may("result_establish") and state == State.CLOSED and not awaited,
    }


def unopposed(proposal: Proposal) -> bool:
    """Whether the only candidate can be appointed without a vote: first round, in a running meeting."""
    running = proposal.item.meeting.state == Meeting.State.OPEN
    return running and len(names_of(proposal)) == 1 and elections.bound(proposal) is None


def awaits_next_round(proposal: Proposal) -> bool:
    """Whether a next round must follow that nobody has made yet."""
    return elections.following(proposal) is not None and not Proposal.objects.filter(previous=proposal).exists()


def before(proposal: Proposal, actor: Actor, now: datetime) -> dict[str, Any]:
    """The page before opening and while open: who can be chosen, who may vote, what the secrecy is worth."""
    bound, office = elections.bound(proposal), elections.office_of(selectors.rule_of(proposal, now)[0], proposal.about)
    return page(proposal, actor) | {
        "preview": preview(proposal, now),
        "step": STEPS[bound.election.step] if bound else "",
        "office": office.label if office else "",
        "office_article": office.article if office else "",
        "nominated_by": (office.nominated_by or "") if office else "",
    }


@dataclass(frozen=True)
class CountRow:
    """One line of the count."""

    name: str
    slips: int
    chosen: bool


REST = (("against", "Tegen"), ("blank", "Onthouding (blanco)"), ("invalid", "Ongeldig"))


def count_rows(result: dict[str, Any]) -> list[CountRow]:
    """Slips per candidate in the order of the slip, then what named nobody; what did not occur is left out."""
    tally, chosen = result["tally"], result["names"] if result["adopted"] else []
    rows = [CountRow(row["name"], row["slips"], row["name"] in chosen) for row in tally["candidates"]]
    return rows + [CountRow(word, tally[key], False) for key, word in REST if tally[key]]


HEROES = {"ja": "circle-check", "": "circle-x", "nog": "circle-dot"}
"""Style of the outcome → its icon: chosen, not chosen, not decided yet."""


def rounds_of(proposal: Proposal, actor: Actor) -> list[dict[str, Any]]:
    """Every round about persons on this item, first one first, when there is more than one."""
    found = selectors.proposals_of_item(actor, proposal.item_id).filter(about=proposal.about).order_by("round")
    rows = [
        {"proposal": one, "step": STEPS[elections.election_in(one).step], "here": one == proposal}
        for one in found
        if one.snapshot.get("procedure") == elections.PERSONS
    ]
    return rows if len(rows) > 1 else []


def result_page(proposal: Proposal, actor: Actor) -> dict[str, Any]:
    """Everything on the result page, from what was frozen at closing and the lot drawn since."""
    result, following = counting.settled(proposal), elections.following(proposal)
    hero = "nog" if following or elections.lot_awaited(proposal) else ("ja" if result["adopted"] else "")
    return page(proposal, actor) | {
        "result": result,
        "hero": hero,
        "hero_icon": HEROES[hero],
        "rounds": rounds_of(proposal, actor),
        "reasons": reason_rows(result),
        "rows": count_rows(result) if result["tally"]["total"] else [],
        "tally": result["tally"],
        "next_names": list(following.candidates) if following else [],
        "next_step": STEPS[following.election.step] if following else "",
        "closing_hash": chain.spaced(proposal.closing_hash),
        "closed_sentence": f"De stemming sloot op {long_moment(proposal.closing)}.",
        "document": document_panel(proposal, actor),
    }
