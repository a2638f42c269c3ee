"""The round along the councils in words: where it stands, what comes next, what is wrong with a fact (BOK-12.5)."""

from collections.abc import Mapping

from votes.rules.consulting import Flaw, Round
from votes.wording.phrases import Names, named, verb

FLAWS: Mapping[Flaw, str] = {
    Flaw.SUBMITTED_LATER: "Deze dag ligt in de toekomst. Vul de dag in waarop de raad het voorstel kreeg.",
    Flaw.NO_SUBMISSION: "Noem het raadsvoorstel, bijvoorbeeld: raadsvoorstel 2026-118.",
    Flaw.NO_SUBMISSION_DAY: "Vul de dag in waarop de raad het voorstel kreeg.",
    Flaw.SCHEDULED_BEFORE: "De raad behandelt het voorstel niet eerder dan hij het krijgt.",
    Flaw.NOT_SUBMITTED: "Deze raad heeft het voorstel nog niet gekregen. Vul eerst in wanneer dat was.",
    Flaw.NO_REPLY: "Kies welk antwoord de raad gaf, of maak de dag en het raadsbesluit leeg.",
    Flaw.NO_REPLY_DOCUMENT: "Noem het raadsbesluit, bijvoorbeeld: raadsbesluit van 3 december 2026.",
    Flaw.NO_REPLY_DAY: "Vul de dag van het antwoord in.",
    Flaw.REPLIED_LATER: "Deze dag ligt in de toekomst. Vul de dag van het raadsbesluit in.",
    Flaw.REPLIED_BEFORE: "Het antwoord ligt vóór de dag waarop de raad het voorstel kreeg.",
}


def standing(found: Round) -> str:
    """11 van de 14 raden hebben het voorstel; 4 stemden in, 1 weigerde."""
    parts = [
        f"{len(found.consented)} {verb(found.consented, 'stemde', 'stemden')} in" if found.consented else "",
        f"{len(found.refused)} {verb(found.refused, 'weigerde', 'weigerden')}" if found.refused else "",
    ]
    said = ", ".join(part for part in parts if part)
    return f"{found.asked} van de {len(found.parties)} raden hebben het voorstel{f'; {said}' if said else ''}."


def refusals(found: Round, names: Names) -> str:
    """De raad van Almelo weigerde. …; empty when no council refused."""
    if not found.refused:
        return ""
    councils = verb(found.refused, "De raad van {} weigerde.", "De raden van {} weigerden.")
    return (
        f"{councils.format(named(found.refused, names))} Het budgetrecht ligt bij de raad. Bespreek dit in het overleg."
    )


def next_step(found: Round, names: Names, *, all_consent: bool) -> str:
    """What has to happen now; `all_consent` says that every council must consent before the vote (R10)."""
    if found.unasked:
        return f"Leg het voornemen nog voor aan {_councils(found.unasked, names)}."
    if all_consent and (found.waiting or found.refused):
        return f"Er is nog geen instemming van {_councils((*found.waiting, *found.refused), names)}."
    if found.waiting:
        open_answers = verb(found.waiting, "Eén raad gaf nog geen antwoord.", "{} raden gaven nog geen antwoord.")
        return f"De stemming kan open. {open_answers.format(len(found.waiting))}"
    return "Alle raden hebben geantwoord. De stemming kan open."


def _councils(parties: tuple[str, ...], names: Names) -> str:
    return f"{verb(parties, 'de raad', 'de raden')} van {named(parties, names)}"
