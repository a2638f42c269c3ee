"""Short texts that are stamped on pages of others, in one small embedded font."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from twente.documents.lettering import drawable, true_type

SIZE = 7.5
"""In points."""
Name, Dictionary, Array = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array


class Lettering:
    """Our print font with only the letters that are stamped, as one embedded font of two-byte codes."""

    def __init__(self, letters: str) -> None:
        from fontTools.subset import Options, Subsetter
        from fontTools.ttLib import TTFont

        self.font = TTFont(io.BytesIO(true_type(400)))
        subsetter = Subsetter(Options(glyph_names=False, notdef_outline=True, layout_features=[]))
        subsetter.populate(text=drawable(letters) + " ")
        subsetter.subset(self.font)
        self.codes = {chr(code): self.font.getGlyphID(name) for code, name in self.font.getBestCmap().items()}
        self.scale = 1000 / self.font["head"].unitsPerEm
        names = self.font.getGlyphOrder()
        self.widths = {code: round(self.font["hmtx"][names[code]][0] * self.scale) for code in range(len(names))}

    def glyphs(self, text: str) -> Iterator[int]:
        """The code of every letter that the font has."""
        return (self.codes[letter] for letter in drawable(text) if letter in self.codes)

    def coded(self, text: str) -> str:
        """The text as a hexadecimal string."""
        return "".join(f"{code:04X}" for code in self.glyphs(text))

    def width(self, text: str) -> float:
        """How wide the text is, in points."""
        return sum(self.widths[code] for code in self.glyphs(text)) * SIZE / 1000

    def embedded(self, pdf: pikepdf.Pdf) -> Any:
        """The font as an object of this PDF, with a table that gives the letters back when one copies text."""
        kept = io.BytesIO()
        self.font.save(kept)
        head, name = self.font["head"], Name("/AAAAAA+SourceSans3-Regular")
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=4,
            FontBBox=Array([round(edge * self.scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)]),
            ItalicAngle=0,
            Ascent=round(self.font["hhea"].ascent * self.scale),
            Descent=round(self.font["hhea"].descent * self.scale),
            CapHeight=660,
            StemV=80,
            FontFile2=pdf.make_stream(kept.getvalue()),
        )
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(
                Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
            ),
            FontDescriptor=pdf.make_indirect(descriptor),
            CIDToGIDMap=Name.Identity,
            W=Array([0, Array([self.widths[code] for code in range(len(self.widths))])]),
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=pdf.make_stream(self.to_unicode()),
            )
        )

    def to_unicode(self) -> bytes:
        """Code → letter."""
        rows = "\n".join(f"<{code:04X}> <{ord(letter):04X}>" for letter, code in sorted(self.codes.items()))
        head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Stempel def /CMapType 2 def"
        space = "1 begincodespacerange <0000> <FFFF> endcodespacerange"
        return f"{head}\n{space}\n{len(self.codes)} beginbfchar\n{rows}\nendbfchar endcmap end end".encode("ascii")
