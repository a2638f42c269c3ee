"""A vote on the stage: proposals in each state, made through the services as chair and secretary would."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from tests.cast import Cast
from tests.factories import COURSE, MEETING_AT, an_open_meeting
from tests.rehearsal import rehearsed
from votes import services
from votes.models import Ballot, Proposal
from votes.services.preparing import ProposalText

OPENED = MEETING_AT + timedelta(minutes=34)
VOTED = MEETING_AT + timedelta(minutes=40)
CLOSED = MEETING_AT + timedelta(minutes=47)

DRAWN = {
    "Almelo": "tegen",
    "Borne": "voor",
    "Dinkelland": "voor",
    "Haaksbergen": "blanco",
    "Hellendoorn": "voor",
    "Hengelo": "voor",
    "Hof van Twente": "voor",
    "Losser": "tegen",
    "Oldenzaal": "voor",
    "Rijssen-Holten": "tegen",
    "Tubbergen": "voor",
    "Twenterand": "voor",
    "Wierden": "voor",
}
"""The vote of the drawn screen: nine for, three against, one blank; Enschede has no vote (BOK-12.2)."""

TEXT = ProposalText(
    title="Koers SES Twente 2027",
    text="De koers SES Twente 2027 vaststellen.",
    decision_kind="gewoon",
    financial=False,
    financial_reason="Het gaat alleen over de inhoud.",
)


@rehearsed
def a_concept(cast: Cast, *, text: ProposalText = TEXT, present: tuple[str, ...] = (), item_class=COURSE) -> Proposal:
    """A proposal on the second item of a running meeting."""
    meeting = an_open_meeting(cast, present=present, items=(item_class,))
    item = meeting.items.get(position=1)
    return services.create_proposal(item=item, content=text, form_key=uuid.uuid4(), by=cast.secretary, now=MEETING_AT)


@rehearsed
def a_ready_proposal(cast: Cast, **how) -> Proposal:
    """A proposal that the members can read."""
    return services.make_ready(proposal=a_concept(cast, **how), by=cast.secretary, now=MEETING_AT)


@rehearsed
def an_open_vote(cast: Cast, **how) -> Proposal:
    """A vote that the chair opened on the figures of the year before (R5)."""
    proposal = a_ready_proposal(cast, **how)
    return services.open_vote(proposal=proposal, earlier_figures=True, by=cast.chair, now=OPENED)


def cast_vote(cast: Cast, proposal: Proposal, party: str, choice: str, at: datetime = VOTED, key=None) -> Ballot:
    """The representative of a party votes."""
    return services.cast_ballot(
        proposal=proposal,
        party=cast.parties[party],
        by=cast.representatives[party],
        choice=choice,
        key=key or uuid.uuid4(),
        now=at,
    )


@rehearsed
def a_closed_vote(cast: Cast, choices: Mapping[str, str] = DRAWN, **how) -> Proposal:
    """A vote that was cast and closed."""
    proposal = an_open_vote(cast, **how)
    for party, choice in choices.items():
        cast_vote(cast, proposal, party, choice)
    return services.close_vote(proposal=proposal, by=cast.chair, now=CLOSED)
