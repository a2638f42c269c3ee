"""What everybody can read without signing in: an index, every public document, and the same for machines (Woo)."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header, http_date, quote_etag
from django.views.decorators.http import require_safe

from meetings.selectors.leaving import open_to_all
from twente.core import clock
from twente.core.models import Agreement
from twente.outbox.publishing import selectors
from twente.outbox.publishing.metadata import as_json
from twente.outbox.publishing.models import Publication
from twente.partnership.pace import brake
from twente.partnership.presenting import publications as page

KEPT = 300
"""Seconds that a browser or proxy may show a public page without asking: what is taken back is gone soon."""


def kept(response: HttpResponse) -> HttpResponse:
    """A page that is the same for everybody."""
    patch_cache_control(response, public=True, max_age=KEPT)
    return response


def publication_here(slug: str, document: UUID) -> Publication:
    """The last publication of a document; what was never published does not exist here."""
    found = selectors.latest(get_object_or_404(Agreement, slug=slug), document)
    if found is None:
        raise Http404
    return found


def is_public(publication: Publication) -> bool:
    """Not taken back, not destroyed, and no item in it is confidential today."""
    return publication.withdrawn_at is None and bool(open_to_all([publication], clock.today()))


def gone(request: HttpRequest, publication: Publication) -> HttpResponse:
    """410: it was public, and no longer is."""
    return render(request, "partnership/public_gone.html", page.tombstone(publication, clock.today()), status=410)


@require_safe
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that the overleg published."""
    overleg = get_object_or_404(Agreement, slug=slug)
    return kept(render(request, "partnership/public_index.html", page.index_page(overleg, clock.today())))


@require_safe
def index_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The same with all metadata, for programs that collect it."""
    overleg = get_object_or_404(Agreement, slug=slug)
    return kept(JsonResponse(page.index_json(overleg, clock.today())))


@require_safe
def document(request: HttpRequest, slug: str, document: UUID) -> HttpResponse:
    """One public document, or what is left of it."""
    found = publication_here(slug, document)
    if not is_public(found):
        return gone(request, found)
    return kept(render(request, "partnership/public_document.html", page.document_page(found, clock.today())))


@require_safe
def document_metadata(request: HttpRequest, slug: str, document: UUID) -> HttpResponse:
    """What it is, for a program; 410 with the reason once it was taken back."""
    found = publication_here(slug, document)
    if not is_public(found):
        return JsonResponse(page.gone_json(found, clock.today()), status=410)
    return kept(JsonResponse(dict(as_json(page.about(found)))))


@require_safe
def document_file(request: HttpRequest, slug: str, document: UUID) -> HttpResponse:
    """The very bytes that were published; asked again they are sent only when they changed. Raises TooManyFiles."""
    found = publication_here(slug, document)
    if not is_public(found):
        return gone(request, found)
    etag, changed = quote_etag(found.sha256), int(found.published_at.timestamp())
    known = get_conditional_response(request, etag=etag, last_modified=changed)
    if known is None:
        brake(request, clock.now())
    response = known or HttpResponse(bytes(selectors.revision_of(found).content), content_type="application/pdf")
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    name = page.file_name(found.document)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return kept(response)


@require_safe
def sitemap(request: HttpRequest, slug: str) -> HttpResponse:
    """Every public page of one overleg."""
    overleg = get_object_or_404(Agreement, slug=slug)
    context = {"entries": page.entries(overleg, clock.today()), "overleg": overleg}
    return kept(render(request, "partnership/sitemap.xml", context, content_type="application/xml; charset=utf-8"))


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The site maps of all overleggen here."""
    context = {"agreements": Agreement.objects.order_by("pk"), "site": settings.SITE_URL}
    kind = "application/xml; charset=utf-8"
    return kept(render(request, "partnership/sitemap_index.xml", context, content_type=kind))
