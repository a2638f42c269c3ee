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
    BodyMember,
    MemberSeat,
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
from meetings.models.members import CalendarFeed, CalendarTerm, MailDigest, MailStop, MeetingLook
from meetings.models.members_present import MemberAbsence, MemberAttendance
from meetings.models.minutes import (
    Erratum,
    Minutes,
    MinutesPresence,
    MinutesText,
)
from meetings.models.notes import Note
from meetings.models.openness import OpennessChange
from meetings.models.papers import Paper, PaperPage, PaperVersion
from meetings.models.planning import DueDay, MeetingCancellation, MeetingInvitation
from meetings.models.preparing import AgendaUndo, ItemProposal, StandingItem
from meetings.models.requests import SubstitutionRequest
from meetings.models.review import (
    ReviewAnswer,
    ReviewComment,
    ReviewRound,
)
from meetings.models.session import ClosedPart, ItemTurn, SpeakerTurn, Suspension

__all__ = [
    "Absence",
    "Action",
    "AgendaItem",
    "AgendaUndo",
    "AgendaVersion",
    "Attendance",
    "Body",
    "BodyMember",
    "CalendarFeed",
    "CalendarTerm",
    "ClosedPart",
    "Decision",
    "DecisionAnnulment",
    "DecisionProgress",
    "DueDay",
    "Erratum",
    "ItemGrant",
    "ItemProposal",
    "ItemTurn",
    "MailDigest",
    "MailStop",
    "Meeting",
    "MeetingCancellation",
    "MeetingInvitation",
    "MeetingLook",
    "MemberAbsence",
    "MemberAttendance",
    "MemberSeat",
    "Minutes",
    "MinutesPresence",
    "MinutesText",
    "Note",
    "OpennessChange",
    "Paper",
    "PaperPage",
    "PaperVersion",
    "ReadingCopy",
    "ReviewAnswer",
    "ReviewComment",
    "ReviewRound",
    "SpeakerTurn",
    "StandingItem",
    "Statement",
    "Substitution",
    "SubstitutionRequest",
    "Suspension",
]
