"""Pure rules of meetings."""

from meetings.rules.agenda import (
    FACTS,
    FRAME,
    SUBJECT,
    Change,
    ItemClass,
    changes,
    item_changes,
    item_classes,
)
from meetings.rules.checklist import (
    AGENDA_DAYS_BEFORE,
    MINUTES_DAYS_AFTER,
    Done,
    Pace,
    Readiness,
    Step,
    checklist,
    marked,
    pace,
)
from meetings.rules.presence import (
    Presence,
)
from twente.core.frozen import digest

__all__ = [
    "AGENDA_DAYS_BEFORE",
    "FACTS",
    "FRAME",
    "MINUTES_DAYS_AFTER",
    "SUBJECT",
    "Change",
    "Done",
    "ItemClass",
    "Pace",
    "Presence",
    "Readiness",
    "Step",
    "changes",
    "checklist",
    "digest",
    "item_changes",
    "item_classes",
    "marked",
    "pace",
]
