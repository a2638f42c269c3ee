"""A vote about persons on the stage: made, opened, cast and closed through the services."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain, repeat

from tests.cast import Cast
from tests.rehearsal import rehearsed
from tests.votes.stage import CLOSED, OPENED, TEXT, VOTED, a_concept
from votes import services
from votes.models import Participation, Proposal
from votes.services.drawing_lots import hold_next_round
from votes.services.electing import cast_slip
from votes.services.nominating import Nomination, nominate

ANNA, BRAM, CARLA = "Anna Aalders", "Bram Beek", "Carla Cornelis"
DEPUTY = replace(
    TEXT,
    title="Plaatsvervangend voorzitter",
    text="Een plaatsvervangend voorzitter benoemen.",
    decision_kind="personen",
)


@rehearsed
def a_nomination(cast: Cast, names: Sequence[str] = (ANNA, BRAM), *, way: str = "ballot", **how) -> Proposal:
    """A concept with these candidates for deputy chair (BOK-5.4)."""
    proposal = a_concept(cast, text=DEPUTY, **how)
    Proposal.objects.filter(pk=proposal.pk).update(about="plaatsvervangend_voorzitter")
    proposal.refresh_from_db()
    nomination = Nomination(names=names, way=way)
    return nominate(proposal=proposal, nomination=nomination, version=1, by=cast.secretary, now=OPENED)


@rehearsed
def a_ready_election(cast: Cast, names: Sequence[str] = (ANNA, BRAM), **how) -> Proposal:
    """The same, on the members' screens."""
    return services.make_ready(proposal=a_nomination(cast, names, **how), by=cast.secretary, now=OPENED)


@rehearsed
def an_open_election(cast: Cast, names: Sequence[str] = (ANNA, BRAM), **how) -> Proposal:
    """The same, opened by the chair."""
    return opened(cast, a_ready_election(cast, names, **how))


def opened(cast: Cast, proposal: Proposal) -> Proposal:
    """Opened; no inhabitants are needed."""
    return services.open_vote(proposal=proposal, earlier_figures=False, by=cast.chair, now=OPENED)


def slip(cast: Cast, proposal: Proposal, party: str, choice: str, *, key: uuid.UUID | None = None) -> Participation:
    """The representative of a party puts a slip in the box."""
    return cast_slip(
        proposal=proposal,
        party=cast.parties[party],
        by=cast.representatives[party],
        choice=choice,
        key=key or uuid.uuid4(),
        now=VOTED,
    )


def fill(cast: Cast, proposal: Proposal, counts: Mapping[str, int]) -> Proposal:
    """As many parties as the counts say put these slips in the box, and the vote closes."""
    choices = chain.from_iterable(repeat(choice, count) for choice, count in counts.items())
    for party, choice in zip(cast.parties, choices, strict=False):
        slip(cast, proposal, party, choice)
    return services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)


@rehearsed
def held(cast: Cast, counts: Mapping[str, int], names: Sequence[str] = (ANNA, BRAM), **how) -> Proposal:
    """A vote about persons from beginning to end."""
    return fill(cast, an_open_election(cast, names, **how), counts)


@rehearsed
def a_level_election(cast: Cast) -> Proposal:
    """One slip each: a run-off must follow (Gemeentewet 31)."""
    return held(cast, {ANNA: 1, BRAM: 1})


@rehearsed
def a_level_run_off(cast: Cast) -> Proposal:
    """Level in the run-off as well: the lot decides."""
    following = hold_next_round(proposal=a_level_election(cast), by=cast.chair, now=CLOSED)
    return fill(cast, opened(cast, following), {ANNA: 1, BRAM: 1})
