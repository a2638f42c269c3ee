"""Mails about disputes: the number and the link, never who or what (BOK-13.3)."""

from collections.abc import Mapping

from disputes.rules.reminders import LAST, OPENS, PASSED, WEEK

REMINDERS: Mapping[str, str] = {
    WEEK: "Een termijn loopt binnen een week af.",
    LAST: "Een termijn loopt vandaag of morgen af.",
    OPENS: "Een volgende stap is mogelijk.",
    PASSED: "Een termijn is voorbij.",
}
FILED = "Er is een geschil gemeld waarbij u betrokken bent."
CHANGED = "Er is iets veranderd in dit geschil."
OUTCOME = "Er is een oplossing bekendgemaakt van een geschil tussen partijen."


def subject(number: str, reminder: bool) -> str:
    """Herinnering: geschil 2026-01"""
    return f"Herinnering: geschil {number}" if reminder else f"Geschil {number}"


def outcome_subject(number: str) -> str:
    """Uitkomst 2026-01"""
    return f"Uitkomst van een geschil ({number})"


def body(sentence: str, address: str) -> str:
    """A sentence that says nothing of the matter, and where the rest stands."""
    return (
        f"{sentence}\n\nLezen na inloggen: {address}\n\n"
        "Deel dit bericht en deze link niet met anderen.\nDit bericht is automatisch verstuurd.\n"
    )
