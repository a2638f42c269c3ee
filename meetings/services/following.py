"""Following actions and promises: change, settle, open again. The audit trail is their history."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from meetings.models import Action
from meetings.services.actions import ActionDetails
from meetings.services.locks import changed
from meetings.services.reasons import need_reason
from meetings.services.reminding import withdraw_reminders
from twente.core import audit
from twente.core.models import User
from twente.core.refusals import Refusal, StaleVersion

State = Action.State


class AlreadySettled(Refusal):
    """Who changes an action that was settled opens it again first."""

    sentence = "Deze actie is al afgedaan. Heropen haar eerst."


def lock_action(action: Action) -> Action:
    """The action as it is now, kept still until the transaction ends."""
    rows = Action.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("item", "agreement", "owner", "party").get(pk=action.pk)


def looked_at(action: Action, seen: int) -> None:
    """Raises StaleVersion when somebody else changed the action since."""
    if action.version != seen:
        raise StaleVersion


@transaction.atomic
def edit_action(*, action: Action, details: ActionDetails, seen: int, by: User, now: datetime) -> Action:
    """Change what was agreed, or who does it by when. Raises StaleVersion, AlreadySettled."""
    locked = lock_action(action)
    looked_at(locked, seen)
    if locked.state != State.OPEN:
        raise AlreadySettled
    before = kept(locked)
    locked.kind, locked.text, locked.due_on = details.kind, details.text, details.due_on
    locked.owner, locked.party = details.owner, details.party
    after = kept(locked)
    differs = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    if "text" in differs:
        differs["text"] = ["", ""]
    return keep(locked, "action_changed", {"changes": differs}, by=by, now=now)


def kept(action: Action) -> dict[str, str]:
    """What the history compares, as texts."""
    return {
        "kind": action.kind,
        "text": action.text,
        "owner": action.owner.name if action.owner else "",
        "party": action.party.short_name if action.party else "",
        "due_on": action.due_on.isoformat() if action.due_on else "",
    }


@transaction.atomic
def settle_action(
    *, action: Action, state: str, settled_on: date, note: str, seen: int, by: User, now: datetime
) -> Action:
    """The action was done or dropped on a day; the same again changes nothing.

    Raises StaleVersion, AlreadySettled, NoReason.
    """
    locked = lock_action(action)
    if (locked.state, locked.settled_on, locked.settled_note) == (state, settled_on, note):
        return locked
    looked_at(locked, seen)
    if locked.state != State.OPEN:
        raise AlreadySettled
    if state == State.DROPPED:
        need_reason(note, "Vul in waarom de actie vervalt.")
    locked.state, locked.settled_on, locked.settled_note = state, settled_on, note
    return keep(locked, "action_settled", {"state": state, "note": note}, by=by, now=now)


@transaction.atomic
def reopen_action(*, action: Action, seen: int, by: User, now: datetime) -> Action:
    """It was not settled after all; one that is open stays as it is. Raises StaleVersion."""
    locked = lock_action(action)
    if locked.state == State.OPEN:
        return locked
    looked_at(locked, seen)
    locked.state, locked.settled_on, locked.settled_note = State.OPEN, None, ""
    return keep(locked, "action_reopened", {}, by=by, now=now)


def keep(action: Action, act: str, detail: dict[str, Any], *, by: User, now: datetime) -> Action:
    """Save the locked action with its next version, and write its history."""
    action.version += 1
    action.save()
    withdraw_reminders(action)
    changed(action.item.meeting_id)
    audit.record(agreement=action.agreement, by=by, at=now, action=act, target=action, detail=detail)
    return action
