"""What can follow a vote: an annulment, or a new round on the same item; a vote is never reopened."""

from meetings.models import Meeting
from votes import selectors
from votes.models import Proposal

State = Proposal.State
FINISHED = (State.CLOSED, State.ESTABLISHED, State.PUBLISHED, State.ANNULLED)
ANNULLABLE = (State.OPEN, State.CLOSED, State.ESTABLISHED, State.PUBLISHED)

NOT_FINISHED = "Een nieuwe ronde kan als deze stemming is gesloten of vernietigd."
FOLLOWED = "Na deze stemming kwam al een nieuwe ronde."
MEETING_OVER = "De vergadering is voorbij. Zet het onderwerp op de agenda van een volgende vergadering."
DECIDED = "Dit besluit is aangenomen. Een nieuwe ronde kan pas als de stemming is vernietigd."


def obstacle(proposal: Proposal) -> str:
    """Why no new round can follow this vote, in a sentence; empty when it can.

    An adopted decision stands until it is annulled. An adopted admission is followed by the vote on the content
    (BOK-10).
    """
    if proposal.state not in FINISHED:
        return NOT_FINISHED
    if hasattr(proposal, "next"):
        return FOLLOWED
    if proposal.item.meeting.state == Meeting.State.HELD:
        return MEETING_OVER
    stands = proposal.state != State.ANNULLED and proposal.result["adopted"]
    return DECIDED if stands and not selectors.decides_admission(proposal) else ""
