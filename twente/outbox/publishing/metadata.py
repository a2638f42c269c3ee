"""What a public page says about its record to machines: Dublin Core in HTML and the same as JSON (Woo, artikel 3.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

CATEGORY = "vergaderstukken decentrale overheden"
"""The category of the Woo index in which the papers of an overleg of municipalities belong."""

ORGANISATION_TYPE = "samenwerkingsverband van gemeenten"
"""What kind of body publishes here."""


@dataclass(frozen=True)
class Metadata:
    """A public record: `organisation_type` says what kind of body published it, `kind` what kind of document it is."""

    identifier: str
    title: str
    kind: str
    dated_on: date
    modified_at: datetime
    organisation: str
    organisation_type: str
    file: str = ""
    format: str = ""
    sha256: str = ""


def pairs(about: Metadata) -> list[tuple[str, str]]:
    """Name and content of the meta elements; what is not known is left out."""
    found = {
        "DCTERMS.identifier": about.identifier,
        "DCTERMS.title": about.title,
        "DCTERMS.type": about.kind,
        "DCTERMS.date": about.dated_on.isoformat(),
        "DCTERMS.modified": about.modified_at.isoformat(timespec="seconds"),
        "DCTERMS.publisher": about.organisation,
        "DCTERMS.language": "nl",
        "DCTERMS.subject": CATEGORY,
        "DCTERMS.format": about.format,
        "OVERHEID.organisationType": about.organisation_type,
    }
    return [(name, content) for name, content in found.items() if content]


def as_json(about: Metadata) -> Mapping[str, str]:
    """The same for a program, in Dutch words."""
    found = {
        "identificatie": about.identifier,
        "titel": about.title,
        "documentsoort": about.kind,
        "datum": about.dated_on.isoformat(),
        "laatstGewijzigd": about.modified_at.isoformat(timespec="seconds"),
        "organisatie": about.organisation,
        "organisatiesoort": about.organisation_type,
        "informatiecategorie": CATEGORY,
        "taal": "nl",
        "bestand": about.file,
        "bestandsformaat": about.format,
        "sha256": about.sha256,
    }
    return {name: content for name, content in found.items() if content}
