"""Which acts this person has on the page of a vote now; an act that is not there gets no button."""

from twente.core.permissions import Actor
from votes.models import Proposal

State, Way = Proposal.State, Proposal.Way


def acts(proposal: Proposal, actor: Actor) -> dict[str, bool]:
    """Which buttons this person gets on the page of this vote."""
    state, secret = proposal.state, bool(proposal.snapshot.get("secret"))
    return {
        "may_edit": actor.may("agenda_edit") and state in (State.CONCEPT, State.READY),
        "may_ready": actor.may("agenda_edit") and state == State.CONCEPT,
        "may_open": actor.may("vote_open") and state == State.READY,
        "may_close": actor.may("vote_close") and state == State.OPEN,
        "may_enter": actor.may("vote_enter") and state == State.OPEN and proposal.way == Way.BALLOT and not secret,
        "may_call": actor.may("vote_enter") and state == State.OPEN and proposal.way == Way.ROLL_CALL,
        "may_remind": actor.may("tally") and state == State.OPEN and proposal.way == Way.BALLOT and not secret,
        "may_establish": actor.may("result_establish") and state == State.CLOSED,
        "sees_tally": actor.may("tally") and state == State.OPEN and not secret,
    }
