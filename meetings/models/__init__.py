"""Tables of meetings: bodies, meetings, agendas, attendance, decisions, minutes."""

from meetings.models.actions import Action, Statement
from meetings.models.agenda import (
    AgendaItem,
    AgendaVersion,
    ItemGrant,
)
from meetings.models.annulments import DecisionAnnulment
from meetings.models.attendance import (
    Absence,
    Attendance,
    Substitution,
)
from meetings.models.bodies import (
    Body,
)
from meetings.models.copies import ReadingCopy
from meetings.models.decisions import (
    Decision,
)
from meetings.models.execution import (
    DecisionProgress,
)
from meetings.models.meetings import (
    Meeting,
)
from meetings.models.minutes import (
    Minutes,
    MinutesText,
)
from meetings.models.notes import Note
from meetings.models.papers import Paper, PaperPage, PaperVersion
from meetings.models.preparing import AgendaUndo, ItemProposal, StandingItem
from meetings.models.session import ClosedPart, ItemTurn, SpeakerTurn, Suspension

__all__ = [
    "Absence",
    "Action",
    "AgendaItem",
    "AgendaUndo",
    "AgendaVersion",
    "Attendance",
    "Body",
    "ClosedPart",
    "Decision",
    "DecisionAnnulment",
    "DecisionProgress",
    "ItemGrant",
    "ItemProposal",
    "ItemTurn",
    "Meeting",
    "Minutes",
    "MinutesText",
    "Note",
    "Paper",
    "PaperPage",
    "PaperVersion",
    "ReadingCopy",
    "SpeakerTurn",
    "StandingItem",
    "Statement",
    "Substitution",
    "Suspension",
]
