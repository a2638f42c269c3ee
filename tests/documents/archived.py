"""A small archive that is made up: one meeting with a signed record and a paper that few may read."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime

from twente.core.terms import Duration
from twente.documents.archive import formats
from twente.documents.archive.records import Collection, Dossier, Event, File, Format, Organisation, Record, Retention

AT = datetime(2026, 12, 8, 9, 30, tzinfo=UTC)
OWNER = Organisation("Gemeente Voorbeeld", "GM0000", "CBS-code")
TEN_YEARS = Retention(
    code="19.1.10",
    category="Regionaal overleg",
    term=Duration.parse("10 years"),
    trigger="Afhandeling",
    source="Selectielijst gemeenten 2020",
    starts_on=date(2026, 12, 8),
)
FOR_EVER = replace(TEN_YEARS, code="19.1.6", category="Intern overleg", term=None, starts_on=None)


def a_file(title: str, content: bytes, form: Format = formats.PDF_A) -> File:
    """A file whose bytes are at hand."""
    return File(title, form, hashlib.sha256(content).hexdigest(), AT, lambda: content)


MINUTES = Record(
    identifier="verslag-1",
    title="Verslag van 2 december 2026",
    kind="Verslag",
    about="Vastgesteld verslag met besluitenlijst",
    events=(
        Event("Creatie", AT, "secretaris"),
        Event("Ondertekening", AT, "de voorzitter", "certificaat 0a1b; geldig bevonden"),
    ),
    files=(a_file("Verslag", b"%PDF verslag"), a_file("Verslag als tekst", b"<p>Verslag</p>", formats.HTML)),
)
PAPER = Record(
    identifier="stuk-2",
    title="Begroting & <raming>",
    kind="Stuk bij agendapunt",
    about="Punt 2",
    events=(Event("Creatie", AT),),
    files=(a_file("Begroting", b"%PDF begroting", formats.PDF),),
    restriction="Besloten: alleen voor deelnemers",
)
DOSSIER = Dossier(
    identifier="vergadering-1",
    title="Vergadering van 2 december 2026",
    about="Bestuurlijk overleg",
    begins_on=date(2026, 12, 2),
    retention=TEN_YEARS,
    owner=OWNER,
    records=(MINUTES, PAPER),
    restriction="Bevat besloten stukken",
)
COLLECTION = Collection(
    identifier="archief-2026",
    title="Archief 2026 van het overleg",
    name="archief-2026",
    source="Bestuurlijk overleg",
    owner=OWNER,
    made_on=date(2027, 1, 15),
    dossiers=(DOSSIER,),
)
