"""The sister agreements of the demonstration: small, one coming meeting each, with proposals in different states."""

from dataclasses import dataclass

from meetings.rules import ItemClass
from twente.home.demo.people import PLACES
from twente.home.demo.scenes import ORDER, Motion, Point, Said, Scene

CONSENTED = ("Almelo", "Borne", "Dinkelland", "Enschede", "Oldenzaal", "Tubbergen", "Wierden")
OPENING = Point("Opening en vaststelling van de agenda", ORDER, "besluitvorming", 5)


def subject(article: str) -> ItemClass:
    """A standing subject of the agreement."""
    return ItemClass("subject", subject=article)


@dataclass(frozen=True)
class Sister:
    """A sister agreement, known by a test that its decisions rest on; who speaks for a college; its next meeting."""

    test: str
    speakers: tuple[str, ...]
    scene: Scene


POLICY = Point(
    "Uitvoerings- en handhavingsbeleid",
    subject("2.1"),
    "advisering",
    30,
    explanation="Het overleg bereidt voor; iedere partij besluit zelf, ook Gedeputeerde Staten.",
    motion=Motion(
        "Het uitvoerings- en handhavingsbeleid voor de komende vier jaar vast te stellen.",
        financial=False,
        why="Het gaat alleen over de inhoud.",
        choices={},
        kind="voorstel",
        answers=(
            *(Said(name, "ingestemd") for name in CONSENTED),
            Said("Losser", "geweigerd", "Het college wil eerst duidelijkheid over de inzet bij ondermijning."),
            Said("Haaksbergen", "geen_besluit", "Het college behandelt het voorstel in januari."),
        ),
    ),
)
BUDGET = Point(
    "Begroting van de gastheer",
    subject("6"),
    "besluitvorming",
    20,
    motion=Motion(
        "In te stemmen met de begroting van de gastheerorganisatie en de bijdrage per partij.",
        financial=True,
        why="Het besluit gaat over de bijdrage van de partijen.",
        choices={},
        kind="begroting",
        opens=False,
    ),
)
SEATS = ("uwv:1", "werkgevers:1", "werkgevers:2", "werknemers:1", "werknemers:2", "beroepsonderwijs:1")
TOGETHER = Point(
    "Verder samenwerken aan werk",
    subject("4"),
    "besluitvorming",
    30,
    explanation="De overeenkomst liep tot en met 31 december 2025. Het bestuur spreekt af hoe het verder gaat.",
    motion=Motion(
        "De samenwerking voort te zetten tot een nieuwe overeenkomst is gesloten.",
        financial=False,
        why="Iedereen draagt de eigen kosten.",
        choices={},
        kind="consensus",
        answers=(
            *(Said(seat, "akkoord") for seat in ("voorzitter:1", "gemeenten:1", "gemeenten:2", *SEATS[1:])),
            Said(SEATS[0], "voorbehoud", "Akkoord als de dienstverlening aan werkgevers op één plek blijft."),
        ),
    ),
)
CAMPAIGN = Point(
    "Campagne voor omscholing",
    subject("5"),
    "besluitvorming",
    20,
    motion=Motion(
        "In het voorjaar samen campagne te voeren voor omscholing naar de techniek.",
        financial=False,
        why="Iedereen draagt de eigen kosten.",
        choices={},
        kind="consensus",
        answers=(
            *(Said(seat, "akkoord") for seat in ("voorzitter:1", "gemeenten:1", *SEATS[:4])),
            Said(SEATS[4], "bezwaar", "De campagne valt samen met die van de bonden."),
        ),
        closes=True,
    ),
)
RESOLUTION = Point(
    "Resolutie: jongeren aan tafel",
    subject("4"),
    "advisering",
    20,
    explanation="De resolutie is ingediend door raadsleden. De uitkomst geeft richting en bindt niemand.",
    motion=Motion(
        "De veertien gemeenten te vragen om jongeren te betrekken bij het jaarprogramma.",
        financial=False,
        why="De resolutie vraagt geen geld.",
        choices={},
        kind="pre_advies",
        hands=(61, 34, 7, 108),
        closes=True,
    ),
)
ASSIGNMENT = Point(
    "Bestuursopdracht: bereikbaarheid van de regio",
    subject("5b"),
    "bespreking",
    20,
    motion=Motion(
        "De bestuursopdracht over de bereikbaarheid van de regio vast te stellen.",
        financial=False,
        why="De opdracht past binnen de gewone middelen.",
        choices={},
        kind="bestuursopdracht",
        answers=(Said("Almelo", "ingestemd"), Said("Hellendoorn", "ingestemd")),
    ),
)
PROGRAMME = Point(
    "Programmageld voor het komende jaar",
    subject("1"),
    "besluitvorming",
    30,
    explanation="Een besluit over geld: elke gemeente weegt mee met haar inwoners.",
    motion=Motion(
        "Voor het komende jaar programmageld vrij te maken voor techniek en arbeidsmarkt.",
        financial=True,
        why="Het besluit gaat over geld.",
        choices=dict.fromkeys(PLACES, "voor") | {"Enschede": "tegen", "Losser": "tegen", "Wierden": "blanco"},
        kind="financieel",
        closes=True,
    ),
)
SISTERS = (
    Sister(
        "consent_of_all_parties",
        ("Almelo", "Enschede", "Losser", "Rijssen-Holten"),
        Scene("policy", 19, (OPENING, POLICY, BUDGET), held=False),
    ),
    Sister(
        "no_objection",
        ("Enschede", "Hengelo"),
        Scene("work", 26, (OPENING, TOGETHER, CAMPAIGN), held=False),
    ),
    Sister(
        "sense_of_the_meeting",
        ("Almelo", "Hengelo"),
        Scene("conference", 33, (OPENING, RESOLUTION, ASSIGNMENT), held=False),
    ),
    Sister(
        "weighted_majority",
        PLACES,
        Scene("programme", 40, (OPENING, PROGRAMME), held=False),
    ),
)
