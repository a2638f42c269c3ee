"""MDTO: what we write passes the schema of the Nationaal Archief, and the schema refuses what is not in order."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.conf import settings
from lxml import etree

from tests.documents.archived import COLLECTION, DOSSIER, FOR_EVER, MINUTES, PAPER
from twente.core.terms import Duration
from twente.documents.archive import mdto

NAMES = {"m": mdto.NAMESPACE}


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The schema that MDTO_XSD points at."""
    return etree.XMLSchema(etree.parse(settings.MDTO_XSD))


def texts(xml: bytes, path: str) -> list[str]:
    """The texts at a path, every step in the namespace of MDTO."""
    steps = "//" + "/".join(f"m:{step}" for step in path.split("/"))
    return [node.text for node in etree.fromstring(xml).xpath(steps, namespaces=NAMES)]


def a_record() -> bytes:
    return mdto.record(MINUTES, DOSSIER, ["verslag.pdf", "verslag.html"], COLLECTION.source)


WRITTEN: dict[str, Callable[[], bytes]] = {
    "collection": lambda: mdto.collection(COLLECTION),
    "dossier": lambda: mdto.dossier(DOSSIER, COLLECTION),
    "dossier for ever": lambda: mdto.dossier(replace(DOSSIER, retention=FOR_EVER), COLLECTION),
    "record": a_record,
    "file": lambda: mdto.file(MINUTES.files[0], "verslag.pdf", 12, MINUTES, COLLECTION.source),
    "file of a format without a number": lambda: mdto.file(PAPER.files[0], "b.pdf", 3, PAPER, COLLECTION.source),
}


@pytest.mark.parametrize("what", WRITTEN)
def test_every_object_passes_the_schema(schema: etree.XMLSchema, what: str) -> None:
    schema.assertValid(etree.fromstring(WRITTEN[what]()))


def test_same_values_give_the_same_bytes() -> None:
    assert a_record() == a_record()


@pytest.mark.parametrize("missing", ["identificatie", "naam", "waardering", "archiefvormer", "beperkingGebruik"])
def test_what_is_required_cannot_be_left_out(schema: etree.XMLSchema, missing: str) -> None:
    document = etree.fromstring(a_record())
    element = document.find(f"m:informatieobject/m:{missing}", NAMES)
    element.getparent().remove(element)
    assert not schema.validate(document)


def test_wrong_order_fails(schema: etree.XMLSchema) -> None:
    document = etree.fromstring(a_record())
    assert schema.validate(document)
    language = document.find("m:informatieobject/m:taal", NAMES)
    language.getparent().append(language)
    assert not schema.validate(document)


def test_signer_certificate_and_result_of_validation_stand_in_the_events() -> None:
    """Archiefregeling 24c."""
    assert texts(a_record(), "event/eventVerantwoordelijkeActor/verwijzingNaam") == ["secretaris", "de voorzitter"]
    assert texts(a_record(), "event/eventResultaat") == ["certificaat 0a1b; geldig bevonden"]
    assert texts(a_record(), "event/eventTijd") == ["2026-12-08T09:30:00Z"] * 2


def test_term_of_ten_years_names_its_last_day_and_its_category() -> None:
    xml = mdto.dossier(DOSSIER, COLLECTION)
    assert texts(xml, "waardering/begripCode") == ["V"]
    assert texts(xml, "bewaartermijn/termijnLooptijd") == ["P10Y"]
    assert texts(xml, "bewaartermijn/termijnEinddatum") == ["2036-12-08"]
    assert texts(xml, "informatiecategorie/begripCode") == ["19.1.10"]


def test_kept_for_ever_has_no_term() -> None:
    xml = mdto.dossier(replace(DOSSIER, retention=FOR_EVER), COLLECTION)
    assert texts(xml, "waardering/begripCode") == ["B"]
    assert texts(xml, "bewaartermijn") == []


def test_the_whole_is_kept_as_long_as_its_longest_part() -> None:
    for_ever = replace(DOSSIER, identifier="vergadering-2", retention=FOR_EVER)
    xml = mdto.collection(replace(COLLECTION, dossiers=(DOSSIER, for_ever)))
    assert texts(xml, "waardering/begripCode") == ["B"]
    assert texts(xml, "archiefvormer/verwijzingNaam") == ["Gemeente Voorbeeld"]


def test_what_few_may_read_says_so() -> None:
    xml = mdto.record(PAPER, DOSSIER, ["begroting.pdf"], COLLECTION.source)
    assert texts(xml, "beperkingGebruik/beperkingGebruikNadereBeschrijving") == ["Besloten: alleen voor deelnemers"]
    assert texts(xml, "naam") == ["Begroting & <raming>"]


def test_characters_that_xml_refuses_are_left_out() -> None:
    assert texts(mdto.dossier(replace(DOSSIER, title="Ver\x0bslag\x00"), COLLECTION), "naam") == ["Verslag"]


@pytest.mark.parametrize(("term", "written"), [("10 years", "P10Y"), ("18 months", "P18M"), ("2 weeks", "P14D")])
def test_terms_as_xml_writes_them(term: str, written: str) -> None:
    assert mdto.period(Duration.parse(term)) == written
