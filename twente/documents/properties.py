"""Title, author and other properties of a PDF, to see whether somebody changed them after signing."""

from typing import Any

from lxml import etree

UPKEEP = frozenset({"ModDate", "Producer", "ModifyDate", "MetadataDate", "InstanceID"})
"""What every signing program writes anew: when and with what the file was last saved."""

SCAFFOLDING = frozenset(
    {
        None,
        "adobe:ns:meta/",
        "http://ns.adobe.com/xap/1.0/mm/",
        "http://www.aiim.org/pdfa/ns/extension/",
        "http://www.aiim.org/pdfa/ns/property#",
        "http://www.aiim.org/pdfa/ns/schema#",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://www.w3.org/XML/1998/namespace",
    }
)
"""Namespaces that hold the properties together, or describe other namespaces; programs write them each in their way."""

Properties = tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]


def properties_of(reader: Any) -> Properties:
    """The properties in the information dictionary and in the XMP, without what is mere upkeep.

    Raises XMLSyntaxError for XMP that cannot be read.
    """
    information = reader.trailer_view["/Info"]
    named = {(str(key).removeprefix("/"), str(value)) for key, value in information.items()}
    return frozenset(row for row in named if row[0] not in UPKEEP), frozenset(_in_xmp(reader.root["/Metadata"].data))


def _in_xmp(xmp: bytes) -> set[tuple[str, str]]:
    """Every property by its full name, with all its text; programs may write it as an element or as an attribute."""
    root = etree.fromstring(xmp.strip(), etree.XMLParser(resolve_entities=False, no_network=True))
    rows: set[tuple[str, str]] = set()
    for element in root.iter(etree.Element):
        rows |= {(str(name), str(value)) for name, value in element.attrib.items()}
        rows.add((str(element.tag), " ".join("".join(element.itertext()).split())))
    return {(name, text) for name, text in rows if text and _says_something(etree.QName(name))}


def _says_something(name: etree.QName) -> bool:
    return name.namespace not in SCAFFOLDING and name.localname not in UPKEEP
