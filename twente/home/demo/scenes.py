"""What is on the agendas of the demonstration: two meetings that were held, one that is coming."""

from dataclasses import dataclass, field

from meetings.rules import ItemClass
from meetings.services.agenda import Openness
from twente.home.demo.people import PLACES

ORDER = ItemClass("order")
EVERYBODY = Openness()


def of(letter: str) -> ItemClass:
    """A standing subject of article 8."""
    return ItemClass("subject", subject=f"8{letter}")


@dataclass(frozen=True)
class Said:
    """What one voice answered, and why; `voice` is a party's name or a member's seat."""

    voice: str
    value: str
    reason: str = ""
    nominee: str = ""


@dataclass(frozen=True)
class Motion:
    """A proposal: text, kind, whether it is financial and why, and how the parties vote; who is not named does not.

    Where nobody votes: `answers`, or the `hands` of a conference (for, against, abstaining, people). `opens` and
    `closes` say how far it is.
    """

    text: str
    financial: bool
    why: str
    choices: dict[str, str]
    kind: str = "gewoon"
    about: str = ""
    answers: tuple[Said, ...] = ()
    hands: tuple[int, int, int, int] | None = None
    opens: bool = True
    closes: bool = False


@dataclass(frozen=True)
class Point:
    """An agenda item with what was said about it, a decision without a vote, or a motion; and who may read it."""

    title: str
    item_class: ItemClass
    status: str
    minutes: int
    explanation: str = ""
    said: str = ""
    settled: str = ""
    motion: Motion | None = None
    openness: Openness = EVERYBODY


COURSE = {name: "voor" for name in PLACES if name != "Enschede"} | {
    "Almelo": "tegen",
    "Losser": "tegen",
    "Rijssen-Holten": "tegen",
    "Haaksbergen": "blanco",
}
STARTED = {"Borne": "voor", "Dinkelland": "voor", "Hellendoorn": "tegen", "Losser": "voor", "Wierden": "voor"}

