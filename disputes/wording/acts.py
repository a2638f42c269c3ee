"""Acts and the reasons why one is not possible yet, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from disputes.rules.acts import Verdict, Why
from disputes.rules.facts import Kind
from twente.core.dates import long_date


@dataclass(frozen=True)
class Words:
    """Verb and thing on the button, one sentence beside it, an icon, the word in the address."""

    act: str
    hint: str
    icon: str
    slug: str


WORDS: Mapping[Kind, Words] = {
    Kind.RECEIPT: Words("Ontvangst vastleggen", "Wie ontving de melding, en wanneer.", "mail", "ontvangst"),
    Kind.CHAIR_SKIPPED: Words(
        "Overleg overslaan", "Als de voorzitter zelf partij is: meteen naar een mediator.", "arrow-right", "overslaan"
    ),
    Kind.SECRETARY: Words(
        "Waarnemer aanwijzen",
        "De plaatsvervangend secretaris behandelt dit geschil; u ziet het dan niet meer.",
        "user-check",
        "waarnemer",
    ),
    Kind.CONVERSATION: Words("Gesprek vastleggen", "Datum, aanwezigen en verslag.", "message", "gesprek"),
    Kind.SOLUTION: Words(
        "Oplossing vastleggen", "Wat zijn partijen overeengekomen? Kan op elk moment.", "check", "oplossing"
    ),
    Kind.LAPSED: Words(
        "Oplossing laten vervallen",
        "Als partijen het toch niet eens zijn; het geschil gaat dan verder.",
        "circle-x",
        "oplossing-vervallen",
    ),
    Kind.ANNOUNCEMENT: Words(
        "Oplossing bekendmaken", "Alle partijen krijgen dan bericht; het geschil is klaar.", "send", "bekendmaken"
    ),
    Kind.MEDIATOR: Words("Mediator vragen", "Naam, register en datum van het verzoek.", "users", "mediator"),
    Kind.MEDIATION_START: Words(
        "Mediationovereenkomst vastleggen", "De dag van tekenen start de termijn.", "signature", "mediation"
    ),
    Kind.MEDIATION_END: Words(
        "Einde mediation vastleggen", "Met de schriftelijke verklaring van een partij.", "circle-x", "mediation-einde"
    ),
    Kind.COST: Words(
        "Kosten vastleggen", "Wat mediation kostte, voor de betrokken partijen samen.", "coin-euro", "kosten"
    ),
    Kind.SUBMISSION: Words(
        "Voorleggen aan Gedeputeerde Staten",
        "Welke partij het geschil heeft voorgelegd, en wanneer.",
        "building-community",
        "gedeputeerde-staten",
    ),
    Kind.DECISION: Words(
        "Beslissing vastleggen", "De dag van verzending start de beroepstermijn.", "gavel", "beslissing"
    ),
    Kind.APPEAL: Words("Beroep vastleggen", "Vraag eerst juridisch advies.", "gavel", "beroep"),
    Kind.CLOSURE: Words("Geschil afsluiten", "Met de uitkomst. Daarna verandert er niets meer.", "lock", "afsluiten"),
    Kind.WITHDRAWAL: Words(
        "Melding intrekken", "Als de melder het geschil schriftelijk intrekt.", "arrow-back-up", "intrekken"
    ),
    Kind.OVERRIDE: Words(
        "Andere termijn vastleggen", "Met reden; de berekening blijft zichtbaar.", "calendar-time", "termijn"
    ),
}
APPOINT = Words(
    "Waarnemer aanwijzen",
    "De gemeenten van de secretaris en van elke plaatsvervanger zijn partij. U wijst een ander aan (lezing R14).",
    "user-check",
    "waarnemer",
)
"""The act of the chair, beside that of the secretary."""
HAND_OVER = replace(
    WORDS[Kind.SECRETARY],
    hint="Uw gemeente is partij. Voorstel: een plaatsvervangend secretaris behandelt dit geschil (lezing R14).",
)
"""The same act, asked of the secretary whose own municipality is a party, also once who was named has stopped."""
FITS = "De secretaris of een plaatsvervanger kan dit geschil behandelen. U hoeft niemand aan te wijzen."
NOBODY_LEFT = (
    "Er is niemand die voor geen van de partijen werkt. Laat de beheerder eerst een plaatsvervanger vastleggen."
)
BY_SLUG: Mapping[str, Kind] = {words.slug: kind for kind, words in WORDS.items()}
"""Word in the address → act."""
DUTCH: Mapping[Kind, str] = {
    Kind.RECEIPT: "Ontvangst",
    Kind.CHAIR_SKIPPED: "Overleg van de voorzitter overgeslagen",
    Kind.SECRETARY: "Waarnemer behandelt dit geschil",
    Kind.CONVERSATION: "Gesprek bij de voorzitter",
    Kind.SOLUTION: "Oplossing",
    Kind.LAPSED: "Oplossing vervallen",
    Kind.ANNOUNCEMENT: "Oplossing bekendgemaakt aan alle partijen",
    Kind.MEDIATOR: "Mediator gevraagd",
    Kind.MEDIATION_START: "Mediationovereenkomst getekend",
    Kind.MEDIATION_END: "Mediation beëindigd",
    Kind.COST: "Kosten van mediation",
    Kind.SUBMISSION: "Voorgelegd aan Gedeputeerde Staten",
    Kind.DECISION: "Beslissing verzonden",
    Kind.APPEAL: "Beroep ingesteld",
    Kind.CLOSURE: "Geschil afgesloten",
    Kind.WITHDRAWAL: "Melding ingetrokken",
    Kind.OVERRIDE: "Andere termijn vastgelegd",
}
"""What a fact is called in the timeline."""
REASONS: Mapping[Why, str] = {
    Why.CLOSED: "Dit geschil is afgesloten.",
    Why.DONE: "Dit is al vastgelegd. Herstel zo nodig het feit in het verloop.",
    Why.SOLVED: "Er is al een oplossing vastgelegd.",
    Why.NOT_SOLVED: "Er is nog geen oplossing vastgelegd.",
    Why.NO_STEP: "De overeenkomst kent deze stap niet.",
    Why.NOT_RECEIVED: "Nog niet iedereen heeft de melding ontvangen.",
    Why.TOO_EARLY: "De termijn daarvoor is nog niet voorbij.",
    Why.NO_MEDIATOR: "Er is nog geen mediator gevraagd.",
    Why.NO_MEDIATION: "Er is nog geen mediation begonnen.",
    Why.MEDIATION_RUNS: "De mediation is begonnen; het overleg bij de voorzitter is voorbij.",
    Why.NOT_SUBMITTED: "Het geschil is nog niet voorgelegd aan Gedeputeerde Staten.",
    Why.NO_DECISION: "Er is nog geen beslissing.",
    Why.NO_TERM: "Er is nog geen termijn te berekenen.",
}


def reason(verdict: Verdict) -> str:
    """Why an act cannot be done, with the day from which it can when that is known."""
    if verdict.why is None:
        return ""
    if verdict.why is Why.TOO_EARLY and verdict.opens_on:
        return f"Kan vanaf {long_date(verdict.opens_on)}, als er dan geen oplossing is."
    return REASONS[verdict.why]
