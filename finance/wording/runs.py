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


GAPS: Mapping[str, Words] = {
    GapKind.BASIS: Words(
        "Geen grondslag voor {year}",
        "De overeenkomst noemt voor dit jaar geen tarief. Zonder besluit van het overleg kan er geen factuur uit.",
        "Tarief vastleggen",
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
        "Begroting {year} ontbreekt",
        "De ronde wordt vergeleken met de begroting. Leg vast welk bedrag is vastgesteld.",
        "Begroting vastleggen",
    ),
    GapKind.DIFFERENCE: Words(
        "Het verschil met de begroting is groter dan de marge",
        "Schrijf op waar het verschil vandaan komt.",
        "Verschil toelichten",
    ),
    GapKind.FIGURE: Words("Inwonertal ontbreekt: {names}", "Zonder inwonertal is er geen bedrag.", "Cijfers bekijken"),
    GapKind.COUNCIL: Words(
        "Begrotingsbesluit ontbreekt: {names}",
        "Zonder besluit van de raad geen factuur. Wacht af, leg het besluit vast, of ga zonder deze partij verder.",
        "Raadsbesluiten bekijken",
    ),
    GapKind.CHOICE: Words(
        "Keuze ontbreekt: {names}", "Levert deze partij menskracht, of betaalt zij?", "Keuze vastleggen"
    ),
    GapKind.BILLING: Words(
        "Factuurgegevens ontbreken: {names}", "Naar wie gaat de factuur, en hoe?", "Gegevens invullen"
    ),
    GapKind.REFERENCE: Words(
        "Kenmerk ontbreekt: {names}",
        "Deze partij betaalt alleen met het gevraagde kenmerk op de factuur.",
        "Kenmerk invullen",
    ),
    GapKind.JUMP: Words(
        "Inwonertal nakijken: {names}",
        "Het aantal inwoners veranderde meer dan drie procent. Klopt het?",
        "Inwonertal nakijken",
    ),
    GapKind.POPULATION: Words(
        "Inwonertal van {figures} is er nog niet",
        "Deze ronde rekent met eerdere cijfers. Definitief maken kan pas met het cijfer van de peildatum.",
        "Cijfers bekijken",
    ),
    GapKind.NETWORK: Words(
        "Nog niet via Peppol: {names}",
        "Voor Peppol zijn een OIN of KvK-nummer en een kenmerk nodig. De pdf kan wel.",
        "Gegevens invullen",
    ),
}
"""Every gap in words, with the places for year, names and day."""
ON_THE_BASIS = frozenset({GapKind.BASIS, GapKind.COUNCIL})
"""Gaps beside which the article of the basis stands."""


def gap(kind: str, parties: Sequence[str], *, year: int, article: str = "", figures: str = "") -> Words:
    """A gap of a run; `article` is that of the basis, `figures` the day the inhabitants must be of."""
    words = GAPS[kind]
    title = words.title.format(year=year, names=listed(parties), figures=figures)
    return Words(title, words.sentence, words.act, article if kind in ON_THE_BASIS else "")


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
