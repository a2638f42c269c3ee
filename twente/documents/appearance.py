"""What a reader sees in a signature field: function, name, moment and, for trial certificates, that it is a trial."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.content import ResourceType
from pyhanko.pdf_utils.font.opentype import GlyphAccumulator
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.stamp.base import BaseStamp, BaseStampStyle

from twente.documents.lettering import drawable, true_type

INK, ACCENT, WARNING = (0.09, 0.14, 0.18), (0.043, 0.365, 0.42), (0.6, 0.2, 0.04)
GROUND = (0.933, 0.965, 0.969)
MARGIN, BAR = 11.0, 3.0


@dataclass(frozen=True)
class Line:
    """One line of text: size in points, weight as in CSS, colour as red, green and blue up to 1."""

    text: str
    size: float
    weight: int = 400
    colour: tuple[float, float, float] = INK


@dataclass(frozen=True)
class SignatureLook(BaseStampStyle):
    """Lines of text beside a bar in the accent colour, on the ground of a decision."""

    border_width: int = 0
    lines: tuple[Line, ...] = ()

    def create_stamp(self, writer: Any, box: Any, text_params: dict[str, Any]) -> "SignatureStamp":
        """Called by pyHanko when it fills the field."""
        return SignatureStamp(writer=writer, style=self, box=box)


def look(*, office: str, name: str, moment: str, trial: bool) -> SignatureLook:
    """The lines of a signature; `moment` is written out in Dutch."""
    lines = [
        Line(office, 8.5, 600, ACCENT),
        Line(name, 12, 600),
        Line(f"Ondertekend op {moment}", 8.5),
    ]
    if trial:
        lines.append(Line("PROEFCERTIFICAAT: niet rechtsgeldig", 7.5, 600, WARNING))
    return SignatureLook(lines=tuple(lines))


class SignatureStamp(BaseStamp):
    """Draws the look with our own embedded font."""

    def _render_inner_content(self) -> list[bytes]:
        """Called by pyHanko: the drawing instructions."""
        width, height = self.box.width, self.box.height
        ground = b"%g %g %g rg 0 0 %g %g re f %g %g %g rg 0 0 %g %g re f" % (
            *GROUND, width, height, *ACCENT, BAR, height
        )  # fmt: skip
        return [ground, *self._text(width, height)]

    def _text(self, width: float, height: float) -> Iterator[bytes]:
        """Lines one below another, together in the middle of the height; a line that is too wide shrinks."""
        lines = self.style.lines
        fonts = {weight: self._font(weight) for weight in {line.weight for line in lines}}
        baseline = (height + sum(line.size * 1.35 for line in lines)) / 2
        for line in lines:
            baseline -= line.size * 1.35
            name, font = fonts[line.weight]
            text = drawable(line.text)
            room = width - BAR - 2 * MARGIN
            size = min(line.size, room / max(font.shape(text).x_advance, 0.01))
            font.font_size = size
            shaped = font.shape(text).graphics_ops
            place = b"%g %g %g rg BT /%s %g Tf %g %g Td" % (
                *line.colour, name, size, BAR + MARGIN, baseline + line.size * 0.32
            )  # fmt: skip
            yield b"%s %s ET" % (place, shaped)

    def _font(self, weight: int) -> tuple[bytes, Any]:
        """One subset per weight, named in the resources of this field."""
        font = GlyphAccumulator(self.writer, BytesIO(true_type(weight)), 10, bcp47_lang_code="nl")
        name = b"W%d" % weight
        self.set_resource(category=ResourceType.FONT, name=pdf_name(f"/{name.decode()}"), value=font.as_resource())
        return name, font
