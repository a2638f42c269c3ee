"""Dutch of the review of minutes: the mail, how far it is, what became of a comment. Pure."""

from datetime import date, timedelta

from twente.core.dates import full_date, long_date


def invitation_subject(day: date, last_day: date) -> str:
    """Conceptverslag van 2 december 2026: reageren tot en met 18 december 2026"""
    return f"Conceptverslag van {full_date(day)}: reageren tot en met {full_date(last_day)}"


def invitation_body(name: str, day: date, last_day: date, address: str) -> str:
    """The whole mail."""
    return (
        f"Beste {name},\n\n"
        f"Het conceptverslag van de vergadering van {long_date(day)} staat klaar.\n"
        f"U kunt per agendapunt reageren tot en met {long_date(last_day)}.\n\n"
        f"Lezen en reageren: {address}\n\n"
        "Met vriendelijke groet,\nhet secretariaat\n"
    )


def reminder_subject(day: date, last_day: date) -> str:
    """Herinnering: reageren op het verslag van 2 december 2026 kan tot en met 18 december 2026"""
    return f"Herinnering: reageren op het verslag van {full_date(day)} kan tot en met {full_date(last_day)}"


def reminder_body(name: str, day: date, last_day: date, address: str) -> str:
    """The whole mail."""
    return (
        f"Beste {name},\n\n"
        f"Van uw partij is nog geen reactie binnen op het conceptverslag van de vergadering van {long_date(day)}.\n"
        f"Reageren kan nog {until(last_day)}. Hebt u geen opmerkingen? Dan hoeft u niets te doen.\n\n"
        f"Lezen en reageren: {address}\n\n"
        "Met vriendelijke groet,\nhet secretariaat\n"
    )


def until(last_day: date) -> str:
    """tot en met 18 december 2026"""
    return f"tot en met {full_date(last_day)}"


def progress(spoke: int, parties: int, last_day: date, *, over: bool) -> str:
    """9 van 14 partijen reageerden. Reageren kan tot en met vrijdag 18 december 2026."""
    ending = f"kon tot en met {long_date(last_day)}" if over else f"kan tot en met {long_date(last_day)}"
    return f"{spoke} van {parties} partijen reageerden. Reageren {ending}."


def schedulable(last_day: date) -> str:
    """Op agenda zetten kan vanaf 19 december 2026. Dan is de reactietermijn voorbij."""
    return f"Op agenda zetten kan vanaf {full_date(last_day + timedelta(days=1))}. Dan is de reactietermijn voorbij."


def answered(outcome: str, name: str, on: date) -> str:
    """Overgenomen door de secretaris, 7 december 2026"""
    return f"{outcome[:1].upper()}{outcome[1:]} door {name}, {full_date(on)}"
