"""MDTO 1.0.1: the metadata that Dutch government archives ask for, as XML. The order of the elements is fixed.

Names of lists are those of the examples of the Nationaal Archief; what is not on such a list names our own.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from lxml import etree

from twente.core.terms import Duration, Unit
from twente.documents.archive.records import Collection, Dossier, Event, File, Organisation, Record, Retention

NAMESPACE = "https://www.nationaalarchief.nl/mdto"
LOCATION = f"{NAMESPACE} {NAMESPACE}/MDTO-XML1.0.1.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

LEVELS = "Begrippenlijst Aggregatieniveaus MDTO"
EVENTS = "Begrippenlijst EventTypeLijst MDTO"
APPRAISALS = "Begrippenlijst Waarderingen MDTO"
ALGORITHMS = "Begrippenlijst ChecksumAlgoritme MDTO"
PRONOM = "PRONOM-register"
OUR_EVENTS = "Gebeurtenissen van Bestuurlijk overleg"
OUR_LIMITS = "Openbaarheid van Bestuurlijk overleg"
OUR_TRIGGERS = "Aanleidingen van Bestuurlijk overleg"
OUR_KINDS = "Soorten stukken van Bestuurlijk overleg"
CREATED = "Creatie"
DESTROYED = "Vernietiging"
ON_THE_LIST = frozenset({CREATED, DESTROYED})
"""Events that are on the list of the Nationaal Archief."""
PERMANENT, TEMPORARY = ("Blijvend te bewaren", "B"), ("Tijdelijk te bewaren", "V")
PERIODS = {Unit.DAYS: "P{}D", Unit.MONTHS: "P{}M", Unit.YEARS: "P{}Y"}
DAYS_OF_A_WEEK = 7

Node = tuple[str, "str | Sequence[Node]"]
"""An element: its name, and its text or what is in it. What is empty is left out."""


def written(kind: str, nodes: Sequence[Node]) -> bytes:
    """The document as it is kept: the same values give the same bytes."""
    root = etree.Element(f"{{{NAMESPACE}}}MDTO", nsmap={None: NAMESPACE, "xsi": INSTANCE})
    root.set(f"{{{INSTANCE}}}schemaLocation", LOCATION)
    add(root, (kind, nodes))
    etree.indent(root, "  ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def add(parent: etree._Element, node: Node) -> None:
    """Put an element with everything in it under another; nothing for an empty one."""
    name, value = node
    if not value:
        return
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    if isinstance(value, str):
        element.text = ILLEGAL.sub("", value)
        return
    for inner in value:
        add(element, inner)


def collection(about: Collection) -> bytes:
    """The whole of a bag (serie), which names its dossiers."""
    parts = [reference("bevatOnderdeel", each.title, each.identifier, about.source) for each in about.dossiers]
    retention = longest([each.retention for each in about.dossiers])
    nodes: list[Node] = [
        identification(about.identifier, about.source),
        ("naam", about.title),
        concept("aggregatieniveau", "Serie", LEVELS),
        ("taal", "nl"),
        *valued(retention),
        *parts,
        *owners([each.owner for each in about.dossiers] or [about.owner]),
        limit(next((each.restriction for each in about.dossiers if each.restriction), "")),
    ]
    return written("informatieobject", nodes)


def dossier(about: Dossier, inside: Collection) -> bytes:
    """A dossier, which names its records and the whole that it is part of."""
    nodes: list[Node] = [
        identification(about.identifier, inside.source),
        ("naam", about.title),
        concept("aggregatieniveau", "Dossier", LEVELS),
        ("omschrijving", about.about),
        ("dekkingInTijd", [concept("dekkingInTijdType", about.covers, OUR_TRIGGERS), *period_of(about)]),
        ("taal", "nl"),
        *valued(about.retention),
        reference("isOnderdeelVan", inside.title, inside.identifier, inside.source),
        *(reference("bevatOnderdeel", each.title, each.identifier, inside.source) for each in about.records),
        *owners([about.owner]),
        limit(about.restriction),
    ]
    return written("informatieobject", nodes)


def record(about: Record, inside: Dossier, names: Sequence[str], source: str) -> bytes:
    """A document with its events; `names` are those of its files, in order."""
    nodes: list[Node] = [
        identification(about.identifier, source),
        ("naam", about.title),
        concept("aggregatieniveau", "Archiefstuk", LEVELS),
        concept("classificatie", about.kind, OUR_KINDS),
        ("omschrijving", about.about),
        ("taal", "nl"),
        *(event(each) for each in about.events),
        *valued(inside.retention),
        reference("isOnderdeelVan", inside.title, inside.identifier, source),
        *(reference("heeftRepresentatie", name, f"{about.identifier}/{name}", source) for name in names),
        *owners([inside.owner]),
        limit(about.restriction),
    ]
    return written("informatieobject", nodes)


def file(about: File, name: str, size: int, of: Record, source: str) -> bytes:
    """A file with its size, format and checksum."""
    nodes: list[Node] = [
        identification(f"{of.identifier}/{name}", source),
        ("naam", name),
        ("omvang", str(size)),
        concept("bestandsformaat", about.format.label, PRONOM, about.format.pronom),
        (
            "checksum",
            [
                concept("checksumAlgoritme", "SHA256", ALGORITHMS),
                ("checksumWaarde", about.sha256),
                ("checksumDatum", moment(about.stored_at)),
            ],
        ),
        reference("isRepresentatieVan", of.title, of.identifier, source),
    ]
    return written("bestand", nodes)


def identification(identifier: str, source: str, name: str = "identificatie") -> Node:
    """A mark, and who gave it."""
    return name, [("identificatieKenmerk", identifier), ("identificatieBron", source)]


def reference(name: str, title: str, identifier: str = "", source: str = "") -> Node:
    """Another object by its name and, when known, its mark."""
    mark = [identification(identifier, source, "verwijzingIdentificatie")] if identifier else []
    return name, [("verwijzingNaam", title), *mark]


def concept(name: str, label: str, vocabulary: str, code: str = "") -> Node:
    """A word of a list."""
    return name, [("begripLabel", label), ("begripCode", code), reference("begripBegrippenlijst", vocabulary)]


def period_of(about: Dossier) -> Iterator[Node]:
    """The day that a dossier is about, or the first and the last."""
    yield "dekkingInTijdBegindatum", about.begins_on.isoformat()
    yield "dekkingInTijdEinddatum", about.ends_on.isoformat() if about.ends_on else ""


def event(about: Event) -> Node:
    """What happened, when, by whom, and what came of it (Archiefregeling 24c)."""
    return "event", [
        concept("eventType", about.kind, EVENTS if about.kind in ON_THE_LIST else OUR_EVENTS),
        ("eventTijd", moment(about.at)),
        reference("eventVerantwoordelijkeActor", about.actor) if about.actor else ("eventVerantwoordelijkeActor", ""),
        ("eventResultaat", about.result),
    ]


def valued(retention: Retention) -> Iterator[Node]:
    """Appraisal, term and category, in the order of the schema."""
    label, code = TEMPORARY if retention.term else PERMANENT
    yield concept("waardering", label, APPRAISALS, code)
    if retention.term:
        started, ends = retention.starts_on, retention.ends_on
        yield (
            "bewaartermijn",
            [
                concept("termijnTriggerStartLooptijd", retention.trigger, OUR_TRIGGERS),
                ("termijnStartdatumLooptijd", started.isoformat() if started else ""),
                ("termijnLooptijd", period(retention.term)),
                ("termijnEinddatum", ends.isoformat() if ends else ""),
            ],
        )
    yield concept("informatiecategorie", retention.category, retention.source, retention.code)


def longest(retentions: Sequence[Retention]) -> Retention:
    """What a whole is kept for: as long as the part that is kept longest. Raises ValueError for nothing."""
    return max(retentions, key=lambda each: (each.term is None, str(each.ends_on or "9"), each.code))


def owners(of: Sequence[Organisation]) -> Iterator[Node]:
    """The organisations whose records they are, each once."""
    for each in dict.fromkeys(of):
        yield reference("archiefvormer", each.name, each.identifier, each.register)


def limit(restriction: str) -> Node:
    """Who may read it."""
    label = "Beperkt openbaar" if restriction else "Openbaar"
    return "beperkingGebruik", [
        concept("beperkingGebruikType", label, OUR_LIMITS),
        ("beperkingGebruikNadereBeschrijving", restriction),
    ]


def period(term: Duration) -> str:
    """P10Y; a week has no letter of its own in this notation."""
    if term.unit == Unit.WEEKS:
        return PERIODS[Unit.DAYS].format(term.number * DAYS_OF_A_WEEK)
    return PERIODS[term.unit].format(term.number)


def moment(at: datetime) -> str:
    """2026-12-08T09:30:00Z"""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
