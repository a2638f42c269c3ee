"""From a filled-in print template to a document that can be stored and signed."""

from datetime import datetime

from twente.documents.finishing import finish
from twente.documents.rendering import render


def print_document(html: str, *, title: str, created: datetime, author: str) -> bytes:
    """Render and finish in one go. Raises PrintLibraryMissing when Pango is absent."""
    return finish(render(html, title=title, created=created, author=author))
