"""From a filled-in print template to a document that can be stored and signed."""

from datetime import datetime

from twente.documents.finishing import finish
from twente.documents.rendering import Attachment, render


def print_document(
    html: str, *, title: str, created: datetime, author: str, attachment: Attachment | None = None
) -> bytes:
    """Render and finish in one go: PDF/A-2a, or PDF/A-3a with a file inside. Raises PrintLibraryMissing."""
    return finish(render(html, title=title, created=created, author=author, attachment=attachment))
