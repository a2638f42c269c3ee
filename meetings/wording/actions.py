"""Dutch of actions and promises (pure)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from meetings.wording.phrases import count
from twente.core.dates import full_date

NOUNS = {"action": "actiepunt", "promise": "toezegging"}
STATES = {
    "open": ("Open", "b", "circle"),
    "done": ("Gedaan", "g", "circle-check"),
    "dropped": ("Vervallen", "d", "ban"),
}
LATE = ("Te laat", "w", "alert-triangle")
WRONG_DAY = {"before": "Deze dag ligt vóór de vergadering.", "future": "Deze dag moet nog komen."}
CHANGED = {
    "kind": "soort",
    "text": "omschrijving",
    "owner": "eigenaar",
    "party": "partij",
    "due_on": "termijn",
}
"""Field of an action → its name in the history."""
EVENTS = {
    "action_recorded": "Vastgelegd",
    "action_changed": "Gewijzigd",
    "action_settled": "Afgedaan",
    "action_reopened": "Heropend",
}
"""Entry of the audit trail → what the history says."""


def holder(owner: str, party: str) -> str:
    """Who does it: "Bestuurder Almelo (Almelo)", or the party alone."""
    return f"{owner} ({party})" if owner and party else owner or party


def deadline(due_on: date | None) -> str:
    """uiterlijk 1 februari 2027"""
    return f"uiterlijk {full_date(due_on)}" if due_on else "zonder datum"


def event(action: str, detail: Mapping[str, Any]) -> str:
    """One line of the history: "Gewijzigd: termijn was 1 februari 2027, is 1 maart 2027."."""
    said = EVENTS[action]
    if action == "action_settled":
        state = STATES[detail["state"]][0].lower()
        note = f": {detail['note']}" if detail.get("note") else ""
        return f"{said} als {state}{note}."
    parts = [changed(name, *pair) for name, pair in detail.get("changes", {}).items()]
    return f"{said}: {'; '.join(parts)}." if parts else f"{said}."


def changed(name: str, before: str, after: str) -> str:
    """termijn was 1 februari 2027, is 1 maart 2027; long texts are not repeated"""
    if name == "text":
        return "andere omschrijving"
    return f"{CHANGED[name]} was {spoken(name, before)}, is {spoken(name, after)}"


def spoken(name: str, value: str) -> str:
    """A kept value in words."""
    if name == "due_on":
        return full_date(date.fromisoformat(value)) if value else "er niet"
    return NOUNS.get(value, value) or "niemand"


def counted(number: int) -> str:
    """3 acties en toezeggingen"""
    return count(number, "actie of toezegging", "acties en toezeggingen")


OWN = {"action": "Dit actiepunt is van u.", "promise": "Deze toezegging is van u."}


def desk_title(kind: str, text: str) -> str:
    """Toezegging: de raden bijpraten"""
    return f"{NOUNS[kind].capitalize()}: {shortened(text, 90)}"


def shortened(text: str, most: int) -> str:
    """The first line, no longer than so many characters."""
    line = text.partition("\n")[0]
    return line if len(line) <= most else f"{line[: most - 2].rstrip()} …"


def mine_sentence(kind: str, due_on: date, on: date) -> str:
    """Why an action stands on somebody's desk."""
    return f"{OWN[kind]} De laatste dag was {full_date(due_on)}." if due_on < on else OWN[kind]


def mail_subject(moment: str, kind: str, due_on: date) -> str:
    """Doen vóór 1 februari 2027: uw toezegging; afterwards that the day has passed"""
    day = full_date(due_on)
    return f"Uiterlijk {day}: uw {NOUNS[kind]}" if moment == "soon" else f"Sinds {day} te laat: uw {NOUNS[kind]}"


def mail_body(moment: str, kind: str, text: str, due_on: date, address: str) -> str:
    """What is expected, by when, and where to say that it is done; without the text when few may read it."""
    day, noun = full_date(due_on), NOUNS[kind]
    opening = f"De laatste dag is {day}." if moment == "soon" else f"De laatste dag was {day}. Hij staat nog open."
    about = f"Uw {noun}:\n\n{text}" if text else f"U hebt een {noun} uit een punt dat niet openbaar is."
    return f"{about}\n\n{opening}\nIs het gedaan, of lukt het niet?\n\nLaat het weten: {address}\n"


def late_sentence(number: int) -> str:
    """How many actions of others are late."""
    return f"{count(number, 'actie is', 'acties zijn')} over de afgesproken dag."
