"""What the page of a run says: states, gaps, figures (pure; screens.md "bijdragen")."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from finance.rules.concept import GapKind, RowState, Stage
from twente.core.money import MINUS, NO_BREAK_SPACE, format_amount
from twente.core.phrases import listed

Pill = tuple[str, str, str]
PILLS: Mapping[str, Pill] = {
    RowState.READY: ("Gereed", "g", "check"),
    RowState.COUNCIL: ("Wacht op raad", "w", "clock"),
    RowState.REFERENCE: ("Kenmerk nodig", "w", "alert-triangle"),
    RowState.BILLING: ("Factuurgegevens nodig", "w", "alert-triangle"),
    RowState.JUMP: ("Inwoners nakijken", "w", "alert-triangle"),
    RowState.CHOICE: ("Keuze nodig", "w", "alert-triangle"),
    RowState.NO_FIGURE: ("Geen inwonertal", "w", "alert-triangle"),
    RowState.LEFT_OUT: ("Niet in deze ronde", "d", "minus"),
    RowState.NOTHING: ("Niets te factureren", "d", "minus"),
}
CHANNELS = {"peppol": "Peppol", "mail": "pdf per mail", "post": "post", "": "nog niet bekend"}
STAGES = (
    ("draft", "Concept", "alles kan nog wijzigen", "pencil"),
    ("checking", "Controle", "door een ander dan de opsteller", "circle"),
    ("final", "Definitief", "facturen krijgen een nummer en liggen vast", "circle"),
)
PLACE = {"draft": 0, "checking": 1, "approved": 1, "final": 2, "withdrawn": -1}


@dataclass(frozen=True)
class Words:
    """A gap in words: what, why, the article if any, and what its button says."""

    title: str
    sentence: str
    act: str
    article: str = ""


def gap(kind: str, parties: Sequence[str], *, year: int, article: str = "", figures: str = "") -> Words:
    """A gap of a run; `article` is that of the basis, `figures` the day the inhabitants are of."""
    names = listed(parties)
    return {
        GapKind.BASIS: Words(
            f"Geen grondslag voor {year}",
            "De overeenkomst noemt voor dit jaar geen tarief. Zonder besluit van het overleg kan er geen factuur uit.",
            "Tarief vastleggen",
            article,
        ),
        GapKind.TERMS: Words(
            "Factuurvoorwaarden ontbreken",
            "De overeenkomst regelt geen betaaltermijn, btw en reeks. Leg vast wat het overleg daarover besloot.",
            "Voorwaarden vastleggen",
        ),
        GapKind.ISSUER: Words(
            "Afzender ontbreekt",
            "Op een factuur staat wie haar stuurt en op welke rekening betaald wordt.",
            "Afzender vastleggen",
        ),
        GapKind.COSTS: Words("Kosten ontbreken", "Voer eerst de kosten in die partijen delen.", "Kosten invoeren"),
        GapKind.BUDGET: Words(
            f"Begroting {year} ontbreekt",
            "De ronde wordt vergeleken met de begroting. Leg vast welk bedrag is vastgesteld.",
            "Begroting vastleggen",
        ),
        GapKind.DIFFERENCE: Words(
            "Het verschil met de begroting is groter dan de marge",
            "Schrijf op waar het verschil vandaan komt.",
            "Verschil toelichten",
        ),
        GapKind.FIGURE: Words(
            f"Inwonertal ontbreekt: {names}", "Zonder inwonertal is er geen bedrag.", "Cijfers bekijken"
        ),
        GapKind.COUNCIL: Words(
            f"Begrotingsbesluit ontbreekt: {names}",
            "Zonder besluit van de raad geen factuur. Wacht af, leg het besluit vast, of ga zonder deze partij verder.",
            "Raadsbesluiten bekijken",
            article,
        ),
        GapKind.CHOICE: Words(
            f"Keuze ontbreekt: {names}", "Levert deze partij menskracht, of betaalt zij?", "Keuze vastleggen"
        ),
        GapKind.BILLING: Words(
            f"Factuurgegevens ontbreken: {names}", "Naar wie gaat de factuur, en hoe?", "Gegevens invullen"
        ),
        GapKind.REFERENCE: Words(
            f"Kenmerk ontbreekt: {names}",
            "Deze partij betaalt alleen met het gevraagde kenmerk op de factuur.",
            "Kenmerk invullen",
        ),
        GapKind.JUMP: Words(
            f"Inwonertal nakijken: {names}",
            "Het aantal inwoners veranderde meer dan drie procent. Klopt het?",
            "Inwonertal nakijken",
        ),
        GapKind.POPULATION: Words(
            f"Inwonertal van {figures} is er nog niet",
            "Deze ronde rekent met eerdere cijfers. Definitief maken kan pas met het cijfer van de peildatum.",
            "Cijfers bekijken",
        ),
        GapKind.NETWORK: Words(
            f"Nog niet via Peppol: {names}",
            "Voor Peppol zijn een OIN of KvK-nummer en een kenmerk nodig. De pdf kan wel.",
            "Gegevens invullen",
        ),
    }[GapKind(kind)]


def counted(gaps: Sequence[str]) -> str:
    """twee vóór de controle, één vóór definitief; `gaps` are the stages."""
    words = ((Stage.CHECK, "vóór de controle"), (Stage.FINAL, "vóór definitief"), (Stage.SENDING, "vóór verzending"))
    numbers = {1: "één", 2: "twee", 3: "drie", 4: "vier", 5: "vijf", 6: "zes"}
    parts = [(gaps.count(stage), said) for stage, said in words]
    return ", ".join(f"{numbers.get(count, str(count))} {said}" for count, said in parts if count)


def percent(change: Fraction | None, *, decimals: int = 1) -> str:
    """+0,6 %; only to illustrate. A true minus, a no-break space; empty where there is nothing to compare."""
    if change is None:
        return ""
    scale = 10**decimals
    number = round(abs(change) * 100 * scale)
    sign = "" if number == 0 else ("+" if change > 0 else MINUS)
    return f"{sign}{number // scale},{number % scale:0{decimals}}{NO_BREAK_SPACE}%"


def difference(cents: int) -> str:
    """€ 3.327,75 meer, € 10,00 minder, geen"""
    if cents == 0:
        return "geen"
    return f"{format_amount(abs(cents))} {'meer' if cents > 0 else 'minder'}"


def within(difference_cents: int, budget: int, tolerance: int, *, holds: bool) -> str:
    """0,06 %, binnen de marge van 0,50 %"""
    part = percent(Fraction(abs(difference_cents), budget), decimals=2).lstrip("+")
    margin = percent(Fraction(tolerance, 10_000), decimals=2).lstrip("+")
    return f"{part}, {'binnen' if holds else 'buiten'} de marge van {margin}"
