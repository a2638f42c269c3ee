"""Dutch of the preparation: gauge, pace, steps (pure)."""

from meetings.rules import Done, Pace, Readiness, Step
from meetings.wording.phrases import count, duration
from twente.core.dates import long_date


def gauge(*, planned: int, least: int, year: int) -> str:
    """3 van minimaal 4 vergaderingen in 2026"""
    return f"{planned} van minimaal {count(least, 'vergadering', 'vergaderingen')} in {year}"


PACE = {
    Pace.ON_TIME: ("Op schema", "g", "check"),
    Pace.CAREFUL: ("Let op", "w", "alert-triangle"),
    Pace.LATE: ("Te laat", "w", "alert-triangle"),
}
"""Pace → word, colour and icon of its pill."""


STEPS = {
    "planned": ("Datum en plaats vastgelegd", "datum en plaats vastleggen"),
    "filled": ("Agenda opgesteld", "agendapunten toevoegen"),
    "complete": ("Punten compleet", "punten aanvullen"),
    "sent": ("Agenda verstuurd", "agenda versturen"),
    "mandates": ("Mandaten bekend", "mandaten vastleggen"),
    "members": ("Leden bekend", "leden vastleggen"),
    "opened": ("Vergadering geopend", "vergadering openen"),
    "decided": ("Besluiten vastgelegd", "besluiten vastleggen"),
    "closed": ("Vergadering gesloten", "vergadering sluiten"),
    "minutes": ("Verslag vastgesteld", "verslag vaststellen"),
}
"""Step → what it is called when it is done, and what it asks before that."""


def step_title(step: Step) -> str:
    """The step as a line of the checklist."""
    done, task = STEPS[step.key]
    about: Readiness = step.facts["about"]
    titles = {
        Done.YES: done,
        Done.NEXT: f"Volgende stap: {task}",
        Done.WAITING: f"{done}: {about.taken} van {about.seats}",
        Done.LATER: task.capitalize(),
    }
    return titles[step.done]


def planned_detail(about: Readiness) -> str:
    """The day."""
    return long_date(about.meets_on)


def planned_time(about: Readiness) -> str:
    """How much time the items take."""
    return f"{count(about.items, 'punt', 'punten')}, {duration(about.minutes_planned)} gepland"


def filled_detail(about: Readiness) -> str:
    """How full the agenda is."""
    if not about.items:
        return "Er staan nog geen punten op de agenda."
    room = about.minutes_available - about.minutes_planned
    rest = f"nog {duration(room)} vrij" if room > 0 else "de tijd is vol" if room == 0 else f"{duration(-room)} te veel"
    waiting = "; over toelating is nog niet beslist" if about.waiting_for_admission else ""
    return f"{planned_time(about)}, {rest}{waiting}"


def complete_detail(about: Readiness) -> str:
    """How much is still missing."""
    return f"Nog {count(about.gaps, 'zaak', 'zaken')} te regelen." if about.gaps else ""


def sent_detail(about: Readiness) -> str:
    """Which version went out, or by when it must."""
    if not about.versions:
        why = "gekozen dag" if about.chosen else "huisregel: zeven dagen vooraf"
        return f"Uiterlijk {long_date(about.send_by)} ({why})"
    return f"Gewijzigd na versie {about.versions}" if about.changed_since else f"Versie {about.versions}"


def mandates_detail(about: Readiness) -> str:
    """How many parties nobody can speak for."""
    missing = about.seats - about.taken
    return f"Voor {count(missing, 'partij', 'partijen')} kan nog niemand spreken." if missing else ""


def members_detail(about: Readiness) -> str:
    """How many places in the body nobody fills."""
    missing = about.seats - about.taken
    if not about.taken:
        return "Er zijn nog geen leden vastgelegd."
    return f"Voor {count(missing, 'plaats', 'plaatsen')} is nog geen lid bekend." if missing else ""


def decided_detail(about: Readiness) -> str:
    """Items for decision and those settled."""
    return (
        f"{about.decided} van {count(about.to_decide, 'punt', 'punten')} ter besluitvorming" if about.to_decide else ""
    )


def nothing(about: Readiness) -> str:
    """No detail."""
    return ""


DETAILS = {
    "planned": planned_detail,
    "filled": filled_detail,
    "complete": complete_detail,
    "sent": sent_detail,
    "mandates": mandates_detail,
    "members": members_detail,
    "opened": nothing,
    "decided": decided_detail,
    "closed": nothing,
    "minutes": nothing,
}


def step_detail(step: Step) -> str:
    """The line under a step."""
    return DETAILS[step.key](step.facts["about"])


def due_sentence(items: int) -> str:
    """Why a draft agenda asks attention."""
    filled = f"met {count(items, 'punt', 'punten')}" if items else "maar er staan nog geen punten op"
    return f"Zeven dagen vooraf (huisregel), {filled}."
