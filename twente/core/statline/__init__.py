"""Population figures out of a CBS StatLine download: bytes in, a preview with every objection out (pure; R5, R17)."""

from twente.core.statline.preview import (
    MOST_INHABITANTS,
    MOST_ROWS,
    Figure,
    FigureSet,
    ImportPreview,
    Problem,
    Wanted,
    preview,
)
from twente.core.statline.reading import Status

__all__ = [
    "MOST_INHABITANTS",
    "MOST_ROWS",
    "Figure",
    "FigureSet",
    "ImportPreview",
    "Problem",
    "Status",
    "Wanted",
    "preview",
]
