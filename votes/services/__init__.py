"""Writes of the votes room: a proposal's way from concept to established result, and the ballots on it."""

from votes.rounds import FINISHED
from votes.services.casting import (
    AlreadyVotedByAnother,
    BallotKeyReused,
    InvalidChoice,
    NotAVoter,
    PartyExcluded,
    VoteClosed,
    VoteNotOpen,
    WithoutVote,
    cast_ballot,
    enter_ballot,
)
from votes.services.closing import NotClosed, close_vote, establish_result
from votes.services.preparing import (
    AdmissionMissing,
    BodyWithoutVotes,
    CannotOpenYet,
    EarlierFiguresNotConfirmed,
    ProposalFrozen,
    create_proposal,
    edit_proposal,
    make_ready,
    open_vote,
)

__all__ = [
    "FINISHED",
    "AdmissionMissing",
    "AlreadyVotedByAnother",
    "BallotKeyReused",
    "BodyWithoutVotes",
    "CannotOpenYet",
    "EarlierFiguresNotConfirmed",
    "InvalidChoice",
    "NotAVoter",
    "NotClosed",
    "PartyExcluded",
    "ProposalFrozen",
    "VoteClosed",
    "VoteNotOpen",
    "WithoutVote",
    "cast_ballot",
    "close_vote",
    "create_proposal",
    "edit_proposal",
    "enter_ballot",
    "establish_result",
    "make_ready",
    "open_vote",
]
