"""The last changes to a rendered document, before anybody signs it: accessibility repairs and signature fields.

Never run this over a signed document: it rewrites every byte. Besides what a reader notices, saving with small object
streams makes validation about seven times as fast as on WeasyPrint's own output.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from twente.documents.rendering import POINTS_PER_PIXEL, Box, Rendered
from twente.documents.rules import SECRETARY_FIELD
from twente.documents.wording import FIELD_TITLES

PRINT = 4
SIGNATURES_EXIST_APPEND_ONLY = 3
PDF_UA = """
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
 <pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
 <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
   <pdfaProperty:name>part</pdfaProperty:name>
   <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
   <pdfaProperty:category>internal</pdfaProperty:category>
   <pdfaProperty:description>Part of ISO 14289 that this file follows</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
 </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def finish(rendered: Rendered) -> bytes:
    """A PDF/A that also says it follows PDF/UA-1, with an empty signature field in every box.

    The same rendered document gives the same bytes.
    """
    with pikepdf.open(BytesIO(rendered.pdf)) as pdf:
        _repair_structure(pdf)
        _describe_links(pdf, rendered.link_texts)
        _claim_pdf_ua(pdf)
        _name_attachments_once(pdf)
        if rendered.boxes:
            _add_signature_fields(pdf, rendered.boxes)
        output = BytesIO()
        pdf.save(
            output,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            compress_streams=True,
        )
    return output.getvalue()


def _elements(node: Any, ancestors: tuple[str, ...] = ()) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Every structure element with the kinds of the elements around it, outermost first."""
    kids = node.get(Name.K, Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and Name.S in kid:
            yield kid, ancestors
            yield from _elements(kid, (*ancestors, str(kid.S)))


def _repair_structure(pdf: pikepdf.Pdf) -> None:
    """Say which way a header cell points, and where a picture stands on its page."""
    for element, ancestors in _elements(pdf.Root.StructTreeRoot):
        kind = element.S
        if kind == Name.TH:
            attributes = element.get(Name.A, Dictionary(O=Name.Table))
            attributes.Scope = Name.Column if "/THead" in ancestors else Name.Row
            element.A = attributes
        elif kind == Name.Figure and Name.A in element:
            element.A.BBox = _in_points(element.A.BBox, height=float(element.Pg.MediaBox[3]))


def _in_points(pixels: Any, *, height: float) -> Array:
    """WeasyPrint leaves CSS pixels counted from the top of the page; PDF wants points from the bottom."""
    left, top, right, bottom = (float(edge) * POINTS_PER_PIXEL for edge in pixels)
    return Array([round(edge, 3) for edge in (left, height - bottom, right, height - top)])


def _describe_links(pdf: pikepdf.Pdf, texts: Mapping[str, str]) -> None:
    """Give each link the words that the reader sees instead of the name of its target."""
    for page in pdf.pages:
        for annotation in page.get(Name.Annots, Array()):
            target = str(annotation.get(Name.Contents, ""))
            if annotation.Subtype == Name.Link and target in texts:
                annotation.Contents = String(texts[target])


def _claim_pdf_ua(pdf: pikepdf.Pdf) -> None:
    """Add the PDF/UA identifier, with the extension schema that PDF/A asks for when it is used."""
    xmp = pdf.Root.Metadata.read_bytes()
    end = b"</rdf:RDF>"
    if xmp.count(end) != 1:
        raise ValueError("De metadata van het document hebben niet de verwachte vorm.")
    pdf.Root.Metadata.write(xmp.replace(end, PDF_UA.encode() + end))


def _name_attachments_once(pdf: pikepdf.Pdf) -> None:
    """WeasyPrint lists an attachment twice among the associated files."""
    if Name.AF in pdf.Root:
        once = {file.objgen: file for file in pdf.Root.AF}
        pdf.Root.AF = Array(once.values())


def _add_signature_fields(pdf: pikepdf.Pdf, boxes: Mapping[str, Box]) -> None:
    """One empty, tagged signature field per box, in the order of signing."""
    fields = [_signature_field(pdf, name, boxes[name]) for name in FIELD_TITLES if name in boxes]
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(fields), SigFlags=SIGNATURES_EXIST_APPEND_ONLY))


def _signature_field(pdf: pikepdf.Pdf, name: str, box: Box) -> Any:
    """A field that is its own widget; the secretary's, last to be signed, locks the whole document."""
    page = pdf.pages[box.page]
    left, bottom, right, top = box.rect
    blank = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, right - left, top - bottom])
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(name),
            TU=String(FIELD_TITLES[name]),
            F=PRINT,
            Rect=Array(box.rect),
            P=page.obj,
            AP=Dictionary(N=blank),
        )
    )
    if name == SECRETARY_FIELD:
        field.Lock = pdf.make_indirect(Dictionary(Type=Name.SigFieldLock, Action=Name.All))
    if Name.Annots not in page:
        page.Annots = Array()
    page.Annots.append(field)
    _tag(pdf, field, page)
    return field


def _tag(pdf: pikepdf.Pdf, field: Any, page: Any) -> None:
    """Put the field at the end of the reading order, as a Form element."""
    root = pdf.Root.StructTreeRoot
    document, numbers = root.K[0], root.ParentTree.Nums
    key = int(numbers[-2]) + 1
    # K is the reference itself, not a list of one: pyHanko accepts a filled field only when it finds it at `K.Obj`.
    reference = Dictionary(Type=Name.OBJR, Obj=field, Pg=page.obj)
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, P=document, Pg=page.obj, K=reference))
    document.K.append(element)
    numbers.append(key)
    numbers.append(element)
    root.ParentTreeNextKey = key + 1
    field.StructParent = key
