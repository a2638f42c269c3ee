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
from meetings.models.decisions import (
    Decision,
)
from meetings.models.meetings import (
    Meeting,
)
from meetings.models.members_present import MemberAbsence, MemberAttendance
from meetings.models.minutes import (
    Minutes,
    MinutesText,
)
from meetings.models.preparing import AgendaUndo, ItemProposal, StandingItem
from meetings.models.requests import SubstitutionRequest
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
    "ClosedPart",
    "Decision",
    "DecisionAnnulment",
    "ItemGrant",
    "ItemProposal",
    "ItemTurn",
    "Meeting",
    "MemberAbsence",
    "MemberAttendance",
    "MemberSeat",
    "Minutes",
    "MinutesText",
    "SpeakerTurn",
    "StandingItem",
    "Statement",
    "Substitution",
    "SubstitutionRequest",
    "Suspension",
]
