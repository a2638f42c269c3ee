"""What the letters say, from plain values (pure)."""

from collections.abc import Callable, Mapping
from typing import Any

Content = Mapping[str, Any]
Section = tuple[str, tuple[str, ...]]


def notice(content: Content) -> tuple[Section, ...]:
    """To the other parties and the chair (BOK-13.2)."""
    return (
        (
            "Melding",
            (
                f"{content['notifier']} meldt een geschil met {content['others']} over {content['scope']}.",
                f"Het gaat om artikel {content['article']} van de overeenkomst: {content['subject']}.",
                f"De dag waarop u deze brief ontvangt, telt. De laatste ontvangst start {content['starts']}.",
            ),
        ),
        ("Omschrijving", tuple(content["description"].split("\n"))),
        ("Mogelijke oplossing", tuple(content["solution"].split("\n"))),
        ("Besloten", (SILENCE,)),
    )


def solution(content: Content) -> tuple[Section, ...]:
    """To all parties (BOK-13.3)."""
    return (
        (
            "Oplossing",
            (
                f"Het geschil tussen {content['parties']} is opgelost.",
                f"Op {content['announced_on']} is dit aan alle partijen bekendgemaakt.",
                "De overeenkomst vraagt dat wij u dit schriftelijk laten weten.",
            ),
        ),
        ("Wat is overeengekomen", tuple(content["outcome"].split("\n"))),
    )


def mediator(content: Content) -> tuple[Section, ...]:
    """To the mediator (BOK-13.4)."""
    return (
        (
            "Verzoek",
            (
                f"Geachte {content['mediator']},",
                f"Wij vragen u te bemiddelen in een geschil tussen {content['parties']}.",
                SKIPPED if content["skipped"] else "Zij bereikten geen overeenstemming.",
                *received(content),
                f"De kosten van mediation dragen de partijen samen, {AGREED if content['by_agreement'] else EQUALLY}.",
                f"Met het tekenen van de mediationovereenkomst begint een termijn van {content['length']}.",
            ),
        ),
        ("Besloten", (SILENCE,)),
    )


def received(content: Content) -> tuple[str, ...]:
    """When the last addressee had the notification; nothing while that is not known."""
    day = content["received_on"]
    return (f"De laatste ontvangst van de melding was {day}.",) if day else ()


def submission(content: Content) -> tuple[Section, ...]:
    """To Gedeputeerde Staten (BOK-13.5)."""
    return (
        (
            "Voorlegging",
            (
                f"{content['submitter']} legt u een geschil voor tussen {content['parties']}.",
                f"De mediation begon op {content['mediation_on']} en leidde niet tot een gezamenlijke oplossing.",
                f"Het gaat om artikel {content['article']} van de overeenkomst: {content['subject']}.",
            ),
        ),
        ("Omschrijving", tuple(content["description"].split("\n"))),
        ("Mogelijke oplossing volgens de melder", tuple(content["solution"].split("\n"))),
    )


AGREED, EQUALLY = "zoals zij afspreken", "ieder voor een gelijk deel"
SKIPPED = "De gemeente van de voorzitter is partij. Daarom is het overleg bij de voorzitter overgeslagen."
SILENCE = "Dit geschil is besloten. Wij vragen u er niet met derden over te spreken zolang het overleg loopt."
LETTERS: Mapping[str, Callable[[Content], tuple[Section, ...]]] = {
    "notice": notice,
    "solution": solution,
    "mediator": mediator,
    "submission": submission,
}
"""Kind of letter → its sections: a heading with paragraphs."""
