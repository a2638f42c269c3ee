"""Writes of meetings, by subject: agenda, publishing, attendance, session, decisions."""

from meetings.services.agenda import (
    ItemDetails,
    MeetingDetails,
    add_item,
    delete_item,
    edit_item,
    ensure_bodies,
    move_item,
    plan_meeting,
)
from meetings.services.annulling import annul_decision, reopen_admission
from meetings.services.attendance import (
    record_absence,
    record_arrival,
    record_departure,
    record_substitution,
    withdraw_substitution,
)
from meetings.services.decisions import deliver_decision, record_decision, settle_admission
from meetings.services.moving import replan_meeting
from meetings.services.publishing import publish_agenda
from meetings.services.session import close_meeting, open_meeting, take_item

__all__ = [
    "ItemDetails",
    "MeetingDetails",
    "add_item",
    "annul_decision",
    "close_meeting",
    "delete_item",
    "deliver_decision",
    "edit_item",
    "ensure_bodies",
    "move_item",
    "open_meeting",
    "plan_meeting",
    "publish_agenda",
    "record_absence",
    "record_arrival",
    "record_decision",
    "record_departure",
    "record_substitution",
    "reopen_admission",
    "replan_meeting",
    "settle_admission",
    "take_item",
    "withdraw_substitution",
]
