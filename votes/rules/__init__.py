"""The decision rules: pure functions from ballots to outcomes with reasons. No Django, no clock, no float."""

from votes.rules.alternatives import Alternative, alternatives, depends_on_reading
from votes.rules.ballots import Ballots, Choice, Ground, Seat, Tally, count
from votes.rules.casting import SPOKEN, STORED, Answer, Attempt, Poll, Received, able, answer, replay
from votes.rules.consent import Consent, Position, UnknownParty, advise, appoint, refer, seek_consensus
from votes.rules.deciding import Vote, decide, excluded_parties, seated
from votes.rules.exclusion import Exclusion, Matter, is_financial
from votes.rules.gates import UNPREPARED, Council, CouncilAnswer, Preparation, obstacles
from votes.rules.judging import TESTS, judge
from votes.rules.outcomes import Figures, Flag, Outcome, Readings, Reason, Result
from votes.rules.persons import Slips, elect

__all__ = [
    "SPOKEN",
    "STORED",
    "TESTS",
    "UNPREPARED",
    "Alternative",
    "Answer",
    "Attempt",
    "Ballots",
    "Choice",
    "Consent",
    "Council",
    "CouncilAnswer",
    "Exclusion",
    "Figures",
    "Flag",
    "Ground",
    "Matter",
    "Outcome",
    "Poll",
    "Position",
    "Preparation",
    "Readings",
    "Reason",
    "Received",
    "Result",
    "Seat",
    "Slips",
    "Tally",
    "UnknownParty",
    "Vote",
    "able",
    "advise",
    "alternatives",
    "answer",
    "appoint",
    "count",
    "decide",
    "depends_on_reading",
    "elect",
    "excluded_parties",
    "is_financial",
    "judge",
    "obstacles",
    "refer",
    "replay",
    "seated",
    "seek_consensus",
]
