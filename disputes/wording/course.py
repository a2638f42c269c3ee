"""Terms and phases in words."""

import re
from collections.abc import Collection, Mapping

from disputes.rules.course import COURT, MEDIATION, PROVINCIAL, Course, Deadline, Phase
from twente.core.dates import full_date, long_date

PHASES: Mapping[Phase, tuple[str, str, str]] = {
    Phase.NOTICE: ("Ontvangst vastleggen", "w", "mail"),
    Phase.CONSULTATION: ("Overleg bij de voorzitter", "w", "message"),
    Phase.TO_MEDIATOR: ("Mediator vragen", "w", "users"),
    Phase.MEDIATOR: ("Mediator gevraagd", "w", "users"),
    Phase.MEDIATING: ("Mediation loopt", "w", "users"),
    Phase.PROVINCIAL: ("Bij Gedeputeerde Staten", "b", "building-community"),
    Phase.DECIDED: ("Beslissing ontvangen", "w", "gavel"),
    Phase.COURT: ("Bij de bestuursrechter", "b", "gavel"),
    Phase.SOLVED: ("Opgelost, nog niet bekendgemaakt", "w", "check"),
    Phase.CLOSED: ("Afgesloten", "", "circle-check"),
}
"""Phase → label, colour and icon."""
ACTORS: Mapping[str, str] = {
    "party": "een partij",
    "chair": "de voorzitter",
    "secretary": "de secretaris",
    "host": "de gastheerorganisatie",
}
"""Who acts in a step, in the words of the rulebook → Dutch."""
NOT_YET: Mapping[str, str] = {
    "notice": "Begint met de melding.",
    "receipt": "Begint zodra iedereen de melding heeft ontvangen. De laatste ontvangst telt (lezing R11).",
    "consultation": "Begint met het eerste gesprek bij de voorzitter, of zonder gesprek met de laatste ontvangst "
    "(lezing R11).",
    "consultation_end": "Begint als de termijn voor het overleg voorbij is (lezing R11).",
    "mediation_start": "Begint op de dag waarop de partijen de mediationovereenkomst tekenen.",
    "decision_sent": "Begint op de dag waarop de beslissing is verzonden.",
}
"""What starts a term → what is said while that did not happen."""
ADVICE: Mapping[str, str] = {
    PROVINCIAL: "Voor Gedeputeerde Staten zelf geldt geen termijn.",
    COURT: "Vraag eerst juridisch advies: alleen tegen een besluit kan beroep, en soms gaat bezwaar voor.",
}
"""Key of a step → what is said with it, term or not; of the others, whose turn it is."""
SKIPPED = "De gemeente van de voorzitter is partij: deze stap is overgeslagen (lezing R13)."
OPENED = "Kan meteen: het overleg bij de voorzitter is overgeslagen."


def started(found: Course) -> str:
    """What the latest receipt starts: both terms, or only that of the chair (R11)."""
    mediation = found.get(MEDIATION)
    only = mediation is not None and mediation.starts_with == "consultation_end"
    return "de termijn voor het overleg" if only else "de termijnen"


def cited(text: str, readings: Collection[str]) -> str:
    """The same without "(lezing R11)" where the agreement does not leave that open."""
    return re.sub(r" \(lezing (R\d+)\)", lambda found: found[0] if found[1] in readings else "", text)


def sentence(deadline: Deadline) -> str:
    """The whole computation of a term, to stand beside its date; what is missing when it cannot be computed yet."""
    if deadline.skipped:
        return cited(SKIPPED, deadline.step.readings)
    if deadline.opened:
        return OPENED
    if deadline.term is None:
        return cited(NOT_YET[deadline.starts_with], deadline.step.readings) if deadline.step.term else ""
    opens = f"Kan dus vanaf {long_date(deadline.opens_on)}." if deadline.opens_on else ""
    if deadline.override is None:
        return " ".join(filter(None, (deadline.term.sentence(), opens)))
    other = deadline.override
    return " ".join(
        filter(
            None,
            (
                f"De secretaris legde op {full_date(other.decided_on)} een andere laatste dag vast: "
                f"{long_date(other.last_day)}. Reden: {other.reason.removesuffix('.')}.",
                f"Berekend was {long_date(deadline.term.last_day)}.",
                opens,
            ),
        )
    )


def length_of(deadline: Deadline) -> str:
    """vier weken, drie maanden; empty for a step without a term"""
    return deadline.step.term.in_words() if deadline.step.term else ""


def told(key: str, deadline: Deadline) -> str:
    """What is said with a step, beside its term."""
    actor = ACTORS[deadline.step.actor]
    return ADVICE.get(key) or f"Aan zet: {actor}."
