"""How a private file leaves the house: checked before, and never more than a file to whoever gets it."""

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from twente.documents import vault
from twente.documents.models import Document, Revision
from twente.documents.selectors import NoDocumentYet, latest_revision

AT_ONCE = 2_500_000
"""Files up to this many bytes are sent in one go, larger ones piece by piece."""
ONLY_SAVE = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}
"""A browser keeps the file for the person and does nothing else with it."""


def document_file(document: Document | None, *, name: str) -> HttpResponse:
    """A registered document as it stands, for the browser to keep; the caller has checked that the person may have it.

    Raises NoDocumentYet.
    """
    if document is None:
        raise NoDocumentYet
    return revision_file(latest_revision(document), name=name)


def revision_file(revision: Revision, *, name: str) -> HttpResponse:
    """One revision of a document, read with its bytes, for the browser to keep."""
    return HttpResponse(bytes(revision.content), content_type="application/pdf", headers=only_save(name))


def only_save(name: str, *, shown: bool = False) -> dict[str, str]:
    """The headers of a file under its own name."""
    return ONLY_SAVE | {"Content-Disposition": content_disposition_header(not shown, name) or "attachment"}


def stored_file(stored_as: str, *, content_type: str, name: str, shown: bool = False) -> HttpResponseBase:
    """A file of the vault under its own name; `shown` lets a page show it (a picture) instead of saving it.

    The caller has checked that the person may have it. With VAULT_ACCEL the web server in front sends the bytes.
    Raises FileMissing.
    """
    headers = only_save(name, shown=shown)
    path = vault.path_of(stored_as)
    if settings.VAULT_ACCEL:
        address = f"{settings.VAULT_ACCEL.rstrip('/')}/{path.relative_to(settings.VAULT_FOLDER).as_posix()}"
        return HttpResponse(content_type=content_type, headers=headers | {"X-Accel-Redirect": address})
    try:
        if path.stat().st_size <= AT_ONCE:
            return HttpResponse(path.read_bytes(), content_type=content_type, headers=headers)
        file = path.open("rb")
    except FileNotFoundError as error:
        raise vault.FileMissing from error
    return FileResponse(file, as_attachment=not shown, filename=name, content_type=content_type, headers=headers)
