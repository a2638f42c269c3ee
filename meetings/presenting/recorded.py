"""What was recorded at an item so far: decisions, actions, promises, statements."""

from dataclasses import dataclass
from datetime import datetime

from meetings.models import Action, AgendaItem, Decision, Statement
from meetings.presenting import pages
from twente.core.dates import short_date


@dataclass(frozen=True)
class Recorded:
    """One entry: what it is, its text, who or when, and the moment it was recorded."""

    label: str
    icon: str
    text: str
    detail: str
    at: datetime


def recorded(item: AgendaItem) -> list[Recorded]:
    """Everything that was recorded at an item, in order; `item` comes with its decisions."""
    actions = item.actions.select_related("owner", "party")
    found = [decision_line(row) for row in item.decisions.all()]
    found += [action_line(row) for row in actions]
    found += [statement_line(row) for row in item.statements.select_related("party")]
    return sorted(found, key=lambda row: row.at)


def decision_line(decision: Decision) -> Recorded:
    """Besluit 2026-12: aangenomen"""
    label, detail = f"Besluit {decision.year}-{decision.number}", pages.outcome_pill(decision).text
    return Recorded(label, "gavel", decision.text, detail, decision.decided_at)


def action_line(action: Action) -> Recorded:
    """Actiepunt, with who does it and by which day"""
    who = " en ".join(str(one) for one in (action.owner, action.party) if one)
    until = f", uiterlijk {short_date(action.due_on)}" if action.due_on else ""
    return Recorded(
        action.get_kind_display().capitalize(), "list-check", action.text, f"{who}{until}", action.recorded_at
    )


def statement_line(statement: Statement) -> Recorded:
    """Verklaring, of whom"""
    who = f"{statement.speaker} ({statement.party})" if statement.party else statement.speaker
    return Recorded("Verklaring", "blockquote", statement.text, who, statement.recorded_at)
