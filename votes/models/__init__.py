"""Tables of the votes room: proposals, ballots, slips, answers, and what precedes a vote or takes it back."""

from votes.models.answers import Answer
from votes.models.ballots import Ballot, Seat, VoteStatement
from votes.models.persons import Candidate, LotDraw, Participation, Slip, Totals
from votes.models.preparation import AccessionRequest, Annulment, CouncilConsultation, Recusal
from votes.models.proposal import Proposal
from votes.models.publicity import Withdrawal as Withdrawal

__all__ = [
    "AccessionRequest",
    "Annulment",
    "Answer",
    "Ballot",
    "Candidate",
    "CouncilConsultation",
    "LotDraw",
    "Participation",
    "Proposal",
    "Recusal",
    "Seat",
    "Slip",
    "Totals",
    "VoteStatement",
]
