"""Which acts this person has on the page of a vote now; an act that is not there gets no button."""

from collections.abc import Mapping

from meetings.selectors.openness import confidential
from twente.core.permissions import Actor
from votes.models import Proposal
from votes.presenting.window import Situation
from votes.publicity import withdrawal_of
from votes.rounds import ANNULLABLE
from votes.waiting import ONLINE

State, Way = Proposal.State, Proposal.Way


def within(found: Mapping[str, bool], stand: Situation) -> dict[str, bool]:
    """The same acts as far as the window lets them: no vote is entered outside it, none is closed before it."""
    return dict(found) | {
        "may_enter": found["may_enter"] and stand.open,
        "may_close": found["may_close"] and (stand.open or stand.over),
    }


def acts(proposal: Proposal, actor: Actor) -> dict[str, bool]:
    """Which buttons this person gets on the page of this vote."""
    state, secret = proposal.state, bool(proposal.snapshot.get("secret"))
    shut, publishes = confidential(proposal.item, actor.on), actor.may("minutes_publish")
    away = publishes and withdrawal_of(proposal) is not None
    online = proposal.snapshot.get("procedure") in ONLINE
    return {
        "may_edit": actor.may("agenda_edit") and state in (State.CONCEPT, State.READY),
        "may_ready": actor.may("agenda_edit") and state == State.CONCEPT,
        "may_open": actor.may("vote_open") and state == State.READY,
        "may_close": actor.may("vote_close") and state == State.OPEN,
        "may_enter": actor.may("vote_enter") and state == State.OPEN and proposal.way == Way.BALLOT and not secret,
        "may_call": actor.may("vote_enter") and state == State.OPEN and proposal.way == Way.ROLL_CALL,
        "may_remind": actor.may("tally") and state == State.OPEN and proposal.way == Way.BALLOT and online,
        "may_establish": actor.may("result_establish") and state == State.CLOSED,
        "may_annul": actor.may("vote_annul") and state in ANNULLABLE,
        "may_publish": publishes and (state == State.ESTABLISHED or away) and not shut,
        "may_withdraw": publishes and proposal.published_at is not None and not away,
        "may_recuse": actor.may("exclusion_record") and state in (State.CONCEPT, State.READY),
        "sees_tally": actor.may("tally") and state == State.OPEN and not secret,
    }
