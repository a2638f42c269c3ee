"""Pure sentences about what is sent to the councils: the mails, the register, what is wrong (BOK-8h)."""

from collections.abc import Sequence
from datetime import date

from twente.core.dates import full_date
from twente.core.phrases import listed, spaced
from twente.outbox.dispatching.rules import BOUNCED, DELIVERED, GIVEN_UP, UNDERWAY

LINK = "[persoonlijke link]"
"""Stands in the kept text of a mail; the real link is put in while it is being sent and is kept nowhere."""
PILLS = {
    UNDERWAY: ("onderweg", "d", "clock"),
    DELIVERED: ("afgeleverd", "g", "check"),
    BOUNCED: ("teruggekomen", "w", "arrow-back-up"),
    GIVEN_UP: ("niet aangekomen", "w", "alert-triangle"),
}
"""How far a mail is → words, style, icon."""
FLAWS = {
    "half_a_question": "Vul zowel de vraag als de laatste dag voor het antwoord in, of geen van beide.",
    "too_soon": "Kies een dag die nog komt, zodat de raad kan antwoorden.",
    "before_sent": "Het antwoord kan niet van vóór het versturen zijn.",
    "in_future": "Deze dag ligt in de toekomst. Vul in wanneer de raad antwoordde.",
}


def subject(title: str, *, asks: bool) -> str:
    """The subject of the mail, the act first when something is asked."""
    return (f"Vraag aan uw raad: {title}" if asks else title)[:200]


def without_address(names: Sequence[str]) -> str:
    """Van de raad van Losser is geen griffie vastgelegd."""
    return f"Van de {'raad' if len(names) == 1 else 'raden'} van {listed(names)} is geen griffie vastgelegd."


def letter(
    *,
    name: str,
    overleg: str,
    title: str,
    version: int,
    sha256: str,
    question: str,
    until: date | None,
    note: str = "",
) -> str:
    """The mail to a clerk: what, which version, its checksum, where to read it, what is asked, in `note` why again."""
    asked = (
        f"Onze vraag aan uw raad:\n{question}\n\nWilt u antwoorden vóór of op {full_date(until)}?\n\n" if until else ""
    )
    remark = f"{note}\n\n" if note else ""
    return (
        f"Geachte {name},\n\nHierbij ontvangt u een stuk van {overleg} voor uw raad.\n\n"
        f"Stuk: {title}\nVersie: {version}\nVoorzitter en secretaris hebben het ondertekend.\n\n"
        f"{remark}"
        f"Lezen en downloaden: {LINK}\n"
        "De link is persoonlijk. Inloggen is niet nodig. U kunt het stuk doorgeven aan uw raad.\n\n"
        f"{asked}"
        f"Controlegetal (SHA-256) van het bestand:\n{spaced(sha256)}\n"
        "Heeft uw bestand hetzelfde controlegetal, dan is er niets aan veranderd.\n"
    )


def reminder(*, name: str, title: str, question: str, until: date) -> str:
    """The mail to a clerk whose council did not answer yet."""
    return (
        f"Geachte {name},\n\nWij vroegen uw raad om een antwoord. Dat hebben wij nog niet ontvangen.\n\n"
        f"Stuk: {title}\nOnze vraag aan uw raad:\n{question}\n\nLaatste dag voor het antwoord: {full_date(until)}.\n\n"
        f"Het stuk lezen: {LINK}\n\n"
        "Is er nog geen besluit? Laat ons dan weten wanneer de raad het behandelt.\n"
    )


def opened(times: int) -> str:
    """nog niet geopend, 1 keer gedownload, 3 keer gedownload"""
    return f"{times} keer gedownload" if times else "nog niet gedownload"


def sent_again_to(name: str) -> str:
    """What was done about the mail that was given up."""
    return f"Opnieuw verzonden aan de raad van {name}."


def asked_before(names: Sequence[str]) -> str:
    """Aan de raad van Losser is al een andere vraag gesteld, of dezelfde met een andere laatste dag."""
    whom = f"de {'raad' if len(names) == 1 else 'raden'} van {listed(names)}"
    return (
        f"Aan {whom} is over deze versie al een andere vraag gesteld, of dezelfde met een andere laatste dag. "
        "Neem de vraag en de dag over, of kies andere raden."
    )


def told_notice(count: int) -> str:
    """What the secretary reads after telling of an erratum."""
    return {0: "Geen raad hoeft dit nog te horen.", 1: "Eén raad krijgt een mail."}.get(
        count, f"{count} raden krijgen een mail."
    )


def sent_notice(count: int, skipped: int) -> str:
    """What the secretary reads after sending."""
    words = "Eén raad krijgt het stuk." if count == 1 else f"{count} raden krijgen het stuk."
    again = f" {skipped} had{'' if skipped == 1 else 'den'} het al." if skipped else ""
    return words + again if count else "Deze raden hadden het stuk al. Er is niets verstuurd."