FIRST = (
    Point("Opening en vaststelling van de agenda", ORDER, "besluitvorming", 5, settled="De agenda is vastgesteld."),
    Point(
        "Terugkoppeling uit de Twente Board",
        of("b"),
        "kennisname",
        20,
        said="Het lid-vertegenwoordiger van cluster b doet verslag van de vergadering van de Twente Board.\n\n"
        "Borne vraagt naar de stand van het programma arbeidsmarkt. De secretaris zegt toe dat na te vragen.",
    ),
    Point(
        "Bijdrage per inwoner",
        of("d"),
        "besluitvorming",
        30,
        explanation="Het voorstel houdt de bijdrage gelijk. Elke raad besluit zelf over de begroting.",
        said="Tubbergen vraagt of de raden op tijd kunnen besluiten. De secretaris schetst de planning.",
        motion=Motion(
            "De bijdrage per inwoner voor het komende jaar gelijk te houden.",
            financial=True,
            why="Het besluit gaat over de bijdrage van de gemeenten aan de Twente Board.",
            choices={name: "tegen" if name == "Wierden" else "voor" for name in PLACES if name != "Losser"},
        ),
    ),
    Point("Rondvraag en sluiting", ORDER, "kennisname", 5, said="Niemand heeft iets voor de rondvraag."),
)
SECOND = (
    Point("Opening en vaststelling van de agenda", ORDER, "besluitvorming", 5, settled="De agenda is vastgesteld."),
    Point("Verslag van de vorige vergadering", ORDER, "besluitvorming", 5, settled="Het verslag is vastgesteld."),
    Point(
        "Koers SES Twente: inbreng in de Twente Board",
        of("a"),
        "besluitvorming",
        30,
        explanation="De werkgroep stelt drie lijnen voor: techniek, arbeidsmarkt en bereikbaarheid.",
        said="De voorzitter licht de koers toe. Hengelo steunt de drie lijnen en vraagt om een terugblik per jaar.\n\n"
        "Almelo kan niet instemmen zolang de inzet voor het spoor ontbreekt. Losser en Rijssen-Holten sluiten zich "
        "daarbij aan.",
        motion=Motion(
            "De koers SES Twente vast te stellen en mee te geven als gezamenlijke inbreng in de Twente Board.",
            financial=False,
            why="Het gaat alleen over de inhoud; de koers kost de gemeenten niets.",
            choices=COURSE,
        ),
    ),
    Point(
        "Raden betrekken bij de evaluatie",
        of("h"),
        "bespreking",
        20,
        said="De werkgroep maakt een brief aan de griffies met drie vragen over de samenwerking.",
        settled="De werkgroep legt de brief in de volgende vergadering voor.",
    ),
    Point("Rondvraag en sluiting", ORDER, "kennisname", 5, said="Oldenzaal dankt de werkgroep voor de voorbereiding."),
)
COMING = (
    Point("Opening en vaststelling van de agenda", ORDER, "besluitvorming", 5),
    Point("Mededelingen en ingekomen stukken", ORDER, "kennisname", 5),
    Point("Verslag van de vorige vergadering", ORDER, "besluitvorming", 5),
    Point("Terugkoppeling uit de Twente Board", of("b"), "kennisname", 15),
    Point(
        "Koers SES Twente: aangepast voorstel",
        of("a"),
        "besluitvorming",
        25,
        explanation="Het voorstel bevat nu ook de inzet voor het spoor.",
        motion=Motion(
            "De aangepaste koers SES Twente vast te stellen en mee te geven als inbreng in de Twente Board.",
            financial=False,
            why="Het gaat alleen over de inhoud; de koers kost de gemeenten niets.",
            choices=STARTED,
        ),
    ),
    Point("Kaderstellende nota arbeidsmarkt", of("e"), "bespreking", 20),
    Point(
        "Lobbyagenda Den Haag en Brussel",
        ItemClass("other_article", article="3.2"),
        "advisering",
        15,
        explanation="Met welke inzet de regio de gesprekken met het Rijk ingaat. Nog niet met anderen delen.",
        openness=Openness("secret", "artikel 2:5 Awb: inzet van onderhandelingen"),
    ),
    Point(
        "Lid-vertegenwoordiger van cluster b",
        ItemClass("other_article", article="6.3"),
        "besluitvorming",
        10,
        explanation="De termijn van het huidige lid loopt af. De vier colleges noemen samen één persoon.",
        motion=Motion(
            "De persoon die de vier colleges noemen voor te dragen als lid-vertegenwoordiger in de Twente Board.",
            financial=False,
            why="Het gaat alleen over een persoon.",
            choices={},
            kind="clusterbenoeming",
            about="b",
            answers=tuple(
                Said(name, "draagt_voor", nominee="Bestuurder Oldenzaal")
                for name in ("Tubbergen", "Oldenzaal", "Losser")
            ),
        ),
    ),
    Point(
        "Wijziging van de overeenkomst: termijn van de evaluatie",
        ItemClass("other_article", article="16.3"),
        "besluitvorming",
        10,
        explanation="De werkgroep stelt voor de evaluatie voortaan in het voorjaar te houden.",
        motion=Motion(
            "De overeenkomst zo te wijzigen dat de evaluatie in het voorjaar wordt gehouden.",
            financial=False,
            why="De wijziging kost de gemeenten niets.",
            choices={},
            kind="wijziging",
            answers=(
                *(Said(name, "ingestemd") for name in ("Almelo", "Borne", "Hengelo", "Wierden")),
                Said("Losser", "geen_besluit", "Het college behandelt het voorstel in januari."),
            ),
        ),
    ),
    Point("Rondvraag en sluiting", ORDER, "kennisname", 5),
)


@dataclass(frozen=True)
class Scene:
    """One meeting: days from today to look for a Wednesday, its points, who stays away, whether it was held."""

    key: str
    days: int
    points: tuple[Point, ...]
    held: bool
    absent: dict[str, str] = field(default_factory=dict)


SCENES = (
    Scene("first", -49, FIRST, held=True, absent={"Losser": "Bericht van verhindering per mail"}),
    Scene("second", -21, SECOND, held=True),
    Scene("coming", 12, COMING, held=False),
)
